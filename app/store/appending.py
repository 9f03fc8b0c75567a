"""Appends to the chain, inside a transaction that holds the write lock."""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Dialect, Table

from app.model.finding import Localized
from app.store.canonical import canonical_json
from app.store.checkpoints import Checkpoint, is_due, sign_checkpoint
from app.store.content_tables import content_key, sealed_content
from app.store.key_source import LogKeyMissing
from app.store.log_keys import LogKey, LogKeys
from app.store.records import AlreadyAnswered, Appended, Entry
from app.store.tables import GENESIS_HASH, idempotency, log_checkpoint, log_finding, verdict_log

_ROWS_AT_ONCE: Final = 512
_CLOCK_TOLERANCE_US: Final = 1_000_000
"""Machines that share a log never agree to the microsecond; less than this is not called a step."""

Result = Appended | AlreadyAnswered


@dataclass(slots=True)
class Batch:
    """What an append did: where each entry stands, and the checkpoint, if one fell due.

    ``clock_step`` are the microseconds by which the clock was found set back; ``uncovered`` are the records that no
    checkpoint covers yet.
    """

    results: list[Result] = field(default_factory=list)
    clock_step: int = 0
    checkpoint: Checkpoint | None = None
    uncovered: int = 0


class _Head(NamedTuple):
    sequence: int
    hash: str
    key_id: str
    mac: str
    checked_at: int
    checkpoint_sequence: int
    checkpoint_at: int


