"""Waivers applied: a waived finding stays in the verdict, says by which waiver, and does not count.

The waivers are an input of the review, like the rule set: the same ones always give the same verdict. A rule that is
never waivable (`Rule.waivable`) is judged as if there were none, whoever approved them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.model.finding import Evidence, Exemption, ExemptionKind, Finding, Localized
from app.model.span import Span
from app.model.vocabulary import product_and_ancestors
from app.model.waiver import Narrowing, Waiver, WaiverSet
from app.ruleset.rule import Rule
from app.text.document import Document
from app.text.normalize import NormalizedText
from app.text.wording import text_digest


def waive(
    document: Document, findings: Sequence[Finding], waivers: WaiverSet, rules: Mapping[str, Rule]
) -> tuple[Finding, ...]:
    """The same findings; each that a waiver of its rule is for has an exemption. Of several waivers the first by id."""
    if not waivers.waivers:
        return tuple(findings)
    return tuple(_waived(document, finding, waivers, rules) for finding in findings)


def _waived(document: Document, finding: Finding, waivers: WaiverSet, rules: Mapping[str, Rule]) -> Finding:
    candidates = waivers.by_rule.get(finding.rule_id, ())
    if not candidates or finding.exemption is not None or not rules[finding.rule_id].waivable:
        return finding
    chosen = next((waiver for waiver in candidates if _is_for(waiver, document, finding)), None)
    if chosen is None:
        return finding
    reason = Localized(chosen.reason, chosen.reason)
    exemption = Exemption(ExemptionKind.WAIVER, chosen.id, reason, chosen.owner, chosen.approver, chosen.until)
    return replace(finding, exemption=exemption)


def _is_for(waiver: Waiver, document: Document, finding: Finding) -> bool:
    message, narrow = document.message, waiver.narrowing
    return (
        waiver.since <= message.day <= waiver.until
        and (not narrow.channels or message.channel in narrow.channels)
        and (not narrow.campaign or message.campaign == narrow.campaign)
        and (not narrow.products or _is_all_of(document.products, narrow.products))
        and (not narrow.text_digest or text_digest(document.parts) == narrow.text_digest)
        and (not narrow.wording or _is_about(narrow, document, finding))
    )


def _is_all_of(products: Sequence[str], wanted: Sequence[str]) -> bool:
    """True when each of ``products`` is wanted or below one that is; a message that is also about another is not."""
    return bool(products) and all(not set(wanted).isdisjoint(product_and_ancestors(product)) for product in products)


def _is_about(narrow: Narrowing, document: Document, finding: Finding) -> bool:
    """True when all words of the finding lie in the wording. One without words is about the message as a whole."""
    if not finding.evidence:
        return "\n".join(filter(None, (part.text.strip() for part in document.parts))) == narrow.wording
    by_name = {part.name: tuple(_places(part, narrow.wording)) for part in document.parts}
    return all(_is_inside(item, by_name[item.part]) for item in finding.evidence)


def _places(part: NormalizedText, wording: str) -> Iterator[Span]:
    """Where the wording stands in the original."""
    start = part.text.find(wording)
    while start >= 0:
        yield part.to_original(Span(start, start + len(wording)))
        start = part.text.find(wording, start + 1)


def _is_inside(evidence: Evidence, places: Sequence[Span]) -> bool:
    return any(place.contains(evidence.span) for place in places)
