"""Reads waivers; what is added to them is added with a record of the log. Keeps each set that judges."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import Any, Final, Self

from sqlalchemy import Connection, RowMapping, func, insert, select

from app.errors import ShenyanError, VerdictLogUnavailable
from app.model.finding import Localized
from app.model.waiver import WaiverSet
from app.store.canonical import canonical_json, digest
from app.store.database import DATABASE_ERRORS, Database, open_database
from app.store.waiver_records import (
    WaiverEdition,
    WaiverState,
    narrowing_of,
    waivers_json,
    waivers_of,
)
from app.store.waiver_records import waiver_set as set_of
from app.store.waiver_tables import waiver_edition, waiver_set

_LAST: Final = (
    select(waiver_edition.c.id, func.max(waiver_edition.c.edition).label("edition"))
    .group_by(waiver_edition.c.id)
    .subquery()
)


class WaiversDamaged(ShenyanError):  # noqa: N818 - named for what happened
    """What the database keeps under the revision is not that set of waivers, or is gone."""

    code = "waivers-damaged"
    title = Localized(
        "数据库中当时的豁免已被改动或缺失", "The waivers kept under this revision were altered, or are gone"
    )


class WaiverStore:
    """Waivers in the database of the verdict log, which must have been opened before."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, database_url: str, busy_timeout_seconds: float) -> Self:
        """Raises DatabaseUnusable."""
        return cls(open_database(database_url, busy_timeout_seconds, create=False))

    def editions(self, waiver_id: str) -> tuple[WaiverEdition, ...]:
        """All steps of a waiver, oldest first; none of one that there is not. Raises VerdictLogUnavailable."""
        if not (waiver_id.isascii() and waiver_id.isalnum()):  # nothing that a database could even be asked for
            return ()
        query = select(waiver_edition).where(waiver_edition.c.id == waiver_id).order_by(waiver_edition.c.edition)
        with self._reading() as connection:
            return tuple(_edition(row) for row in connection.execute(query).mappings())

    def waivers(self) -> tuple[WaiverEdition, ...]:
        """All waivers as they are now, by last day. Raises VerdictLogUnavailable."""
        same = (waiver_edition.c.id == _LAST.c.id) & (waiver_edition.c.edition == _LAST.c.edition)
        query = select(waiver_edition).join(_LAST, same).order_by(waiver_edition.c.until, waiver_edition.c.id)
        with self._reading() as connection:
            return tuple(_edition(row) for row in connection.execute(query).mappings())

    def steps(self) -> int:
        """How many steps there are: it grows with every change. Raises VerdictLogUnavailable."""
        with self._reading() as connection:
            return connection.execute(select(func.count()).select_from(waiver_edition)).scalar_one()

    def keep(self, waivers: WaiverSet) -> None:
        """Store the set whole by its revision, unless it is there. Durable on return. Raises VerdictLogUnavailable."""
        if not waivers.revision or self._find(waivers.revision) is not None:
            return
        values = {"revision": waivers.revision, "waivers": waivers_json(waivers.waivers)}
        try:
            with self._database.writing() as connection:
                if _select(connection, waivers.revision) is None:
                    connection.execute(insert(waiver_set), values)
        except DATABASE_ERRORS as error:
            raise VerdictLogUnavailable from error

    def load_revision(self, revision: str) -> WaiverSet:
        """The set of ``revision``, proved to be the one that was kept. Raises WaiversDamaged, VerdictLogUnavailable."""
        text = self._find(revision)
        if text is None or digest(text) != revision:
            raise WaiversDamaged
        return WaiverSet(waivers_of(text), revision)

    def in_force(self) -> WaiverSet:
        """The set of all waivers that are approved, kept. Raises VerdictLogUnavailable."""
        found = set_of(self.waivers())
        self.keep(found)
        return found

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    def _find(self, revision: str) -> str | None:
        with self._reading() as connection:
            return _select(connection, revision)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._database.reading() as connection:
                yield connection
        except DATABASE_ERRORS as error:
            raise VerdictLogUnavailable from error


def adding_edition(edition: WaiverEdition) -> Callable[[Connection], None]:
    """Adds a step; refused when there is one of its number, or a later one."""
    values: dict[str, Any] = asdict(edition)
    values |= {
        "narrowing": canonical_json(values["narrowing"]),
        "until": edition.until.isoformat(),
        "since": None if edition.since is None else edition.since.isoformat(),
    }

    def do(connection: Connection) -> None:
        connection.execute(insert(waiver_edition), values)

    return do


def _select(connection: Connection, revision: str) -> str | None:
    query = select(waiver_set.c.waivers).where(waiver_set.c.revision == revision)
    return connection.execute(query).scalar_one_or_none()


def _edition(row: RowMapping) -> WaiverEdition:
    values: dict[str, Any] = dict(row)
    values |= {
        "state": WaiverState(values["state"]),
        "narrowing": narrowing_of(json.loads(values["narrowing"])),
        "until": date.fromisoformat(values["until"]),
        "since": None if values["since"] is None else date.fromisoformat(values["since"]),
    }
    return WaiverEdition(**values)
