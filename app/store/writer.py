"""The one thread that writes: it takes what is waiting, commits it together, and only then lets the callers go."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Final, TypeAlias

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from app.errors import Overloaded, VerdictLogUnavailable
from app.logging import named
from app.store.appending import ChainAppender
from app.store.database import Database
from app.store.records import AlreadyAnswered, Appended, Entry

_LARGEST_BATCH: Final = 512
_GATHER_SECONDS: Final = 0.002

Outcome: TypeAlias = "Appended | AlreadyAnswered | None"
_Job: TypeAlias = tuple[Entry | None, "Future[Outcome]"]

_log = structlog.get_logger()


class LogWriter:
    """Group commit. While one batch is being flushed, the next one gathers.

    When others arrived during a flush, the next flush waits a little for still more: a commit costs as much as several
    rows. A caller who is alone never waits.
    """

    def __init__(
        self, database: Database, max_pending: int, idempotency_seconds: float, on_failure: Callable[[], None]
    ) -> None:
        self._database = database
        self._max_pending = max_pending
        self._idempotency_us = int(idempotency_seconds * 1_000_000)
        self._on_failure = on_failure
        self._appender = ChainAppender(database.writer.dialect)
        self._connection: Connection | None = None
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="verdict-log-writer", daemon=True)
        self._thread.start()

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
                raise VerdictLogUnavailable
            self._queue.put((entry, future))
        return future

    def close(self) -> None:
        """Commit what is queued and end the thread. Twice is once."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        open_, busy = True, False
        while open_:
            batch: list[_Job] = []
            job = self._queue.get()
            if busy:
                time.sleep(_GATHER_SECONDS)
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
                self._commit(batch)
            busy = not self._queue.empty()
        self._drop_connection()

    def _commit(self, batch: list[_Job]) -> None:
        entries = [entry for entry, _ in batch if entry is not None]
        now = time.time_ns() // 1000
        try:
            connection = self._open_connection()
            self._database.check_same_file(connection)
            with connection.begin():
                outcomes = iter(self._appender.append(connection, entries, now, now - self._idempotency_us))
        except IntegrityError as error:
            if len(batch) > 1:  # one entry that the database refuses must not take the others with it
                for job in batch:
                    self._commit([job])
            else:
                self._fail(batch, error)
        except Exception as error:  # whatever it is: nobody may wait for ever, and nobody gets a verdict
            self._fail(batch, error)
        else:
            for entry, future in batch:
                future.set_result(None if entry is None else next(outcomes))

    def _open_connection(self) -> Connection:
        """One connection for the life of the thread, as long as all goes well."""
        if self._connection is None:
            self._connection = self._database.writer.connect()
        return self._connection

    def _drop_connection(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def _fail(self, batch: list[_Job], error: Exception) -> None:
        self._drop_connection()  # the next batch gets a fresh one: that is the whole recovery
        cause = getattr(error, "orig", None) or error
        _log.error("verdict log append failed", count=len(batch), **named(cause))
        for entry, future in batch:
            if entry is not None:
                self._on_failure()
            future.set_exception(VerdictLogUnavailable())
