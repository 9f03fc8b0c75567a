"""Appends to the chain, inside a transaction that holds the write lock."""

import hashlib
from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection, Dialect, Table, bindparam, delete, select

from app.store.canonical import canonical_json
from app.store.records import VERDICT_KIND, AlreadyAnswered, Appended, Entry
from app.store.tables import idempotency, log_finding, log_head, message_content, verdict_log

_READ_HEAD: Final = select(log_head.c.sequence, log_head.c.hash).with_for_update()
_ROWS_AT_ONCE: Final = 512
_FORGET_KEYS: Final = delete(idempotency).where(idempotency.c.created_at < bindparam("since"))


class ChainAppender:
    """Writes entries as records of the chain.

    The statements of each append are compiled once and go straight to the driver, the rows of a batch in one statement:
    it halves the time, and SQLite gives up the interpreter lock at each statement, which a busy event loop is slow to
    give back.
    """

    def __init__(self, dialect: Dialect) -> None:
        self._read_head = str(_READ_HEAD.compile(dialect=dialect))
        mark = "?" if dialect.paramstyle == "qmark" else "%s"
        self._move_head = f"UPDATE log_head SET sequence = {mark}, hash = {mark}, checked_at = {mark}"  # noqa: S608
        self._inserts = {
            table: (
                f"INSERT INTO {table.name} ({', '.join(table.columns.keys())}) VALUES ",  # noqa: S608 - our names only
                f"({', '.join([mark] * len(table.columns))})",
            )
            for table in (verdict_log, log_finding, message_content, idempotency)
        }

    def append(
        self, connection: Connection, entries: Sequence[Entry], now: int, keys_since: int
    ) -> list[Appended | AlreadyAnswered]:
        """Append ``entries`` in order and move the head; the result tells for each where it stands.

        ``now`` and ``keys_since`` are microseconds; first answers from before ``keys_since`` are forgotten.
        """
        sequence, previous_hash = connection.exec_driver_sql(self._read_head).one()
        answered = _first_answers(connection, entries, keys_since)
        results: list[Appended | AlreadyAnswered] = []
        rows: dict[Table, list[tuple[Any, ...]]] = {table: [] for table in self._inserts}
        for entry in entries:
            first = entry.first_answer
            if first is not None:
                known = answered.get((entry.principal, first.key))
                if known is not None:
                    results.append(known)
                    continue
            sequence += 1
            record_hash = _hash(entry, sequence, previous_hash)
            results.append(Appended(sequence, previous_hash, record_hash))
            rows[verdict_log].append(_record(entry, sequence, previous_hash, record_hash))
            rows[log_finding] += [(sequence, rule, family) for rule, family in entry.rules]
            if entry.content is not None:
                rows[message_content].append((sequence, entry.content))
            if first is not None:
                answered[entry.principal, first.key] = AlreadyAnswered(sequence, first.request_digest, first.answer)
                rows[idempotency].append(
                    (entry.principal, first.key, first.request_digest, sequence, entry.created_at, first.answer)
                )
            previous_hash = record_hash
        for table, values in rows.items():
            self._insert(connection, table, values)
        connection.exec_driver_sql(self._move_head, (sequence, previous_hash, now))
        return results

    def _insert(self, connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        head, row = self._inserts[table]
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            some = rows[start : start + _ROWS_AT_ONCE]
            connection.exec_driver_sql(head + ", ".join([row] * len(some)), tuple(chain.from_iterable(some)))


def _first_answers(
    connection: Connection, entries: Sequence[Entry], keys_since: int
) -> dict[tuple[str, str], AlreadyAnswered]:
    keys = [entry.first_answer.key for entry in entries if entry.first_answer is not None]
    if not keys:
        return {}
    connection.execute(_FORGET_KEYS, {"since": keys_since})
    table = idempotency.c
    rows = connection.execute(
        select(table.principal, table.key, table.sequence, table.request_digest, table.answer).where(
            table.key.in_(keys)
        )
    )
    return {(row[0], row[1]): AlreadyAnswered(row[2], row[3], row[4]) for row in rows}


def _rules(entry: Entry) -> str:
    return " ".join(f"{family}/{rule}" for rule, family in entry.rules)


def _hash(entry: Entry, sequence: int, previous_hash: str) -> str:
    fields = {
        "sequence": sequence,
        "kind": VERDICT_KIND,
        "review_id": entry.review_id,
        "created_at": entry.created_at,
        "principal": entry.principal,
        "channel": entry.channel,
        "decision": entry.decision,
        "message_digest": entry.message_digest,
        "rule_set_revision": entry.rule_set_revision,
        "rules": _rules(entry),
        "previous_hash": previous_hash,
    }
    # The body is canonical already, and its key sorts first.
    return hashlib.sha256(f'{{"body":{entry.body},{canonical_json(fields)[1:]}'.encode()).hexdigest()


def _record(entry: Entry, sequence: int, previous_hash: str, record_hash: str) -> tuple[Any, ...]:
    """The row, in the order of the table's columns."""
    return (
        sequence,
        VERDICT_KIND,
        entry.review_id,
        entry.created_at,
        entry.principal,
        entry.channel,
        entry.decision,
        entry.message_digest,
        entry.rule_set_revision,
        _rules(entry),
        entry.body,
        previous_hash,
        record_hash,
    )
