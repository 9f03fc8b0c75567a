"""The prefilter may only ever be too generous: no pattern that matches is left out."""

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from app.detectors.prefilter import Prefilter, required_groups


@pytest.mark.parametrize(
    ("pattern", "groups"),
    [
        ("保本", [{"保本"}]),
        ("保本|保息", [{"保本", "保息"}]),
        ("(?:保证|承诺).{0,8}(?:收益|本金)", [{"保证", "承诺"}, {"收益", "本金"}]),
        ("稳赚(?:不赔)?", [{"稳赚"}]),
        ("[0-9]+(?:个点|%)", [{"个点", "%"}]),
        ("收益[高大]", [{"收益"}]),
        ("[高大]", [{"高", "大"}]),
        ("ab?c", [{"a"}, {"c"}]),
        ("ab+cd", [{"ab"}, {"cd"}]),
        ("(?:ab){2,3}", [{"ab"}]),
        (r"\$\d+ a month", [{" a month"}]),
        (r"(?P<n>\d+)年", [{"年"}]),
        ("(?:a|b*)", []),
        (r"\d+", []),
        (r"\p{Han}{2,}", []),
        ("(?i)abc", []),
        (r"\x{4fdd}本", []),
        (r"[\]a]b", []),
    ],
)
def test_what_a_pattern_requires(pattern: str, groups: list[set[str]]) -> None:
    assert sorted(map(sorted, required_groups(pattern))) == sorted(map(sorted, groups))


ATOMS = st.sampled_from(["保", "本", "收益", "a", "b", r"\d", ".", "[保本]", "[^a]", r"\.", "[a-c]", r"\s", "^", "$"])
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

    candidates = Prefilter(patterns).candidates(text)

    matching = [number for number, pattern in enumerate(compiled) if pattern.search(text) is not None]
    assert set(matching) <= set(candidates)
