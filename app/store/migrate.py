"""Bring a database to the tables that this version of Shenyan knows.

Alembic is imported only when there is something to do: it takes longer than the rest of opening a database.
"""

import re
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, column, inspect, select, table
from sqlalchemy.exc import SQLAlchemyError

from app.errors import DatabaseUnusable
from app.model.finding import Localized
from app.store.database import Database, unusable

_VERSIONS: Final = Path(__file__).parent / "migrations" / "versions"
_VERSION_FILE: Final = re.compile(r"v(\d{4})_\w+\.py")
_APPLIED: Final = table("alembic_version", column("version_num"))


def upgrade(database: Database) -> None:
    """Run the migrations that are missing, in one transaction that keeps other processes out.

    Does nothing when there are none. Raises DatabaseUnusable, also for a database of a newer Shenyan.
    """
    try:
        with database.reading() as connection:
            if _revision(connection) == newest_revision():
                return
        with database.writing() as connection:
            _run_missing(connection)
    except (SQLAlchemyError, OSError) as error:
        raise unusable(error) from error


def newest_revision() -> str:
    """The revision of the last migration; the names of the files begin with ``v`` and their revision."""
    return max(match[1] for path in _VERSIONS.iterdir() if (match := _VERSION_FILE.fullmatch(path.name)))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_APPLIED.name):
        return None
    applied: str | None = connection.execute(select(_APPLIED.c.version_num)).scalar_one_or_none()
    return applied


def _run_missing(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "app.store:migrations")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError:
        raise DatabaseUnusable(
            Localized(
                "数据库由更新版本的慎言创建，请升级程序",
                "The database was made by a newer Shenyan; upgrade the program",
            )
        ) from None
