"""Bearer tokens of an OpenID Connect issuer: signature, issuer, audience and time, then who it is and what roles."""

import base64
import json
import re
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry

from app.auth.issuer import Issuer
from app.auth.tenants import TENANT
from app.model.principal import WHOLE_HOUSE, Principal, Role
from app.settings import Settings
from app.store.canonical import digest

_LONGEST: Final = 16 * 1024
_LEEWAY_SECONDS: Final = 60
_SUBJECT: Final = re.compile(r"[\x21-\x7e]{1,200}")
_ANY_TENANT: Final = "*"


class TokenReader:
    """Tells who the bearer of a token is. For one event loop."""

    def __init__(self, settings: Settings, issuer: Issuer, clock: Callable[[], float] = time.time) -> None:
        self._settings = settings
        self._issuer = issuer
        self._algorithms = list(settings.oidc_algorithms)
        # Unknown header fields are ignored, as RFC 7515 has it; those of `crit` are not.
        self._registry = JWSRegistry(algorithms=self._algorithms, strict_check_header=False)
        self._claims = JWTClaimsRegistry(
            now=lambda: int(clock()),
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": issuer.url},
            aud={"essential": True, "value": settings.oidc_audience or ""},
            exp={"essential": True},
            sub={"essential": True},
        )
        self._prefix = f"oidc:{digest(issuer.url)[:8]}:"

    async def principal_of(self, token: str) -> Principal | None:
        """Whose token it is; None for one that is not valid here. Raises IdentityUnavailable."""
        header = _header(token)
        if header is None or header.get("alg") not in self._algorithms:
            return None
        key_id = header.get("kid")
        if key_id is not None and not isinstance(key_id, str):
            return None
        key = await self._issuer.key(key_id)
        if key is None:
            return None
        try:
            claims = jwt.decode(token, key, self._algorithms, self._registry).claims
            self._claims.validate(claims)
        except (JoseError, ValueError, TypeError):
            return None
        return self._principal(claims)

    def _principal(self, claims: Mapping[str, Any]) -> Principal | None:
        tenant = self._tenant(claims)
        roles = self._roles(claims)
        if tenant is None or not roles:
            return None
        subject = claims["sub"]
        # What cannot stand in a record as it is stands there by its digest.
        name = subject if _SUBJECT.fullmatch(subject) else digest(json.dumps(subject))
        return Principal(self._prefix + name, roles, tenant)

    def _roles(self, claims: Mapping[str, Any]) -> tuple[Role, ...]:
        value: Any = claims
        for step in self._settings.oidc_roles_claim.split("."):
            value = value.get(step) if isinstance(value, Mapping) else None
        names = value.split() if isinstance(value, str) else value if isinstance(value, list) else []
        known = self._settings.oidc_role_names or {role.value: role for role in Role}
        return tuple(sorted({known[name] for name in names if isinstance(name, str) and name in known}))

    def _tenant(self, claims: Mapping[str, Any]) -> str | None:
        if self._settings.oidc_tenant_claim is None:
            return WHOLE_HOUSE
        tenant = claims.get(self._settings.oidc_tenant_claim)
        if tenant == _ANY_TENANT:
            return WHOLE_HOUSE
        return tenant if isinstance(tenant, str) and TENANT.fullmatch(tenant) else None


def _header(token: str) -> dict[str, Any] | None:
    if len(token) > _LONGEST or not token.isascii() or token.count(".") != 2:
        return None
    first = token.partition(".")[0]
    try:
        header = json.loads(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except (ValueError, RecursionError):
        return None
    return header if isinstance(header, dict) else None
