"""Connections: one engine that writes, one that reads, both checked to be as durable as promised."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from app.errors import DatabaseUnusable
from app.model.finding import Localized

_SYNCHRONOUS_FULL: Final = 2
_CHECKPOINT_PAGES: Final = 8000
"""32 MB of log between checkpoints: with SQLite's 1000 pages every hundredth append waits for one."""


@dataclass(frozen=True, slots=True)
class Database:
    """Where the log lives. ``path`` is the SQLite file."""

    path: Path
    writer: Engine
    reader: Engine

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the database's only write lock from its start. Commits, or rolls back and raises."""
        with self.writer.connect() as connection:
            self.check_same_file(connection)
            with connection.begin():
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read-only transaction: one consistent state of the database."""
        with self.reader.connect() as connection:
            self.check_same_file(connection)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close all connections; the next use opens new ones."""
        self.writer.dispose()
        self.reader.dispose()

    def check_same_file(self, connection: Connection) -> None:
        """Raises FileNotFoundError when the database's file is no longer the one that ``connection`` has open.

        SQLite would go on writing to a deleted file without a word.
        """
        opened = connection.info["file"]
        try:
            status = self.path.stat()
        except OSError:
            status = None
        if status is None or (status.st_dev, status.st_ino) != opened:
            connection.invalidate()
            raise FileNotFoundError("the database file was moved, removed or replaced")


def open_database(url: str, busy_timeout_seconds: float, *, create: bool = True) -> Database:
    """The database at ``url``; ``create`` makes the file when it is missing. Raises DatabaseUnusable."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise DatabaseUnusable(Localized("数据库地址无效", "The database URL is not valid")) from None
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        raise DatabaseUnusable(
            Localized("数据库地址须为 sqlite:///文件路径", "The database URL must be sqlite:///path-to-a-file")
        )
    path = Path(parsed.database).absolute()
    try:
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable(
            Localized(f"无法创建数据库文件：{error.strerror}", f"Cannot create the database file: {error.strerror}")
        ) from None
    return Database(
        path,
        _engine(path, busy_timeout_seconds, "BEGIN IMMEDIATE", pool_size=1),
        _engine(path, busy_timeout_seconds, "BEGIN", pool_size=8),
    )


def _engine(path: Path, busy_timeout_seconds: float, begin: str, pool_size: int) -> Engine:
    writes = begin != "BEGIN"

    def connect() -> sqlite3.Connection:
        # mode=rw: a log that vanished must not come back as an empty one.
        connection = sqlite3.connect(
            f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False,
            timeout=busy_timeout_seconds,
        )  # fmt: skip
        try:
            _make_durable(connection)
            if not writes:
                connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=0,
        pool_reset_on_return=None,
    )

    @event.listens_for(engine, "connect")
    def _remember_file(_connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        status = path.stat()
        record.info["file"] = (status.st_dev, status.st_ino)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _make_durable(connection: sqlite3.Connection) -> None:
    """An acknowledged commit must survive a power cut; refuse to go on when the database would not promise it."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
    journal = connection.execute("PRAGMA journal_mode").fetchone()[0]
    synchronous = connection.execute("PRAGMA synchronous").fetchone()[0]
    if journal != "wal" or synchronous != _SYNCHRONOUS_FULL:
        raise DatabaseUnusable(
            Localized(
                f"SQLite 未进入 WAL/FULL 模式（{journal}/{synchronous}）",
                f"SQLite did not enter WAL/FULL mode ({journal}/{synchronous})",
            )
        )


def unusable(error: SQLAlchemyError | OSError) -> DatabaseUnusable:
    """What went wrong, without the statement or its values."""
    cause = type(getattr(error, "orig", None) or error).__name__
    return DatabaseUnusable(Localized(f"数据库不可用（{cause}）", f"The database cannot be used ({cause})"))
