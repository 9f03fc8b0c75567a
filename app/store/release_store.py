"""Which releases have ended before their time. Rows are written in the commit of the record that tells of it."""

from collections.abc import Callable
from enum import StrEnum
from typing import Self

from sqlalchemy import Connection, insert, select

from app.errors import VerdictLogUnavailable
from app.model.finding import Localized
from app.store.database import DATABASE_ERRORS, Database, open_database
from app.store.records import Declined
from app.store.release_tables import release_end


class End(StrEnum):
    """How a release ended."""

    USED = "used"
    WITHDRAWN = "withdrawn"


class ReleaseEnded(Declined):
    """The release has ended meanwhile."""

    code = "release-ended"
    title = Localized("该放行已使用或已撤回", "The release was used or withdrawn already")


class ReleaseStore:
    """The releases in the database of the verdict log, which must have been opened before: that makes the tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, database_url: str, busy_timeout_seconds: float) -> Self:
        """Raises DatabaseUnusable."""
        return cls(open_database(database_url, busy_timeout_seconds, create=False))

    def end_of(self, review_id: str) -> End | None:
        """How the release of this review ended, if it did. Raises VerdictLogUnavailable."""
        try:
            with self._database.reading() as connection:
                why = _find(connection, review_id)
        except DATABASE_ERRORS as error:
            raise VerdictLogUnavailable from error
        return None if why is None else End(why)

    def close(self) -> None:
        """Close the connections."""
        self._database.close()


def using(review_id: str, moment: int) -> Callable[[Connection], None]:
    """Uses a release up; of several that try, one does. It raises ReleaseEnded for the others."""

    def use(connection: Connection) -> None:
        if _find(connection, review_id) is not None:
            raise ReleaseEnded
        connection.execute(insert(release_end), {"review_id": review_id, "why": End.USED, "ended_at": moment})

    return use


def withdrawing(review_id: str, moment: int) -> Callable[[Connection], None]:
    """Withdraws a release, if it has not ended yet."""

    def withdraw(connection: Connection) -> None:
        if _find(connection, review_id) is None:
            values = {"review_id": review_id, "why": End.WITHDRAWN, "ended_at": moment}
            connection.execute(insert(release_end), values)

    return withdraw


def _find(connection: Connection, review_id: str) -> str | None:
    query = select(release_end.c.why).where(release_end.c.review_id == review_id)
    return connection.execute(query).scalar_one_or_none()
