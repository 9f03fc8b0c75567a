"""The only writer of the log: it commits together what waits together, and only then lets the callers go."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeAlias

import structlog
from sqlalchemy import Connection

from app.errors import Overloaded
from app.logging import named
from app.store.appending import Batch, ChainAppender
from app.store.checkpoints import CHECKPOINT_MICROSECONDS, CheckpointFile
from app.store.database import Database
from app.store.faults import CLOSED, FLUSH, REFUSED, Fault, FlushLost, fault_of, unavailable
from app.store.key_source import KeyPlace, KeySource
from app.store.records import AlreadyAnswered, Appended, Declined, Entry

_LARGEST_BATCH: Final = 512
_LOOK_SECONDS: Final = 5.0
"""How often the thread looks whether records have waited for a checkpoint long enough."""
_IDLE_SECONDS: Final = 1.0
"""A connection that was idle for longer is tried first: the server may have gone and come back meanwhile."""

Outcome: TypeAlias = "Appended | AlreadyAnswered | None"
_Job: TypeAlias = tuple[Entry | None, "Future[Outcome]"]

_log = structlog.get_logger()


def _ignore(_: object) -> None:
    pass


@dataclass(frozen=True, slots=True)
class LogHooks:
    """Told what happens to the log; they must be quick and not raise."""

    failed: Callable[[str], None] = _ignore
    """A verdict was withheld: the name of the `Fault`."""
    writable: Callable[[bool], None] = _ignore
    """The last write succeeded, or did not; called when that changes."""
    clock_stepped: Callable[[float], None] = _ignore
    """The clock was found set back by so many seconds."""


@dataclass(frozen=True, slots=True)
class LogOptions:
    """See the settings of these names."""

    busy_timeout_seconds: float = 2.0
    max_pending: int = 4096
    idempotency_hours: int = 24
    checkpoint_file: Path | None = None
    content_keys: KeyPlace | None = None
    """Where the master keys of kept messages are; None for a log that keeps none."""


class LogWriter:
    """Group commit. While one batch is being flushed, the next one gathers in the queue of the writer's thread.

    A caller who may block and finds nobody writing writes itself: handing over to a thread and back costs more than the
    flush. The thread also makes the checkpoint that time asks for.
    """

    def __init__(self, database: Database, keys: KeySource, options: LogOptions, hooks: LogHooks) -> None:
        self._database = database
        self._keys = keys
        self._max_pending = options.max_pending
        self._hooks = hooks
        self._checkpoint_file = None if options.checkpoint_file is None else CheckpointFile(options.checkpoint_file)
        self._appender = ChainAppender(database.writer.dialect, options.idempotency_hours * 3600)
        self._connection: Connection | None = None
        self._used_at = 0.0
        self._uncovered_since: float | None = None
        self._writable = True
        self._flush_lost = False
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._writing = threading.Lock()
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="verdict-log-writer", daemon=True)
        self._thread.start()

    @property
    def pending(self) -> int:
        """How many wait to be written."""
        return self._queue.qsize()

    def append(self, entry: Entry | None) -> "Future[Outcome]":
        """Queue ``entry``; the future holds its place in the chain once it is durable, or VerdictLogUnavailable.

        None appends nothing and only proves that the log can be written. Raises Overloaded when too many wait, and
        VerdictLogUnavailable after `close`.
        """
        if self._queue.qsize() >= self._max_pending:
            raise Overloaded
        future: Future[Outcome] = Future()
        with self._closing:
            if self._closed:
                raise unavailable(CLOSED)
            self._queue.put((entry, future))
        return future

    def append_here(self, entry: Entry) -> "Future[Outcome]":
        """As `append`, but in the caller's thread when nobody else is writing or waiting: the future is then done."""
        if not (self._queue.empty() and self._writing.acquire(blocking=False)):
            return self.append(entry)
        try:
            if self._closed:
                raise unavailable(CLOSED)
            future: Future[Outcome] = Future()
            self._commit([(entry, future)])
            return future
        finally:
            self._writing.release()

    def close(self) -> None:
        """Commit what is queued, cover it with a checkpoint, and end the thread. Twice is once."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        open_ = True
        while open_:
            try:
                job = self._queue.get(timeout=_LOOK_SECONDS)
            except Empty:
                self._cover_if_time()
                continue
            batch: list[_Job] = []
            try:
                while job is not None:
                    if job[1].set_running_or_notify_cancel():
                        batch.append(job)
                    if len(batch) >= _LARGEST_BATCH:
                        break
                    job = self._queue.get_nowait()
                else:
                    open_ = False
            except Empty:
                pass
            if batch:
                with self._writing:
                    self._commit(batch)
        with self._writing:
            if self._uncovered_since is not None:
                self._commit([], finish=True)
            self._drop_connection()

    def _cover_if_time(self) -> None:
        with self._writing:
            since = self._uncovered_since
            if since is not None and time.monotonic() - since >= CHECKPOINT_MICROSECONDS / 1e6:
                self._commit([])

    def _commit(self, batch: list[_Job], *, finish: bool = False) -> None:
        """Write ``batch`` durably and tell its callers, whatever happens: nobody may wait for ever."""
        entries = [entry for entry, _ in batch if entry is not None]
        try:
            done = self._write(entries, finish)
        except Exception as error:  # nobody gets a verdict
            fault, declined = fault_of(error), isinstance(error, Declined)
            if len(batch) > 1 and (declined or fault is REFUSED):
                for job in batch:  # one entry that is refused must not take the others with it
                    self._commit([job])
            elif declined:
                batch[0][1].set_exception(error)
            else:
                self._fail(batch, fault, error)
        else:
            self._tell(done)
            results = iter(done.results)
            for entry, future in batch:
                future.set_result(None if entry is None else next(results))

    def _write(self, entries: list[Entry], finish: bool) -> Batch:
        if self._flush_lost:
            raise FlushLost
        keys = self._keys.read()
        connection = self._open_connection()
        self._database.check(connection.connection)
        # What an entry brings along goes through SQLAlchemy, and takes the lock of all other writing.
        shared = any(entry.also is not None for entry in entries)
        with connection.begin() if shared else self._database.appending(connection):
            return self._appender.append(connection, entries, keys, finish=finish)

    def _open_connection(self) -> Connection:
        """One connection for as long as all goes well."""
        now = time.monotonic()
        if self._connection is not None and now - self._used_at > _IDLE_SECONDS:
            try:
                driver: Any = self._connection.connection.driver_connection
                driver.execute("SELECT 1")
                driver.rollback()
            except Exception:  # whatever it says: a new one will be better
                self._drop_connection()
        if self._connection is None:
            self._connection = self._database.writer.connect()
        self._used_at = now
        return self._connection

    def _drop_connection(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def _tell(self, done: Batch) -> None:
        if not self._writable:
            self._writable = True
            self._hooks.writable(True)
            _log.info("verdict log is written again")
        if done.clock_step:
            self._hooks.clock_stepped(done.clock_step / 1e6)
            _log.warning("clock was set back", seconds=done.clock_step / 1e6)
        if done.checkpoint is not None and self._checkpoint_file is not None:
            self._checkpoint_file.add(done.checkpoint)
        if not done.uncovered:
            self._uncovered_since = None
        elif self._uncovered_since is None:
            self._uncovered_since = time.monotonic()

    def _fail(self, batch: list[_Job], fault: Fault, error: Exception) -> None:
        if fault is FLUSH:
            self._flush_lost = True
        if fault is not REFUSED:
            self._drop_connection()  # the next batch gets a fresh one: that is the whole recovery
            if self._writable:
                self._writable = False
                self._hooks.writable(False)
        cause = getattr(error, "orig", None) or error
        _log.error("verdict log append failed", fault=fault.name, count=len(batch), **named(cause))
        for entry, future in batch:
            if entry is not None:
                self._hooks.failed(fault.name)
            future.set_exception(unavailable(fault))
