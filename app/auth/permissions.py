"""Who may do what: the one table. Every route of the service names its permission, or is open to all by name.

docs/access.md shows this table; a test holds the two together.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final

from app.errors import Forbidden
from app.model.principal import EVERYTHING, WHOLE_HOUSE, Principal, Role, View


class Permission(StrEnum):
    """One thing to do. Also what a key's scopes are made of."""

    READ_SELF = "self:read"
    CREATE_REVIEW = "review:create"
    READ_REVIEW = "review:read"
    READ_RULE = "rule:read"
    READ_DRAFT = "draft:read"
    WRITE_DRAFT = "draft:write"
    APPROVE_DRAFT = "draft:approve"
    RUN_BACKTEST = "draft:backtest"
    PUBLISH_VERSION = "version:publish"
    PUBLISH_EMERGENCY = "version:emergency"
    READ_WAIVER = "waiver:read"
    REQUEST_WAIVER = "waiver:request"
    APPROVE_WAIVER = "waiver:approve"
    READ_PRECISION = "precision:read"
    READ_EVENT = "event:read"
    READ_KEY = "key:read"
    MANAGE_KEY = "key:manage"
    READ_METRICS = "metrics:read"
    READ_EVIDENCE = "evidence:read"
    MANAGE_HOLD = "hold:manage"
    ERASE_CONTENT = "content:erase"
    VERIFY_RELEASE = "release:verify"
    REPLAY_REVIEW = "review:replay"
    READ_QUEUE = "queue:read"
    DECIDE_QUEUE = "queue:decide"


_ALL: Final = frozenset(Role)

GRANTS: Final[Mapping[Permission, frozenset[Role]]] = {
    Permission.READ_SELF: _ALL,
    Permission.CREATE_REVIEW: frozenset({Role.SENDER, Role.REVIEWER, Role.AUTHOR, Role.APPROVER}),
    Permission.READ_REVIEW: _ALL,
    Permission.READ_RULE: _ALL,
    Permission.READ_DRAFT: _ALL - {Role.SENDER},
    Permission.WRITE_DRAFT: frozenset({Role.AUTHOR}),
    Permission.APPROVE_DRAFT: frozenset({Role.APPROVER}),
    Permission.RUN_BACKTEST: frozenset({Role.AUTHOR, Role.APPROVER, Role.AUDITOR, Role.ADMIN}),
    Permission.PUBLISH_VERSION: frozenset({Role.APPROVER}),
    Permission.PUBLISH_EMERGENCY: frozenset({Role.APPROVER}),
    Permission.READ_WAIVER: _ALL - {Role.SENDER},
    Permission.REQUEST_WAIVER: frozenset({Role.REVIEWER, Role.AUTHOR, Role.APPROVER}),
    Permission.APPROVE_WAIVER: frozenset({Role.APPROVER}),
    Permission.READ_PRECISION: _ALL - {Role.SENDER},
    Permission.READ_EVENT: frozenset({Role.AUDITOR, Role.ADMIN}),
    Permission.READ_KEY: frozenset({Role.AUDITOR, Role.ADMIN}),
    Permission.MANAGE_KEY: frozenset({Role.ADMIN}),
    Permission.READ_METRICS: frozenset({Role.AUDITOR, Role.ADMIN}),
    Permission.READ_EVIDENCE: frozenset({Role.AUDITOR, Role.ADMIN}),
    Permission.MANAGE_HOLD: frozenset({Role.AUDITOR, Role.ADMIN}),
    Permission.ERASE_CONTENT: frozenset({Role.ADMIN}),
    Permission.VERIFY_RELEASE: frozenset({Role.SENDER}),
    Permission.REPLAY_REVIEW: frozenset({Role.AUDITOR, Role.ADMIN}),
    Permission.READ_QUEUE: frozenset({Role.REVIEWER, Role.APPROVER, Role.AUDITOR, Role.ADMIN}),
    Permission.DECIDE_QUEUE: frozenset({Role.REVIEWER, Role.APPROVER}),
}

_OF_THE_TENANT: Final = frozenset({Role.REVIEWER, Role.APPROVER, Role.AUDITOR, Role.ADMIN})
"""Read the reviews of their whole business unit; the others read their own."""

_OF_THE_HOUSE: Final = frozenset({Role.AUDITOR, Role.ADMIN})
"""Read everything, when they belong to no single business unit."""

OPEN_ROUTES: Final = frozenset(
    {"/healthz", "/readyz", "/docs", "/docs/assets", "/openapi.json", "/.well-known/jwks.json"}
)
"""The only paths that answer without a key. They show nothing of any message, rule, key or person."""


def permissions_of(principal: Principal) -> frozenset[Permission]:
    """All that ``principal`` may do: what its roles allow, less what its scopes leave out."""
    allowed = {permission for permission, roles in GRANTS.items() if roles.intersection(principal.roles)}
    if principal.scopes:
        allowed &= {Permission.READ_SELF, *principal.scopes}
    return frozenset(allowed)


def require(principal: Principal, permission: Permission) -> None:
    """Raises Forbidden when ``principal`` lacks ``permission``."""
    if GRANTS[permission].isdisjoint(principal.roles):
        raise Forbidden(permission)
    if principal.scopes and permission not in principal.scopes and permission is not Permission.READ_SELF:
        raise Forbidden(permission)


def view_of(principal: Principal) -> View:
    """Which records ``principal`` may read."""
    roles = frozenset(principal.roles)
    if principal.tenant == WHOLE_HOUSE and roles & _OF_THE_HOUSE:
        return EVERYTHING
    if roles & _OF_THE_TENANT:
        return View(tenant=principal.tenant)
    return View(tenant=principal.tenant, principal=principal.id)


def tenant_of_keys(principal: Principal) -> str | None:
    """Whose keys ``principal`` sees and manages, if it may at all: its business unit's; of the whole house, all."""
    return None if principal.tenant == WHOLE_HOUSE else principal.tenant


def refuse_more(principal: Principal, roles: Collection[Role], scopes: Collection[str]) -> None:
    """Raises Forbidden when a key with ``roles`` and ``scopes`` would hold more than its maker's own scopes allow."""
    if principal.scopes:
        made = permissions_of(Principal("", tuple(roles), scopes=tuple(scopes)))
        if not made <= permissions_of(principal):
            raise Forbidden(Permission.MANAGE_KEY)
