"""Backtests over the log, as far as they are; and the kept messages that they judge."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import Connection, func, insert, select, update

from app.errors import VerdictLogUnavailable
from app.model.principal import View
from app.model.vocabulary import Channel
from app.store.backtest_tables import backtest, backtest_part
from app.store.database import DATABASE_ERRORS, Database, open_database
from app.store.records import LogRecord, to_datetime
from app.store.searching import Filters, conditions_of, record_of
from app.store.tables import verdict_log
from app.store.verdict_log import VerdictLog

_COLUMNS = backtest.c
_SEQUENCE = verdict_log.c.sequence


class BacktestState(StrEnum):
    """Where a backtest is."""

    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Backtest:
    """A draft's edition against the reviews of a period. Times in microseconds; see `backtest_tables`."""

    id: str
    draft: str
    edition: int
    tenant: str | None
    principal: str | None
    since: int | None
    until: int | None
    channel: str
    through: int
    total: int
    begun_at: int
    begun_by: str
    state: BacktestState = BacktestState.RUNNING
    reached: int = 0
    looked_at: int = 0
    not_kept: int = 0
    before_us: int = 0
    after_us: int = 0
    parts: int = 0
    lease_by: str = ""
    lease_until: int = 0

    @property
    def view(self) -> View:
        """Whose reviews it reads."""
        return View(self.tenant, self.principal)

    @property
    def filters(self) -> Filters:
        """Which of them."""
        return Filters(
            channel=Channel(self.channel) if self.channel else None,
            since=None if self.since is None else to_datetime(self.since),
            until=None if self.until is None else to_datetime(self.until),
            view=self.view,
        )


class BacktestStore:
    """In the database of the verdict log, which must have been opened before. All raise VerdictLogUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, database_url: str, busy_timeout_seconds: float) -> Self:
        """Raises DatabaseUnusable."""
        return cls(open_database(database_url, busy_timeout_seconds, create=False))

    def get(self, backtest_id: str) -> Backtest | None:
        """The one of that id."""
        if not (backtest_id.isascii() and backtest_id.isalnum()):
            return None
        with self._reading() as connection:
            row = connection.execute(select(backtest).where(_COLUMNS.id == backtest_id)).mappings().one_or_none()
        return None if row is None else _backtest(dict(row))

    def of_draft(self, draft_id: str) -> tuple[Backtest, ...]:
        """Those of a draft, newest first."""
        query = select(backtest).where(_COLUMNS.draft == draft_id).order_by(_COLUMNS.begun_at.desc(), _COLUMNS.id)
        with self._reading() as connection:
            return tuple(_backtest(dict(row)) for row in connection.execute(query).mappings())

    def changes(self, found: Backtest) -> Iterator[str]:
        """The parts of what it found, in order, each as JSON."""
        for number in range(1, found.parts + 1):
            query = select(backtest_part.c.changes).where(
                backtest_part.c.id == found.id, backtest_part.c.number == number
            )
            with self._reading() as connection:
                yield connection.execute(query).scalar_one()

    def claim(self, owner: str, now: int, until: int, backtest_id: str | None = None) -> Backtest | None:
        """One that nobody works on, from now on this ``owner``'s until then; None when there is none."""
        free = [_COLUMNS.state == BacktestState.RUNNING.value, _COLUMNS.lease_until < now]
        if backtest_id is not None:
            free.append(_COLUMNS.id == backtest_id)
        with self._writing() as connection:
            query = select(backtest).where(*free).order_by(_COLUMNS.begun_at).limit(1)
            row = connection.execute(query).mappings().one_or_none()
            if row is None:
                return None
            values = {"lease_by": owner, "lease_until": until}
            connection.execute(update(backtest).where(_COLUMNS.id == row["id"]).values(values))
        return _backtest({**row, **values})

    def advance(self, found: Backtest, changes: str) -> bool:
        """Keep ``found`` as it is after one part more; False when it was cancelled, or is somebody else's by now."""
        with self._writing() as connection:
            if not _is_mine(connection, found):
                return False
            connection.execute(insert(backtest_part), {"id": found.id, "number": found.parts, "changes": changes})
            connection.execute(update(backtest).where(_COLUMNS.id == found.id).values(**_values(found)))
        return True

    def release(self, found: Backtest) -> None:
        """Somebody else may go on at once."""
        with self._writing() as connection:
            if _is_mine(connection, found):
                connection.execute(update(backtest).where(_COLUMNS.id == found.id).values(lease_until=0))

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._database.reading() as connection:
                yield connection
        except DATABASE_ERRORS as error:
            raise VerdictLogUnavailable from error

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._database.writing() as connection:
                yield connection
        except DATABASE_ERRORS as error:
            raise VerdictLogUnavailable from error


def adding(found: Backtest) -> Callable[[Connection], None]:
    """Adds a backtest, in the commit of the record that tells of it."""

    def do(connection: Connection) -> None:
        connection.execute(insert(backtest), _values(found))

    return do


def ending(backtest_id: str, state: BacktestState) -> Callable[[Connection], None]:
    """Ends a backtest that is running, in the commit of the record that tells of it."""

    def do(connection: Connection) -> None:
        running = (_COLUMNS.id == backtest_id) & (_COLUMNS.state == BacktestState.RUNNING.value)
        connection.execute(update(backtest).where(running).values(state=state.value, lease_until=0))

    return do


def count_reviews(log: VerdictLog, filters: Filters) -> tuple[int, int]:
    """How many reviews ``filters`` find, and the sequence number of the last. Raises VerdictLogUnavailable."""
    query = select(func.count(), func.max(_SEQUENCE)).where(*conditions_of(filters))
    with log.reading() as connection:
        total, last = connection.execute(query).one()
    return total, last or 0


def kept_after(log: VerdictLog, found: Backtest, limit: int) -> Sequence[tuple[LogRecord, str | None]]:
    """The next reviews, each with its message as JSON, or None where that is not kept. Raises VerdictLogUnavailable."""
    window = [_SEQUENCE.between(found.reached + 1, found.through)]
    query = select(verdict_log).where(*conditions_of(found.filters), *window).order_by(_SEQUENCE).limit(limit)
    with log.reading() as connection:
        records = [record_of(row) for row in connection.execute(query).mappings()]
        return [(record, log.contents.read(connection, record)) for record in records]


def advanced(found: Backtest, **changes: Any) -> Backtest:
    """``found`` further on."""
    return replace(found, **changes)


def _is_mine(connection: Connection, found: Backtest) -> bool:
    query = select(_COLUMNS.state, _COLUMNS.lease_by).where(_COLUMNS.id == found.id)
    row = connection.execute(query).one()
    return (row[0], row[1]) == (BacktestState.RUNNING.value, found.lease_by)


def _values(found: Backtest) -> dict[str, Any]:
    return {**asdict(found), "state": found.state.value}


def _backtest(row: dict[str, Any]) -> Backtest:
    return Backtest(**{**row, "state": BacktestState(row["state"])})
