"""A reading is left out where a rule of its family says what is wrong with the same words, and only there."""

import pytest

from app.model.finding import Evidence, Finding, Localized
from app.model.span import Span
from app.model.vocabulary import Family, Severity
from app.review import review
from app.verdict.yielding import give_way
from tests.test_review import message
from tests.test_rules import compiled

TEXT = Localized("文", "text")
RULES = compiled().prepared.rule_set.by_id
READING, RULE = "reads-like-a-misleading-claim", "promise-of-principal"


def finding(rule_id: str, start: int, end: int, severity: Severity, family: Family = Family.MISLEADING) -> Finding:
    evidence = Evidence("body", Span(start, end), "x" * (end - start), "words", 1.0)
    return Finding(rule_id, family, severity, TEXT, TEXT, (), (evidence,))


@pytest.mark.parametrize(
    ("other", "stays"),
    [
        (finding(RULE, 5, 9, Severity.REVISE), False),
        (finding(RULE, 5, 9, Severity.BLOCK), False),
        (finding(RULE, 5, 9, Severity.ADVISE), True),  # it does not count, the reading does
        (finding(RULE, 20, 24, Severity.BLOCK), True),  # about other words
        (finding(RULE, 5, 9, Severity.BLOCK, Family.TONE), True),
        (finding("reads-like-an-unlawful-claim", 0, 10, Severity.BLOCK), True),  # a reading knows no better
    ],
)
def test_a_reading_gives_way_to_what_knows_better(other: Finding, stays: bool) -> None:
    reading = finding(READING, 0, 10, Severity.REVISE)

    assert give_way([other, reading], RULES) == ((other, reading) if stays else (other,))


def test_a_verdict_says_once_what_is_wrong_with_the_same_words() -> None:
    verdict = review(message("本产品保本保息，到期一分不少。"), compiled())

    assert "promise-of-principal" in {finding.rule_id for finding in verdict.findings}
    assert not any(RULES[finding.rule_id].is_reading for finding in verdict.findings if finding.family == "misleading")
