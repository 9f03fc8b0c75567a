"""PostgreSQL: connections that are as durable as promised and never wait for ever."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from app.errors import DatabaseUnusable
from app.model.finding import Localized

_READERS: Final = 8
_WRITERS: Final = 4
_IDLE_SECONDS: Final = 5
"""A process that stops in the middle of an append must not keep the others from the log for longer."""
_WRITE_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('shenyan/' || current_schema(), 0))"


def open_postgresql(url: URL, busy_timeout_seconds: float, *, writes: bool) -> Engine:
    """An engine for ``url``. A transaction that ``writes`` is alone: others of its kind wait, or fail in time."""
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        isolation_level="READ COMMITTED" if writes else "REPEATABLE READ",
        pool_size=_WRITERS if writes else _READERS,
        max_overflow=0,
        pool_pre_ping=True,
        pool_timeout=busy_timeout_seconds,
        use_native_hstore=False,
        connect_args={
            "connect_timeout": max(2, round(busy_timeout_seconds)),
            "tcp_user_timeout": max(2000, round(busy_timeout_seconds * 1000)),
            "client_encoding": "utf8",
            "application_name": url.query.get("application_name", "shenyan"),
        },
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: ConnectionPoolEntry) -> None:
        connection.read_only = not writes
        connection.autocommit = True
        _check_durable(connection)
        connection.execute(f"SET lock_timeout = {max(1, round(busy_timeout_seconds * 1000))}")
        connection.execute(f"SET idle_in_transaction_session_timeout = '{_IDLE_SECONDS}s'")
        connection.autocommit = False

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if writes:
            connection.exec_driver_sql(_WRITE_LOCK)

    return engine


@contextmanager
def append_to_postgresql(connection: Connection) -> Iterator[None]:
    """A transaction that writes, for statements that go straight to the driver.

    They travel together: a statement waits for the server only where its rows are fetched, and all at the commit.
    """
    driver: Any = connection.connection.driver_connection
    try:
        with driver.pipeline():
            yield
            driver.commit()
    except BaseException:
        with suppress(psycopg.Error):  # a connection that is lost has rolled back
            driver.rollback()
        raise


def sweep_postgresql(writer: Engine) -> bool:
    """Write the tables of kept messages anew, without the rows that are gone: VACUUM alone leaves their bytes."""
    with writer.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.autocommit = True
        try:
            for table in ("content_key", "sealed_content", "message_content"):
                driver.execute(f"VACUUM (FULL) {table}")
        except psycopg.errors.LockNotAvailable:
            return False
        finally:
            driver.autocommit = False
    return True


def _check_durable(connection: Any) -> None:
    """An acknowledged commit must survive a power cut; refuse to go on when the server would not promise it."""
    fsync, commit, encoding = connection.execute(
        "SELECT current_setting('fsync'), current_setting('synchronous_commit'), current_setting('server_encoding')"
    ).fetchone()
    if fsync != "on":
        raise DatabaseUnusable(Localized("PostgreSQL 的 fsync 未打开", "PostgreSQL runs with fsync off"))
    if encoding != "UTF8":
        raise DatabaseUnusable(
            Localized(
                f"数据库编码须为 UTF8（现为 {encoding}）", f"The database's encoding must be UTF8, not {encoding}"
            )
        )
    if commit in ("off", "local"):  # the stronger modes stay as the server has them
        connection.execute("SET synchronous_commit = on")
