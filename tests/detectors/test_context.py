"""What the words around a hit do to it: the hard pairs of the regulations page, and more."""

import pytest

from app.model.detection import Context
from tests.made import detect, lexicon

WORDS = lexicon(
    "保本", "稳赚不赔", "零风险", "保证收益", "最佳", "不亏", "不赚", "保本高收益", "验证码", "收益", "即将停售",
    "guaranteed", "risk-free", "best", "no risk",
)  # fmt: skip
NEGATED, WARNING = Context.NEGATED, Context.QUOTED_AS_WARNING
CUSTOMER, QUESTION = Context.CUSTOMER_WORDS, Context.QUESTION
TITLE = Context.TITLE


def contexts(text: str) -> set[Context]:
    """The contexts of the first hit, without those that every quotation has."""
    _, found = detect("lexicon", text, {"lexicon": "words"}, lexicons=(WORDS,))
    assert found, f"nothing detected in {text!r}"
    return set(found[0].contexts) - {Context.QUOTED}


@pytest.mark.parametrize(
    "text",
    [
        "本产品不保本",
        "不保证本金和收益",
        "本理财产品不承诺保本保收益",
        "该产品并非保本产品",
        "理财不再保本",
        "没有任何机构可以承诺保本",
        "从未承诺过保本",
        "信托公司不得承诺保本",
        "本產品並非保本",
        "我司未以任何形式保本",
        "销售人员未向您作出保本的表示",
        "理财≠保本",
        "中途转走可能得不到保本",
        "长期持有唔等于不亏",
        "以上为假设，非实际或保证收益",
        "the return is not guaranteed",
        "Past returns don't mean anything is guaranteed",
        "nothing is guaranteed",
        "no adviser can call it risk-free",
    ],
)
def test_negated(text: str) -> None:
    assert NEGATED in contexts(text)


@pytest.mark.parametrize(
    "text",
    [
        "不可能不保本",
        "从来没有不保本的",
        "不仅保本，还有红包",
        "不要错过保本产品",
        "不会亏，保本",
        "未以高价收费，保本",
        "未向您收手续费，保本",
        "收益≠运气，这款保本",
        "别担心，保本",
        "不收手续费，保本",
        "Don't miss this guaranteed offer",
        "not only guaranteed but quick",
    ],
)
def test_not_negated(text: str) -> None:
    assert NEGATED not in contexts(text)


@pytest.mark.parametrize(
    "text",
    [
        "谨防“保本高收益”骗局",
        "请警惕“稳赚不赔”类骗局。",
        "不法分子以保本为诱饵",
        "宣传中不得使用“最佳”等绝对化用语",
        "“零风险”的说法不可信",
        "消费提示|警惕“炒停售”：个别人员以“产品即将停售”制造紧张气氛。",
        "Beware of anyone who promises guaranteed returns",
        "“Risk-free” offers are a scam",
        "Anyone who promises it is guaranteed is selling you something",
        "如遇声称“保本”的产品，请立即举报。",
    ],
)
def test_quoted_as_warning(text: str) -> None:
    assert WARNING in contexts(text)


@pytest.mark.parametrize(
    "text",
    [
        "本产品“保本”，放心买",
        "“稳赚不赔”就选我们",
        "a “guaranteed” income for life",
        "保本产品，谨慎投资",
        "Someone told you rain, but ours is guaranteed",
    ],
)
def test_not_quoted_as_warning(text: str) -> None:
    assert WARNING not in contexts(text)


@pytest.mark.parametrize(
    "text",
    [
        "您问“这个产品保本吗”——本产品为非保本浮动收益型",
        "您好，您提到的“稳赚不赔”并非我行宣传",
        "客户问：保本吗？\n回复：不保本",
        'Customer wrote "is it guaranteed". Reply: no.',
        "您询问该产品是否保本，我们核实后回复。",
        "You asked whether it is guaranteed. It is not.",
    ],
)
def test_customer_words(text: str) -> None:
    assert CUSTOMER in contexts(text)


@pytest.mark.parametrize(
    ("declined", "twin"),
    [
        (
            "You've asked me to say that it is risk-free. I can't, because it isn't.",
            "You've asked me to say that it is risk-free. I can't put it in writing, but it is.",
        ),
        ("您让我写下保本两个字。我不能写。", "您让我写下保本两个字。我不能写，但您放心。"),
        ("原名称易使人误认有保证收益，故予更正。", "原名称太长使人误记，今更名，保证收益不变。"),
        ('Delete phrases such as "risk-free" before you post.', 'We delete the fees, and "risk-free" it is.'),
    ],
)
def test_words_that_the_text_declines_to_say(declined: str, twin: str) -> None:
    assert WARNING in contexts(declined)
    assert WARNING not in contexts(twin)


@pytest.mark.parametrize(("text", "expected"), [("这个保本吗？", True), ("想稳赚不赔吗？", False), ("保本！", False)])
def test_question(text: str, expected: bool) -> None:
    assert (QUESTION in contexts(text)) is expected


def test_title() -> None:
    assert TITLE in contexts("请阅读《保本基金指引》")
    assert TITLE not in contexts("《指引》说明：保本")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不是存款也不保证收益", True),
        ("并无所谓保证收益", True),
        ("没有哪家银行能保证收益", True),
        ("没有哪家比我们更保本", False),
        ("惟不表示本基金絕無風險，亦不表示零風險", True),
        ("it is not a deposit and is not guaranteed", True),
        ("there is no such thing as a risk-free fund", True),
        ("不收手续费也保证收益", False),
        ("it is not a deposit and is guaranteed", False),
    ],
)
def test_a_second_negation_stands_beside_the_first(text: str, expected: bool) -> None:
    assert (NEGATED in contexts(text)) is expected
