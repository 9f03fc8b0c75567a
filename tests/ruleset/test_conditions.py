"""Conditions multiply out to conjunctions that say the same."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ruleset.conditions import All, AnyOf, Condition, Detected, TooManyConjunctions, conjunctions, labels

ATOMS = st.sampled_from("abcd").map(Detected)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda items: All(tuple(items))),
        st.lists(inner, min_size=1, max_size=3).map(lambda items: AnyOf(tuple(items))),
    ),
    max_leaves=8,
)


def holds(condition: Condition, present: set[str]) -> bool:
    match condition:
        case All(items):
            return all(holds(item, present) for item in items)
        case AnyOf(items):
            return any(holds(item, present) for item in items)
        case Detected(label):
            return label in present
    raise AssertionError(condition)


@given(CONDITIONS)
def test_conjunctions_mean_the_same(condition: Condition) -> None:
    ways = conjunctions(condition)

    for size in range(5):
        for present in map(set, itertools.combinations("abcd", size)):
            fires = any(all(atom.label in present for atom in way if isinstance(atom, Detected)) for way in ways)
            assert fires is holds(condition, present)


def test_a_condition_that_explodes_is_refused() -> None:
    pair = AnyOf((Detected("a"), Detected("b")))
    wide = All(tuple(AnyOf((Detected(f"x{n}"), Detected(f"y{n}"))) for n in range(7)))

    assert len(conjunctions(All((pair, pair)))) == 4
    with pytest.raises(TooManyConjunctions):
        conjunctions(wide)


def test_labels_come_in_order_each_once() -> None:
    assert labels(All((Detected("b"), AnyOf((Detected("a"), Detected("b")))))) == ("b", "a")
