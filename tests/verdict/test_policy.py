"""The decision: worst finding, failures, unread content, escalation; shadow never counts."""

import pytest

from app.model.finding import Finding, Localized
from app.model.verdict import Coverage, Unread
from app.model.vocabulary import Audience, Decision, Family, Severity
from app.ruleset.rule import Escalation, Policy
from app.verdict.policy import decide
from tests.made import message

TEXT = Localized("文", "text")
POLICY = Policy(escalations=(Escalation("many", Severity.ADVISE, 3, Decision.REVISE, TEXT, (Audience.ELDERLY,)),))


def finding(severity: Severity, *, shadow: bool = False) -> Finding:
    return Finding(f"rule-{severity}", Family.MISLEADING, severity, TEXT, TEXT, (), shadow=shadow)


ADVISE, REVISE, BLOCK = (finding(severity) for severity in Severity)


@pytest.mark.parametrize(
    ("findings", "failed", "unread", "audience", "decision", "codes"),
    [
        ((), (), False, None, Decision.PASS, ["clean"]),
        ((ADVISE,), (), False, None, Decision.PASS, ["clean"]),
        ((REVISE, ADVISE), (), False, None, Decision.REVISE, ["finding"]),
        ((REVISE, BLOCK), (), False, None, Decision.BLOCK, ["finding", "finding"]),
        ((finding(Severity.BLOCK, shadow=True),), (), False, None, Decision.PASS, ["clean"]),
        ((), ("pii",), False, None, Decision.BLOCK, ["failure"]),
        ((), (), True, None, Decision.REVISE, ["unread"]),
        ((REVISE,), ("pii",), True, None, Decision.BLOCK, ["failure", "finding", "unread"]),
        ((ADVISE, ADVISE, ADVISE), (), False, None, Decision.PASS, ["clean"]),
        ((ADVISE, ADVISE, ADVISE), (), False, Audience.ELDERLY, Decision.REVISE, ["escalation:many"]),
    ],
)
def test_decisions(
    findings: tuple[Finding, ...],
    failed: tuple[str, ...],
    unread: bool,
    audience: Audience | None,
    decision: Decision,
    codes: list[str],
) -> None:
    coverage = Coverage(("pii",), failed, (Unread("body", "language", TEXT),) if unread else ())

    got, reasons = decide(message("x", audience=audience), findings, coverage, POLICY)

    assert (got, [reason.code for reason in reasons]) == (decision, codes)
