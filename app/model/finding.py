"""Fired rules, as people see them."""

from dataclasses import dataclass

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
