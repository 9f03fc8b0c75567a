"""Who asks, and which records that lets them read."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

WHOLE_HOUSE: Final = ""
"""The tenant of whoever and whatever belongs to no single business unit."""


class Role(StrEnum):
    """What a principal may do is decided by its roles: `app.auth.permissions`."""

    SENDER = "sender"
    REVIEWER = "reviewer"
    AUTHOR = "author"
    APPROVER = "approver"
    AUDITOR = "auditor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Principal:
    """A person or a system that calls Shenyan.

    ``tenant`` is its business unit. ``scopes``, when there are any, are all that is left of what its roles allow.
    ``per_minute`` is how many requests it may send, where that is not left to the settings.
    """

    id: str
    roles: tuple[Role, ...] = (Role.SENDER,)
    tenant: str = WHOLE_HOUSE
    scopes: tuple[str, ...] = ()
    per_minute: int | None = None


@dataclass(frozen=True, slots=True)
class View:
    """Which records may be read: those of one tenant, of one principal, or (None) of all."""

    tenant: str | None = None
    principal: str | None = None


EVERYTHING: Final = View()
