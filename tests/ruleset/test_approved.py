"""Approved wording: what counts as approved text, what of it is judged, and what its file may say."""

from datetime import timedelta
from typing import Any

import pytest

from app.model.finding import ExemptionKind
from app.model.message import Message, Turn
from app.model.verdict import Verdict
from app.model.vocabulary import Channel, Decision, Stage
from app.publishing.approved_examples import run_approved_examples
from app.publishing.trial import judge
from app.review import CompiledRuleSet, compile_rule_set, review, trace
from app.ruleset.loader import RuleSetProblems, load_rule_set
from app.ruleset.templates import VARIABLES, Template, TemplateError
from app.store.verdict_body import describe, verdict_of
from tests.made import DAY, MINIMAL_RULE, message, rule_files

PATH = "lexicons/approved/notice.yaml"
NOTICE = """\
id: notice
title: {zh: 通知, en: Notice}
owner: card-operations
effective: {from: 2026-10-01, until: 2026-12-31}
texts:
  - 尊敬的{name}，本产品保本的说法已于{date}更正。
  - 年化利率为{rate}，金额{amount}，敬请留意。
  - "Dear {name}, the guaranteed return offer of {amount} ended on {date}."
examples:
  approved: [{text: 尊敬的王先生，本产品保本的说法已于11月1日更正。}]
  other: [{text: 尊敬的王先生，本产品保本的说法已于明天更正。}]
"""
BLOCK = MINIMAL_RULE.format(id="one", severity="block")
FIGURE = MINIMAL_RULE.format(id="high-rate", severity="block").replace(
    "{detector: lexicon, lexicon: words}", '{detector: pattern, pattern: "为[2-9][0-9]%"}'
).replace("本产品保本, quotes: [保本]", "年化为20%, quotes: [为20%]")  # fmt: skip
LEAK = MINIMAL_RULE.format(id="leak", severity="block").replace(
    "{detector: lexicon, lexicon: words}", "{detector: pii, entities: [cn_mobile]}"
)
HIDDEN = MINIMAL_RULE.format(id="hidden", severity="revise").replace(
    "{detector: lexicon, lexicon: words}", "{detector: obfuscation}"
)


def made(notice: str = NOTICE) -> CompiledRuleSet:
    files = {**rule_files(BLOCK, FIGURE, LEAK, HIDDEN), PATH: notice.encode()}
    return compile_rule_set(load_rule_set(files))


RULES = made()
FIRST = "尊敬的王先生，本产品保本的说法已于11月1日更正。"


def judged(text: str, *more: str, **known: Any) -> Verdict:
    return review(message(text, *more, **known), RULES)


def test_a_message_of_approved_text_passes_with_that_as_the_reason() -> None:
    verdict = judged(FIRST)

    assert (verdict.decision, [reason.code for reason in verdict.reasons]) == (Decision.PASS, ["approved-wording"])
    assert verdict.reasons[0].rule_ids == ("notice",)
    assert [[item.quote for item in finding.evidence] for finding in verdict.findings] == [["保本"]]
    exempt = verdict.findings[0].exemption
    assert exempt is not None
    assert (exempt.kind, exempt.id, exempt.owner) == (ExemptionKind.APPROVED_WORDING, "notice", "card-operations")
    assert exempt.until.isoformat() == "2026-12-31"
    assert verdict_of(describe(message(FIRST), verdict)) == verdict


@pytest.mark.parametrize(
    "text",
    [
        "尊敬的欧阳晓明，本产品保本的说法已于2026年11月1日更正。",
        "尊敬的张**，本产品保本的说法已于2026-11-01更正。",
        "　尊敬的王先生，本產品保本的說法已於11月1日更正。\n年化利率為3.85%，金額￥1,280.50元，敬請留意。 ",
        "DEAR Mr Smith, the guaranteed return offer of $1,200 ended on 1 November 2026.",
        "Dear Sarah Chen, the guaranteed return\noffer of USD 1,200.00 ended on Nov 1, 2026.",
    ],
)
def test_any_script_width_case_and_spacing_is_the_same_text(text: str) -> None:
    assert judged(text).decision is Decision.PASS
    assert trace(message(text), RULES).approved == ("notice",)


