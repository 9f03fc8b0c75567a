"""Where everything is kept: SQLite or PostgreSQL, one that writes and one that reads, both as durable as promised."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final

import psycopg
from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import PoolProxiedConnection

from app.errors import DatabaseUnusable
from app.model.finding import Localized
from app.store.postgresql_engine import append_to_postgresql, open_postgresql, sweep_postgresql
from app.store.sqlite_engine import (
    append_to_sqlite,
    check_same_file,
    database_file,
    make_file,
    open_sqlite,
    sweep_sqlite,
)

DATABASE_ERRORS: Final = (SQLAlchemyError, OSError, sqlite3.Error, psycopg.Error)
"""What a database can raise, through SQLAlchemy or straight from a driver."""


@dataclass(frozen=True, slots=True)
class Database:
    """Two engines on one database.

    ``check`` raises OSError for a connection that leads somewhere else by now. ``appending`` is a transaction for
    statements that go straight to the driver; who appends to the log locks its head, and needs no other lock.
    """

    writer: Engine
    reader: Engine
    check: Callable[[PoolProxiedConnection], None]
    appending: Callable[[Connection], AbstractContextManager[None]]
    sweep: Callable[[Engine], bool]

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that has no other `writing` beside it, from its start. Commits, or rolls back and raises."""
        with self.writer.connect() as connection:
            self.check(connection.connection)
            with connection.begin():
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read-only transaction: one consistent state of the database."""
        with self.reader.connect() as connection:
            self.check(connection.connection)
            with connection.begin():
                yield connection

    def purge(self) -> bool:
        """Take what was deleted out of the database's own files too; False when readers were in the way of that.

        Copies that the database does not hold (backups, archived write-ahead logs) are out of its reach.
        """
        return self.sweep(self.writer)

    def close(self) -> None:
        """Close all connections; the next use opens new ones."""
        self.writer.dispose()
        self.reader.dispose()


def open_database(url: str, busy_timeout_seconds: float, *, create: bool = True) -> Database:
    """The database at ``url``; ``create`` makes a SQLite file when it is missing. Raises DatabaseUnusable."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise DatabaseUnusable(Localized("数据库地址无效", "The database URL is not valid")) from None
    match parsed.drivername:
        case "sqlite":
            path = database_file(parsed)
            if create:
                make_file(path)
            return Database(
                open_sqlite(path, busy_timeout_seconds, writes=True),
                open_sqlite(path, busy_timeout_seconds, writes=False),
                partial(check_same_file, path),
                append_to_sqlite,
                sweep_sqlite,
            )
        case "postgresql" | "postgres" | "postgresql+psycopg":
            return Database(
                open_postgresql(parsed, busy_timeout_seconds, writes=True),
                open_postgresql(parsed, busy_timeout_seconds, writes=False),
                _no_check,
                append_to_postgresql,
                sweep_postgresql,
            )
        case _:
            raise DatabaseUnusable(
                Localized(
                    "数据库地址须为 sqlite:///文件路径 或 postgresql://用户@主机/数据库",
                    "The database URL must be sqlite:///path-to-a-file or postgresql://user@host/database",
                )
            )


def _no_check(_connection: PoolProxiedConnection) -> None:
    """A connection to a server that went away says so itself."""


def unusable(error: SQLAlchemyError | OSError) -> DatabaseUnusable:
    """What went wrong, without the statement or its values."""
    cause = type(getattr(error, "orig", None) or error).__name__
    return DatabaseUnusable(Localized(f"数据库不可用（{cause}）", f"The database cannot be used ({cause})"))
