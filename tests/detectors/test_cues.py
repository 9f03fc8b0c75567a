"""Cues match what their pattern matches, at the same places."""

import re

import pytest

from app.detectors.cues import compile_cues

PATTERNS = {
    "words": r"不能|没有|\b(?:not|never)\b",
    "alternatives in alternatives": r"(?:不|没(?:有)?)保|(?:非|(?:无|未)必)",
    "optional second character": r"没有?保|a?b",
    "optional group first": r"(?:不|没)?保",
    "repeated group first": r"(?:不|没){0,2}保",
    "class first": r"[不没|(]保|能",
    "bar and bracket in a class": r"不[|)]能|没",
    "escaped bracket and bar": r"不\(能\||没",
    "anchors": r"^不|能$",
    "look-around": r"(?<!不)能|非(?=保)",
    "nothing as an alternative": r"不|",
    "sign that a class would read otherwise": r"-保|不",
}
TEXTS = [
    "",
    "不能",
    "我没有保本",
    "无必要",
    "b",
    "ab",
    "it is not, never",
    "knot",
    "不|能",
    "不(能|没",
    "非保",
    "-保",
    "保不保|保",
]


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_the_look_at_the_first_character_changes_no_match(pattern: str) -> None:
    plain, quick = re.compile(pattern), compile_cues(pattern)

    for text in TEXTS:
        assert [match.span() for match in quick.finditer(text)] == [match.span() for match in plain.finditer(text)]


def test_lists_of_words_get_the_look() -> None:
    assert compile_cues(PATTERNS["words"]).pattern.startswith("(?=[n不没])")
