"""The queue over real databases: derived from the log, safe when several act at once."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from app.errors import ShenyanError, UnknownReview
from app.gateway.release_verifier import Refusal, ReleaseVerifier
from app.model.message import Part
from app.model.principal import Principal, Role, View
from app.queue.queue import ReviewQueue
from app.queue.state import ActKind, State
from app.releases.releases import Releases
from app.settings import load_settings
from app.store.events import Actor
from app.store.queue_store import Narrow, QueueStore
from tests.databases import postgresql_url
from tests.made import MINIMAL_RULE, compiled
from tests.releases.test_releases import MESSAGE, PARTS, SENDER, House

HOUR = 3_600_000_000
BLOCKED = replace(MESSAGE, parts=(Part("body", "本产品保本。"),))
RULES = compiled(MINIMAL_RULE.format(id="one", severity="block"))


def person(name: str, *roles: Role) -> Actor:
    return Actor(Principal(name, roles or (Role.REVIEWER,), tenant="retail"), "198.51.100.1")


ANNA, BEN = person("anna"), person("ben")


class Desk:
    """A house with its queue."""

    def __init__(self, stack: ExitStack, url: str, state: Path, **settings: Any) -> None:
        self.house = stack.enter_context(closing(House(url, state, RULES, **settings)))
        self.queue = stack.enter_context(
            closing(ReviewQueue.open(self.house.settings, self.house.log, self.house.releases))
        )

    def submit(self, message: Any = BLOCKED) -> str:
        return self.house.intake.submit(message, SENDER).record.review_id

    def do(self, review_id: str, kind: ActKind, actor: Actor, reason: str = "because") -> str:
        try:
            return self.queue.act(review_id, kind, actor, reason).item.state
        except ShenyanError as refusal:
            return refusal.code


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/log.db"
    else:
        with postgresql_url() as made:
            yield made


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


@pytest.fixture
def desk(stack: ExitStack, url: str, tmp_path: Path) -> Desk:
    return Desk(stack, url, tmp_path / "state", queue_sample_share=0, busy_timeout_seconds=10)


def test_a_block_is_held_and_two_persons_let_it_out(desk: Desk) -> None:
    review_id = desk.submit()
    assert [row.review_id for row in desk.queue.list()] == [review_id]

    states = [desk.do(review_id, kind, who) for who in (ANNA, BEN) for kind in (ActKind.CLAIMED, ActKind.RELEASED)]

    assert states == ["claimed", "waiting", "claimed", "released"]
    assert desk.queue.list() == ()
    assert [act.by for act in desk.queue.get(review_id).acts] == ["anna", "anna", "ben", "ben"]
    token = desk.queue.token(review_id, SENDER)
    assert token is not None
    assert desk.house.verify(token, [("body", "本产品保本。")]) is None
    assert desk.house.verify(token, [("body", "本产品保本！")]) is Refusal.TEXT_CHANGED
    assert desk.house.log.verify().broken is None


def test_before_the_second_release_there_is_no_token_even_for_a_stolen_key(desk: Desk) -> None:
    review_id = desk.submit()
    for kind in (ActKind.CLAIMED, ActKind.RELEASED):
        desk.do(review_id, kind, ANNA)

    assert desk.queue.token(review_id, SENDER) is None
    passed = ReleaseVerifier(desk.house.releases.jwks()).read(desk.house.pass_())
    record = desk.house.log.get(review_id)
    forged = desk.house.releases.token(
        replace(passed, review_id=review_id, text_digest=record.verdict_body()["text_digest"])
    )
    assert forged is not None
    assert desk.house.verify(forged, [("body", "本产品保本。")]) is Refusal.NO_RECORD


def test_a_sampled_pass_is_withdrawn_by_a_refusal(stack: ExitStack, url: str, tmp_path: Path) -> None:
    desk = Desk(stack, url, tmp_path / "state", queue_sample_share=1)
    token = desk.house.pass_()
    [row] = desk.queue.list()
    assert desk.house.verify(token) is None

    assert [desk.do(row.review_id, kind, ANNA) for kind in (ActKind.CLAIMED, ActKind.REFUSED)] == ["claimed", "refused"]

    assert desk.house.verify(token) is Refusal.WITHDRAWN
    assert desk.house.verify(token, PARTS[:1]) is Refusal.TEXT_CHANGED


def test_of_many_who_claim_at_once_in_two_processes_one_wins(stack: ExitStack, url: str, tmp_path: Path) -> None:
    desks = [Desk(stack, url, tmp_path / "state", busy_timeout_seconds=10) for _ in range(2)]
    review_id = desks[0].submit()
    together = Barrier(8)

    def claim(number: int) -> str:
        together.wait()
        return desks[number % 2].do(review_id, ActKind.CLAIMED, person(f"reviewer-{number}"))

    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(claim, range(8)))

    assert sorted(outcomes) == ["claimed", *["claimed-by-other"] * 7]
    held = desks[1].queue.get(review_id)
    assert held.item.holder == f"reviewer-{outcomes.index('claimed')}"
    assert [act.kind for act in held.acts] == [ActKind.CLAIMED]
    assert desks[0].house.log.verify().broken is None


def test_what_waits_too_long_is_escalated_once_a_limit(desk: Desk) -> None:
    review_id = desk.submit()
    desk.do(review_id, ActKind.CLAIMED, ANNA)
    now = time.time_ns() // 1000

    raised = [desk.queue.escalate(now + hours * HOUR) for hours in (23, 25, 25, 47, 49, 49, 1000)]

    assert raised == [0, 1, 0, 0, 1, 0, 0]
    item = desk.queue.get(review_id).item
    assert (item.state, item.holder, item.escalation) == (State.WAITING, None, 2)
    assert desk.do(review_id, ActKind.CLAIMED, BEN) == "approver-needed"
    assert desk.do(review_id, ActKind.CLAIMED, person("chief", Role.APPROVER)) == "claimed"


def test_the_index_follows_from_the_log(desk: Desk, stack: ExitStack) -> None:
    ids = [desk.submit() for _ in range(4)]
    desk.house.pass_()
    for kind in (ActKind.CLAIMED, ActKind.ASKED_BACK):
        desk.do(ids[0], kind, ANNA)
    desk.do(ids[0], ActKind.APPEAL, Actor(SENDER, ""))
    for kind in (ActKind.CLAIMED, ActKind.REFUSED):
        desk.do(ids[1], kind, BEN)
    desk.do(ids[2], ActKind.CLAIMED, BEN)
    settings = desk.house.settings
    store = stack.enter_context(closing(QueueStore.open(settings.database_url, 2.0)))
    before = store.items(list(State), Narrow(), 100), [desk.queue.get(review_id) for review_id in ids]
    with store._database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM queue_act")
        connection.exec_driver_sql("DELETE FROM queue_item")
    assert desk.queue.list() == ()

    assert desk.queue.rebuild() == 4

    assert (store.items(list(State), Narrow(), 100), [desk.queue.get(review_id) for review_id in ids]) == before


def test_another_units_reviewer_finds_nothing(desk: Desk) -> None:
    review_id = desk.submit()

    with pytest.raises(UnknownReview):
        desk.queue.act(review_id, ActKind.CLAIMED, ANNA, view=View(tenant="wealth"))
    assert desk.queue.list(tenant="wealth") == ()
    assert len(desk.queue.list(tenant="retail")) == 1


def test_without_releases_nothing_is_held(url: str, tmp_path: Path, stack: ExitStack) -> None:
    from app.intake import Intake
    from app.metrics import Metrics
    from app.publishing.active import ActiveRuleSet

    desk = Desk(stack, url, tmp_path / "state")
    intake = Intake(ActiveRuleSet(RULES), desk.house.log, Metrics.new(), load_settings())

    intake.submit(BLOCKED, SENDER)

    assert desk.queue.list() == ()
    assert isinstance(desk.house.releases, Releases)
