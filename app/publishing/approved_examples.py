"""The examples of approved wordings, run: beside the rules' examples, in the CLI and as the gate before publishing."""

from dataclasses import dataclass

from app.model.vocabulary import Decision
from app.publishing.examples import example_message
from app.review import CompiledRuleSet, trace
from app.ruleset.loader import APPROVED_PREFIX
from app.ruleset.rule import ApprovedWording, Example, RuleSet


@dataclass(frozen=True, slots=True)
class ApprovedResult:
    """``expected`` and ``actual``: the wording's id for a message that passes as approved; None for one that does not.

    ``actual`` names the rules that stand when the message is approved text and still does not pass.
    """

    wording_id: str
    path: str
    number: int
    example: Example
    expected: tuple[str, ...] | None
    actual: tuple[str, ...] | None

    @property
    def holds(self) -> bool:
        """True when the message is judged as the example says."""
        return self.expected == self.actual


def run_approved_examples(rule_set: CompiledRuleSet, only: str | None = None) -> tuple[ApprovedResult, ...]:
    """The results of all examples of all approved wordings, or of one. Raises as `trace`."""
    rules = rule_set.prepared.rule_set
    return tuple(
        ApprovedResult(
            wording.id,
            path_of(rules, wording.id),
            number,
            example,
            (wording.id,) if number <= len(wording.approved) else None,
            _actual(rule_set, wording, example),
        )
        for wording in rules.approved.values()
        if only in (None, wording.id)
        for number, example in enumerate((*wording.approved, *wording.other), 1)
    )


def path_of(rule_set: RuleSet, wording_id: str) -> str:
    """The file of an approved wording."""
    name = f"/{wording_id}.yaml"
    return next(path for path in rule_set.files if path.startswith(APPROVED_PREFIX) and path.endswith(name))


def _actual(rule_set: CompiledRuleSet, wording: ApprovedWording, example: Example) -> tuple[str, ...] | None:
    found = trace(example_message(wording, example), rule_set)
    if wording.id not in found.approved:
        return None
    if found.verdict.decision is Decision.PASS:
        return (wording.id,)
    return tuple(finding.rule_id for finding in found.verdict.findings if finding.counts)
