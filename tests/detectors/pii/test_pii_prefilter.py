"""The cheap look before each recognizer never hides what it would have found, and words cut in pieces are the same."""

import json
from functools import cache
from pathlib import Path

import pytest
import rjieba
from hypothesis import given, settings
from hypothesis import strategies as st

from app.detectors.pii import analysis
from app.detectors.pii.chinese_words import Words
from app.detectors.pii.engine import Found
from app.detectors.pii.reading import Reading
from app.text.normalize import normalize

CORPUS = Path(__file__).parents[2] / "corpus"
# Pieces of which personal data are made: put together at random, they come near to every sign a recognizer looks for.
PIECES = (
    *"0123456789 -.·,:;()*/+@#|\n。，、：",
    *(
        "客户",
        "王芳",
        "欧阳明",
        "先生",
        "电话",
        "手机",
        "身份证",
        "护照",
        "账号",
        "卡号",
        "微信",
        "扣扣",
        "薇❤",
        "密码",
    ),
    *(
        "验证码",
        "车牌",
        "京A",
        "余额",
        "万元",
        "三号楼",
        "路12号",
        "确诊",
        "肺癌",
        "她是",
        "做了搭桥",
        "申请的",
        "报销",
        "出生",
        "阿依古丽",
        "幺三八",
        "一二三",
    ),
    *("cvv", "exp", "iban", "GB", "plate", "reg no", "dob", "John Smith", "Street", "pin", "otp", "password", "ssn"),
    *(
        "diabetes",
        "five",
        "double oh",
        "three",
        "at",
        " dot ",
        "com",
        "line",
        "qq",
        "vx",
        "13800456219",
        "1985年3月8日",
    ),
    *("l38O", "✨", "🔥", "一三八零零四五六二一九", "拐", "４", "①", "台", "戶", "帳", "轉", "轉入", "這個帳號"),
)


@cache
def texts() -> tuple[str, ...]:
    return tuple(
        json.loads(line)["text"]
        for path in sorted(CORPUS.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    )


def hidden(reading: Reading) -> list[tuple[str, list[Found]]]:
    """What recognizers would have found that say they may not."""
    made = [(type(one).__name__, list(one.find(reading))) for one in RECOGNIZERS if not one.may_find(reading)]
    return [(name, found) for name, found in made if found]


RECOGNIZERS = [recognizer() for recognizer in analysis.RECOGNIZERS]


def test_nothing_is_hidden_in_the_data_sets() -> None:
    assert len(texts()) > 4000
    skipped = 0
    for text in texts():
        reading = analysis.reading_of(normalize("body", text))
        assert hidden(reading) == [], text
        skipped += sum(not one.may_find(reading) for one in RECOGNIZERS)

    assert skipped > len(texts()) * len(RECOGNIZERS) / 3, "the look saves nothing"


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(max_examples=400, deadline=None)
def test_nothing_is_hidden_in_made_texts(text: str) -> None:
    assert hidden(analysis.reading_of(normalize("body", text))) == []


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_nothing_is_hidden_in_any_text(text: str) -> None:
    plain = text.encode("utf-8", "ignore").decode()
    assert hidden(analysis.reading_of(normalize("body", plain))) == []


@pytest.mark.parametrize("start", range(0, 4000, 500))
def test_words_cut_in_stretches_are_the_words_of_the_whole(start: int) -> None:
    for text in texts()[start : start + 500]:
        plain = normalize("body", text).text
        words, position = Words(plain), 0
        for word, tag in rjieba.tag(plain):
            end = position + len(word)
            if len(word) > 1 and not word.isspace():
                assert words.at(position) == (end, tag), plain
                assert not any(words.is_edge(place) for place in range(position + 1, end))
            assert words.is_edge(position)
            position = end


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(max_examples=200, deadline=None)
def test_the_digits_are_the_same_with_and_without_the_look(text: str) -> None:
    part = normalize("body", text)
    reading = analysis.reading_of(part)
    assert len(reading.digits) == len(part.text)
    digits = part.digits.text
    if len(digits) == len(part.text):  # a bar between cells, read as a one, is a bar again in the reading
        digits = "".join("|" if old == "|" else new for old, new in zip(part.text, digits, strict=True))
    if digits == part.text:
        return
    assert any(character.isdigit() for character in reading.digits)
    assert reading.digits != part.text
