"""Readings give way to rules that know better: nobody wants to be told twice of the same words.

A trained model reads the whole text and can only say that it reads badly. Where a rule of the same family, of the same
or a worse severity, shows words that the reading quotes, it says what is wrong with them and how to mend it. So the
decision stays the same, unless a person has exempted that finding: then its words are accepted.
"""

from collections.abc import Mapping, Sequence

from app.model.finding import Finding
from app.model.vocabulary import Family
from app.ruleset.rule import Rule


def give_way(findings: Sequence[Finding], rules: Mapping[str, Rule]) -> tuple[Finding, ...]:
    """The findings without the readings that another one covers. ``rules`` are those of the rule set, by id."""
    known = [finding for finding in findings if not rules[finding.rule_id].is_reading and not finding.shadow]
    return tuple(
        finding
        for finding in findings
        if not rules[finding.rule_id].is_reading or not any(_covers(other, finding) for other in known)
    )


def _covers(other: Finding, reading: Finding) -> bool:
    if other.family is not reading.family or other.severity.rank < reading.severity.rank:
        return False
    # What is missing is missing from the whole message, wherever a rule sees the promotion.
    return reading.family is Family.DISCLOSURE or any(
        one.part == two.part and one.span.start < two.span.end and two.span.start < one.span.end
        for one in other.evidence
        for two in reading.evidence
    )
