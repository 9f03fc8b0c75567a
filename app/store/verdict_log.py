"""The verdict log: append-only, chained by hash, written before anything is answered."""

import asyncio
import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self

from sqlalchemy import Connection, func, select

from app.errors import DatabaseUnusable, UnknownReview, VerdictLogUnavailable
from app.model.finding import Localized
from app.model.principal import EVERYTHING, View
from app.store.appending import check_head
from app.store.chain_check import Signed
from app.store.content_sealing import UnsealableError
from app.store.content_vault import ContentVault
from app.store.damage import Verification
from app.store.database import DATABASE_ERRORS, Database, open_database
from app.store.faults import SLOW, fault_of, unavailable
from app.store.key_source import KeyPlace, LogKeyMissing
from app.store.migrate import upgrade
from app.store.records import AlreadyAnswered, Appended, Entry, LogRecord
from app.store.searching import Filters, Page, find_record, find_record_at, search_records
from app.store.tables import log_head, verdict_log
from app.store.verification import verify_log
from app.store.verifying_keys import NO_KEYS, VerifyingKeys
from app.store.writer import LogHooks, LogOptions, LogWriter, Outcome

_LONGEST_APPEND_SECONDS: Final = 30.0
_NO_HOOKS: Final = LogHooks()
_UNREADABLE: Final = Localized(
    "消息已加密保存，但没有能解开它的密钥", "The message is kept encrypted, and no key that is given opens it"
)
_DEFAULTS: Final = LogOptions()


