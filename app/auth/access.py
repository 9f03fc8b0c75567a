"""Everything about who gets in, for the life of one process."""

import json
from typing import Any, Final, Self

import structlog

from app.auth.issuer import Issuer
from app.auth.key_ring import KeyRing
from app.auth.keys import IssuedKey, Keys, NewKey
from app.auth.pepper import Pepper, load_pepper
from app.auth.tokens import TokenReader
from app.errors import PepperLost, Unauthenticated, VerdictLogUnavailable
from app.logging import named
from app.model.principal import Principal, Role
from app.settings import Settings
from app.store.account_store import AccountStore, configuring
from app.store.canonical import canonical_json
from app.store.events import Actor, Event, event_entry
from app.store.verdict_log import VerdictLog

SYSTEM: Final = Principal("system", ())
"""Shenyan itself."""
ON_THE_MACHINE: Final = Actor(Principal("cli", (Role.ADMIN,)), "cli")
"""Whoever may run its commands where the database is: the operating system is the guard there."""

_FIRST_ROLES: Final = (Role.ADMIN, Role.SENDER)

_log = structlog.get_logger()


class Access:
    """Recognises callers, and holds the keys for those who manage them."""

    def __init__(self, accounts: AccountStore, log: VerdictLog, pepper: Pepper, tokens: TokenReader | None) -> None:
        self.keys = Keys(accounts, log, pepper)
        self.pepper = pepper
        self._accounts = accounts
        self._log = log
        self._ring = KeyRing(accounts, pepper)
        self._tokens = tokens

    @classmethod
    def open(cls, settings: Settings, log: VerdictLog) -> Self:
        """The access to the database of ``log``. Raises DatabaseUnusable, InvalidSettings or OSError."""
        tokens = None if settings.oidc_issuer is None else TokenReader(settings, Issuer(settings.oidc_issuer))
        pepper = load_pepper(settings)
        return cls(AccountStore.open(settings.database_url, settings.busy_timeout_seconds), log, pepper, tokens)

    def check_pepper(self) -> None:
        """Raises PepperLost when there are keys, and none of them could ever be recognised; VerdictLogUnavailable."""
        peppers = {key.pepper_id for key in self._accounts.keys(None)}
        if peppers and self.pepper.id not in peppers:
            raise PepperLost

    def record_settings(self, settings: Settings) -> None:
        """Append to the log when the settings that decide who gets in are no longer those last recorded."""
        before, after = self._accounts.access_config(), canonical_json(_described(settings))
        if before != after:
            event = Event("access-configured", "settings", before=json.loads(before), after=json.loads(after))
            self._log.append(event_entry(event, Actor(SYSTEM, ""), configuring(after)))

    def first_key(self, actor: Actor) -> IssuedKey | None:
        """A key for the administrator of a new installation; None once there was any key."""
        if self._accounts.keys(None):
            return None
        return self.keys.create(NewKey("first", _FIRST_ROLES), actor)

    async def caller(self, authorization: str | None) -> Principal:
        """Who sent this header. Raises Unauthenticated, VerdictLogUnavailable or IdentityUnavailable."""
        scheme, _, text = (authorization or "").partition(" ")
        text = text.strip()
        if scheme.lower() != "bearer" or not text:
            raise Unauthenticated
        if (key := await self._ring.recognise(text)) is not None:
            return key.caller()
        if self._tokens is not None and (principal := await self._tokens.principal_of(text)) is not None:
            return principal
        raise Unauthenticated

    def forget(self, key_id: str) -> None:
        """A key has changed: what was believed of it no longer counts."""
        self._ring.forget(key_id)

    def note_uses(self) -> None:
        """Write down when keys were used last; that it fails harms nobody."""
        try:
            self._ring.note_uses()
        except VerdictLogUnavailable as error:
            _log.warning("last use of keys not noted", **named(error))

    def close(self) -> None:
        """Note the last uses and close the connections."""
        self.note_uses()
        self._accounts.close()


def _described(settings: Settings) -> dict[str, Any] | None:
    if settings.oidc_issuer is None:
        return None
    return {
        "oidc_issuer": settings.oidc_issuer,
        "oidc_audience": settings.oidc_audience,
        "oidc_algorithms": list(settings.oidc_algorithms),
        "oidc_roles_claim": settings.oidc_roles_claim,
        "oidc_role_names": {name: role.value for name, role in settings.oidc_role_names.items()},
        "oidc_tenant_claim": settings.oidc_tenant_claim,
    }
