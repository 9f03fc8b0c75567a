"""Disguised words are read as what they stand for; ordinary words that sound alike stay what they are."""

import pytest

from app.detectors.disguise import Disguises
from tests.made import document

DISGUISES = Disguises(
    [
        "保本",
        "稳赚",
        "稳赚不赔",
        "刚性兑付",
        "征信",
        "零风险",
        "收益",
        "停售",
        "终身复利",
        "内幕",
        "学生",
        "大学生",
        "借钱",
        "贷款",
        "基金",
        "百分百下款",
        "未公开",
        "已到期",
    ]
)


def read(text: str) -> str:
    return DISGUISES.undo(document(text)).parts[0].joined.text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("宝本", "保本"),
        ("bao本", "保本"),
        ("Bao本", "保本"),
        ("亻呆本", "保本"),
        ("稳zhuan", "稳赚"),
        ("禾急赚不赔", "稳赚不赔"),
        ("钢性兑付", "刚性兑付"),
        ("刚性dui付", "刚性兑付"),
        ("零F险", "零风险"),
        ("征Xin", "征信"),
        ("收溢", "收益"),
        ("亭售", "停售"),
        ("zhong身复利", "终身复利"),
        ("内mu", "内幕"),
        ("大xue生", "大学生"),
        ("借💵", "借钱"),
        ("鸡金", "基金"),
        ("百分百xia款", "百分百下款"),
        ("ㄅㄠˇ本", "保本"),
        ("ㄨㄣˇ赚", "稳赚"),
        ("稳ㄓㄨㄢˋ不ㄆㄟˊ", "稳赚不赔"),
    ],
)
def test_disguises(written: str, meant: str) -> None:
    assert read(f"这款{written}。") == f"这款{meant}."[:-1] + "。"


@pytest.mark.parametrize(
    "text",
    [
        "这款保本。",
        "由本行保管本金。",
        "包装本地。",
        "稳转手。",
        "股票代码为公开信息。",
        "金额以到期日为准。",
        "余额宝收益。",
        "万分之五利息。",
        "women can do it。",
        "零分险胜。",
        "the bank has no risk。",
        "收一份。",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert read(text) == document(text).parts[0].joined.text


def test_places_lead_back_to_the_original() -> None:
    part = DISGUISES.undo(document("绝对宝 本，稳zhuan")).parts[0]
    start = part.joined.text.index("稳赚")

    from app.model.span import Span

    assert part.quote(part.joined.offsets.to_original(Span(start, start + 2))) == "稳zhuan"


VOCABULARY = Disguises(
    [
        "稳赚不赔",
        "买房首付",
        "高额收益",
        "还钱",
        "暴涨",
        "回报",
        "逾期",
        "天花板级收益",
        "即收益",
        "怎么买都赚",
        "连续涨停",
    ]
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("稳🤑不赔", "稳赚不赔"),
        ("买🏠首付", "买房首付"),
        ("连续📈停", "连续涨停"),
        ("高e收益", "高额收益"),
        ("huan钱", "还钱"),
        ("bao涨18%", "暴涨18%"),
        ("回bao8%", "回报8%"),
        ("逾其月", "逾期"),
        ("天 花 板 级 收 益", "天花板级收益"),
        ("怎么买都兼", "怎么买都赚"),
    ],
)
def test_more_disguises(written: str, meant: str) -> None:
    assert VOCABULARY.undo(document(f"这款{written}。")).parts[0].joined.text == f"这款{meant}。"


@pytest.mark.parametrize("text", ["转账🔥本周", "今日📈行情", "买🎉首付", "怎么买都兼职", "钱包还有钱", "ㄅㄠˇ险ㄒㄧˉ"])
def test_ordinary_text_is_not_changed(text: str) -> None:
    assert VOCABULARY.undo(document(text)).parts[0].joined.text == document(text).parts[0].joined.text
