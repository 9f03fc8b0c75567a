"""Absence, nearness, counts and scope become facts; the engine never has to know of "not"."""

from dataclasses import replace
from datetime import date

import pytest

from app.facts import build_facts
from app.model.detection import Context, Detection
from app.model.span import Span
from app.model.vocabulary import Channel, Jurisdiction
from app.ruleset.atoms import InForce, ResolvedAtom
from app.ruleset.conditions import Absent, Apart, Detected, Filter, MessageIs, Near, Scope, Unit, Within
from app.ruleset.demand import Way
from tests.made import document

TEXT = "甲一，乙二。丙三。"
DOCUMENT = replace(document(TEXT, channel=Channel.SMS), products=("money-market-fund",))
A = Detection("a", 0, Span(0, 1))
A_NEGATED = Detection("a", 0, Span(1, 2), contexts=(Context.NEGATED,))
A_WEAK = Detection("a", 0, Span(1, 2), score=0.5)
B = Detection("b", 0, Span(3, 4))
C = Detection("c", 0, Span(6, 7))
UNLESS_NEGATED = Filter(unless=(Context.NEGATED,))


def evidence(atom: ResolvedAtom, *detections: Detection) -> tuple[int, ...] | None:
    facts = build_facts(DOCUMENT, detections, [Way(0, ("key",), (), ())], {"key": atom})
    return facts[0].evidence if facts else None


@pytest.mark.parametrize(
    ("atom", "detections", "expected"),
    [
        (Detected("a"), (A, B), (0,)),
        (Detected("a"), (B,), None),
        (Detected("a", UNLESS_NEGATED), (A_NEGATED,), None),
        (Detected("a", UNLESS_NEGATED), (A, A_NEGATED), (0,)),
        (Detected("a", Filter(only=(Context.NEGATED,))), (A, A_NEGATED), (1,)),
        (Detected("a", Filter(min_score=0.7)), (A, A_WEAK), (0,)),
        (Detected("a", at_least=2), (A,), None),
        (Detected("a", at_least=2), (A, A_WEAK), (0, 1)),
        (Detected("a", quoted=False), (A, B), ()),
        (Detected("a", quoted=False), (B,), None),
        (Absent("a"), (B,), ()),
        (Absent("a"), (A,), None),
        (Absent("a", UNLESS_NEGATED), (A_NEGATED,), ()),
        (Near("a", "b", Within(Unit.CHARACTERS, 2)), (A, B), (0, 1)),
        (Near("a", "b", Within(Unit.CHARACTERS, 1)), (A, B), None),
        (Near("a", "b", Within(Unit.CLAUSE)), (A, B), None),
        (Near("a", "b", Within(Unit.SENTENCE)), (A, B), (0, 1)),
        (Near("a", "c", Within(Unit.SENTENCE)), (A, C), None),
        (Near("a", "c", Within(Unit.PART)), (A, C), (0, 1)),
        (Near("b", "a", Within(Unit.PART), ordered=True), (A, B), None),
        (Near("a", "b", Within(Unit.PART), ordered=True), (A, B), (0, 1)),
        (Apart("a", "b", Within(Unit.CLAUSE)), (A, B), (0,)),
        (Apart("a", "b", Within(Unit.SENTENCE)), (A, B), None),
        (Apart("a", "b", Within(Unit.PART)), (C,), None),
        (MessageIs(Scope(channel=("sms",))), (), ()),
        (MessageIs(Scope(channel=("email",))), (), None),
        (MessageIs(Scope(product=("investment",))), (), ()),
        (MessageIs(Scope(product=("insurance",))), (), None),
        (MessageIs(Scope(language=("zh-Hans",), jurisdiction=("CN",))), (), ()),
        (MessageIs(Scope(audience=("elderly",))), (), None),
    ],
)
def test_when_an_atom_holds(
    atom: ResolvedAtom, detections: tuple[Detection, ...], expected: tuple[int, ...] | None
) -> None:
    assert evidence(atom, *detections) == expected


@pytest.mark.parametrize(
    ("atom", "expected"),
    [
        (InForce(Scope(), Scope(), date(2026, 11, 1), None), True),
        (InForce(Scope(), Scope(), date(2026, 11, 2), None), False),
        (InForce(Scope(), Scope(), None, date(2026, 11, 1)), True),
        (InForce(Scope(), Scope(), None, date(2026, 10, 31)), False),
        (InForce(Scope(product=("fund",)), Scope(product=("money-market-fund",)), None, None), False),
        (InForce(Scope(product=("fund",)), Scope(channel=("email",)), None, None), True),
    ],
)
def test_a_rule_is_in_force_on_its_days_for_its_messages(atom: InForce, expected: bool) -> None:
    assert (evidence(atom) is not None) is expected


def test_detections_in_different_parts_are_never_near() -> None:
    assert evidence(Near("a", "b", Within(Unit.PART)), A, replace(B, part=1)) is None


def test_a_message_without_known_jurisdiction_is_judged_by_all_that_its_script_suggests() -> None:
    assert DOCUMENT.jurisdictions == (Jurisdiction.CN,)
