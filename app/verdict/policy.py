"""The decision: the worst finding, made stricter by failures, by what was not read, and by `policy.yaml`."""

from collections.abc import Sequence
from typing import Final

from app.model.finding import Finding, Localized
from app.model.message import Message
from app.model.verdict import Coverage, Reason
from app.model.vocabulary import Decision, Severity
from app.ruleset.rule import ApprovedWording, Escalation, Policy

_DECISIONS: Final = {
    Severity.ADVISE: Decision.PASS,
    Severity.REVISE: Decision.REVISE,
    Severity.BLOCK: Decision.BLOCK,
}
_BY_FINDING: Final = {
    Decision.REVISE: Localized("有须修改的问题。", "Something must be changed."),
    Decision.BLOCK: Localized("有不得发送的内容。", "Something must not be sent."),
}
_FAILURE: Final = Localized("有检测器未能运行：{}。", "A detector could not run: {}.")
_UNREAD: Final = Localized("有内容未能读取。", "Something could not be read.")
_APPROVED: Final = Localized(
    "全文为已批准用语（{}），可变部分无碍。", "Made wholly of approved wording ({}); its variable parts are clean."
)
_CLEAN: Final = Localized("未发现须修改的问题。", "Nothing was found that must be changed.")


def decide(
    message: Message,
    findings: Sequence[Finding],
    coverage: Coverage,
    policy: Policy,
    approved: Sequence[ApprovedWording] = (),
) -> tuple[Decision, tuple[Reason, ...]]:
    """The decision and why: the reasons that led to it, strictest first; findings in shadow or exempt never count.

    ``approved`` are the approved wordings that the message is made of: why it passes, if it does.
    """
    counted = [finding for finding in findings if finding.counts]
    steps: list[tuple[Decision, Reason]] = []
    for decision, text in _BY_FINDING.items():
        rules = tuple(finding.rule_id for finding in counted if _DECISIONS[finding.severity] is decision)
        if rules:
            steps.append((decision, Reason("finding", text, rules)))
    if coverage.failed:
        names = ", ".join(coverage.failed)
        steps.append(
            (policy.failure, Reason("failure", Localized(_FAILURE.zh.format(names), _FAILURE.en.format(names))))
        )
    if coverage.unread:
        steps.append((policy.unread, Reason("unread", _UNREAD)))
    for escalation in policy.escalations:
        rules = _escalated(message, counted, escalation)
        if rules:
            steps.append((escalation.to, Reason(f"escalation:{escalation.id}", escalation.message, rules)))
    if not steps:
        return Decision.PASS, (_approved_reason(approved) if approved else Reason("clean", _CLEAN),)
    steps.sort(key=lambda step: -step[0].rank)
    return steps[0][0], tuple(reason for _, reason in steps)


def _approved_reason(approved: Sequence[ApprovedWording]) -> Reason:
    listed = ", ".join(item.id for item in approved)
    text = Localized(_APPROVED.zh.format(listed), _APPROVED.en.format(listed))
    return Reason("approved-wording", text, tuple(item.id for item in approved))


def _escalated(message: Message, findings: Sequence[Finding], escalation: Escalation) -> tuple[str, ...]:
    if escalation.audience and message.audience not in escalation.audience:
        return ()
    rules = tuple(finding.rule_id for finding in findings if finding.severity is escalation.severity)
    return rules if len(rules) >= escalation.at_least else ()
