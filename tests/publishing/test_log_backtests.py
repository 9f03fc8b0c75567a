"""Backtests over the log, on both databases: what is judged, for whom, stopped, and taken up again."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from app.model.message import Message, Part
from app.model.principal import EVERYTHING, View
from app.model.vocabulary import Channel
from app.publishing.active import compile_files
from app.publishing.backtest import Effect
from app.publishing.log_backtests import BacktestEnded, Backtests, Selection, UnknownBacktest
from app.publishing.refusals import TrialFailed
from app.review import review
from app.store.backtest_store import Backtest, BacktestState, BacktestStore
from app.store.canonical import canonical_json, digest
from app.store.content_erasure import Erasure
from app.store.events import EVENT_KIND
from app.store.message_body import message_json
from app.store.records import Entry
from app.store.searching import Filters
from app.store.verdict_log import VerdictLog
from app.store.writer import LogOptions
from tests.publishing.conftest import FILES, LEXICON, LI, House
from tests.store.keys import CONTENT_KEYS, KEYS

TEXTS = ["本产品保本", "账单已生成", "稳赚不赔", "零风险理财", "周末愉快"]
STEADY = FILES[LEXICON].decode().replace("terms: [保本, 零风险,", "terms: [保本, 稳赚,")
"""The lexicon with another term in the place of one."""


@pytest.fixture
def kept_log(house: House, database_url: str) -> Iterator[VerdictLog]:
    log = VerdictLog.open(database_url, KEYS, LogOptions(busy_timeout_seconds=1, content_keys=CONTENT_KEYS))
    yield log
    log.close()


@pytest.fixture
def backtests(house: House, kept_log: VerdictLog, database_url: str) -> Iterator[Backtests]:
    store = BacktestStore.open(database_url, 1)
    yield Backtests(store, house.drafts, kept_log)
    store.close()


def add(log: VerdictLog, number: int, text: str, *, tenant: str = "retail", kept: bool = True) -> str:
    message = Message("", (Part("body", text),), date(2026, 11, 1), channel=Channel.SMS)
    content = message_json(message)
    review_id = f"review-{number}"
    body = canonical_json({"decision": "pass", "findings": [], "content": "sealed"} if kept else {"findings": []})
    log.append(
        Entry(
            review_id=review_id,
            created_at=1_000_000 * number,
            principal="bot",
            channel="sms",
            decision="pass",
            message_digest=digest(content),
            rule_set_revision="0" * 64,
            rules=(),
            body=body,
            content=content if kept else None,
            tenant=tenant,
        )
    )
    return review_id


def go_on(_found: Backtest) -> bool:
    return True


def test_the_counts_are_those_of_judging_every_message_by_both(
    house: House, kept_log: VerdictLog, backtests: Backtests
) -> None:
    texts = [TEXTS[number % len(TEXTS)] for number in range(23)]
    for number, text in enumerate(texts):
        add(kept_log, number, text, tenant=("retail", "wealth")[number % 2])
    add(kept_log, 100, "保本", kept=False)
    Erasure(kept_log).erase_review(add(kept_log, 101, "保本"), "asked for", LI, EVERYTHING)
    draft = house.drafts.begin("steady", {LEXICON: STEADY}, LI)

    begun = backtests.begin(draft.id, Selection(), LI, EVERYTHING, here=True)
    backtests.run(begun, go_on)
    found = backtests.get(draft.id, begun.id, EVERYTHING)
    result = backtests.report(found, 2)

    before, after = (compile_files(files) for files in (house.versions.files(1), house.drafts.files(draft)))
    decisions = [
        tuple(
            review(Message("x", (Part("body", text),), date(2026, 11, 1), channel=Channel.SMS), rules).decision.value
            for rules in (before, after)
        )
        for text in texts
    ]
    assert (found.state, found.total, found.looked_at, found.not_kept) == (BacktestState.DONE, 25, 25, 2)
    assert result.total == 23
    assert result.effects[Effect.NEWLY_BLOCKED] == decisions.count(("pass", "block")) == 5
    assert result.effects[Effect.NEWLY_PASSING] == decisions.count(("block", "pass")) == 4
    assert result.effects[Effect.SAME] == 14
    assert result.by_rule["good-rule", Effect.NEWLY_BLOCKED] == 5
    assert result.channels["sms", Effect.NEWLY_PASSING] == 4
    assert sum(result.tenants[tenant, Effect.NEWLY_BLOCKED] for tenant in ("retail", "wealth")) == 5
    assert [outcome.review_id for outcome in result.samples[Effect.NEWLY_BLOCKED]] == ["review-2", "review-7"]
    assert min(result.before_us, result.after_us) > 0
    assert not any(text in part for part in backtests.store.changes(found) for text in TEXTS)


def test_period_channel_and_business_unit_narrow_it(house: House, kept_log: VerdictLog, backtests: Backtests) -> None:
    for number in range(6):
        add(kept_log, number, "稳赚", tenant=("retail", "wealth")[number % 2])
    draft = house.drafts.begin("steady", {LEXICON: STEADY}, LI)

    def total(wanted: Selection, view: View = EVERYTHING) -> int:
        return backtests.begin(draft.id, wanted, LI, view).total

    assert total(Selection()) == 6
    assert total(Selection(since=2_000_000, until=5_000_000)) == 3
    assert total(Selection(channel="email")) == 0
    assert total(Selection(), View(tenant="wealth")) == 3
    assert total(Selection(), View(tenant="retail", principal="somebody")) == 0


def test_who_may_not_read_the_reviews_does_not_see_the_backtest(house: House, backtests: Backtests) -> None:
    draft = house.drafts.begin("steady", {LEXICON: STEADY}, LI)
    retail = View(tenant="retail")
    whole, part = (backtests.begin(draft.id, Selection(), LI, view) for view in (EVERYTHING, retail))

    assert [found.id for found in backtests.list(draft.id, retail)] == [part.id]
    assert backtests.get(draft.id, part.id, EVERYTHING).id == part.id
    for wrong in (View(tenant="wealth"), View(tenant="retail", principal="li")):
        with pytest.raises(UnknownBacktest):
            backtests.get(draft.id, part.id, wrong)
    with pytest.raises(UnknownBacktest):
        backtests.get(draft.id, whole.id, retail)
    with pytest.raises(UnknownBacktest):
        backtests.get("other", part.id, EVERYTHING)


def test_it_is_taken_up_where_it_stopped(
    house: House, kept_log: VerdictLog, backtests: Backtests, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.publishing.log_backtests._AT_ONCE", 4)
    for number in range(10):
        add(kept_log, number, TEXTS[number % len(TEXTS)])
    draft = house.drafts.begin("steady", {LEXICON: STEADY}, LI)
    begun = backtests.begin(draft.id, Selection(), LI, EVERYTHING, here=True)
    add(kept_log, 50, "稳赚")  # after it began: not part of it

    backtests.run(begun, lambda found: found.looked_at < 4)
    store = BacktestStore.open(database_url, 1)
    other = Backtests(store, house.drafts, kept_log)
    taken = other.claim()
    assert taken is not None
    assert (taken.id, taken.looked_at, other.claim()) == (begun.id, 4, None)
    # What the first process may still send is not taken any more.
    assert not backtests.store.advance(replace(begun, parts=2), "[]")
    house.drafts.edit(draft.id, draft.edition, {LEXICON: STEADY.replace("稳赚", "账单")}, LI)  # another edition
    other.run(taken, go_on)
    found = other.get(draft.id, begun.id, EVERYTHING)
    store.close()

    assert (found.state, found.looked_at, found.parts) == (BacktestState.DONE, 10, 3)
    assert backtests.report(found, 0).effects == {
        Effect.SAME: 6, Effect.NEWLY_BLOCKED: 2, Effect.NEWLY_PASSING: 2,
    }  # fmt: skip


def test_it_can_be_stopped_and_every_step_is_recorded(
    house: House, kept_log: VerdictLog, backtests: Backtests, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.publishing.log_backtests._AT_ONCE", 2)
    for number in range(6):
        add(kept_log, number, "稳赚")
    draft = house.drafts.begin("steady", {LEXICON: STEADY}, LI)
    begun = backtests.begin(draft.id, Selection(), LI, EVERYTHING, here=True)

    def cancel_soon(found: Backtest) -> bool:
        if found.looked_at == 2:
            backtests.cancel(draft.id, begun.id, LI, EVERYTHING)
        return True

    backtests.run(begun, cancel_soon)
    found = backtests.get(draft.id, begun.id, EVERYTHING)

    assert (found.state, found.looked_at) == (BacktestState.CANCELLED, 2)
    assert backtests.report(found, 5).effects[Effect.NEWLY_BLOCKED] == 2
    with pytest.raises(BacktestEnded):
        backtests.cancel(draft.id, begun.id, LI, EVERYTHING)
    events = [json.loads(record.body) for record in kept_log.search(Filters(kind=EVENT_KIND)).records][:2]
    assert [event["act"] for event in events] == ["backtest-ended", "backtest-begun"]
    assert (events[1]["after"]["reviews"], events[0]["after"]["state"]) == (6, "cancelled")


def test_a_draft_with_problems_is_not_tried(house: House, backtests: Backtests) -> None:
    draft = house.drafts.begin("wrong", {LEXICON: "id: words\n"}, LI)

    with pytest.raises(TrialFailed):
        backtests.begin(draft.id, Selection(), LI, EVERYTHING)
    assert backtests.list(draft.id, EVERYTHING) == ()
