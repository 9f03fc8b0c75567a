"""A rule set as loaded: checked, typed, not yet compiled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

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
from app.ruleset.conditions import Condition, Scope
from app.ruleset.gaps import Gap


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
class SecondReading:
    """``policy.yaml``: family -> the model that reads again; below this probability a revise finding is advice."""

    models: Mapping[str, str]
    below: float


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

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """Rule id -> rule."""
        return {rule.id: rule for rule in self.rules}
