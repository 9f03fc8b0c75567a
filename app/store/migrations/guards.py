"""Triggers by which the database itself refuses to change what is evidence, for SQLite and for PostgreSQL."""

from alembic import op

_FUNCTION = "shenyan_refuse"


def make_guard_function() -> None:
    """What the triggers of PostgreSQL call; SQLite needs none. Once, in the first migration."""
    if not _is_sqlite():
        op.execute(
            f"CREATE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION '% is kept: % is refused', TG_TABLE_NAME, TG_OP "
            "USING ERRCODE = 'restrict_violation'; END $$"
        )


def refuse(table: str, *acts: str) -> None:
    """Every one of ``acts`` (UPDATE, DELETE, TRUNCATE) on ``table`` fails, whoever tries. SQLite has no TRUNCATE."""
    if not _is_sqlite():
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE {' OR '.join(acts)} ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
        )
        return
    for act in acts:
        if act != "TRUNCATE":
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is kept: {act} is refused'); END"
            )


def only_forward(table: str, column: str) -> None:
    """Updates of ``table`` that make ``column`` smaller fail."""
    when = f"BEFORE UPDATE ON {table} FOR EACH ROW WHEN (NEW.{column} < OLD.{column})"
    if _is_sqlite():
        op.execute(
            f"CREATE TRIGGER {table}_forward_only {when} BEGIN SELECT RAISE(ABORT, '{table} only moves forward'); END"
        )
    else:
        op.execute(f"CREATE TRIGGER {table}_forward_only {when} EXECUTE FUNCTION {_FUNCTION}()")


def only_after(table: str, behind: str) -> None:
    """Rows of ``table`` that the query ``behind`` finds to be out of their time (it may speak of NEW) fail to go in.

    With it INSERT OR REPLACE, which deletes without asking the other triggers, can replace nothing in SQLite.
    """
    if _is_sqlite():
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {behind} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is kept: INSERT is refused'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {table}_no_replace() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {behind} THEN RAISE EXCEPTION '{table} is kept: INSERT is refused' "
        "USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_no_replace()"
    )


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
