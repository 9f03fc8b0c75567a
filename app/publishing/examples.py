"""The examples of the rules, run: in the CLI, in the tests, and as the gate before publishing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.model.message import Message, Part
from app.model.vocabulary import Audience, Channel, Jurisdiction, Language, RuleStatus, Stage
from app.review import CompiledRuleSet, review
from app.ruleset.conditions import Scope
from app.ruleset.rule import Example, Rule

# Examples without a day are judged by today's law as of this day, so that a result never depends on a clock.
DEFAULT_DAY: Final = date(2026, 11, 1)


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
    """The results of all examples of ``rules`` (default: all that are active or in shadow), in order."""
    results = []
    for rule in rule_set.rules if rules is None else rules:
        if rule.status not in (RuleStatus.ACTIVE, RuleStatus.SHADOW):
            continue
        for index, example in enumerate(rule.examples):
            verdict = review(example_message(rule, example), rule_set)
            finding = next((finding for finding in verdict.findings if finding.rule_id == rule.id), None)
            actual = tuple(item.quote for item in finding.evidence) if finding is not None else None
            results.append(ExampleResult(rule.id, index, example, example.quotes, actual))
    return tuple(results)


def example_message(rule: Rule, example: Example) -> Message:
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


def _day_in_force(rule: Rule) -> date:
    day = DEFAULT_DAY
    if rule.effective_from is not None:
        day = max(day, rule.effective_from)
    if rule.effective_until is not None:
        day = min(day, rule.effective_until)
    return day
