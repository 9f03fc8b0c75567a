"""Retention: the first rule that fits decides, holds prevail, and every step is in a chain that stays whole."""

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from app.auth.access import ON_THE_MACHINE
from app.model.principal import EVERYTHING
from app.settings import InvalidSettings, RetentionRule, load_settings
from app.store.content_erasure import ContentOnHold, Erasure
from app.store.events import event_body
from app.store.holds import Holds, NewHold
from app.store.records import to_microseconds
from app.store.retention import cutoff, expire
from app.store.searching import Filters
from app.store.verdict_log import VerdictLog
from app.store.writer import LogOptions
from tests.store.entries import kept_entry
from tests.store.keys import CONTENT_KEYS, KEYS

START = datetime(2026, 11, 21, 12, tzinfo=UTC)
RULES = (
    RetentionRule(channel="sms", decision="pass", days=30),
    RetentionRule(decision="block", years=10),
    RetentionRule(channel="sms", years=3),
    RetentionRule(channel="email", years=5),
)
DAYS = {("sms", "pass"): 30, ("sms", "block"): 3653, ("sms", "revise"): 1096, ("email", "pass"): 1826,
        ("email", "block"): 3653, ("email", "revise"): 1826}  # fmt: skip
"""How long RULES keep what was sent on START; anything else for ever."""


@pytest.mark.parametrize(
    ("rule", "now", "expected"),
    [
        ({"days": 30}, "2026-03-01", "2026-01-30"),
        ({"years": 5}, "2026-11-21", "2021-11-21"),
        ({"years": 1}, "2028-02-29", "2027-02-28"),
        ({"years": 4}, "2028-02-29", "2024-02-29"),
    ],
)
def test_how_far_back_a_rule_reaches(rule: dict[str, Any], now: str, expected: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert cutoff(RetentionRule(**rule), moment).date().isoformat() == expected


@pytest.mark.parametrize("channel", ["sms", "email", "app-push"])
@pytest.mark.parametrize("decision", ["pass", "revise", "block"])
def test_the_first_rule_that_fits_decides(log: VerdictLog, channel: str, decision: str) -> None:
    given = kept_entry(1, created_at=to_microseconds(START), channel=channel, decision=decision)
    log.append(given)
    days = 3653 if decision == "block" else DAYS.get((channel, decision))
    moment = START + timedelta(days=60_000 if days is None else days)

    early = expire(Erasure(log), RULES, moment - timedelta(microseconds=1 if days else 0), ON_THE_MACHINE)
    assert (early.count, log.message_of(log.get_at(1)) is not None) == (0, True)
    assert expire(Erasure(log), RULES, moment, ON_THE_MACHINE).count == (0 if days is None else 1)


def test_an_expiry_tells_what_was_done_by_which_rules(log: VerdictLog) -> None:
    for number in range(3):
        log.append(kept_entry(number, created_at=to_microseconds(START), decision="pass"))
    now = START + timedelta(days=31)

    assert expire(Erasure(log), (), now, ON_THE_MACHINE).count == 0
    assert expire(Erasure(log), RULES[:1], now, ON_THE_MACHINE).count == 3

    (event,) = log.search(Filters(kind="event")).records
    assert event_body(event)["after"] == {
        "rules": [{"channel": "sms", "decision": "pass", "days": 30}],
        "at": now.isoformat(),
        "count": 3,
        "records": [[1, 3]],
    }
    assert log.verify().broken is None


@pytest.mark.parametrize(
    "wrong", [{}, {"years": 5, "days": 1}, {"years": 0}, {"years": 5, "channel": "pigeon"}, {"years": 5, "x": 1}]
)
def test_rules_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidSettings, match="retention"):
        load_settings(retention=[wrong])


