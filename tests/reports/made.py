"""Verdicts made by hand."""

from datetime import date

from app.model.detection import DetectorFailure
from app.model.finding import Edit, Evidence, Finding, Localized, Suggestion
from app.model.message import Message, Part
from app.model.span import Span
from app.model.verdict import Coverage, Reason, Unread, Verdict
from app.model.vocabulary import Applicability, Decision, Family, Severity

TEXT = "第一行\n本产品保本保息😀，先到先得\x07"
MESSAGE = Message("m", (Part("body", TEXT),), date(2026, 1, 1))


def evidence(quote: str) -> Evidence:
    start = TEXT.index(quote)
    return Evidence("body", Span(start, start + len(quote)), quote, "label", 1.0)


def finding(rule_id: str, severity: Severity, *quotes: str, family: Family = Family.MISLEADING, **more) -> Finding:
    return Finding(
        rule_id,
        family,
        severity,
        Localized(f"{rule_id} 题", f"{rule_id} title"),
        Localized("说明 <&>", "message <&>"),
        ("CN-AD-9-3",),
        tuple(map(evidence, quotes)),
        **more,
    )


def verdict(*findings: Finding, decision: Decision = Decision.BLOCK, failed: bool = False) -> Verdict:
    failures = (DetectorFailure("phrase", "OSError"),) if failed else ()
    unread = (Unread("body", "no-pack", Localized("没有语言包", "no pack")),) if failed else ()
    return Verdict(
        decision,
        (Reason("finding", Localized("有问题", "found")),),
        findings,
        failures,
        Coverage(("lexicon",), ("phrase",) if failed else (), unread),
        "ab" * 32,
        "0.1.0",
    )


REPLACED = Suggestion(
    Applicability.UNSAFE,
    Localized("改", "change"),
    (Edit("body", evidence("保本保息").span, "力争稳健"),),
)
ADDED = Suggestion(Applicability.SAFE, Localized("加", "add"), (Edit("body", Span(len(TEXT), len(TEXT)), "有风险。"),))
SHOWN = Suggestion(Applicability.DISPLAY_ONLY, Localized("看", "look"))
