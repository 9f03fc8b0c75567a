"""Terms: found in every disguise of writing, not inside innocent words."""

import pytest

from app.model.lexicon import Term
from tests.made import detect, lexicon

GUARANTEE = lexicon(
    "保本", "保本保息", Term("第一", except_=("第一季度", "第一步")), "无风险",
    "guaranteed return", "risk-free", "profit*",
    except_=("无风险利率",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("本产品保本保息。", ["保本保息"]),
        ("本產品保本保息。", ["保本保息"]),
        ("保本，真的保本", ["保本", "保本"]),
        ("全国第一，第一季度开售", ["第一"]),
        ("参考无风险利率", []),
        ("无风险利率之外，无风险", ["无风险"]),
        ("Guaranteed  returns", []),
        ("a GUARANTEED RETURN of 5%", ["GUARANTEED RETURN"]),
        ("unguaranteed return", []),
        ("riskfree or risk-free", ["risk-free"]),
        ("profitable profits", ["profitable", "profits"]),
        ("保*本", ["保*本"]),
        ("保 本 保 息", ["保 本 保 息"]),
        ("保·本的", ["保·本"]),
        ("保🔥本", ["保🔥本"]),
        ("保\u200b本", ["保\u200b本"]),
        ("提供担保 本产品由", []),
        ("承诺保 本收益", ["保 本"]),
    ],
)
def test_what_is_quoted(text: str, quotes: list[str]) -> None:
    assert detect("lexicon", text, {"lexicon": "words"}, lexicons=(GUARANTEE,))[0] == quotes


def test_joined_hits_score_lower_than_literal_ones() -> None:
    _, found = detect("lexicon", "保本，保*本", {"lexicon": "words"}, lexicons=(GUARANTEE,))

    assert [detection.score for detection in found] == [1.0, 0.8]


def test_tags_choose_terms() -> None:
    words = lexicon(Term("红包", tag="gift"), Term("保本", tag="promise"))

    assert detect("lexicon", "保本送红包", {"lexicon": "words", "tags": "gift"}, lexicons=(words,))[0] == ["红包"]


def test_spans_lie_in_the_part_they_were_found_in() -> None:
    from app.detectors import DETECTORS
    from app.detectors.base import Resources
    from app.text.read import read
    from tests.made import message

    kind = DETECTORS["lexicon"]
    built = kind({"p": kind.Parameters.model_validate({"lexicon": "words"})}, Resources({"words": GUARANTEE}, {}))

    found = built.detect(read(message("标题", "正文保本")))

    assert [(item.part, item.span.start, item.span.end) for item in found] == [(1, 2, 4)]
