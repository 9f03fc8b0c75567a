"""Bring a database to the tables that this version of Shenyan knows."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from app.errors import DatabaseUnusable
from app.model.finding import Localized
from app.store.database import Database, unusable


def upgrade(database: Database) -> None:
    """Run the migrations that are missing, in one transaction that keeps other processes out.

    Does nothing when there are none. Raises DatabaseUnusable, also for a database of a newer Shenyan.
    """
    try:
        with database.reading() as connection:
            if _revision(connection) == _script().get_current_head():
                return
        with database.writing() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError:
        raise DatabaseUnusable(
            Localized(
                "数据库由更新版本的慎言创建，请升级程序",
                "The database was made by a newer Shenyan; upgrade the program",
            )
        ) from None
    except (SQLAlchemyError, OSError) as error:
        raise unusable(error) from error


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "app.store:migrations")
    return config


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
