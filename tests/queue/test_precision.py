"""What the decisions of reviewers say of each rule, on both databases."""

from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.model.message import Part
from app.model.waiver import Narrowing, Waiver, WaiverSet
from app.publishing.active import ActiveRuleSet
from app.publishing.active_waivers import ActiveWaivers
from app.queue.precision import Noise, RulePrecision
from app.queue.queue import ReviewQueue
from app.queue.state import ActKind
from tests.made import DAY, MINIMAL_RULE, compiled
from tests.queue.test_queue import ANNA, BEN, BLOCKED, Desk, stack, url
from tests.releases.test_releases import House

__all__ = ["stack", "url"]

OTHER = "id: other\ntitle: {zh: 词, en: words}\nterms: [清仓]\n"
RULES = compiled(
    MINIMAL_RULE.format(id="one", severity="block"),
    MINIMAL_RULE.format(id="two", severity="revise")
    .replace("lexicon: words", "lexicon: other")
    .replace("保本", "清仓"),
    MINIMAL_RULE.format(id="watched", severity="block").replace("family:", "status: shadow\nfamily:"),
    MINIMAL_RULE.format(id="advice", severity="advise"),
    other=OTHER,
)
QUIET = Noise(below=0.5, least=3)


@pytest.fixture
def desk(stack: ExitStack, url: str, tmp_path: Path) -> Desk:
    made = Desk.__new__(Desk)
    made.house = stack.enter_context(closing(House(url, tmp_path / "state", RULES)))
    made.queue = stack.enter_context(
        closing(ReviewQueue.open(made.house.settings, made.house.log, made.house.releases))
    )
    return made


def decided(desk: Desk, text: str, kind: ActKind, reason: str = "because") -> str:
    review_id = desk.submit(replace(BLOCKED, parts=(Part("body", text),)))
    for actor in (ANNA, BEN) if kind is ActKind.RELEASED else (ANNA,):
        desk.do(review_id, ActKind.CLAIMED, actor)
        desk.do(review_id, kind, actor, f"{reason} {actor.principal.id}")
    return review_id


def figures(found: tuple[RulePrecision, ...]) -> dict[str, tuple]:
    return {item.rule_id: (item.precision, item.upheld, item.dismissed, item.alone, item.shadow) for item in found}


def test_refused_is_upheld_and_released_is_dismissed(desk: Desk) -> None:
    refused = [decided(desk, "本产品保本。", ActKind.REFUSED) for _ in range(3)]
    decided(desk, "本产品保本，清仓。", ActKind.RELEASED)
    desk.submit()  # nobody has decided on this one

    found = desk.queue.precision(None, None, None, Noise())
    assert figures(found) == {
        "one": (0.75, 3, 1, 0, False),
        "two": (0.0, 0, 1, 0, False),
        "watched": (0.75, 3, 1, 0, True),
    }
    assert [item.rule_id for item in found] == ["two", "one", "watched"]
    assert [item.noisy for item in found] == [False, False, False]
    assert len(refused) == 3


def test_a_noisy_rule_is_shown_with_its_dismissals(desk: Desk) -> None:
    first, second = (decided(desk, "本产品保本。", ActKind.RELEASED, f"说明 {n}") for n in range(2))
    decided(desk, "本产品保本。", ActKind.REFUSED)

    one = next(item for item in desk.queue.precision(None, None, None, QUIET) if item.rule_id == "one")
    assert (one.noisy, [(item.review_id, item.reason) for item in one.dismissals]) == (
        True,
        [(second, "说明 1 ben"), (first, "说明 0 ben")],
    )
    assert [item.noisy for item in desk.queue.precision(None, None, None, replace(QUIET, least=4))] == [False, False]


def test_of_a_period_and_of_a_business_unit(desk: Desk) -> None:
    decided(desk, "本产品保本。", ActKind.REFUSED)

    assert desk.queue.precision(None, 1, None, QUIET) == ()
    assert desk.queue.precision(1 << 60, None, None, QUIET) == ()
    assert desk.queue.precision(None, None, "elsewhere", QUIET) == ()
    assert len(desk.queue.precision(1, 1 << 60, "retail", QUIET)) == 2


def test_a_waived_finding_says_nothing_of_its_rule(desk: Desk) -> None:
    waiver = Waiver("w", "two", Narrowing(), "why", "owner", "wang", DAY.replace(year=2020), DAY.replace(year=2099))
    waivers = ActiveWaivers(WaiverSet((waiver,), "a" * 64))
    desk.house.intake._rule_sets = ActiveRuleSet(RULES, waivers)
    decided(desk, "本产品保本，清仓。", ActKind.REFUSED)

    assert set(figures(desk.queue.precision(None, None, None, QUIET))) == {"one", "watched"}
