"""Who asks."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a principal may do is decided by its role."""

    SENDER = "sender"
    REVIEWER = "reviewer"
    AUTHOR = "author"
    APPROVER = "approver"
    AUDITOR = "auditor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Principal:
    """A person or a system that calls Shenyan."""

    id: str
    roles: tuple[Role, ...] = (Role.SENDER,)
