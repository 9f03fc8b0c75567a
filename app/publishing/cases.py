"""The known cases of a rule set, judged: in the CLI, in the tests, and as the gate before publishing."""

from dataclasses import dataclass

from app.model.vocabulary import Decision
from app.publishing.spread import spread
from app.review import CompiledRuleSet, review
from app.ruleset.case import Case
from app.ruleset.case_file import CASES_PREFIX
from app.ruleset.rule import RuleSet

Quotes = tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class RuleDifference:
    """A rule that does not do what the case says. None for quotes: it does not (or should not) fire."""

    rule_id: str
    expected: Quotes
    actual: Quotes


@dataclass(frozen=True, slots=True)
class CaseResult:
    """``decision`` is the verdict's; ``differences`` are by rule, in the order of the case."""

    case: Case
    path: str
    decision: Decision
    differences: tuple[RuleDifference, ...]

    @property
    def holds(self) -> bool:
        """True when the message is judged as the case says."""
        return self.decision is self.case.decision and not self.differences


def run_cases(rule_set: CompiledRuleSet, only: str | None = None) -> tuple[CaseResult, ...]:
    """The results of all cases, or of one, by id. Many are run on all cores. Raises as `review`, and CopyCrashed."""
    rules = rule_set.prepared.rule_set
    cases = [rules.cases[case_id] for case_id in sorted(rules.cases) if only in (None, case_id)]
    judged = spread(lambda case: _judge(rule_set, case), cases)
    return tuple(
        CaseResult(case, path_of_case(rules, case.id), decision, differences)
        for case, (decision, differences) in zip(cases, judged, strict=True)
    )


def path_of_case(rule_set: RuleSet, case_id: str) -> str:
    """The file of a case."""
    name = f"/{case_id}.yaml"
    return next(path for path in rule_set.files if path.startswith(CASES_PREFIX) and path.endswith(name))


def _judge(rule_set: CompiledRuleSet, case: Case) -> tuple[Decision, tuple[RuleDifference, ...]]:
    verdict = review(case.message, rule_set)
    quotes = {item.rule_id: tuple(evidence.quote for evidence in item.evidence) for item in verdict.findings}
    differences = [
        RuleDifference(item.rule_id, item.quotes or (), quotes.get(item.rule_id))
        for item in case.findings
        if item.rule_id not in quotes or item.quotes not in (None, quotes[item.rule_id])
    ]
    differences += [RuleDifference(rule_id, None, quotes[rule_id]) for rule_id in case.silent if rule_id in quotes]
    return verdict.decision, tuple(differences)
