"""API keys: made, rotated, revoked, listed. Each act is a record of the verdict log, in the same commit."""

import base64
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from app.auth.pepper import Pepper
from app.auth.permissions import Permission, refuse_more, tenant_of_keys
from app.errors import Forbidden, KeyEnded, UnknownKey
from app.model.principal import Role
from app.store.account_store import AccountStore, StoredKey, adding, revoking, rotating
from app.store.events import Actor, Event, event_entry
from app.store.verdict_log import VerdictLog

_KEY: Final = re.compile(r"shy_([a-z2-7]{12})_([A-Za-z0-9_-]{43})")
OVERLAP_SECONDS: Final = 24 * 3600
LONGEST_OVERLAP_SECONDS: Final = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class NewKey:
    """What is asked for. ``tenant`` None is the maker's own; ``lifetime`` in seconds, None for no end."""

    name: str
    roles: tuple[Role, ...]
    tenant: str | None = None
    scopes: tuple[Permission, ...] = ()
    lifetime: int | None = None
    per_minute: int | None = None


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A new key with its only showing of ``secret``, the whole text that a caller sends."""

    key: StoredKey
    secret: str = field(repr=False)


def microseconds() -> int:
    """Now."""
    return time.time_ns() // 1000


def digest_of(text: str, pepper: Pepper) -> tuple[str, str] | None:
    """The id within a key's text and the digest under which it is stored; None for what is no key."""
    match = _KEY.fullmatch(text)
    return None if match is None else (match[1], pepper.digest(text))


class Keys:
    """For administrators. Which keys one sees follows from its tenant; who may come here is the caller's to check."""

    def __init__(
        self, accounts: AccountStore, log: VerdictLog, pepper: Pepper, clock: Callable[[], int] = microseconds
    ) -> None:
        self._accounts = accounts
        self._log = log
        self._pepper = pepper
        self._clock = clock

    def create(self, wanted: NewKey, actor: Actor) -> IssuedKey:
        """Make a key. Raises Forbidden (another tenant, more than the maker's scopes) or VerdictLogUnavailable."""
        own = tenant_of_keys(actor.principal)
        tenant = actor.principal.tenant if wanted.tenant is None else wanted.tenant
        if own is not None and tenant != own:
            raise Forbidden(Permission.MANAGE_KEY)
        refuse_more(actor.principal, wanted.roles, wanted.scopes)
        now = self._clock()
        key_id, secret = _new_secret()
        key = StoredKey(
            id=key_id,
            principal=f"key:{key_id}",
            name=wanted.name,
            tenant=tenant,
            roles=tuple(sorted(set(wanted.roles))),
            scopes=tuple(sorted(set(wanted.scopes))),
            per_minute=wanted.per_minute,
            secret_digest=self._pepper.digest(secret),
            pepper_id=self._pepper.id,
            created_at=now,
            created_by=actor.principal.id,
            expires_at=None if wanted.lifetime is None else now + wanted.lifetime * 1_000_000,
        )
        event = Event("key-created", f"key:{key.id}", key.tenant, after=_described(key))
        self._log.append(event_entry(event, actor, adding(key)))
        return IssuedKey(key, secret)

    def rotate(self, key_id: str, actor: Actor, overlap: int = OVERLAP_SECONDS) -> IssuedKey:
        """Make a new key for the same principal; the old one stays valid for ``overlap`` seconds.

        The new one lives as long as the old one was to live. Raises UnknownKey, KeyEnded, Forbidden or
        VerdictLogUnavailable.
        """
        old = self._get(key_id, actor)
        refuse_more(actor.principal, old.roles, old.scopes)
        now = self._clock()
        if not old.is_valid_at(now) or old.rotated_to is not None:
            raise KeyEnded
        new_id, secret = _new_secret()
        new = replace(
            old,
            id=new_id,
            secret_digest=self._pepper.digest(secret),
            pepper_id=self._pepper.id,
            created_at=now,
            created_by=actor.principal.id,
            expires_at=None if old.expires_at is None else now + old.expires_at - old.created_at,
            last_used_at=None,
        )
        ends_at = min(now + overlap * 1_000_000, old.expires_at or now + overlap * 1_000_000)
        ended = replace(old, expires_at=ends_at, rotated_to=new_id)
        after = {**_described(ended), "replaced_by": _described(new)}
        event = Event("key-rotated", f"key:{old.id}", old.tenant, _described(old), after)
        self._log.append(event_entry(event, actor, rotating(old, ends_at, new)))
        return IssuedKey(new, secret)

    def revoke(self, key_id: str, actor: Actor) -> StoredKey:
        """End a key now; twice is once. Raises UnknownKey or VerdictLogUnavailable."""
        key = self._get(key_id, actor)
        if key.revoked_at is not None:
            return key
        now = self._clock()
        revoked = replace(key, revoked_at=now)
        event = Event("key-revoked", f"key:{key.id}", key.tenant, _described(key), _described(revoked))
        self._log.append(event_entry(event, actor, revoking(key.id, now)))
        return revoked

    def list(self, actor: Actor) -> tuple[StoredKey, ...]:
        """The keys that ``actor`` may see, oldest first. Raises VerdictLogUnavailable."""
        return self._accounts.keys(tenant_of_keys(actor.principal))

    def _get(self, key_id: str, actor: Actor) -> StoredKey:
        own = tenant_of_keys(actor.principal)
        key = self._accounts.find_key(key_id)
        if key is None or (own is not None and key.tenant != own):
            raise UnknownKey
        return key


def _new_secret() -> tuple[str, str]:
    """A new id (60 bits, for people to read) and the whole key (256 random bits more)."""
    key_id = base64.b32encode(secrets.token_bytes(8)).decode().lower()[:12]
    return key_id, f"shy_{key_id}_{secrets.token_urlsafe(32)}"


def _described(key: StoredKey) -> dict[str, Any]:
    """What the log may know of a key: all but the digest of its secret."""
    return {
        "id": key.id,
        "principal": key.principal,
        "name": key.name,
        "tenant": key.tenant,
        "roles": list(key.roles),
        "scopes": list(key.scopes),
        "per_minute": key.per_minute,
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
        "rotated_to": key.rotated_to,
    }
