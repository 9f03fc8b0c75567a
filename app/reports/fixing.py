"""A message put right step by step: each edit is kept only if a second review shows that it helps."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.model.finding import Finding, Suggestion
from app.model.message import Message
from app.model.verdict import Verdict
from app.model.vocabulary import Applicability
from app.review import CompiledRuleSet, review
from app.verdict.edits import apply_edits
from app.verdict.proof import cures

_MOST_STEPS: Final = 200


@dataclass(frozen=True, slots=True)
class Step:
    """A suggestion that was carried out, and the finding that it cured."""

    finding: Finding
    suggestion: Suggestion


@dataclass(frozen=True, slots=True)
class Fixed:
    """A message with everything carried out that helps, and what a review says of it then."""

    message: Message
    verdict: Verdict
    steps: tuple[Step, ...]


def fix(message: Message, rule_set: CompiledRuleSet, *, unsafe: bool = False) -> Fixed:
    """Carries out the safe suggestions (with ``unsafe``, also those that a person should look at), one at a time.

    After each the message is reviewed anew, so later edits are made for the text as it is then. Doing it twice
    changes nothing more.
    """
    verdict = review(message, rule_set)
    steps: list[Step] = []
    seen = {message.parts}
    while len(steps) < _MOST_STEPS:
        for step in _possible(verdict, unsafe=unsafe):
            changed = apply_edits(message, step.suggestion.edits)
            if changed.parts in seen:
                continue
            again = review(changed, rule_set)
            if not again.failures and cures(step.finding, verdict.findings, again.findings):
                break
        else:
            break
        seen.add(changed.parts)
        steps.append(step)
        message, verdict = changed, again
    return Fixed(message, verdict, tuple(steps))


def _possible(verdict: Verdict, *, unsafe: bool) -> Iterator[Step]:
    """Safe ones first, then in the order of the findings and of their rules' suggestions."""
    wanted = (Applicability.SAFE, Applicability.UNSAFE) if unsafe else (Applicability.SAFE,)
    for applicability in wanted:
        for finding in verdict.findings:
            for suggestion in finding.suggestions if finding.counts else ():
                if suggestion.applicability is applicability and suggestion.edits:
                    yield Step(finding, suggestion)
