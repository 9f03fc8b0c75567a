"""Spans lead back to exactly the characters they came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.span import Span
from app.text.offsets import OffsetMap
from app.text.rewrite import remove, replace


def test_identity_returns_every_span_as_it_is() -> None:
    offsets = OffsetMap.identity(5)

    assert offsets.is_identity
    assert offsets.to_original(Span(1, 4)) == Span(1, 4)
    assert offsets.from_original(Span(5, 5)) == Span(5, 5)


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(0, 1), Span(0, 1)),  # 保
        (Span(1, 2), Span(2, 3)),  # 本, after a removed character
        (Span(0, 2), Span(0, 3)),
        (Span(2, 3), Span(3, 4)),  # f of the ligature
        (Span(3, 4), Span(3, 4)),  # i of the ligature
        (Span(4, 5), Span(4, 12)),  # the reference
        (Span(0, 0), Span(0, 0)),
        (Span(1, 1), Span(2, 2)),
        (Span(5, 5), Span(12, 12)),
    ],
)
def test_to_original(span: Span, expected: Span) -> None:
    offsets = replace("保x本ﬁ&#21018;", [(1, 2, ""), (3, 4, "fi"), (4, 12, "刚")]).offsets
    assert offsets is not None

    assert offsets.to_original(span) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(0, 3), Span(0, 2)),
        (Span(1, 2), Span(1, 1)),  # only what was removed
        (Span(1, 3), Span(1, 2)),
        (Span(3, 4), Span(2, 4)),
        (Span(5, 6), Span(4, 5)),  # inside the reference
        (Span(12, 12), Span(5, 5)),
        (Span(0, 0), Span(0, 0)),
    ],
)
def test_from_original(span: Span, expected: Span) -> None:
    offsets = replace("保x本ﬁ&#21018;", [(1, 2, ""), (3, 4, "fi"), (4, 12, "刚")]).offsets
    assert offsets is not None

    assert offsets.from_original(span) == expected


def test_a_reversed_run_maps_to_the_whole_range_of_its_characters() -> None:
    offsets = OffsetMap.of([0, 3, 2, 1, 4], [1, 4, 3, 2, 5], 5, monotone=False)

    assert offsets.to_original(Span(1, 2)) == Span(3, 4)
    assert offsets.to_original(Span(0, 2)) == Span(0, 4)
    assert offsets.from_original(Span(1, 2)) == Span(3, 4)
    assert offsets.from_original(Span(5, 5)) == Span(5, 5)


def test_an_empty_text_made_from_a_long_one() -> None:
    offsets = remove("abc", [(0, 3)]).offsets
    assert offsets is not None

    assert offsets.to_original(Span(0, 0)) == Span(0, 0)
    assert offsets.from_original(Span(1, 2)) == Span(0, 0)


def test_spans_beyond_the_end_are_refused() -> None:
    with pytest.raises(ValueError, match="beyond"):
        OffsetMap.identity(3).to_original(Span(2, 4))
    with pytest.raises(ValueError, match="beyond"):
        OffsetMap.identity(3).from_original(Span(2, 4))
    with pytest.raises(ValueError, match="chain"):
        OffsetMap.identity(3).then(OffsetMap.identity(4))


@st.composite
def rewrites(draw: st.DrawFn, length: int) -> OffsetMap:
    """A map of a text of ``length`` characters with some of them replaced, removed, taken apart or reversed."""
    cuts = sorted(draw(st.sets(st.integers(0, length), max_size=6)))
    edits = [(start, end, "z" * draw(st.integers(0, 3))) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    offsets = replace("x" * length, edits).offsets
    assert offsets is not None
    assert offsets.starts is not None
    assert offsets.ends is not None
    if draw(st.booleans()):
        return OffsetMap.of(list(offsets.starts)[::-1], list(offsets.ends)[::-1], length, monotone=False)
    return offsets


@given(st.data(), st.integers(0, 12))
def test_a_chain_maps_as_one_map_after_the_other(data: st.DataObject, length: int) -> None:
    first = data.draw(rewrites(length))
    second = data.draw(rewrites(first.length))
    chain = first.then(second)

    for start in range(chain.length):
        span = Span(start, start + 1)
        assert chain.to_original(span) == first.to_original(second.to_original(span))
    for start in range(chain.length + 1):
        for end in range(start, chain.length + 1):
            original = chain.to_original(Span(start, end))
            assert original.end <= length
            if start < end:
                assert chain.from_original(original).contains(Span(start, end))


@given(st.data(), st.text("abc", max_size=20))
def test_removing_is_replacing_with_nothing(data: st.DataObject, text: str) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    places = list(zip(cuts[::2], cuts[1::2], strict=False))

    assert remove(text, places) == replace(text, [(start, end, "") for start, end in places])