@pytest.mark.parametrize(
    "text",
    [
        FIRST + "保本！",
        "保本！" + FIRST,
        FIRST.replace("更正", "确认"),
        FIRST.replace("王先生", ""),
        FIRST.replace("王先生", "稳赚不赔"),
        FIRST.replace("王先生", "王先生和所有想要保本的朋友"),
        FIRST.replace("王先生", "王\n先生"),
        FIRST.replace("11月1日", "保本之日"),
        "年化利率为3.85%保本，金额100元，敬请留意。保本",
        "Dear guaranteed profit, the guaranteed return offer of $1 ended on 1 November 2026.",
        "Dear Mr guaranteed return for ever, the guaranteed return offer of $1 ended on 1 November 2026.",
    ],
)
def test_a_template_swallows_no_free_text(text: str) -> None:
    assert trace(message(text), RULES).approved == ()
    assert judged(text).decision is Decision.BLOCK


@pytest.mark.parametrize(
    ("text", "decision", "rules"),
    [
        ("年化利率为3.85%，金额100元，敬请留意。", Decision.PASS, []),
        ("年化利率为24%，金额100元，敬请留意。", Decision.BLOCK, ["high-rate"]),
        (f"年化利率为24%，金额100元，敬请留意。{FIRST}", Decision.BLOCK, ["high-rate"]),
    ],
)
def test_the_variable_parts_are_judged(text: str, decision: Decision, rules: list[str]) -> None:
    verdict = judged(text)

    assert (verdict.decision, [item.rule_id for item in verdict.findings if item.counts]) == (decision, rules)
    assert trace(message(text), RULES).approved == ("notice",)


def test_a_word_in_the_place_of_a_name_is_judged_too() -> None:
    rule = BLOCK.replace("lexicon: words", "lexicon: surnames").replace("保本", "金必赚").replace("一", "一")
    files = {
        **rule_files(rule, surnames="id: surnames\ntitle: {zh: 词, en: words}\nterms: [金必赚]\n"),
        PATH: NOTICE.encode(),
    }
    verdict = review(message(FIRST.replace("王先生", "金必赚")), compile_rule_set(load_rule_set(files)))

    assert (verdict.decision, [item.rule_id for item in verdict.findings if item.counts]) == (Decision.BLOCK, ["one"])


@pytest.mark.parametrize("text", [FIRST.replace("本产", "本\u200b产"), FIRST.replace("保本", "保\u202e本")])
def test_hidden_characters_are_no_approved_text(text: str) -> None:
    assert judged(text).decision is not Decision.PASS


def test_personal_data_in_fixed_words_stand() -> None:
    notice = NOTICE.replace("敬请留意", "请致电13812345678")
    text = "年化利率为3.85%，金额100元，请致电13812345678。"

    verdict = review(message(text), made(notice))
    assert (verdict.decision, [item.rule_id for item in verdict.findings]) == (Decision.BLOCK, ["leak"])


def test_every_part_must_be_approved_and_what_crosses_a_seam_stands() -> None:
    assert judged(FIRST, FIRST).decision is Decision.PASS
    assert judged(FIRST, "保本").decision is Decision.BLOCK
    notice = NOTICE.replace("年化利率为{rate}", "本项目年化利率为{rate}")
    text = "本项目年化利率为3.85%，金额100元，敬请留意。"
    turns = (Turn("sender", "我们的产品保"),)
    alone, after = (review(message(text, conversation=said), made(notice)) for said in ((), turns))
    assert (alone.decision, after.decision) == (Decision.PASS, Decision.BLOCK)
    assert after.findings[0].exemption is None


@pytest.mark.parametrize(
    ("day", "approved"),
    [("2026-09-30", False), ("2026-10-01", True), ("2026-12-31", True), ("2027-01-01", False)],
)
def test_an_expired_approval_stops_counting(day: str, approved: bool) -> None:
    verdict = judged(FIRST, day=DAY.fromisoformat(day))

    assert verdict.decision is (Decision.PASS if approved else Decision.BLOCK)


def test_it_may_be_for_some_messages_only() -> None:
    rules = made(NOTICE.replace("texts:", "applies_to: {channel: [sms], except: {stage: [bot]}}\ntexts:"))
    known: list[dict[str, Any]] = [{"channel": Channel.SMS}, {}, {"channel": Channel.SMS, "stage": Stage.BOT}]

    decisions = [review(message(FIRST, **item), rules).decision for item in known]
    assert decisions == [Decision.PASS, Decision.BLOCK, Decision.BLOCK]


