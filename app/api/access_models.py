"""What callers send and get where access is concerned."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.auth.keys import LONGEST_OVERLAP_SECONDS, OVERLAP_SECONDS, IssuedKey, NewKey
from app.auth.permissions import Permission, permissions_of, view_of
from app.auth.tenants import TENANT
from app.model.principal import EVERYTHING, Principal, Role
from app.store.account_store import StoredKey
from app.store.events import event_body
from app.store.records import LogRecord, to_datetime

_DAY_SECONDS: Final = 24 * 3600
_KEY: Final[dict[str, Any]] = {
    "id": "mzxw6ytboi2q",
    "principal": "key:mzxw6ytboi2q",
    "name": "agent desktop",
    "tenant": "retail",
    "roles": ["sender"],
    "scopes": [],
    "per_minute": None,
    "created_at": "2026-11-21T20:16:44.840979Z",
    "created_by": "key:nb2hi4dthixs",
    "expires_at": "2027-11-21T20:16:44.840979Z",
    "revoked_at": None,
    "rotated_to": None,
    "last_used_at": None,
}

Tenant = Annotated[str, Field(pattern=f"^({TENANT.pattern})?$", description="Business unit; empty: the whole house.")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KeyRequest(_Model):
    """An API key to be made."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "agent desktop", "roles": ["sender"], "tenant": "retail", "expires_in_days": 365}]
        }
    )

    name: str = Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$", description="What it is for.")
    roles: list[Role] = Field(min_length=1)
    tenant: Tenant | None = Field(default=None, description="Business unit; that of the maker when it is not said.")
    scopes: list[Permission] = Field(default=[], description="All that is left of what the roles allow; empty: all.")
    expires_in_days: int | None = Field(default=None, ge=1, le=3650, strict=True)
    per_minute: int | None = Field(
        default=None, ge=1, le=1_000_000, strict=True, description="Requests; a rate of its own."
    )

    def to_new_key(self) -> NewKey:
        """The same for `Keys.create`."""
        lifetime = None if self.expires_in_days is None else self.expires_in_days * _DAY_SECONDS
        return NewKey(self.name, tuple(self.roles), self.tenant, tuple(self.scopes), lifetime, self.per_minute)


class RotationRequest(_Model):
    """How long the old key stays valid beside the new one."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"overlap_seconds": OVERLAP_SECONDS}]})

    overlap_seconds: int = Field(default=OVERLAP_SECONDS, ge=0, le=LONGEST_OVERLAP_SECONDS, strict=True)


class KeyAnswer(_Model):
    """An API key, without its secret."""

    model_config = ConfigDict(json_schema_extra={"examples": [_KEY]})

    id: str
    principal: str = Field(description="Who the key speaks for, in records; a rotated key keeps it.")
    name: str
    tenant: str
    roles: list[Role]
    scopes: list[Permission]
    per_minute: int | None
    created_at: datetime
    created_by: str
    expires_at: datetime | None
    revoked_at: datetime | None
    rotated_to: str | None = Field(description="Id of the key that replaces this one.")
    last_used_at: datetime | None = Field(description="To within a minute.")


class IssuedKeyAnswer(KeyAnswer):
    """A new API key, with the only showing of its secret."""

    model_config = ConfigDict(json_schema_extra={"examples": []})

    key: str = Field(description="What callers send as a bearer token. It is never shown again.")


class KeyList(_Model):
    """API keys, oldest first."""

    keys: list[KeyAnswer]


class MeAnswer(_Model):
    """Who is asking, and what that allows."""

    principal: str
    tenant: str
    roles: list[Role]
    scopes: list[Permission]
    permissions: list[Permission]
    reads: Literal["own", "tenant", "house"] = Field(description="Whose reviews it may read.")


class EventAnswer(_Model):
    """Something that was done, from the verdict log."""

    event_id: str
    act: str = Field(examples=["key-created"])
    subject: str = Field(examples=["key:mzxw6ytboi2q"])
    principal: str
    tenant: str
    address: str = Field(alias="from", description="Network address or command.")
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    created_at: datetime
    sequence: int
    hash: str


class EventPage(_Model):
    """Events, newest first. Pass `next_cursor` as `cursor` for the next page; null on the last."""

    events: list[EventAnswer]
    next_cursor: str | None


def key_answer(key: StoredKey) -> dict[str, Any]:
    """The JSON of `KeyAnswer`."""
    return {
        "id": key.id,
        "principal": key.principal,
        "name": key.name,
        "tenant": key.tenant,
        "roles": list(key.roles),
        "scopes": list(key.scopes),
        "per_minute": key.per_minute,
        "created_at": moment_answer(key.created_at),
        "created_by": key.created_by,
        "expires_at": moment_answer(key.expires_at),
        "revoked_at": moment_answer(key.revoked_at),
        "rotated_to": key.rotated_to,
        "last_used_at": moment_answer(key.last_used_at),
    }


def issued_key_answer(issued: IssuedKey) -> dict[str, Any]:
    """The JSON of `IssuedKeyAnswer`."""
    return {**key_answer(issued.key), "key": issued.secret}


def me_answer(principal: Principal) -> dict[str, Any]:
    """The JSON of `MeAnswer`."""
    view = view_of(principal)
    return {
        "principal": principal.id,
        "tenant": principal.tenant,
        "roles": sorted(principal.roles),
        "scopes": sorted(principal.scopes),
        "permissions": sorted(permissions_of(principal)),
        "reads": "house" if view == EVERYTHING else "tenant" if view.principal is None else "own",
    }


def event_answer(record: LogRecord) -> dict[str, Any]:
    """The JSON of `EventAnswer`."""
    body = event_body(record)
    return {
        "event_id": record.review_id,
        "act": body["act"],
        "subject": body["subject"],
        "principal": record.principal,
        "tenant": record.tenant,
        "from": body["from"],
        "before": body["before"],
        "after": body["after"],
        "created_at": _written(record.created_at),
        "sequence": record.sequence,
        "hash": record.hash,
    }


def moment_answer(moment: int | None) -> str | None:
    """Microseconds since 1970 as RFC 3339."""
    return None if moment is None else _written(to_datetime(moment))


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


MODELS: Final = (KeyRequest, RotationRequest)
