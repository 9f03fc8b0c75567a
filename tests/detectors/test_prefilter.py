"""The prefilter may only ever be too generous: no pattern that matches is left out."""

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from app.detectors.literals import requirements_of
from app.detectors.prefilter import Prefilter


@pytest.mark.parametrize(
    ("pattern", "branches"),
    [
        ("保本", [[{"保本"}]]),
        ("保本|保息", [[{"保本"}], [{"保息"}]]),
        ("(?:保证|承诺).{0,8}(?:收益|本金)", [[{"保证", "承诺"}, {"收益", "本金"}]]),
        ("(?:保证|承诺)(?:收益|本金)", [[{"保证收益", "保证本金", "承诺收益", "承诺本金"}]]),
        ("稳赚(?:不赔)?", [[{"稳赚", "稳赚不赔"}]]),
        ("[0-9]+(?:个点|%)", [[{"个点", "%"}]]),
        ("收益[高大]", [[{"收益高", "收益大"}]]),
        ("[高大]", [[{"高", "大"}]]),
        ("ab?c", [[{"abc", "ac"}]]),
        ("ab+cd", [[{"cd"}, {"a"}, {"b"}]]),
        ("(?:ab){2,3}", [[{"ab"}]]),
        (r"\$\d+ a month", [[{" a month"}, {"$"}]]),
        (r"(?P<n>\d+)年", [[{"年"}]]),
        ("(?:a|b*)", [[]]),
        ("(?:a.b|c.d)e", [[{"a", "c"}, {"e"}]]),
        ("a.b|c*", [[{"a"}, {"b"}], []]),
        (r"\d+", [[]]),
        (r"\p{Han}{2,}", [[]]),
        ("(?i)abc", [[]]),
        (r"\x{4fdd}本", [[]]),
        (r"[\]a]b", [[]]),
    ],
)
def test_what_a_pattern_requires(pattern: str, branches: list[list[set[str]]]) -> None:
    found = [sorted(map(sorted, requirement.groups)) for requirement in requirements_of(pattern)]
    assert found == [sorted(map(sorted, groups)) for groups in branches]


ATOMS = st.sampled_from(
    ["保", "本", "收益", "a", "b", r"\d", ".", "[保本]", "[^a]", r"\.", "[a-c]", r"\s", "^", "$", r"\b"]
)
QUANTIFIERS = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{0,2}", "{1,3}?", "+?"])
PATTERNS = st.recursive(
    st.tuples(ATOMS, QUANTIFIERS).map("".join),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.tuples(st.lists(inner, min_size=1, max_size=3), QUANTIFIERS).map(
            lambda pair: f"(?:{'|'.join(pair[0])}){pair[1]}"
        ),
    ),
    max_leaves=8,
)
TEXTS = st.text(alphabet="保本收益ab.c1 \n", max_size=12)


@settings(max_examples=1500, deadline=None)
@given(st.lists(PATTERNS, min_size=1, max_size=4), TEXTS)
def test_a_pattern_that_matches_is_a_candidate(patterns: list[str], text: str) -> None:
    compiled = []
    for pattern in patterns:
        try:
            compiled.append(re2.compile(pattern))
        except re2.error:  # such as a quantifier on a quantifier
            return

    sighting = Prefilter(patterns).look(text)
    candidates = sighting.candidates

    matching = [number for number, pattern in enumerate(compiled) if pattern.search(text) is not None]
    assert set(matching) <= candidates
    for number in matching:
        # Searched only where the prefilter says, a pattern finds exactly what it finds in the whole text.
        places = [
            match.span()
            for stretch in sighting.stretches(number)
            for match in compiled[number].finditer(text, *stretch)
        ]
        whole = [match.span() for match in compiled[number].finditer(text)]
        assert _without_empty(places) == _without_empty(whole)


def _without_empty(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in spans if start < end]


@pytest.mark.parametrize(
    ("pattern", "longest"),
    [
        ("保本", [2]),
        ("保本|保息吗", [2, 3]),
        ("(?:保证|承诺).{0,8}(?:收益|本金)", [12]),
        (r"\b[a-c]{2}x?$", [3]),
        (r"(?P<n>\d{4})年", [5]),
        ("(?:ab){2,3}", [6]),
        ("ab+", [None]),
        (r"收\s*益", [None]),
        ("(?i)abc", [None]),
        ("a{2,}", [None]),
    ],
)
def test_how_long_a_match_can_be(pattern: str, longest: list[int | None]) -> None:
    assert [requirement.longest for requirement in requirements_of(pattern)] == longest