class VerdictLog:
    """Appends from any thread or event loop, reads, and proves that nothing was changed."""

    def __init__(
        self,
        database: Database,
        writer: LogWriter,
        contents: ContentVault,
        failed: Callable[[str], None],
        made_key_file: Path | None = None,
    ) -> None:
        self._database = database
        self._writer = writer
        self._failed = failed
        self.contents = contents
        self.made_key_file = made_key_file
        """The file that opening made for a new key, to be told to whoever runs the service."""

    @classmethod
    def open(
        cls,
        database_url: str,
        keys: KeyPlace,
        options: LogOptions = _DEFAULTS,
        hooks: LogHooks = _NO_HOOKS,
    ) -> Self:
        """Open the log at ``database_url``, creating or migrating its tables.

        Raises DatabaseUnusable, also when the log has visibly lost its end: a chain must not be continued over a gap.
        Raises LogKeyMissing, which is such an error too.
        """
        database = open_database(database_url, options.busy_timeout_seconds)
        try:
            upgrade(database)
            sequence, record_hash, *proof = _check_end(database)
            source, made = keys.open(new_log=sequence == 0)
            check_head(source.read(), sequence, record_hash, (proof[0], proof[1]))
        except BaseException:
            database.close()
            raise
        writer = LogWriter(database, source, options, hooks)
        return cls(database, writer, ContentVault(database, options.content_keys), hooks.failed, made)

    def append(self, entry: Entry) -> Appended | AlreadyAnswered:
        """Append and wait until it is durable. Raises VerdictLogUnavailable or Overloaded."""
        outcome = _wait(self._writer.append_here(self._sealed(entry)))
        assert outcome is not None
        return outcome

    async def append_async(self, entry: Entry) -> Appended | AlreadyAnswered:
        """As `append`, for an event loop."""
        outcome = await _wait_async(self._writer.append(self._sealed(entry)))
        assert outcome is not None
        return outcome

    @property
    def pending(self) -> int:
        """How many records wait to be written."""
        return self._writer.pending

    async def check_writable(self) -> None:
        """Write to the log's head, durably. Raises VerdictLogUnavailable or Overloaded."""
        await _wait_async(self._writer.append(None))

    def get(self, review_id: str, view: View = EVERYTHING) -> LogRecord:
        """The record of a review. Raises UnknownReview, also for one outside ``view``, or VerdictLogUnavailable."""
        with self.reading() as connection:
            record = find_record(connection, review_id, view)
        if record is None:
            raise UnknownReview
        return record

    def get_at(self, sequence: int) -> LogRecord:
        """The record with a sequence number. Raises UnknownReview or VerdictLogUnavailable."""
        with self.reading() as connection:
            record = find_record_at(connection, sequence)
        if record is None:
            raise UnknownReview
        return record

    def message_of(self, record: LogRecord) -> dict[str, Any] | None:
        """The reviewed message as JSON, or None when only its digest is kept, or it was erased.

        Raises VerdictLogUnavailable, also when its key is missing.
        """
        try:
            with self.reading() as connection:
                content = self.contents.read(connection, record)
        except (LogKeyMissing, UnsealableError) as error:
            raise VerdictLogUnavailable(_UNREADABLE) from error
        if content is None:
            return None
        message: dict[str, Any] = json.loads(content)
        return message

    def search(self, filters: Filters, cursor: str | None = None, limit: int = 50) -> Page:
        """A page of records, newest first. Raises InvalidCursor or VerdictLogUnavailable."""
        with self.reading() as connection:
            return search_records(connection, filters, cursor, limit)

    def verify(self, keys: VerifyingKeys = NO_KEYS, checkpoints: Iterable[Signed] = ()) -> Verification:
        """Read the whole log and prove it, or name the first bad record. Raises VerdictLogUnavailable."""
        with self.reading() as connection:
            return verify_log(connection, keys, checkpoints, self.contents)

    @contextmanager
    def storing(self) -> Iterator[None]:
        """Work on what is kept beside the chain, through `contents`. Raises VerdictLogUnavailable."""
        try:
            yield
        except DATABASE_ERRORS as error:
            raise VerdictLogUnavailable from error

    def close(self) -> None:
        """Finish what is queued and close the database."""
        self._writer.close()
        self._database.close()

    def _sealed(self, entry: Entry) -> Entry:
        try:
            return self.contents.seal(entry)
        except (*DATABASE_ERRORS, DatabaseUnusable) as error:  # a missing key is one of these
            fault = fault_of(error)
            self._failed(fault.name)
            raise unavailable(fault) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent state of the database, for what is kept beside the chain. Raises VerdictLogUnavailable."""
        with self.storing(), self._database.reading() as connection:
            yield connection


def verify_database(
    database_url: str,
    keys: VerifyingKeys = NO_KEYS,
    checkpoints: Iterable[Signed] = (),
    content_keys: KeyPlace | None = None,
) -> Verification:
    """Verify a log without opening it for appending; with ``content_keys`` the kept messages are read too.

    Raises DatabaseUnusable, LogKeyMissing among them, or VerdictLogUnavailable.
    """
    database = open_database(database_url, busy_timeout_seconds=5.0, create=False)
    try:
        with database.reading() as connection:
            vault = None if content_keys is None else ContentVault(database, content_keys)
            return verify_log(connection, keys, checkpoints, vault)
    except DATABASE_ERRORS as error:
        raise VerdictLogUnavailable from error
    finally:
        database.close()


def _wait(future: "Future[Outcome]") -> Outcome:
    try:
        return future.result(_LONGEST_APPEND_SECONDS)
    except TimeoutError:
        future.cancel()
        raise unavailable(SLOW) from None


async def _wait_async(future: "Future[Outcome]") -> Outcome:
    try:
        async with asyncio.timeout(_LONGEST_APPEND_SECONDS):
            return await asyncio.wrap_future(future)
    except TimeoutError:
        raise unavailable(SLOW) from None


def _check_end(database: Database) -> tuple[int, str, str, str]:
    """Sequence number, hash, key id and mac of the last record. Raises DatabaseUnusable when the head says other."""
    with database.reading() as connection:
        head = connection.execute(
            select(log_head.c.sequence, log_head.c.hash, log_head.c.key_id, log_head.c.mac)
        ).one_or_none()
        last = connection.execute(select(func.max(verdict_log.c.sequence))).scalar_one() or 0
        last_hash = connection.execute(select(verdict_log.c.hash).where(verdict_log.c.sequence == last)).scalar()
    if head is None or head[0] != last or (last > 0 and head[1] != last_hash):
        raise DatabaseUnusable(
            Localized(
                "审查日志的末端不完整，请运行 shenyan log verify",
                "The end of the verdict log is damaged; run: shenyan log verify",
            )
        )
    return head[0], head[1], head[2], head[3]
