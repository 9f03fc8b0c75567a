"""Whether a suggestion does what it says: the message is reviewed once more with its edits."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.model.finding import Edit, Finding, Suggestion
from app.model.message import Message
from app.model.vocabulary import Applicability, Severity
from app.verdict.edits import apply_edits

FindAgain = Callable[[Message], Sequence[Finding] | None]
"""The findings of a changed message; None where a detector failed."""


def keep_proven(message: Message, findings: Sequence[Finding], find_again: FindAgain) -> tuple[Finding, ...]:
    """The same findings; a safe suggestion that does not cure its finding, or brings a new one, is no longer safe."""
    known: dict[tuple[Edit, ...], Sequence[Finding] | None] = {}

    def prove(finding: Finding, suggestion: Suggestion) -> Suggestion:
        if suggestion.applicability is not Applicability.SAFE or not suggestion.edits:
            return suggestion
        if suggestion.edits not in known:
            known[suggestion.edits] = find_again(apply_edits(message, suggestion.edits))
        if cures(finding, findings, known[suggestion.edits]):
            return suggestion
        return replace(suggestion, applicability=Applicability.UNSAFE)

    return tuple(
        replace(finding, suggestions=tuple(prove(finding, suggestion) for suggestion in finding.suggestions))
        for finding in findings
    )


def cures(finding: Finding, before: Sequence[Finding], after: Sequence[Finding] | None) -> bool:
    """True when ``finding`` is gone from ``after`` and nothing that asks for a change is new in it."""
    if after is None or any(item.rule_id == finding.rule_id for item in after):
        return False
    places = {item.rule_id: len(item.evidence) for item in before}
    return all(
        not item.counts
        or item.severity is Severity.ADVISE
        or (item.rule_id in places and len(item.evidence) <= places[item.rule_id])
        for item in after
    )
