"""Changes to the rule set and its versions, as they are kept: every edition of a draft is a row that never changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Changes: TypeAlias = Mapping[str, str | None]
"""Path -> the whole text of the file, or None for a file that goes."""


class DraftState(StrEnum):
    """Where a draft is on its way."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class ActivationKind(StrEnum):
    """Why a version became active."""

    FIRST = "first"
    PUBLISHED = "published"
    EMERGENCY = "emergency"
    ROLLED_BACK = "rolled-back"


@dataclass(frozen=True, slots=True)
class Draft:
    """One edition of a change to the rule set. Times are UTC, in microseconds since 1970.

    ``revision`` is that of the whole rule set with the changes; ``approved_revision`` what the approver said yes to.
    ``editors`` are all who had a hand in the content, the author first. ``reason``: of a return or an emergency.
    """

    id: str
    edition: int
    state: DraftState
    note: str
    author: str
    editors: tuple[str, ...]
    base_version: int
    revision: str
    changes: Changes
    changed_at: int
    changed_by: str
    approver: str | None = None
    approved_revision: str | None = None
    publish_at: int | None = None
    reason: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A rule set that was published. ``approver`` is None for the first one and in an emergency, which has a reason."""

    number: int
    revision: str
    note: str
    author: str
    approver: str | None
    draft: str | None
    published_at: int
    published_by: str
    emergency: str = ""


@dataclass(frozen=True, slots=True)
class Activation:
    """A version begins to judge. ``position`` counts from 1; the last one says which version is active."""

    position: int
    version: int
    revision: str
    kind: ActivationKind
    activated_at: int
    activated_by: str
    reason: str = ""
