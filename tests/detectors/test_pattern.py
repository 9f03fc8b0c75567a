"""Patterns: RE2, one set, exact spans, no pattern that could hang."""

import time

import pytest
from pydantic import ValidationError

from app.detectors.pattern import PatternParameters
from tests.made import detect


@pytest.mark.parametrize(
    ("pattern", "text", "quotes"),
    [
        (r"年化\d+(?:\.\d+)?%", "😀年化４.５％起，年化5%", ["年化４.５％", "年化5%"]),
        (r"(?:保证|承诺).{0,6}收益", "我们承诺每年固定收益", ["承诺每年固定收益"]),
        (r"[a-z]+ returns", "Huge RETURNS", ["Huge RETURNS"]),
        (r"保证收益", "保*证*收*益", ["保*证*收*益"]),
        (r"no match", "nothing here", []),
    ],
)
def test_what_is_quoted(pattern: str, text: str, quotes: list[str]) -> None:
    assert detect("pattern", text, {"pattern": pattern})[0] == quotes


def test_a_group_can_be_the_quote() -> None:
    assert detect("pattern", "年化收益达到8%", {"pattern": r"收益达到(\d+%)", "group": 1})[0] == ["8%"]


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(?=x)y", "not an RE2 pattern"),
        (r"(a)\1", "not an RE2 pattern"),
        ("(", "not an RE2 pattern"),
        ("x*", "matches the empty text"),
        ("a" * 2001, "longer than"),
    ],
)
def test_patterns_that_are_refused(pattern: str, reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        PatternParameters.model_validate({"pattern": pattern})


def test_a_group_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no group 2"):
        detect("pattern", "x", {"pattern": "(x)", "group": 2})


def test_a_pattern_that_would_explode_elsewhere_takes_linear_time() -> None:
    started = time.perf_counter()

    assert detect("pattern", "a" * 50_000 + "!", {"pattern": "(a+)+$"})[0] == []
    assert time.perf_counter() - started < 5