class ChainAppender:
    """Writes entries as records of the chain.

    Its statements are made once and go straight to the driver, the rows of a batch in one statement: SQLAlchemy's own
    way costs as much as the flush to the disk.
    """

    def __init__(self, dialect: Dialect, idempotency_seconds: float) -> None:
        self._idempotency_us = int(idempotency_seconds * 1_000_000)
        self._mark = mark = "?" if dialect.paramstyle == "qmark" else "%s"
        lock = "" if dialect.name == "sqlite" else " FOR UPDATE"
        self._read_head = f"SELECT {', '.join(_Head._fields)} FROM log_head{lock}"  # noqa: S608 - our names only
        self._move_head = f"UPDATE log_head SET {', '.join(f'{name} = {mark}' for name in _Head._fields)}"  # noqa: S608
        self._forget_keys = f"DELETE FROM idempotency WHERE created_at < {mark}"  # noqa: S608
        self._inserts = {
            table: (
                f"INSERT INTO {table.name} ({', '.join(table.columns.keys())}) VALUES ",  # noqa: S608
                f"({', '.join([mark] * len(table.columns))})",
            )
            for table in (verdict_log, log_finding, sealed_content, content_key, idempotency, log_checkpoint)
        }

    def append(self, connection: Connection, entries: Sequence[Entry], keys: LogKeys, *, finish: bool = False) -> Batch:
        """Append ``entries`` in order and move the head. With ``finish`` the last record gets a checkpoint at once.

        Raises LogKeyMissing when the chain was continued with a key that is not among ``keys``.
        """
        driver: Any = connection.connection.driver_connection
        head = _Head(*driver.execute(self._read_head).fetchone())
        now = time.time_ns() // 1000  # after the lock was waited for: else every wait would look like a clock set back
        check_head(keys, head.sequence, head.hash, (head.key_id, head.mac))
        key = keys.current
        answered = self._first_answers(driver, entries, now)
        batch = Batch()
        step = head.checked_at - now if head.checked_at - now > _CLOCK_TOLERANCE_US else 0
        sequence, previous_hash = head.sequence, head.hash
        rows: dict[Table, list[tuple[Any, ...]]] = {table: [] for table in self._inserts}
        for entry in entries:
            first = entry.first_answer
            if first is not None:
                known = answered.get((entry.principal, first.key))
                if known is not None:
                    batch.results.append(known)
                    continue
            sequence += 1
            record_hash = _hash(entry, sequence, previous_hash, step, key.id)
            batch.results.append(Appended(sequence, previous_hash, record_hash))
            rows[verdict_log].append(_record(entry, sequence, step, key, (previous_hash, record_hash)))
            rows[log_finding] += [(sequence, rule, family) for rule, family in entry.rules]
            if (sealed := entry.sealed) is not None:
                rows[sealed_content].append((sequence, sealed.ciphertext))
                rows[content_key].append((sequence, sealed.subject, sealed.master_id, sealed.wrapped))
            if first is not None:
                answered[entry.principal, first.key] = AlreadyAnswered(sequence, first.request_digest, first.answer)
                rows[idempotency].append(
                    (entry.principal, first.key, first.request_digest, sequence, now, first.answer)
                )
            if entry.also is not None:
                entry.also(connection)
            previous_hash, batch.clock_step, step = record_hash, batch.clock_step or step, 0
        covered, covered_at = head.checkpoint_sequence, head.checkpoint_at
        if is_due(sequence, now, covered, covered_at) or (finish and sequence > covered):
            batch.checkpoint = mark = sign_checkpoint(key, sequence, previous_hash, now)
            rows[log_checkpoint].append((mark.sequence, mark.hash, mark.created_at, mark.key_id, mark.signature))
            covered, covered_at = sequence, now
        batch.uncovered = sequence - covered
        for table, values in rows.items():
            self._insert(driver, table, values)
        # An empty append must not make a step of the clock forgotten that no record tells of yet.
        checked_at = now if sequence > head.sequence else max(now, head.checked_at)
        proof = (key.id, key.authenticate(previous_hash)) if sequence > head.sequence else (head.key_id, head.mac)
        driver.execute(self._move_head, (sequence, previous_hash, *proof, checked_at, covered, covered_at))
        return batch

    def _insert(self, driver: Any, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        head, row = self._inserts[table]
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            some = rows[start : start + _ROWS_AT_ONCE]
            driver.execute(head + ", ".join([row] * len(some)), tuple(chain.from_iterable(some)))

    def _first_answers(self, driver: Any, entries: Sequence[Entry], now: int) -> dict[tuple[str, str], AlreadyAnswered]:
        keys = [entry.first_answer.key for entry in entries if entry.first_answer is not None]
        if not keys:
            return {}
        driver.execute(self._forget_keys, (now - self._idempotency_us,))
        query = (
            "SELECT principal, key, sequence, request_digest, answer FROM idempotency "  # noqa: S608
            f"WHERE key IN ({', '.join([self._mark] * len(keys))})"
        )
        rows = driver.execute(query, tuple(keys)).fetchall()
        return {(row[0], row[1]): AlreadyAnswered(row[2], row[3], row[4]) for row in rows}


def check_head(keys: LogKeys, sequence: int, record_hash: str, proof: tuple[str, str]) -> None:
    """Raises LogKeyMissing when the last record was not written with one of ``keys``: ``proof`` is its key id and mac.

    Its hash stands for all records before it. So no checkpoint is ever signed over a history that was made up.
    """
    last_key, mac = proof
    if sequence == 0 and record_hash == GENESIS_HASH:
        return
    if keys.place(last_key) is not None and not keys.wrote(last_key, record_hash, mac):
        raise LogKeyMissing(
            Localized(
                "结论日志的末端不是用密钥写成的，请运行 shenyan log verify",
                "The end of the verdict log was not written with its key; run: shenyan log verify",
            )
        )
    if keys.place(last_key) is None:
        raise LogKeyMissing(
            Localized(
                f"结论日志最后一条记录所用的密钥 {last_key} 不在所给的密钥中",
                f"The verdict log was last written with key {last_key}, which is not among the given keys",
            )
        )


def _rules(entry: Entry) -> str:
    return " ".join(f"{family}/{rule}" for rule, family in entry.rules)


def _hash(entry: Entry, sequence: int, previous_hash: str, clock_step: int, key_id: str) -> str:
    fields = {
        "sequence": sequence,
        "kind": entry.kind,
        "review_id": entry.review_id,
        "created_at": entry.created_at,
        "principal": entry.principal,
        "tenant": entry.tenant,
        "channel": entry.channel,
        "decision": entry.decision,
        "message_digest": entry.message_digest,
        "rule_set_revision": entry.rule_set_revision,
        "rules": _rules(entry),
        "clock_step": clock_step,
        "key_id": key_id,
        "previous_hash": previous_hash,
    }
    # The body is canonical already, and its key sorts first.
    return hashlib.sha256(f'{{"body":{entry.body},{canonical_json(fields)[1:]}'.encode()).hexdigest()


def _record(entry: Entry, sequence: int, clock_step: int, key: LogKey, hashes: tuple[str, str]) -> tuple[Any, ...]:
    """The row, in the order of the table's columns; ``hashes`` are the previous record's and its own."""
    return (
        sequence,
        entry.kind,
        entry.review_id,
        entry.created_at,
        entry.principal,
        entry.tenant,
        entry.channel,
        entry.decision,
        entry.message_digest,
        entry.rule_set_revision,
        _rules(entry),
        entry.body,
        clock_step,
        key.id,
        *hashes,
        key.authenticate(hashes[1]),
    )
