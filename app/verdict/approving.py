"""Approved wording applied: of a message made wholly of approved texts only the variable parts are judged.

Findings elsewhere stay in the verdict, say which approved wording they lie in, and do not count. What is never set
aside: rules that are never waivable (personal data, secrets, hidden text), words of a variable part, and words that go
on from another part or from the conversation, as no approver saw those.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from app.model.finding import Evidence, Exemption, ExemptionKind, Finding
from app.ruleset.approved_texts import Approved
from app.ruleset.rule import Rule

_CONTINUED: Final = "continued"  # how app.detectors.seams explains what crosses a seam
_WHOLE_TEXT: Final = "classifier"  # reads a part as a whole, so that its place says nothing


def set_aside(findings: Sequence[Finding], approved: Approved | None, rules: Mapping[str, Rule]) -> tuple[Finding, ...]:
    """The same findings; those in the fixed parts of approved texts have an exemption."""
    if approved is None:
        return tuple(findings)
    wording = approved.wordings[0]
    exemption = Exemption(
        ExemptionKind.APPROVED_WORDING,
        ", ".join(item.id for item in approved.wordings),
        wording.title,
        ", ".join(dict.fromkeys(item.owner for item in approved.wordings)),
        "",
        min(item.effective_until for item in approved.wordings),
    )
    return tuple(
        finding if _stands(finding, approved, rules[finding.rule_id]) else replace(finding, exemption=exemption)
        for finding in findings
    )


def _stands(finding: Finding, approved: Approved, rule: Rule) -> bool:
    if not rule.waivable or any(_CONTINUED in item.explanation for item in finding.evidence):
        return True
    if all(detect.detector == _WHOLE_TEXT for detect in rule.detect.values()):
        return False
    return any(_is_variable(item, approved) for item in finding.evidence)


def _is_variable(evidence: Evidence, approved: Approved) -> bool:
    places = approved.variables.get(evidence.part, ())
    return any(place.start < evidence.span.end and evidence.span.start < place.end for place in places)
