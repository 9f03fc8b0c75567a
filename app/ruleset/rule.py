"""A rule set as loaded: checked, typed, not yet compiled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from app.detectors.base import Parameters
from app.model.finding import Localized
from app.model.lexicon import Disclosure, Lexicon
from app.model.message import Recipient
from app.model.product import ProductSheet
from app.model.trained import TrainedModel
from app.model.vocabulary import (
    Applicability,
    Audience,
    Channel,
    Decision,
    Family,
    Jurisdiction,
    RuleStatus,
    Severity,
    Stage,
)
from app.ruleset.case import Case
from app.ruleset.conditions import Condition, Scope
from app.ruleset.gaps import Gap

_NEVER_WAIVED: Final = frozenset({"pii", "obfuscation"})
"""Detectors whose findings no waiver and no approved wording takes out: secrets, data of persons, hidden text."""


@dataclass(frozen=True, slots=True)
class Detect:
    """What a label stands for: a detector with its parameters."""

    detector: str
    parameters: Parameters


@dataclass(frozen=True, slots=True)
class SuggestionTemplate:
    """How to make a suggestion. ``kind`` is ``replace``, ``delete``, ``mask``, ``insert`` or ``say``.

    ``target`` is a label, or for ``insert`` a disclosure id, or "" for ``say``.
    """

    kind: str
    target: str
    text: Localized | None
    applicability: Applicability


@dataclass(frozen=True, slots=True)
class Example:
    """A text that the rule must, or must not, fire on. ``quotes`` is None for a text that complies."""

    text: str
    quotes: tuple[str, ...] | None
    because: str = ""
    channel: Channel | None = None
    product: str | None = None
    jurisdiction: Jurisdiction | None = None
    audience: Audience | None = None
    stage: Stage | None = None
    day: date | None = None
    recipient: Recipient | None = None

    @property
    def violates(self) -> bool:
        """True for a text that the rule must fire on."""
        return self.quotes is not None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, as its author wrote it."""

    id: str
    title: Localized
    family: Family
    severity: Severity
    status: RuleStatus
    effective_from: date | None
    effective_until: date | None
    owner: str
    references: tuple[str, ...]
    why: Localized
    applies_to: Scope
    excluded: Scope
    detect: Mapping[str, Detect]
    when: Condition
    message: Localized
    suggestions: tuple[SuggestionTemplate, ...]
    examples: tuple[Example, ...]
    path: str
    may_be_waived: bool = True

    @property
    def is_reading(self) -> bool:
        """True for a rule that only asks what a trained model reads."""
        return all(detect.detector == "classifier" for detect in self.detect.values())

    @property
    def waivable(self) -> bool:
        """False for a rule whose file says so, and for all rules on personal data, secrets and hidden text."""
        return (
            self.may_be_waived
            and self.family is not Family.PII
            and _NEVER_WAIVED.isdisjoint(detect.detector for detect in self.detect.values())
        )


@dataclass(frozen=True, slots=True)
class ApprovedWording:
    """Texts that may be sent as they are, in force from its first to its last day on messages of its scope.

    Variables in ``texts`` are those of `app.ruleset.templates`. ``approved`` are examples of messages made of the
    texts, ``other`` of messages that are not.
    """

    id: str
    title: Localized
    owner: str
    references: tuple[str, ...]
    effective_from: date | None
    effective_until: date
    applies_to: Scope
    excluded: Scope
    texts: tuple[str, ...]
    approved: tuple[Example, ...]
    other: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Escalation:
    """``policy.yaml``: at least ``at_least`` findings of ``severity`` (of ``audience``, if given) become ``to``."""

    id: str
    severity: Severity
    at_least: int
    to: Decision
    message: Localized
    audience: tuple[Audience, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockReading:
    """A block finding of ``rules`` is advice when the message, what stands around the finding, and its sentence all
    read harmless: below ``message``, the same, and ``sentence`` (probabilities).
    """

    message: float
    sentence: float
    rules: frozenset[str]


@dataclass(frozen=True, slots=True)
class SecondReading:
    """``policy.yaml``: family -> the model that reads again; below this family's probability a revise finding
    is advice. A family without one is not read again.

    ``keep`` names the rules whose findings are not read again; ``blocks`` those whose block is.
    """

    models: Mapping[str, str]
    below: Mapping[str, float]
    keep: frozenset[str] = frozenset()
    blocks: BlockReading | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """What a failure and unread content mean, and when findings add up to more. Never ``pass`` for a failure."""

    failure: Decision = Decision.BLOCK
    unread: Decision = Decision.REVISE
    escalations: tuple[Escalation, ...] = ()
    second_reading: SecondReading | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """An obligation: its id, the instrument and article, and what it asks for.

    ``verified`` is ``read``, ``secondary`` or ``memory``; ``effective_from`` is set where the date matters.
    """

    id: str
    title: Localized
    text: Localized | None = None
    verified: str = "memory"
    effective_from: date | None = None


@dataclass(frozen=True)
class RuleSet:
    """All rules with the data they need. ``revision`` is the SHA-256 of the files, in hexadecimal."""

    rules: tuple[Rule, ...]
    lexicons: Mapping[str, Lexicon]
    disclosures: Mapping[str, Disclosure]
    policy: Policy
    references: Mapping[str, Reference]
    revision: str
    models: Mapping[str, TrainedModel] = field(default_factory=dict, repr=False)
    gaps: Mapping[str, Gap] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    products: Mapping[str, ProductSheet] = field(default_factory=dict)
    approved: Mapping[str, ApprovedWording] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """Rule id -> rule."""
        return {rule.id: rule for rule in self.rules}
