"""The examples of the rules, run: in the CLI, in the tests, and as the gate before publishing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from app.model.message import Message, Part
from app.model.vocabulary import Audience, Channel, Jurisdiction, Language, RuleStatus, Stage
from app.publishing.spread import spread
from app.review import CompiledRuleSet, review
from app.ruleset.conditions import Scope
from app.ruleset.rule import Example, Rule

# Examples without a day are judged by today's law as of this day, so that a result never depends on a clock.
DEFAULT_DAY: Final = date(2026, 11, 1)

_WARMING: Final = 40
"""Examples; more make the first requests no quicker (tests/benchmarks/http_benchmark.py)."""


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """``expected`` and ``actual`` are quotes; None means that the rule does (did) not fire."""

    rule_id: str
    index: int
    example: Example
    expected: tuple[str, ...] | None
    actual: tuple[str, ...] | None

    @property
    def holds(self) -> bool:
        """True when the rule did exactly what the example says."""
        return self.expected == self.actual


def run_examples(rule_set: CompiledRuleSet, rules: Sequence[Rule] | None = None) -> tuple[ExampleResult, ...]:
    """The results of all examples of ``rules`` (default: all that are active or in shadow), in order.

    Many are run on all cores. Raises as `review`, and CopyCrashed.
    """
    cases = [
        (rule, index, example)
        for rule in (rule_set.rules if rules is None else rules)
        if rule.status in (RuleStatus.ACTIVE, RuleStatus.SHADOW)
        for index, example in enumerate(rule.examples)
    ]
    found = spread(lambda case: _quotes(rule_set, case[0], case[2]), cases)
    return tuple(
        ExampleResult(rule.id, index, example, example.quotes, actual)
        for (rule, index, example), actual in zip(cases, found, strict=True)
    )


def warm(rule_set: CompiledRuleSet) -> None:
    """Review some of the examples, so that what is built on first use is there before the first message is."""
    cases = [(rule, example) for rule in rule_set.rules for example in rule.examples]
    for rule, example in cases[:: max(1, len(cases) // _WARMING)]:
        review(example_message(rule, example), rule_set)


def _quotes(rule_set: CompiledRuleSet, rule: Rule, example: Example) -> tuple[str, ...] | None:
    verdict = review(example_message(rule, example), rule_set)
    finding = next((finding for finding in verdict.findings if finding.rule_id == rule.id), None)
    return tuple(item.quote for item in finding.evidence) if finding is not None else None


class Scoped(Protocol):
    """A rule, or an approved wording: what is for some messages, for some time."""

    @property
    def applies_to(self) -> Scope:
        """The messages that it is for."""

    @property
    def excluded(self) -> Scope:
        """What is taken out of them again."""

    @property
    def effective_from(self) -> date | None:
        """The first day."""

    @property
    def effective_until(self) -> date | None:
        """The last day."""


def example_message(rule: Scoped, example: Example) -> Message:
    """A message for which the rule's ``applies_to`` holds, as far as the example does not say otherwise."""
    scope, excluded = rule.applies_to, rule.excluded
    product = example.product or _first(scope.product, excluded.product)
    channel = example.channel or _first(scope.channel, excluded.channel)
    jurisdiction = example.jurisdiction or _first(scope.jurisdiction, excluded.jurisdiction)
    audience = example.audience or _first(scope.audience, excluded.audience)
    return Message(
        id="example",
        parts=(Part("body", example.text),),
        day=example.day or _day_in_force(rule),
        channel=Channel(channel) if channel else None,
        audience=Audience(audience) if audience else None,
        jurisdiction=Jurisdiction(jurisdiction) if jurisdiction else None,
        language=_language(scope),
        products=(product,) if product else (),
        stage=example.stage or Stage(_first(scope.stage, excluded.stage) or Stage.DRAFT),
        recipient=example.recipient,
    )


def _first(wanted: tuple[str, ...], excluded: tuple[str, ...]) -> str | None:
    return next((item for item in wanted if item not in excluded), None)


def _language(scope: Scope) -> Language | None:
    """Only where the rule is for one language; otherwise the text tells."""
    return Language(scope.language[0]) if len(scope.language) == 1 else None


def _day_in_force(rule: Scoped) -> date:
    day = DEFAULT_DAY
    if rule.effective_from is not None:
        day = max(day, rule.effective_from)
    if rule.effective_until is not None:
        day = min(day, rule.effective_until)
    return day
