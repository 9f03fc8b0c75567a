"""How verification reads the log: raw rows in order, straight from the driver, and single ones to look around."""

import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select

from app.store.chain_check import Row
from app.store.damage import BrokenRecord, index_altered
from app.store.tables import log_finding, log_head, verdict_log

_COLUMNS: Final = verdict_log.c
_AT_ONCE: Final = 1000
_RECORDS: Final = select(*(_COLUMNS[name] for name in Row._fields))
_FINDINGS: Final = select(log_finding.c.sequence, log_finding.c.rule_id, log_finding.c.family).order_by(
    log_finding.c.sequence, log_finding.c.rule_id
)


class UnreadableRecordError(Exception):
    """The next record cannot even be fetched: a text of it is no text any more."""


def read_rows(connection: Connection) -> Iterator[Sequence[tuple[Any, ...]]]:
    """All records in order, some at a time. Raises UnreadableRecordError."""
    last = 0
    try:
        with closing(_open(connection, _RECORDS.order_by(_COLUMNS.sequence))) as cursor:
            while rows := cursor.fetchmany(_AT_ONCE):
                yield rows
                last = rows[-1][0]
    except sqlite3.OperationalError as error:
        if "decode" not in str(error):
            raise
        yield from _read_one_by_one(connection, last)


def _read_one_by_one(connection: Connection, last: int) -> Iterator[Sequence[tuple[Any, ...]]]:
    driver: Any = connection.connection.driver_connection
    query = f"{_text(connection, _RECORDS)} WHERE sequence > ? ORDER BY sequence LIMIT 1"
    while True:
        try:
            row = driver.execute(query, (last,)).fetchone()
        except sqlite3.OperationalError as error:
            raise UnreadableRecordError from error
        if row is None:
            return
        last = row[0]
        yield [row]


class RuleIndex:
    """The search index, read beside the records it must agree with."""

    def __init__(self, connection: Connection) -> None:
        self._cursor = _open(connection, _FINDINGS)
        self._ahead: list[tuple[Any, ...]] = []
        self.broken: BrokenRecord | None = None
        """The first record that the index tells something else of."""

    def take(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Compare ``rows``, which follow those of the last call."""
        if not rows or self.broken is not None:
            return
        wanted = [
            (row[0], rule, family)
            for row in rows
            if row[10]
            for family, _, rule in [item.partition("/") for item in row[10].split(" ")]
        ]
        found = self._ahead + self._cursor.fetchmany(max(1, len(wanted) + 1 - len(self._ahead)))
        split = len(wanted)
        self._ahead, found = found[split:], found[:split]
        if self._ahead and self._ahead[0][0] <= rows[-1][0]:
            found.append(self._ahead[0])
        if found != wanted:
            found.sort()  # a server may order words differently within a record
        if found == wanted:
            return
        pairs = zip([*wanted, (rows[-1][0],)], [*found, (rows[-1][0],)], strict=False)
        sequence = next((min(a[0], b[0]) for a, b in pairs if a != b), rows[-1][0])
        review_id = next((row[2] for row in rows if row[0] == sequence), "")
        self.broken = index_altered(sequence, review_id)

    def check_end(self) -> BrokenRecord | None:
        """Index rows of records that there are not."""
        rest = self._ahead or self._cursor.fetchmany(1)
        return index_altered(rest[0][0], "") if rest else None

    def close(self) -> None:
        """Let the cursor go."""
        self._cursor.close()


class LogRecords:
    """Single records of the database, for `app.store.diagnosis`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def at(self, sequence: int) -> Row | None:
        """The record with this sequence number."""
        return self._one(_RECORDS.where(_COLUMNS.sequence == sequence))

    def following(self, previous_hash: str) -> Row | None:
        """The last record that says it follows the one with this hash."""
        return self._one(
            _RECORDS.where(_COLUMNS.previous_hash == previous_hash).order_by(_COLUMNS.sequence.desc()).limit(1)
        )

    def last(self) -> int:
        """The highest sequence number there is, or 0."""
        found: int | None = self._connection.execute(select(func.max(_COLUMNS.sequence))).scalar_one()
        return found or 0

    def head(self) -> tuple[int, str] | None:
        """What the head says."""
        row = self._connection.execute(select(log_head.c.sequence, log_head.c.hash)).one_or_none()
        return None if row is None else (row[0], row[1])

    def _one(self, query: Select[Any]) -> Row | None:
        row = self._connection.execute(query).one_or_none()
        return None if row is None else Row(*row)


def _text(connection: Connection, query: Select[Any]) -> str:
    return str(query.compile(dialect=connection.dialect))


def _open(connection: Connection, query: Select[Any]) -> Any:
    """A cursor over all rows of ``query``, which the database hands over as they are asked for."""
    driver: Any = connection.connection.driver_connection
    cursor = driver.cursor() if connection.dialect.name == "sqlite" else driver.cursor(name=f"log_{uuid.uuid4().hex}")
    cursor.execute(_text(connection, query))
    return cursor
