"""Disclosures: any wording of the sense counts; denied, asked, violating or foreign ones never do."""

import pytest

from app.model.finding import Localized
from app.model.lexicon import Disclosure
from tests.made import detect

WM_RISK = Disclosure(
    "wm-risk",
    Localized("理财风险", "risk"),
    text=(("zh-Hans", "理财非存款、产品有风险、投资须谨慎。"),),
    accept=("理财产品过往业绩不代表其未来表现，不等于理财产品实际收益，投资须谨慎",),
    elements=((("非存款", "不是存款", "不同于存款"), ("有风险", "可能亏损", "本金损失")),),
    within=30,
)
US_RISK = Disclosure(
    "us-risk",
    Localized("风险", "risk"),
    text=(("en", "Investments may lose value."),),
    elements=((("may lose value", "lose money", "involves risk"),),),
)


@pytest.mark.parametrize(
    "text",
    [
        "理财非存款、产品有风险、投资须谨慎。",
        "理财非存款，产品有风险，投资需谨慎",
        "理財非存款，產品有風險，投資須謹慎",
        "理财 非存款 产品有风险",
        "本产品不是存款，可能亏损本金",
        "产品有风险。它不同于存款。",
        "理财产品过往业绩不代表其未来表现，不等于理财产品实际收益，投资需谨慎！",
        "理-财-非-存-款，产*品*有*风*险",
    ],
)
def test_what_counts(text: str) -> None:
    assert detect("disclosure", text, {"disclosure": "wm-risk"}, disclosures=(WM_RISK,))[1]


@pytest.mark.parametrize(
    "text",
    [
        "零风险，不是存款胜似存款",
        "理财非存款，没有风险",
        "不是存款，但毫无风险，不存在本金损失",
        "股市有风险，入市需谨慎",
        "理财非存款",
        "有风险"
        + "。" * 3
        + "中间隔了很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长的话" * 2
        + "不是存款",
        "理财产品过往业绩代表其未来表现，等于理财产品实际收益，投资须谨慎",
        "您问“理财非存款、产品有风险”是什么意思？",
    ],
)
def test_what_does_not_count(text: str) -> None:
    assert not detect("disclosure", text, {"disclosure": "wm-risk"}, disclosures=(WM_RISK,))[1]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Investing involves risk.", True),
        ("You may lose money.", True),
        ("It is not possible to lose money", False),
        ("There is no risk involved", False),
        ("You cannot lose money", False),
    ],
)
def test_english(text: str, counts: bool) -> None:
    found = detect("disclosure", text, {"disclosure": "us-risk"}, disclosures=(US_RISK,))[1]
    assert bool(found) is counts


def test_the_quote_runs_from_the_first_element_to_the_last() -> None:
    quotes, _ = detect(
        "disclosure", "提示：本产品不是存款，可能亏损。谢谢", {"disclosure": "wm-risk"}, disclosures=(WM_RISK,)
    )

    assert quotes == ["不是存款，可能亏损"]
