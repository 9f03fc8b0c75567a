"""SQLite: connections that are as durable as promised, and to the file that they were opened on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, QueuePool

from app.errors import DatabaseUnusable
from app.model.finding import Localized

_SYNCHRONOUS_FULL: Final = 2
_CHECKPOINT_PAGES: Final = 8000
"""32 MB of log between checkpoints: with SQLite's 1000 pages every hundredth append waits for one."""


def database_file(url: URL) -> Path:
    """The file of a SQLite URL. Raises DatabaseUnusable for one that names no file."""
    if not url.database or url.database == ":memory:":
        raise DatabaseUnusable(
            Localized("数据库地址须为 sqlite:///文件路径", "The database URL must be sqlite:///path-to-a-file")
        )
    return Path(url.database).absolute()


def make_file(path: Path) -> None:
    """Make the file, readable by its owner only, when it is missing. Raises DatabaseUnusable."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable(
            Localized(f"无法创建数据库文件：{error.strerror}", f"Cannot create the database file: {error.strerror}")
        ) from None


def open_sqlite(path: Path, busy_timeout_seconds: float, *, writes: bool) -> Engine:
    """An engine for ``path``. A transaction that ``writes`` holds the database's only write lock from its start."""

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
        pool_size=4 if writes else 8,
        max_overflow=0,
        pool_reset_on_return=None,
    )

    @event.listens_for(engine, "connect")
    def _remember_file(_connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        status = path.stat()
        record.info["file"] = (status.st_dev, status.st_ino)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def append_to_sqlite(connection: Connection) -> Iterator[None]:
    """A transaction that writes, for statements that go straight to the driver."""
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE")
    try:
        yield
        driver.execute("COMMIT")
    except BaseException:
        if driver.in_transaction:
            driver.execute("ROLLBACK")
        raise


def sweep_sqlite(writer: Engine) -> bool:
    """Empty the write-ahead log, which keeps old pages; in the file itself `secure_delete` has overwritten them."""
    with writer.connect() as connection:
        driver: Any = connection.connection.driver_connection
        return bool(driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)


def check_same_file(path: Path, connection: PoolProxiedConnection) -> None:
    """Raises FileNotFoundError when the database's file is no longer the one that ``connection`` has open.

    SQLite would go on writing to a deleted file without a word.
    """
    try:
        status = path.stat()
    except OSError:
        status = None
    if status is None or (status.st_dev, status.st_ino) != connection.info["file"]:
        connection.invalidate()
        raise FileNotFoundError("the database file was moved, removed or replaced")


def _make_durable(connection: sqlite3.Connection) -> None:
    """An acknowledged commit must survive a power cut; refuse to go on when the database would not promise it."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten, not only marked as free
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
