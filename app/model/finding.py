"""Fired rules, as people see them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.model.span import Span
from app.model.vocabulary import Applicability, Family, Severity


@dataclass(frozen=True, slots=True, order=True)
class Localized:
    """One text in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in the *original* text of a part that supports a finding."""

    part: str
    span: Span
    quote: str
    label: str
    score: float
    explanation: str = ""
    tag: str = ""
    """The detector's own finer label: the entity of personal data, the tag of a term."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``span`` of the original text of ``part`` with ``replacement`` (an empty span inserts)."""

    part: str
    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way to put a finding right. ``edits`` is empty for one that is only shown."""

    applicability: Applicability
    description: Localized
    edits: tuple[Edit, ...] = ()


class ExemptionKind(StrEnum):
    """Why a finding does not count."""

    WAIVER = "waiver"
    APPROVED_WORDING = "approved-wording"


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why a finding does not count: the waiver, or the approved wording, of that id.

    ``until`` is its last day. ``approver`` is empty for an approved wording: the rule set's version says who approved.
    """

    kind: ExemptionKind
    id: str
    reason: Localized
    owner: str
    approver: str
    until: date


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired, with its evidence. A finding about something that is absent may have none."""

    rule_id: str
    family: Family
    severity: Severity
    title: Localized
    message: Localized
    references: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    shadow: bool = False
    exemption: Exemption | None = None

    @property
    def counts(self) -> bool:
        """False for a finding that is shown and logged, and has no part in the decision."""
        return not self.shadow and self.exemption is None
