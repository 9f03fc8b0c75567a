"""Which findings a waiver takes out of the decision, and which it never does."""

from datetime import timedelta
from typing import Any

import pytest

from app.model.finding import Exemption, ExemptionKind, Localized
from app.model.message import Message, Turn
from app.model.verdict import Verdict
from app.model.vocabulary import Channel, Decision
from app.model.waiver import Narrowing, Waiver, WaiverSet
from app.review import CompiledRuleSet, review, trace
from app.store.verdict_body import describe, verdict_of
from app.text.wording import digest_of, normal_wording
from tests.made import DAY, MINIMAL_RULE, compiled, message

BLOCK = MINIMAL_RULE.format(id="one", severity="block")
OTHER = MINIMAL_RULE.format(id="two", severity="revise")
RULES = compiled(BLOCK, OTHER)
TEXT = "本产品保本，欢迎咨询。"


def waiver(rule_id: str = "one", **values: Any) -> Waiver:
    days = {name: values.pop(name, DAY + timedelta(days=shift)) for name, shift in (("since", -1), ("until", 1))}
    return Waiver(values.pop("id", "w1"), rule_id, Narrowing(**values), "清库存", "市场部", "wang", **days)


def judged(made: Message, *waivers: Waiver, rules: CompiledRuleSet = RULES) -> Verdict:
    return review(made, rules, WaiverSet(waivers, "x" * 64))


def waived(verdict: Verdict) -> list[str]:
    return [finding.rule_id for finding in verdict.findings if finding.exemption is not None]


def test_a_waived_finding_stays_and_says_by_which_waiver_and_does_not_count() -> None:
    verdict = judged(message(TEXT), waiver(), waiver("two", id="w2"))

    assert verdict.decision is Decision.PASS
    assert [(f.rule_id, [e.quote for e in f.evidence]) for f in verdict.findings] == [
        ("one", ["保本"]),
        ("two", ["保本"]),
    ]
    assert verdict.findings[0].exemption == Exemption(
        ExemptionKind.WAIVER, "w1", Localized("清库存", "清库存"), "市场部", "wang", DAY + timedelta(days=1)
    )
    assert verdict_of(describe(message(TEXT), verdict)) == verdict


def test_another_rule_still_counts() -> None:
    verdict = judged(message(TEXT), waiver())

    assert (verdict.decision, waived(verdict)) == (Decision.REVISE, ["one"])
    assert verdict.reasons[0].rule_ids == ("two",)


@pytest.mark.parametrize(("shift", "counts"), [(-2, True), (-1, False), (0, False), (1, False), (2, True)])
def test_the_day_of_the_message_decides(shift: int, counts: bool) -> None:
    verdict = judged(message(TEXT, day=DAY + timedelta(days=shift)), waiver())

    assert (waived(verdict) == []) is counts


@pytest.mark.parametrize(
    ("narrow", "known", "fits"),
    [
        ({"channels": ("sms",)}, {"channel": Channel.SMS}, True),
        ({"channels": ("sms",)}, {"channel": Channel.EMAIL}, False),
        ({"channels": ("sms",)}, {}, False),
        ({"campaign": "autumn"}, {"metadata": (("campaign", "autumn"),)}, True),
        ({"campaign": "autumn"}, {"metadata": (("campaign", "autumn 2"),)}, False),
        ({"campaign": "autumn"}, {}, False),
        ({"products": ("investment",)}, {"products": ("fund",)}, True),
        ({"products": ("fund",)}, {"products": ("fund", "loan")}, False),
        ({"products": ("fund",)}, {"products": ("investment",)}, False),
        ({"products": ("fund",)}, {}, False),
        ({"products": ("fund",), "channels": ("sms",)}, {"products": ("fund",), "channel": Channel.AD}, False),
    ],
)
def test_all_that_it_is_narrowed_to_must_be_true(narrow: dict, known: dict, fits: bool) -> None:
    assert waived(judged(message(TEXT, **known), waiver(**narrow))) == (["one"] if fits else [])


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        (TEXT, True),
        ("　本產品保本，歡迎咨詢。 ", True),
        ("本产品保本，欢迎咨询。保本！", False),
        ("本产品绝对保本，欢迎咨询。", False),
    ],
)
def test_a_wording_must_hold_all_words_of_the_finding(text: str, fits: bool) -> None:
    by_wording = waiver(wording=normal_wording("本产品保本，"))
    by_text = waiver(text_digest=digest_of([normal_wording(TEXT)]))

    assert waived(judged(message(text), by_wording)) == (["one"] if fits else [])
    assert waived(judged(message(text), by_text)) == (["one"] if fits else [])


def test_the_wording_may_stand_among_other_words_and_the_whole_text_may_not() -> None:
    made = message("您好。本产品保本，欢迎咨询。再见。")

    assert waived(judged(made, waiver(wording=normal_wording(TEXT)))) == ["one"]
    assert waived(judged(made, waiver(text_digest=digest_of([normal_wording(TEXT)])))) == []


def test_a_word_that_goes_on_from_the_conversation_is_not_in_the_wording() -> None:
    made = message("本，欢迎咨询。", conversation=(Turn("sender", "本产品保"),))

    assert waived(judged(made, waiver(wording=normal_wording(TEXT)))) == []


PERSONAL = BLOCK.replace("family: misleading", "family: pii")
LEAK = BLOCK.replace("{detector: lexicon, lexicon: words}", "{detector: pii, entities: [cn_mobile]}")
HIDDEN = BLOCK.replace("{detector: lexicon, lexicon: words}", "{detector: obfuscation}")
SWITCHED = BLOCK.replace("owner: tests", "owner: tests\nwaivable: false")


@pytest.mark.parametrize("rule", [PERSONAL, LEAK, HIDDEN, SWITCHED], ids=["family", "detector", "hidden", "file"])
def test_some_rules_are_never_waived(rule: str) -> None:
    verdict = judged(message("本产品保\u200b本，电话13812345678"), waiver(), rules=compiled(rule))

    assert (verdict.decision, waived(verdict)) == (Decision.BLOCK, [])


def test_the_same_inputs_give_the_same_verdict_and_the_first_of_two_waivers_is_named() -> None:
    first = judged(message(TEXT), waiver(id="w1"), waiver(id="w2"))

    assert first == judged(message(TEXT), waiver(id="w1"), waiver(id="w2"))
    assert first.findings[0].exemption is not None
    assert first.findings[0].exemption.id == "w1"
    assert trace(message(TEXT), RULES, WaiverSet((waiver(),), "x")).verdict == judged(message(TEXT), waiver())


def test_without_waivers_nothing_is_other_than_before() -> None:
    body = describe(message(TEXT), review(message(TEXT), RULES))

    assert all("exemption" not in finding for finding in body["findings"])
