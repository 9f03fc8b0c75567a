"""Over a real log: a token is given for what passed only, and each use of it is in the chain."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.errors import VerdictLogUnavailable
from app.gateway.release_verifier import Refusal, Release, ReleaseVerifier, text_digest
from app.intake import TODAY, Intake
from app.metrics import Metrics
from app.model.message import Message, Part
from app.model.principal import Principal
from app.model.vocabulary import Channel, Decision, Stage
from app.publishing.active import ActiveRuleSet
from app.releases.keys import rotate
from app.releases.releases import Releases, key_path
from app.review import CompiledRuleSet
from app.settings import load_settings
from app.store.events import EVENT_KIND, Actor, event_body
from app.store.release_store import withdrawing
from app.store.searching import Filters
from app.store.verdict_log import VerdictLog
from app.store.writer import LogOptions
from tests.databases import postgresql_url
from tests.made import MINIMAL_RULE, compiled
from tests.store.entries import entry
from tests.store.keys import KEYS

PARTS = [("subject", "提示"), ("body", "投资有风险。")]
MESSAGE = Message("", tuple(Part(*part) for part in PARTS), TODAY, channel=Channel.SMS)
SENDER = Principal("tests", tenant="retail")
GATEWAY = Actor(Principal("gateway"), "203.0.113.7")


class House:
    """One process of the service."""

    def __init__(self, url: str, state: Path, rules: CompiledRuleSet, **settings: Any) -> None:
        self.settings = load_settings(database_url=url, state_dir=state, **settings)
        self.log = VerdictLog.open(url, KEYS, LogOptions(busy_timeout_seconds=10))
        self.releases = Releases.open(self.settings, self.log)
        self.rules = rules
        self.intake = Intake(ActiveRuleSet(rules), self.log, Metrics.new(), self.settings, self.releases)

    def pass_(self, message: Message = MESSAGE) -> str:
        submission = self.intake.submit(message, SENDER)
        assert submission.record.verdict.decision is Decision.PASS
        assert submission.release_token is not None
        return submission.release_token

    def verify(self, token: str, parts: Any = PARTS, channel: str = "sms", actor: Actor = GATEWAY) -> Refusal | None:
        return self.releases.verify(token, parts, channel, actor, self.rules.revision).reason

    def events(self) -> list[tuple[str, Any]]:
        records = self.log.search(Filters(kind=EVENT_KIND)).records
        return [(body["act"], body["after"]) for body in map(event_body, reversed(records))]

    def close(self) -> None:
        self.releases.close()
        self.log.close()


MakeHouse = Callable[..., House]


@pytest.fixture(scope="module")
def rules() -> CompiledRuleSet:
    return compiled(MINIMAL_RULE.format(id="one", severity="block"), MINIMAL_RULE.format(id="two", severity="revise"))


@pytest.fixture(params=["sqlite", "postgresql"])
def make_house(request: pytest.FixtureRequest, tmp_path: Path, rules: CompiledRuleSet) -> Iterator[MakeHouse]:
    with ExitStack() as stack:
        url = f"sqlite:///{tmp_path}/log.db"
        if request.param == "postgresql":
            url = stack.enter_context(postgresql_url())
        state = tmp_path / "state"
        yield lambda **settings: stack.enter_context(closing(House(url, state, rules, **settings)))


def test_a_message_that_passed_may_leave_and_each_time_is_recorded(make_house: MakeHouse) -> None:
    house = make_house()
    token = house.pass_()

    assert [house.verify(token) for _ in range(2)] == [None, None]
    assert house.verify(token, [PARTS[0], ("body", "投资有风险！")]) is Refusal.TEXT_CHANGED
    assert house.verify(token, channel="email") is Refusal.OTHER_CHANNEL
    assert house.events()[1:] == [
        ("release-used", {"one_time": False}),
        ("release-used", {"one_time": False}),
        ("release-refused", {"reason": "text-changed"}),
        ("release-refused", {"reason": "other-channel"}),
    ]
    assert house.log.verify().broken is None


@pytest.mark.parametrize(
    ("changes", "decision"),
    [
        ({"parts": (Part("body", "本产品保本。"),)}, Decision.BLOCK),
        ({"stage": Stage.TYPING}, Decision.PASS),
        ({"day": date(2020, 1, 1)}, Decision.PASS),
        ({"day": date(2999, 1, 1)}, Decision.PASS),
    ],
)
def test_without_a_final_pass_of_today_there_is_no_token(
    make_house: MakeHouse, changes: dict[str, Any], decision: Decision
) -> None:
    house = make_house()

    submission = house.intake.submit(replace(MESSAGE, **changes), SENDER)

    assert (submission.record.verdict.decision, submission.release_token) == (decision, None)
    assert "release" not in house.log.get(submission.record.review_id).verdict_body()


def test_revise_gets_none(tmp_path: Path) -> None:
    rules = compiled(MINIMAL_RULE.format(id="one", severity="revise"))
    with closing(House(f"sqlite:///{tmp_path}/log.db", tmp_path, rules)) as house:
        submission = house.intake.submit(replace(MESSAGE, parts=(Part("body", "本产品保本。"),)), SENDER)

    assert (submission.record.verdict.decision, submission.release_token) == (Decision.REVISE, None)


def test_without_an_appended_record_there_is_no_token(make_house: MakeHouse) -> None:
    house = make_house()
    house.log._writer.close()

    with pytest.raises(VerdictLogUnavailable):
        house.intake.submit(MESSAGE, SENDER)


def test_a_stolen_key_signs_nothing_that_the_log_does_not_have(make_house: MakeHouse) -> None:
    house = make_house()
    token = house.pass_()
    good = ReleaseVerifier(house.releases.jwks()).read(token)
    blocked = house.intake.submit(replace(MESSAGE, parts=(Part("body", "本产品保本。"),)), SENDER).record.review_id
    forged = [
        Release("no-such-review", text_digest([("body", "x")]), "sms", "retail", "a" * 64, 1, 2**40, one_time=False),
        replace(good, review_id=blocked, text_digest=text_digest([("body", "本产品保本。")])),
        replace(good, expires_at=good.expires_at + 1),
    ]
    texts = [[("body", "x")], [("body", "本产品保本。")], PARTS]

    for release, parts in zip(forged, texts, strict=True):
        signed = house.releases.token(release)
        assert signed is not None
        assert house.verify(signed, parts) is Refusal.NO_RECORD


def test_once_is_once_for_many_threads_of_two_processes(make_house: MakeHouse) -> None:
    houses = [make_house(release_one_time=True, busy_timeout_seconds=10) for _ in range(2)]
    token = houses[0].pass_()
    together = threading.Barrier(8)

    def use(house: House) -> Refusal | None:
        together.wait()
        return house.verify(token)

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(use, houses * 4))

    assert sorted(answers, key=lambda answer: answer is not None) == [None, *[Refusal.ALREADY_USED] * 7]
    acts = [act for act, _ in houses[0].events()[1:]]
    assert sorted(acts) == ["release-refused"] * 7 + ["release-used"]
    assert houses[0].log.verify().broken is None


def test_what_is_declined_does_not_disturb_its_neighbours(make_house: MakeHouse) -> None:
    house = make_house(release_one_time=True)
    token = house.pass_()
    assert house.verify(token) is None
    together = threading.Barrier(12)

    def act(number: int) -> object:
        together.wait()
        return house.verify(token) if number % 2 else house.log.append(entry(number))

    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(act, range(12)))

    assert answers[1::2] == [Refusal.ALREADY_USED] * 6
    assert house.log.verify().records == 1 + 1 + 1 + 12


def test_a_release_ends(make_house: MakeHouse) -> None:
    house = make_house(release_hours=1e-5)
    assert house.verify(house.pass_()) is Refusal.EXPIRED


def test_a_withdrawn_release_is_over(make_house: MakeHouse) -> None:
    house = make_house()
    token = house.pass_()
    release = ReleaseVerifier(house.releases.jwks()).read(token)
    house.log.append(replace(entry(), also=withdrawing(release.review_id, 1)))

    assert house.verify(token) is Refusal.WITHDRAWN


@pytest.mark.parametrize(("only_active", "expected"), [(False, None), (True, Refusal.RULE_SET_RETIRED)])
def test_another_rule_set_ends_it_only_where_so_set(
    make_house: MakeHouse, only_active: bool, expected: Refusal | None
) -> None:
    house = make_house(release_only_active_rule_set=only_active)
    token = house.pass_()

    assert house.releases.verify(token, PARTS, "sms", GATEWAY, "b" * 64).reason is expected
    assert house.verify(token) is None


@pytest.mark.parametrize(("tenant", "expected"), [("", None), ("retail", None), ("wealth", Refusal.OTHER_TENANT)])
def test_a_gateway_of_another_unit_lets_nothing_out(
    make_house: MakeHouse, tenant: str, expected: Refusal | None
) -> None:
    house = make_house()
    assert house.verify(house.pass_(), actor=Actor(Principal("gateway", tenant=tenant), "")) is expected


def test_a_rotation_keeps_old_tokens_good_and_a_lost_file_ends_them(make_house: MakeHouse) -> None:
    house = make_house()
    old = house.pass_()
    rotate(key_path(house.settings))
    new = house.pass_()

    assert (house.verify(old), house.verify(new)) == (None, None)
    key_path(house.settings).unlink()
    later = make_house()
    assert later.verify(old) is Refusal.UNKNOWN_KEY
    assert later.verify(later.pass_()) is None
    assert [act for act, _ in later.events()].count("release-key-made") == 2


def test_without_a_key_the_verdict_stands_and_nothing_leaves(make_house: MakeHouse) -> None:
    house = make_house()
    key_path(house.settings).unlink()

    submission = house.intake.submit(MESSAGE, SENDER)

    assert (submission.record.verdict.decision, submission.release_token) == (Decision.PASS, None)


def test_a_repeated_request_gets_the_same_token(make_house: MakeHouse) -> None:
    house = make_house(release_one_time=True)
    first, again = (house.intake.submit(MESSAGE, SENDER, "key-1") for _ in range(2))

    assert again.replayed
    assert first.release_token == again.release_token
    assert first.release_token is not None
    assert house.verify(first.release_token) is None
    third = house.intake.submit(MESSAGE, SENDER, "key-1").release_token
    assert third is not None
    assert house.verify(third) is Refusal.ALREADY_USED
