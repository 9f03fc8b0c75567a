"""Reads drafts and versions of the rule set; what is added to them is added with a record of the log."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, Final, Self, TypeAlias

from sqlalchemy import Connection, RowMapping, Table, func, insert, select

from app.errors import VerdictLogUnavailable
from app.store.canonical import canonical_json
from app.store.database import DATABASE_ERRORS, Database, open_database
from app.store.lifecycle_records import Activation, ActivationKind, Draft, DraftState, Version
from app.store.lifecycle_tables import activation, draft_edition, rule_version

Act: TypeAlias = Callable[[Connection], None]

_LAST: Final = (
    select(draft_edition.c.id, func.max(draft_edition.c.edition).label("edition"))
    .group_by(draft_edition.c.id)
    .subquery()
)


class LifecycleStore:
    """Drafts and versions in the database of the verdict log, which must have been opened before."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, database_url: str, busy_timeout_seconds: float) -> Self:
        """Raises DatabaseUnusable."""
        return cls(open_database(database_url, busy_timeout_seconds, create=False))

    def editions(self, draft_id: str) -> tuple[Draft, ...]:
        """All editions of a draft, oldest first; none of a draft that there is not. Raises VerdictLogUnavailable."""
        query = select(draft_edition).where(draft_edition.c.id == draft_id).order_by(draft_edition.c.edition)
        with self._reading() as connection:
            return tuple(_draft(row) for row in connection.execute(query).mappings())

    def draft(self, draft_id: str) -> Draft | None:
        """Its last edition. Raises VerdictLogUnavailable."""
        if not (draft_id.isascii() and draft_id.isalnum()):
            return None
        query = select(draft_edition).where(draft_edition.c.id == draft_id).order_by(draft_edition.c.edition.desc())
        with self._reading() as connection:
            row = connection.execute(query.limit(1)).mappings().one_or_none()
        return None if row is None else _draft(row)

    def drafts(self, state: DraftState | None = None) -> tuple[Draft, ...]:
        """The last editions of all drafts, the last changed first. Raises VerdictLogUnavailable."""
        same = (draft_edition.c.id == _LAST.c.id) & (draft_edition.c.edition == _LAST.c.edition)
        query = select(draft_edition).join(_LAST, same)
        if state is not None:
            query = query.where(draft_edition.c.state == state.value)
        query = query.order_by(draft_edition.c.changed_at.desc(), draft_edition.c.id)
        with self._reading() as connection:
            return tuple(_draft(row) for row in connection.execute(query).mappings())

    def versions(self) -> tuple[Version, ...]:
        """All versions, newest first. Raises VerdictLogUnavailable."""
        with self._reading() as connection:
            rows = connection.execute(select(rule_version).order_by(rule_version.c.number.desc())).mappings()
            return tuple(Version(**row) for row in rows)

    def version(self, number: int) -> Version | None:
        """The version of that number. Raises VerdictLogUnavailable."""
        with self._reading() as connection:
            row = connection.execute(select(rule_version).where(rule_version.c.number == number)).mappings().first()
        return None if row is None else Version(**row)

    def activations(self, limit: int = 100) -> tuple[Activation, ...]:
        """The last ones, newest first. Raises VerdictLogUnavailable."""
        query = select(activation).order_by(activation.c.position.desc()).limit(limit)
        with self._reading() as connection:
            return tuple(_activation(row) for row in connection.execute(query).mappings())

    def active(self) -> Activation | None:
        """The last activation; None before the first version. Raises VerdictLogUnavailable."""
        return next(iter(self.activations(1)), None)

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._database.reading() as connection:
                yield connection
        except DATABASE_ERRORS as error:
            raise VerdictLogUnavailable from error


def adding_draft(draft: Draft) -> Act:
    """Adds an edition; refused when there is one of its number, or a later one."""
    values = asdict(draft)
    values |= {"editors": canonical_json(list(draft.editors)), "changes": canonical_json(dict(draft.changes))}
    return _inserting(draft_edition, values)


def adding_version(version: Version) -> Act:
    """Adds a version; refused when there is one of its number, or a later one."""
    return _inserting(rule_version, asdict(version))


def activating(entry: Activation) -> Act:
    """Makes a version active; refused when there is an activation of its position, or a later one."""
    return _inserting(activation, asdict(entry))


def all_of(*acts: Act) -> Act:
    """``acts``, in order."""

    def do(connection: Connection) -> None:
        for act in acts:
            act(connection)

    return do


def _inserting(table: Table, values: dict[str, Any]) -> Act:
    def do(connection: Connection) -> None:
        connection.execute(insert(table), values)

    return do


def _draft(row: RowMapping) -> Draft:
    values: dict[str, Any] = dict(row)
    values |= {
        "state": DraftState(values["state"]),
        "editors": tuple(json.loads(values["editors"])),
        "changes": json.loads(values["changes"]),
    }
    return Draft(**values)


def _activation(row: RowMapping) -> Activation:
    return Activation(**{**row, "kind": ActivationKind(row["kind"])})
