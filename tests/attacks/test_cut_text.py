"""Words cut over the parts of a message, or over the sender's consecutive turns of a conversation."""

from dataclasses import replace

import pytest

from app.model.message import Turn
from app.model.verdict import Verdict
from app.review import review
from app.text.errors import TextError
from tests.made import MINIMAL_RULE, compiled, message

RULES = compiled(MINIMAL_RULE.format(id="promise", severity="block"))


def quotes(verdict: Verdict) -> list[tuple[str, str]]:
    return [(item.part, item.quote) for finding in verdict.findings for item in finding.evidence]


def said(text: str, *turns: tuple[str, str]) -> list[tuple[str, str]]:
    conversation = tuple(Turn(author, words) for author, words in turns)
    return quotes(review(message(text, conversation=conversation), RULES))


@pytest.mark.parametrize(
    ("turns", "text", "found"),
    [
        (["这款产品保"], "本的", "本"),
        (["这款产品保 "], " 本的", "本"),
        (["这款产品零", "风"], "险哦", "险"),
        (["这款产品", "零"], "风险哦", "风险"),
        (["Our guaranteed"], "return is high", "return"),
    ],
)
def test_words_go_on_in_the_message(turns: list[str], text: str, found: str) -> None:
    assert said(text, *(("sender", turn) for turn in turns)) == [("body", found)]


def test_words_go_on_in_the_next_part() -> None:
    verdict = review(message("这款产品保", "本的", "又零", "风险"), RULES)
    assert quotes(verdict) == [("part1", "本"), ("part3", "风险")]
    assert {item.explanation for item in verdict.findings[0].evidence} == {"joined, continued"}
    assert all(item.score < 0.8 for item in verdict.findings[0].evidence)


def test_a_customer_in_between_ends_the_sentence() -> None:
    assert said("本的", ("sender", "这款产品保"), ("customer", "什么")) == []
    assert said("本的", ("customer", "这款产品保")) == []


def test_what_was_said_before_is_not_judged_again() -> None:
    assert said("好的", ("sender", "这款产品保本")) == []
    assert said("好的", ("sender", "这款产品保"), ("sender", "本的")) == []


def test_negation_before_the_cut_counts() -> None:
    assert said("本的", ("sender", "这款产品不保")) == []


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("由本行全额担保", "本产品起点一万元"),
        ("请妥善确保", "本人到场"),
        ("这款保。", "本期介绍"),
        ("今日到期", "本金已到账"),
    ],
)
def test_neighbours_that_only_look_so(before: str, text: str) -> None:
    assert said(text, ("sender", before)) == []
    assert quotes(review(message(before, text), RULES)) == []


def test_the_same_message_alone_is_clean_and_a_lone_surrogate_is_an_error() -> None:
    assert said("本的") == []
    with pytest.raises(TextError):
        said("本的", ("sender", "这\ud800保"))


def test_long_conversations_cost_little() -> None:
    turns = tuple(Turn("sender", "这款产品很好" * 50) for _ in range(400))
    item = replace(message("保本的" * 3), conversation=turns)
    assert len(quotes(review(item, RULES))) == 3
