"""SQL by hand, past everything that the store does."""

import sqlite3
from collections.abc import Sequence
from typing import Any

import psycopg

REFUSED = (sqlite3.IntegrityError, psycopg.errors.IntegrityError)


class Raw:
    """A connection in autocommit; parameters are marked with ``?`` for both databases."""

    def __init__(self, url: str) -> None:
        self.is_sqlite = url.startswith("sqlite")
        self.driver: Any = (
            sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
            if self.is_sqlite
            else psycopg.connect(url, autocommit=True)
        )

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Any:
        if not self.is_sqlite:
            statement = statement.replace("?", "%s")
        return (
            self.driver.execute(statement, tuple(parameters) or None) if parameters else self.driver.execute(statement)
        )

    def lock(self) -> None:
        """Hold what an append needs, until `unlock`."""
        self.execute("BEGIN IMMEDIATE" if self.is_sqlite else "BEGIN")
        if not self.is_sqlite:
            self.execute("SELECT * FROM log_head FOR UPDATE")

    def unlock(self) -> None:
        self.execute("ROLLBACK")

    def drop_guards(self) -> None:
        """Take away everything by which the database itself refuses changes."""
        if self.is_sqlite:
            for kind, name in self.execute(
                "SELECT type, name FROM sqlite_master WHERE type = 'trigger' OR type = 'index' AND sql IS NOT NULL"
            ).fetchall():
                self.execute(f"DROP {kind} {name}")
            return
        for table, name in self.execute(
            "SELECT event_object_table, trigger_name FROM information_schema.triggers"
            " WHERE trigger_schema = current_schema() GROUP BY 1, 2"
        ).fetchall():
            self.execute(f"DROP TRIGGER {name} ON {table}")
        for (table,) in self.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").fetchall():
            self._drop_keys(table)

    def _drop_keys(self, table: str) -> None:
        kinds = "'f', 'u'"
        for (name,) in self.execute(
            f"SELECT conname FROM pg_constraint WHERE conrelid = '{table}'::regclass AND contype IN ({kinds})"
        ).fetchall():
            self.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")

    def close(self) -> None:
        self.driver.close()
