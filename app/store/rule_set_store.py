"""Rule sets whole by revision: what once judged can judge again, whatever has become of its files since."""

import time
import zlib
from collections.abc import Mapping
from typing import Final, Self

from sqlalchemy import Connection, insert, select

from app.errors import ShenyanError, VerdictLogUnavailable
from app.model.finding import Localized
from app.ruleset.loader import revision_of
from app.store.database import DATABASE_ERRORS, Database, open_database
from app.store.rule_set_tables import rule_set

_LENGTH_BYTES: Final = 8


class RevisionNotKept(ShenyanError):  # noqa: N818 - named for what happened
    """No rule set of this revision was ever active here."""

    code = "revision-not-kept"
    title = Localized("数据库中没有这个修订号的规则集", "The database has no rule set of this revision")


class RevisionDamaged(ShenyanError):  # noqa: N818 - named for what happened
    """What the database keeps under the revision is not that rule set any more."""

    code = "revision-damaged"
    title = Localized("数据库中该修订号的规则集已被改动", "The rule set kept under this revision was altered")


class RuleSetStore:
    """The rule sets in the database of the verdict log, which must have been opened before: that makes the tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, database_url: str, busy_timeout_seconds: float) -> Self:
        """Raises DatabaseUnusable."""
        return cls(open_database(database_url, busy_timeout_seconds, create=False))

    def keep(self, files: Mapping[str, bytes]) -> str:
        """Store ``files`` (path -> content, as `app.ruleset.loader.read_directory` gives them), unless they are there.

        Gives their revision. Durable on return; twice, or from two processes at once, is once. Raises
        VerdictLogUnavailable.
        """
        revision = revision_of(files)
        if self._find(revision) is not None:
            return revision
        values = {
            "revision": revision,
            "stored_at": time.time_ns() // 1000,
            "files": zlib.compress(_joined(files), level=9),
        }
        try:
            with self._database.writing() as connection:
                if _select(connection, revision) is None:
                    connection.execute(insert(rule_set), values)
        except DATABASE_ERRORS as error:
            raise VerdictLogUnavailable from error
        return revision

    def load_revision(self, revision: str) -> dict[str, bytes]:
        """The files of ``revision``, for `app.ruleset.loader.load_rule_set`, proved to be those that were stored.

        Raises RevisionNotKept, RevisionDamaged or VerdictLogUnavailable.
        """
        stored = self._find(revision)
        if stored is None:
            raise RevisionNotKept
        try:
            files = _parted(zlib.decompress(stored))
        except (zlib.error, ValueError):
            raise RevisionDamaged from None
        if revision_of(files) != revision:
            raise RevisionDamaged
        return files

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    def _find(self, revision: str) -> bytes | None:
        if not (revision.isascii() and revision.isalnum()):  # nothing that a database could even be asked for
            return None
        try:
            with self._database.reading() as connection:
                return _select(connection, revision)
        except DATABASE_ERRORS as error:
            raise VerdictLogUnavailable from error


def _select(connection: Connection, revision: str) -> bytes | None:
    query = select(rule_set.c.files).where(rule_set.c.revision == revision)
    return connection.execute(query).scalar_one_or_none()


def _joined(files: Mapping[str, bytes]) -> bytes:
    """Paths and contents in the order of the paths, each after its length: the bytes whose digest is the revision."""
    pieces = [piece for path in sorted(files) for piece in (path.encode(), files[path])]
    return b"".join(len(piece).to_bytes(_LENGTH_BYTES, "big") + piece for piece in pieces)


def _parted(joined: bytes) -> dict[str, bytes]:
    """What `_joined` was given. Raises ValueError for bytes that it did not make."""
    pieces: list[bytes] = []
    place = 0
    while place < len(joined):
        start = place + _LENGTH_BYTES
        place = start + int.from_bytes(joined[place:start], "big")
        if place > len(joined):
            raise ValueError("cut short")
        pieces.append(joined[start:place])
    return {path.decode(): content for path, content in zip(pieces[::2], pieces[1::2], strict=True)}
