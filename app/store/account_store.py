"""Reads API keys, and writes what may be lost about them; what must not be lost is written with a record of the log."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from app.errors import VerdictLogUnavailable
from app.model.principal import Principal, Role
from app.store.account_tables import access_config, api_key
from app.store.database import Database, open_database


@dataclass(frozen=True, slots=True)
class StoredKey:
    """An API key without its secret. Times are UTC, in microseconds since 1970."""

    id: str
    principal: str
    name: str
    tenant: str
    roles: tuple[Role, ...]
    scopes: tuple[str, ...]
    per_minute: int | None
    secret_digest: str
    pepper_id: str
    created_at: int
    created_by: str
    expires_at: int | None = None
    revoked_at: int | None = None
    rotated_to: str | None = None
    last_used_at: int | None = None

    def is_valid_at(self, moment: int) -> bool:
        """Neither revoked nor expired at ``moment``, in microseconds."""
        return self.revoked_at is None and (self.expires_at is None or moment < self.expires_at)

    def caller(self) -> Principal:
        """Whom the key speaks for."""
        return Principal(self.principal, self.roles, self.tenant, self.scopes, self.per_minute)


class AccountStore:
    """The accounts in the database of the verdict log, which must have been opened before: that makes the tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, database_url: str, busy_timeout_seconds: float) -> Self:
        """Raises DatabaseUnusable."""
        return cls(open_database(database_url, busy_timeout_seconds, create=False))

    def find_key(self, key_id: str) -> StoredKey | None:
        """The key with this id. Raises VerdictLogUnavailable."""
        with self._reading() as connection:
            row = connection.execute(select(api_key).where(api_key.c.id == key_id)).mappings().one_or_none()
        return None if row is None else _stored_key(row)

    def keys(self, tenant: str | None) -> tuple[StoredKey, ...]:
        """All keys of ``tenant`` (None: of all), oldest first. Raises VerdictLogUnavailable."""
        query = select(api_key).order_by(api_key.c.created_at, api_key.c.id)
        if tenant is not None:
            query = query.where(api_key.c.tenant == tenant)
        with self._reading() as connection:
            return tuple(_stored_key(row) for row in connection.execute(query).mappings())

    def access_config(self) -> str:
        """The access settings last recorded, as canonical JSON. Raises VerdictLogUnavailable."""
        with self._reading() as connection:
            content: str = connection.execute(select(access_config.c.content)).scalar_one()
        return content

    def note_uses(self, uses: Mapping[str, int]) -> None:
        """Remember when keys (id -> microseconds) were used last. Raises VerdictLogUnavailable."""
        statement = update(api_key).where(api_key.c.id == bindparam("key")).values(last_used_at=bindparam("moment"))
        try:
            with self._database.writing() as connection:
                connection.execute(statement, [{"key": key, "moment": moment} for key, moment in uses.items()])
        except (SQLAlchemyError, OSError) as error:
            raise VerdictLogUnavailable from error

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._database.reading() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise VerdictLogUnavailable from error


def adding(key: StoredKey) -> Callable[[Connection], None]:
    """Adds ``key``, in the commit of the record that tells of it."""
    values = {column.name: getattr(key, column.name) for column in api_key.columns}
    values |= {"roles": " ".join(key.roles), "scopes": " ".join(key.scopes)}
    return _doing(lambda connection: connection.execute(insert(api_key), values))


def revoking(key_id: str, moment: int) -> Callable[[Connection], None]:
    """Revokes a key at ``moment``, unless it was revoked before."""
    statement = update(api_key).where(api_key.c.id == key_id, api_key.c.revoked_at.is_(None)).values(revoked_at=moment)
    return _doing(lambda connection: connection.execute(statement))


def rotating(old: StoredKey, ends_at: int, new: StoredKey) -> Callable[[Connection], None]:
    """Adds ``new`` in the place of ``old``, which stays valid until ``ends_at``."""
    end = update(api_key).where(api_key.c.id == old.id).values(expires_at=ends_at, rotated_to=new.id)
    add = adding(new)

    def rotate(connection: Connection) -> None:
        connection.execute(end)
        add(connection)

    return rotate


def configuring(content: str) -> Callable[[Connection], None]:
    """Remembers the access settings, canonical JSON, as recorded."""
    return _doing(lambda connection: connection.execute(update(access_config).values(content=content)))


def _doing(act: Callable[[Connection], object]) -> Callable[[Connection], None]:
    def do(connection: Connection) -> None:
        act(connection)

    return do


def _stored_key(row: RowMapping) -> StoredKey:
    values: dict[str, Any] = dict(row)
    roles: Sequence[str] = values["roles"].split()
    values["roles"] = tuple(Role(role) for role in roles)
    values["scopes"] = tuple(values["scopes"].split())
    return StoredKey(**values)
