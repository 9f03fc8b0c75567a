"""Fired rules become findings: evidence placed in the original text, messages filled in."""

from collections.abc import Mapping, Sequence
from typing import Final

from app.model.detection import Detection
from app.model.fact import Fact, FiredRule
from app.model.finding import Evidence, Finding, Localized
from app.model.vocabulary import RuleStatus
from app.ruleset.compiled import PreparedRuleSet
from app.ruleset.rule import Rule
from app.text.document import Document


def make_findings(
    document: Document,
    detections: Sequence[Detection],
    facts: Sequence[Fact],
    fired: Sequence[FiredRule],
    prepared: PreparedRuleSet,
) -> tuple[Finding, ...]:
    """One finding a rule: worst first, what words show before what a model reads, then by place and id."""
    by_id = {fact.id: fact for fact in facts}
    indices: dict[str, set[int]] = {}
    for item in fired:
        evidence = indices.setdefault(item.rule_id, set())
        for fact_id in item.fact_ids:
            evidence.update(by_id[fact_id].evidence)
    findings = [
        _finding(
            document,
            prepared.rule_set.by_id[rule_id],
            prepared.labels[rule_id],
            [detections[i] for i in sorted(chosen)],
        )
        for rule_id, chosen in indices.items()
    ]
    rules = prepared.rule_set.by_id
    return tuple(sorted(findings, key=lambda finding: _order(finding, rules[finding.rule_id])))


_EVERYWHERE: Final = ("SV", "PD")


def _applicable(references: Sequence[str], document: Document) -> tuple[str, ...]:
    """The citations of the message's jurisdictions; all of them where none is."""
    known = (*document.jurisdictions, *_EVERYWHERE)
    return tuple(key for key in references if key.split("-", 1)[0] in known) or tuple(references)


def _order(finding: Finding, rule: Rule) -> tuple[int, bool, int, str]:
    first = finding.evidence[0].span.start if finding.evidence else 1 << 60
    return (-finding.severity.rank, rule.is_reading, first, finding.rule_id)


def _finding(document: Document, rule: Rule, labels: Mapping[str, str], detections: Sequence[Detection]) -> Finding:
    evidence = _outermost(
        [_evidence(document, detection, labels[detection.probe]) for detection in detections], document
    )
    quotes: dict[str, list[str]] = {label: [] for label in rule.detect}
    for item in evidence:
        quotes[item.label].append(item.quote)
    return Finding(
        rule_id=rule.id,
        family=rule.family,
        severity=rule.severity,
        title=rule.title,
        message=Localized(_fill(rule.message.zh, quotes, "、"), _fill(rule.message.en, quotes, ", ")),
        references=_applicable(rule.references, document),
        evidence=evidence,
        shadow=rule.status is RuleStatus.SHADOW,
    )


def _evidence(document: Document, detection: Detection, label: str) -> Evidence:
    part = document.parts[detection.part]
    span = part.offsets.to_original(detection.span)
    return Evidence(
        part=part.name,
        span=span,
        quote=part.original[span.start : span.end],
        label=label,
        score=detection.score,
        explanation=detection.explanation,
        tag=detection.tag,
    )


def _outermost(evidence: Sequence[Evidence], document: Document) -> tuple[Evidence, ...]:
    """In the order of the text; of pieces that lie in one another only the outermost."""
    rank = {part.name: number for number, part in enumerate(document.parts)}
    ordered = sorted(evidence, key=lambda item: (rank[item.part], item.span.start, -item.span.end, item.label))
    kept: list[Evidence] = []
    for item in ordered:
        # What is kept ends further and further on, so the last one contains it if any does.
        if not (kept and kept[-1].part == item.part and kept[-1].span.contains(item.span)):
            kept.append(item)
    return tuple(kept)


def _fill(template: str, quotes: Mapping[str, Sequence[str]], separator: str) -> str:
    """The template with each ``{label}`` replaced by its quotes, each once; "…" where there are none."""
    for label, found in quotes.items():
        template = template.replace("{" + label + "}", separator.join(dict.fromkeys(found)) or "…")
    return template
