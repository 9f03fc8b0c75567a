"""From a request to a waiver in force and to its end, on both databases, with replay of what it touched."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.errors import UnknownRule
from app.intake import TODAY, Intake, Submission
from app.metrics import Metrics
from app.model.message import Message, Part
from app.model.principal import Principal
from app.model.vocabulary import Decision
from app.model.waiver import NO_WAIVERS
from app.publishing import waiver_refusals as refusals
from app.publishing.active import ActiveRuleSet
from app.publishing.active_waivers import ActiveWaivers
from app.publishing.rejudging import Gone, Kept, rejudge
from app.publishing.waivers import LONGEST_DAYS, NewWaiver, Waivers
from app.review import compile_rule_set
from app.ruleset.loader import load_rule_set
from app.settings import load_settings
from app.store.database import open_database
from app.store.events import EVENT_KIND
from app.store.rule_set_store import RuleSetStore
from app.store.searching import Filters
from app.store.verdict_log import VerdictLog
from app.store.waiver_records import WaiverState
from app.store.waiver_store import WaiverStore
from app.store.writer import LogOptions
from tests.made import MINIMAL_RULE, WORDS
from tests.publishing.conftest import LI, WANG, ZHAO
from tests.store.keys import CONTENT_KEYS, KEYS

PII_RULE = MINIMAL_RULE.format(id="personal", severity="block").replace("family: misleading", "family: pii")
FILES = {
    "rules/CN/one.yaml": MINIMAL_RULE.format(id="one", severity="block").encode(),
    "rules/CN/personal.yaml": PII_RULE.replace("lexicon: words", "lexicon: none").encode(),
    "lexicons/terms/words.yaml": WORDS.encode(),
    "lexicons/terms/none.yaml": WORDS.replace("id: words", "id: none").replace("保本, ", "").encode(),
}


@dataclass
class Desk:
    """Waivers with a clock of their own, and an intake that is given them."""

    log: VerdictLog
    store: WaiverStore
    rule_sets: RuleSetStore
    now: int

    def __post_init__(self) -> None:
        self.waivers = Waivers(self.store, self.log, lambda: FILES, lambda: self.now, timedelta(hours=8))
        self.active = ActiveRuleSet(compile_rule_set(load_rule_set(FILES)), ActiveWaivers())
        self.rule_sets.keep(FILES)
        self.intake = Intake(self.active, self.log, Metrics.new(), load_settings(store_text="full"))

    def day(self, shift: int = 0) -> date:
        return self.waivers.today() + timedelta(days=shift)

    def wanted(self, **values: object) -> NewWaiver:
        known = {"rule_id": "one", "reason": "清库存", "owner": "市场部", "until": self.day(30)}
        return NewWaiver(**{**known, **values})

    def approved(self, **values: object) -> str:
        made = self.waivers.request(self.wanted(**values), LI)
        return self.waivers.approve(made.id, 1, WANG).id

    def submit(self) -> Submission:
        self.active.waivers.follow(self.store)
        return self.intake.submit(Message("", (Part("body", "本产品保本。"),), TODAY), Principal("tests"))


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    log = VerdictLog.open(database_url, KEYS, LogOptions(busy_timeout_seconds=1, content_keys=CONTENT_KEYS))
    log.contents.prepare()
    store, rule_sets = WaiverStore.open(database_url, 1), RuleSetStore.open(database_url, 1)
    yield Desk(log, store, rule_sets, int(datetime.now(UTC).timestamp() * 1e6))
    for opened in (store, rule_sets, log):
        opened.close()


def events(desk: Desk) -> list[dict]:
    page = desk.log.search(Filters(kind=EVENT_KIND), limit=100)
    return [{**json.loads(record.body), "by": record.principal} for record in reversed(page.records)]


def test_from_a_request_to_the_end(desk: Desk) -> None:
    asked = desk.waivers.request(desk.wanted(wording="本產品保本"), LI)
    assert (asked.state, asked.narrowing.wording, asked.since) == (WaiverState.REQUESTED, "本产品保本", None)
    assert desk.submit().record.verdict.decision is Decision.BLOCK

    approved = desk.waivers.approve(asked.id, 1, WANG)
    assert (approved.approver, approved.since) == ("wang", desk.day())
    verdict = desk.submit().record.verdict
    assert (verdict.decision, verdict.findings[0].exemption.id) == (Decision.PASS, asked.id)

    desk.waivers.end(asked.id, 2, "更正已寄出", LI)
    assert desk.submit().record.verdict.decision is Decision.BLOCK
    assert [(event["act"], event["by"]) for event in events(desk)] == [
        ("waiver-requested", "li"),
        ("waiver-approved", "wang"),
        ("waiver-ended", "li"),
    ]
    assert "保本" not in json.dumps(events(desk), ensure_ascii=False)
    assert desk.log.verify().broken is None


def test_a_logged_verdict_is_had_again_with_the_waivers_of_then(desk: Desk) -> None:
    before = desk.submit().record.review_id
    waiver_id = desk.approved()
    during = desk.submit().record.review_id
    desk.waivers.end(waiver_id, 2, "end", LI)
    after = desk.submit().record.review_id
    kept = Kept(desk.rule_sets, desk.store)

    records = [desk.log.get(review_id) for review_id in (before, during, after)]
    assert [record.decision for record in records] == ["block", "pass", "block"]
    assert [len(record.verdict_body().get("waivers", "")) for record in records] == [0, 64, 0]
    assert [rejudge(desk.log, kept, record).identical for record in records] == [True, True, True]


def test_waivers_that_were_altered_are_told_of(desk: Desk, database_url: str) -> None:
    desk.approved()
    record = desk.log.get(desk.submit().record.review_id)
    database = open_database(database_url, 1)
    with pytest.raises(DBAPIError), database.writing() as connection:
        connection.execute(text("UPDATE waiver_set SET waivers = '[]'"))
    database.close()

    class Altered(WaiverStore):
        def _find(self, revision: str) -> str | None:
            return "[]"

    altered = Altered.open(database_url, 1)
    result = rejudge(desk.log, Kept(desk.rule_sets, altered), record)
    altered.close()
    assert (result.identical, result.gone) == (None, (Gone.WAIVERS,))


@pytest.mark.parametrize("who", [LI, WANG])
def test_nobody_approves_what_they_asked_for_or_answer_for(desk: Desk, who: object) -> None:
    asked = desk.waivers.request(desk.wanted(owner="wang"), LI)

    with pytest.raises(refusals.OwnWaiver):
        desk.waivers.approve(asked.id, 1, who)
    assert desk.waivers.approve(asked.id, 1, ZHAO).state is WaiverState.APPROVED


def test_the_database_itself_wants_two_persons_and_keeps_every_step(desk: Desk, database_url: str) -> None:
    desk.approved()
    database = open_database(database_url, 1)
    for statement in (
        "UPDATE waiver_edition SET until = '2099-01-01'",
        "DELETE FROM waiver_edition",
        "INSERT INTO waiver_edition SELECT 'x', edition, state, rule_id, narrowing, reason, owner, requested_by,"
        " requested_by, since, until, note, changed_at, changed_by FROM waiver_edition WHERE edition = 2",
        "INSERT INTO waiver_edition SELECT 'x', edition, 'approved', rule_id, narrowing, reason, owner, requested_by,"
        " NULL, since, until, note, changed_at, changed_by FROM waiver_edition WHERE edition = 2",
    ):
        with pytest.raises(DBAPIError), database.writing() as connection:
            connection.execute(text(statement))
    database.close()


@pytest.mark.parametrize(("shift", "fits"), [(-1, False), (0, True), (LONGEST_DAYS, True), (LONGEST_DAYS + 1, False)])
def test_it_ends_within_a_year(desk: Desk, shift: int, fits: bool) -> None:
    wanted = desk.wanted(until=desk.day(shift))
    if fits:
        assert desk.waivers.request(wanted, LI).until == wanted.until
    else:
        with pytest.raises(refusals.WaiverTerm):
            desk.waivers.request(wanted, LI)


def test_what_was_asked_for_long_ago_and_is_over_is_not_approved(desk: Desk) -> None:
    asked = desk.waivers.request(desk.wanted(until=desk.day(2)), LI)
    desk.now += 4 * 86_400_000_000

    with pytest.raises(refusals.WaiverTerm):
        desk.waivers.approve(asked.id, 1, WANG)


def test_which_rules(desk: Desk) -> None:
    for rule_id in ("no-such-rule", "../one", ""):
        with pytest.raises(UnknownRule):
            desk.waivers.request(desk.wanted(rule_id=rule_id), LI)
    with pytest.raises(refusals.NotWaivable):
        desk.waivers.request(desk.wanted(rule_id="personal"), LI)


@pytest.mark.parametrize(
    "values",
    [
        {"products": ("funds",)},
        {"channels": ("fax",)},
        {"wording": "a", "text": "b"},
        {"wording": " \u200b"},
        {"text": "\ud800"},
    ],
)
def test_what_it_cannot_be_narrowed_to(desk: Desk, values: dict) -> None:
    with pytest.raises(refusals.WaiverInvalid):
        desk.waivers.request(desk.wanted(**values), LI)
    assert desk.waivers.list() == ()


def test_of_two_acts_at_once_one_is_done(desk: Desk) -> None:
    asked = desk.waivers.request(desk.wanted(), LI)
    desk.waivers.refuse(asked.id, 1, "no", WANG)

    with pytest.raises(refusals.WaiverChanged):
        desk.waivers.approve(asked.id, 1, ZHAO)
    with pytest.raises(refusals.WaiverClosed):
        desk.waivers.approve(asked.id, 2, ZHAO)
    with pytest.raises(refusals.UnknownWaiver):
        desk.waivers.end("nosuch", 1, "x", LI)
    assert [event["act"] for event in events(desk)] == ["waiver-requested", "waiver-refused"]


def test_those_that_end_soon_are_listed(desk: Desk) -> None:
    soon, late = desk.approved(until=desk.day(5)), desk.approved(until=desk.day(60))
    desk.waivers.request(desk.wanted(until=desk.day(3)), LI)

    assert [item.id for item in desk.waivers.list(expiring_days=14)] == [soon]
    assert [item.id for item in desk.waivers.list(expiring_days=90)] == [soon, late]
    assert [item.id for item in desk.waivers.list(WaiverState.APPROVED)] == [soon, late]
    desk.now += 6 * 86_400_000_000
    assert desk.waivers.list(expiring_days=14) == ()


def test_the_set_in_force_is_the_same_whoever_looks(desk: Desk) -> None:
    assert desk.store.in_force() == NO_WAIVERS
    desk.approved(channels=("sms",), products=("fund",), campaign=" autumn ")
    found = desk.store.in_force()

    assert desk.store.load_revision(found.revision) == found == desk.store.in_force()
    assert found.waivers[0].narrowing.campaign == "autumn"
