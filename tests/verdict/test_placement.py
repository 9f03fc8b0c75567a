"""Where a missing sentence is put, and how it is joined to the text around it."""

import pytest

from app.model.message import Part
from app.model.vocabulary import Language
from app.verdict.placement import insertion

ZH, EN = "产品有风险，投资须谨慎。", "Capital at risk."


def added(text: str, wording: str = ZH, language: Language = Language.ZH_HANS) -> str:
    edit = insertion((Part("body", text),), wording, language)
    assert edit is not None
    return text[: edit.span.start] + edit.replacement + text[edit.span.end :]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新品发售", f"新品发售。{ZH}"),
        ("新品发售！", f"新品发售！{ZH}"),
        ("新品发售\n", f"新品发售。{ZH}\n"),
        ("新品（R2级）", f"新品（R2级）。{ZH}"),
        ("他说“买吧。”", f"他说“买吧。”{ZH}"),
        ("想要的私我👇", f"想要的私我👇 {ZH}"),
        ("详见https://a.example/x", f"详见https://a.example/x {ZH}"),
        ("详询95712", f"详询95712。{ZH}"),
        ("【山行】新品发售", f"【山行】新品发售。{ZH}"),
        ("【山行】", f"【山行】{ZH}"),
        ("", ZH),
        ("新品发售，退订回T", f"新品发售，{ZH}退订回T"),
        ("新品发售。退订回T", f"新品发售。{ZH}退订回T"),
        ("新品发售 回T退订", f"新品发售。{ZH} 回T退订"),
        ("新品发售，拒收请回复R【山行】", f"新品发售，{ZH}拒收请回复R【山行】"),
        ("新品发售（退订回TD）", f"新品发售。{ZH}（退订回TD）"),
        ("新品发售！【山行】退订回T\n", f"新品发售！{ZH}【山行】退订回T\n"),
        ("第一行\n第二行", f"第一行\n第二行\n{ZH}"),
        ("第一段\n\n第二段\n", f"第一段\n\n第二段\n\n{ZH}\n"),
        ("第一行\n第二行\n退订回T", f"第一行\n第二行\n{ZH}\n退订回T"),
        ("尊敬的客户：\n新品发售。\n此致\n敬礼\n山行", f"尊敬的客户：\n新品发售。\n{ZH}\n此致\n敬礼\n山行"),
        ("<p>新品发售</p></body>", f"<p>新品发售。{ZH}</p></body>"),
    ],
)  # fmt: skip
def test_chinese(text: str, expected: str) -> None:
    assert added(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Invest now", f"Invest now. {EN}"),
        ("Invest now!", f"Invest now! {EN}"),
        ("Invest now. Reply STOP to opt out.", f"Invest now. {EN} Reply STOP to opt out."),
        ("Invest now. Text STOP to unsubscribe", f"Invest now. {EN} Text STOP to unsubscribe"),
        ("See www.a.example/x", f"See www.a.example/x {EN}"),
        ("Dear all,\n\nInvest.\n\nKind regards,\nWe", f"Dear all,\n\nInvest.\n\n{EN}\n\nKind regards,\nWe"),
    ],
)  # fmt: skip
def test_english(text: str, expected: str) -> None:
    assert added(text, EN, Language.EN) == expected


def test_a_way_to_opt_out_goes_last_but_for_the_signature() -> None:
    assert added("新品发售【山行】", "拒收请回复R") == "新品发售。拒收请回复R【山行】"
    assert added("新品发售。", "拒收请回复R") == "新品发售。拒收请回复R"


def test_it_goes_into_the_text_and_not_into_a_headline() -> None:
    parts = (Part("body", "正文。"), Part("subject", "标题"))
    assert insertion(parts, ZH, Language.ZH_HANS).part == "body"
    assert insertion(parts[1:], ZH, Language.ZH_HANS).part == "subject"
    assert insertion((), ZH, Language.ZH_HANS) is None


@pytest.mark.parametrize("text", ["。" * 50_000, "回T退订..." * 5_000, "【" * 50_000, "\n" * 50_000, "退订回" * 20_000])
def test_hostile_ends_take_no_time(text: str) -> None:
    added(text)