def test_texts_that_overlap_are_tried_in_every_way() -> None:
    notice = NOTICE.replace(
        "texts:\n", "texts:\n  - 敬请留意保本的说法\n  - 敬请留意保本的说法已经更正\n  - 已经更正的内容见附件说明\n"
    )

    assert review(message("敬请留意保本的说法已经更正的内容见附件说明"), made(notice)).decision is Decision.PASS
    assert review(message("敬请留意保本的说法已经更正的内容见附件"), made(notice)).decision is Decision.BLOCK


def test_thousands_of_texts_in_one_message_are_read_in_time() -> None:
    text = FIRST * 400

    assert trace(message(text), RULES).approved == ("notice",)
    assert trace(message(text + "。"), RULES).approved == ()


@pytest.mark.parametrize("kind", VARIABLES)
def test_no_variable_takes_nothing_or_a_sentence(kind: str) -> None:
    template = Template(f"这里是八个固定的字：{{{kind}}}，完。")

    for value in ("", "保本", "保证收益无风险", "guaranteed", "no risk at all", "1234567890123", "13812345678"):
        assert template.match(f"这里是八个固定的字:{value},完。", 0) is None, value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("尊敬的客户，您的余额为{text}，请留意查收。", "approved-variable"),
        ("尊敬的客户，您的余额为{amount，请留意查收。", "approved-variable"),
        ("尊敬的客户，您的账单{amount}{date}，请留意查收。", "approved-adjacent"),
        ("您好，{name}。", "approved-short"),
        ("{name}，，，，，，，，，，", "approved-short"),
    ],
)
def test_what_no_template_can_be(text: str, code: str) -> None:
    with pytest.raises(TemplateError, match=code):
        Template(text)
    with pytest.raises(RuleSetProblems) as found:
        made(NOTICE.replace("尊敬的{name}，本产品保本的说法已于{date}更正。", f'"{text}"'))
    problem = found.value.problems[0]
    assert (problem.path, problem.line, problem.code) == (PATH, 5, code)
    assert problem.hint.zh


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("effective: {from: 2026-10-01, until: 2026-12-31}\n", "", "key-missing"),
        ("until: 2026-12-31", "to: 2026-12-31", "key-missing"),
        ("from: 2026-10-01", "from: 2027-10-01", "approved-term"),
        ("owner: card-operations\n", "", "key-missing"),
        ("id: notice", "id: other", "id-not-file-name"),
        ("  other:", "  others:", "key-missing"),
    ],
)
def test_mistakes_are_placed_and_explained(old: str, new: str, code: str) -> None:
    with pytest.raises(RuleSetProblems) as found:
        made(NOTICE.replace(old, new))
    assert code in [problem.code for problem in found.value.problems]
    assert {problem.path for problem in found.value.problems} == {PATH}


def test_its_examples_stand_before_publication() -> None:
    assert [result.holds for result in run_approved_examples(RULES)] == [True, True]
    wrong = NOTICE.replace("已于明天更正", "已于11月2日更正").replace(
        "approved: [{text: 尊敬的王先生", "approved: [{text: 王先生"
    )
    files = {**rule_files(BLOCK), PATH: wrong.encode()}
    failed = judge(files).failed

    assert [(item.rule_id, item.path, item.number, item.expected, item.actual) for item in failed] == [
        ("notice", PATH, 1, ("notice",), None),
        ("notice", PATH, 2, None, ("notice",)),
    ]


def test_an_example_with_a_figure_that_does_not_pass_names_the_rule() -> None:
    rules = made(NOTICE.replace("approved: [", "approved: [{text: 年化利率为24%，金额100元，敬请留意。}, "))

    assert run_approved_examples(rules)[0].actual == ("high-rate",)


def test_without_approved_wording_nothing_is_other_than_before() -> None:
    plain = compile_rule_set(load_rule_set(rule_files(BLOCK)))
    later = message(FIRST, day=DAY + timedelta(days=1))

    assert review(later, plain).decision is Decision.BLOCK
    assert isinstance(later, Message)