class Keeping(RuleBasedStateMachine):
    """Messages come in, holds come and go, time passes, people ask for erasure; a model says what must be there."""

    holds = Bundle("holds")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.log = VerdictLog.open(f"sqlite:///{self.folder}/log.db", KEYS, LogOptions(content_keys=CONTENT_KEYS))
        self.now = START
        self.kept: dict[str, tuple[datetime, str, str, str]] = {}
        self.gone: set[str] = set()
        self.standing: dict[str, NewHold] = {}

    @rule(
        subject=st.sampled_from(["ann", "bob", ""]),
        channel=st.sampled_from(["sms", "email", "app-push"]),
        decision=st.sampled_from(["pass", "revise", "block"]),
    )
    def send(self, subject: str, channel: str, decision: str) -> None:
        given = kept_entry(
            len(self.kept), created_at=to_microseconds(self.now), subject=subject or None, channel=channel,
            decision=decision,
        )  # fmt: skip
        self.log.append(given)
        self.kept[given.review_id] = (self.now, subject, channel, decision)

    @rule(days=st.sampled_from([1, 29, 30, 365, 1100, 2000, 4000]))
    def pass_time(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(target=holds, data=st.data(), kind=st.sampled_from(["review", "subject", "since", "until"]))
    def hold(self, data: st.DataObject, kind: str) -> str:
        if kind == "review" and self.kept:
            wanted = NewHold("x", review_id=data.draw(st.sampled_from(sorted(self.kept))))
        elif kind == "since":
            wanted = NewHold("x", since=self.now)
        elif kind == "until":
            wanted = NewHold("x", until=self.now)
        else:
            wanted = NewHold("x", subject=data.draw(st.sampled_from(["ann", "bob"])))
        hold = Holds(self.log).place(wanted, ON_THE_MACHINE, EVERYTHING)
        self.standing[hold.id] = wanted
        return hold.id

    @rule(hold=holds)
    def release(self, hold: str) -> None:
        if self.standing.pop(hold, None) is not None:
            Holds(self.log).release(hold, "x", ON_THE_MACHINE, EVERYTHING)

    @rule()
    def expire(self) -> None:
        over = {key for key in self._there() if self._is_over(key) and not self._is_held(key)}
        assert expire(Erasure(self.log), RULES, self.now, ON_THE_MACHINE).count == len(over)
        self.gone |= over

    @rule(subject=st.sampled_from(["ann", "bob"]))
    def erase_subject(self, subject: str) -> None:
        theirs = {key for key in self._there() if self.kept[key][1] == subject}
        held = any(self._is_held(key) for key in theirs)
        try:
            count = Erasure(self.log).erase_subject(subject, "x", ON_THE_MACHINE, EVERYTHING).count
        except ContentOnHold:
            assert held
        else:
            assert (held, count) == (False, len(theirs))
            self.gone |= theirs

    @invariant()
    def what_is_there_is_what_should_be(self) -> None:
        readable = {key for key in self.kept if self.log.message_of(self.log.get(key)) is not None}
        assert readable == self._there()
        assert self.log.verify().broken is None

    def teardown(self) -> None:
        self.log.close()
        shutil.rmtree(self.folder)

    def _there(self) -> set[str]:
        return set(self.kept) - self.gone

    def _is_over(self, key: str) -> bool:
        sent, _, channel, decision = self.kept[key]
        fitting = [r for r in RULES if r.channel in (None, channel) and r.decision in (None, decision)]
        if not fitting:
            return False
        if fitting[0].days is not None:
            return self.now - sent >= timedelta(days=fitting[0].days)
        assert fitting[0].years is not None
        end = datetime(sent.year + fitting[0].years, sent.month, sent.day, sent.hour, tzinfo=UTC)
        return self.now >= end

    def _is_held(self, key: str) -> bool:
        sent, subject, *_ = self.kept[key]
        return any(
            hold.review_id in (None, key)
            and hold.subject in (None, subject)
            and (hold.since is None or hold.since <= sent)
            and (hold.until is None or sent < hold.until)
            for hold in self.standing.values()
        )


Keeping.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestKeeping = Keeping.TestCase
