"""The verdict log: append-only, chained by hash, written before anything is answered."""

import asyncio
import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, Final, Self

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from app.errors import DatabaseUnusable, UnknownReview, VerdictLogUnavailable
from app.model.finding import Localized
from app.store.database import Database, open_database
from app.store.migrate import upgrade
from app.store.records import AlreadyAnswered, Appended, Entry, LogRecord
from app.store.searching import Filters, Page, find_content, find_record, find_record_at, search_records
from app.store.tables import log_head, verdict_log
from app.store.verification import Verification, verify_log
from app.store.writer import LogWriter, Outcome

_LONGEST_APPEND_SECONDS: Final = 30.0


def _nothing() -> None:
    pass


class VerdictLog:
    """Appends from any thread or event loop, reads, and proves that nothing was changed."""

    def __init__(self, database: Database, writer: LogWriter) -> None:
        self._database = database
        self._writer = writer

    @classmethod
    def open(
        cls,
        database_url: str,
        *,
        busy_timeout_seconds: float = 2.0,
        max_pending: int = 4096,
        idempotency_hours: int = 24,
        on_failure: Callable[[], None] = _nothing,
    ) -> Self:
        """Open the log at ``database_url``, creating or migrating its tables.

        ``on_failure`` is called for each verdict that could not be appended. Raises DatabaseUnusable, also when the
        log has visibly lost its end: a chain must not be continued over a gap.
        """
        database = open_database(database_url, busy_timeout_seconds)
        try:
            upgrade(database)
            _check_end(database)
        except BaseException:
            database.close()
            raise
        return cls(database, LogWriter(database, max_pending, idempotency_hours * 3600, on_failure))

    def append(self, entry: Entry) -> Appended | AlreadyAnswered:
        """Append and wait until it is durable. Raises VerdictLogUnavailable or Overloaded."""
        outcome = _wait(self._writer.append(entry))
        assert outcome is not None
        return outcome

    async def append_async(self, entry: Entry) -> Appended | AlreadyAnswered:
        """As `append`, for an event loop."""
        outcome = await _wait_async(self._writer.append(entry))
        assert outcome is not None
        return outcome

    async def check_writable(self) -> None:
        """Write to the log's head, durably. Raises VerdictLogUnavailable or Overloaded."""
        await _wait_async(self._writer.append(None))

    def get(self, review_id: str) -> LogRecord:
        """The record of a review. Raises UnknownReview or VerdictLogUnavailable."""
        with self._reading() as connection:
            record = find_record(connection, review_id)
        if record is None:
            raise UnknownReview
        return record

    def get_at(self, sequence: int) -> LogRecord:
        """The record with a sequence number. Raises UnknownReview or VerdictLogUnavailable."""
        with self._reading() as connection:
            record = find_record_at(connection, sequence)
        if record is None:
            raise UnknownReview
        return record

    def message_of(self, record: LogRecord) -> dict[str, Any] | None:
        """The reviewed message as JSON, or None when only its digest is kept. Raises VerdictLogUnavailable."""
        with self._reading() as connection:
            content = find_content(connection, record.sequence)
        if content is None:
            return None
        message: dict[str, Any] = json.loads(content)
        return message

    def search(self, filters: Filters, cursor: str | None = None, limit: int = 50) -> Page:
        """A page of records, newest first. Raises InvalidCursor or VerdictLogUnavailable."""
        with self._reading() as connection:
            return search_records(connection, filters, cursor, limit)

    def verify(self) -> Verification:
        """Read the whole log and prove it, or name the first bad record. Raises VerdictLogUnavailable."""
        with self._reading() as connection:
            return verify_log(connection)

    def close(self) -> None:
        """Finish what is queued and close the database."""
        self._writer.close()
        self._database.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._database.reading() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise VerdictLogUnavailable from error


def verify_database(database_url: str) -> Verification:
    """Verify a log without opening it for appending. Raises DatabaseUnusable or VerdictLogUnavailable."""
    database = open_database(database_url, busy_timeout_seconds=5.0, create=False)
    try:
        with database.reading() as connection:
            return verify_log(connection)
    except (SQLAlchemyError, OSError) as error:
        raise VerdictLogUnavailable from error
    finally:
        database.close()


def _wait(future: "Future[Outcome]") -> Outcome:
    try:
        return future.result(_LONGEST_APPEND_SECONDS)
    except TimeoutError:
        future.cancel()
        raise VerdictLogUnavailable from None


async def _wait_async(future: "Future[Outcome]") -> Outcome:
    try:
        async with asyncio.timeout(_LONGEST_APPEND_SECONDS):
            return await asyncio.wrap_future(future)
    except TimeoutError:
        raise VerdictLogUnavailable from None


def _check_end(database: Database) -> None:
    with database.reading() as connection:
        head = connection.execute(select(log_head.c.sequence, log_head.c.hash)).one_or_none()
        last = connection.execute(select(func.max(verdict_log.c.sequence))).scalar_one() or 0
        last_hash = connection.execute(select(verdict_log.c.hash).where(verdict_log.c.sequence == last)).scalar()
    if head is None or head[0] != last or (last > 0 and head[1] != last_hash):
        raise DatabaseUnusable(
            Localized(
                "审查日志的末端不完整，请运行 shenyan log verify",
                "The end of the verdict log is damaged; run: shenyan log verify",
            )
        )
