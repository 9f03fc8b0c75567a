"""Backtests of drafts over the logged messages of a period: begun, run in the background, stopped, told of.

Only reviews that the person may read, and whose messages are kept, are judged; that it was begun is recorded. What it
finds has no words of a message: to see those of a sample is a read of that review like any other.
"""

import base64
import json
import secrets
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Final

import structlog

from app.logging import named
from app.model.finding import Localized
from app.model.principal import View
from app.publishing.backtest import Effect, Outcome, Report, report
from app.publishing.backtest_worker import BacktestWorker, WorkerEnded, outcome_of
from app.publishing.changes import apply
from app.publishing.drafts import Drafts, microseconds
from app.publishing.refusals import Refusal, TrialFailed
from app.publishing.versions import SHENYAN
from app.ruleset.loader import RuleSetProblems, load_rule_set
from app.settings import Settings
from app.store.backtest_store import (
    Backtest,
    BacktestState,
    BacktestStore,
    adding,
    advanced,
    count_reviews,
    ending,
    kept_after,
)
from app.store.content_sealing import UnsealableError
from app.store.events import Actor, Event, event_entry
from app.store.key_source import LogKeyMissing
from app.store.verdict_log import VerdictLog

_AT_ONCE: Final = 400
_LEASE_US: Final = 120 * 1_000_000
"""Longer than a part takes; what a process that died had in hand is taken up by another one after it."""
_LOOK_SECONDS: Final = 5.0

_log = structlog.get_logger()


class UnknownBacktest(Refusal):
    """No backtest has this id, or it is over reviews that the caller may not read."""

    code = "unknown-backtest"
    title = Localized("没有这次试算", "There is no such backtest")


class BacktestEnded(Refusal):
    """It is over already."""

    code = "backtest-ended"
    title = Localized("试算已经结束", "The backtest has ended")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which reviews, in microseconds since 1970: ``since`` is included, ``until`` is not."""

    since: int | None = None
    until: int | None = None
    channel: str = ""


class Backtests:
    """For those who may run them. Everything raises VerdictLogUnavailable when the database cannot be used."""

    def __init__(self, store: BacktestStore, drafts: Drafts, log: VerdictLog) -> None:
        self.store = store
        self._drafts = drafts
        self._log = log
        self.owner = str(uuid.uuid4())

    def begin(self, draft_id: str, wanted: Selection, actor: Actor, view: View, *, here: bool = False) -> Backtest:
        """Begin one on the draft as it is now; ``here``: this process runs it, no other.

        Raises UnknownDraft; TrialFailed for a draft whose files have problems.
        """
        draft = self._drafts.get(draft_id)
        try:
            load_rule_set(self._drafts.files(draft))
        except RuleSetProblems as found:
            places = [(f"{item.path}:{item.line}:{item.column}", item.code, item.message) for item in found.problems]
            raise TrialFailed(places) from None
        now = microseconds()
        new = Backtest(
            id=base64.b32encode(secrets.token_bytes(5)).decode().lower(),
            draft=draft.id,
            edition=draft.edition,
            tenant=view.tenant,
            principal=view.principal,
            since=wanted.since,
            until=wanted.until,
            channel=wanted.channel,
            through=0,
            total=0,
            begun_at=now,
            begun_by=actor.principal.id,
            lease_by=self.owner if here else "",
            lease_until=now + _LEASE_US if here else 0,
        )
        total, through = count_reviews(self._log, new.filters)
        new = advanced(new, total=total, through=through)
        after = {**asdict(wanted), "edition": draft.edition, "reviews": total, "backtest": new.id}
        event = Event("backtest-begun", f"draft:{draft.id}", actor.principal.tenant, after=after)
        self._log.append(event_entry(event, actor, adding(new)))
        return new

    def unfinished(self, draft_id: str, wanted: Selection, actor: Actor, view: View) -> Backtest | None:
        """The caller's own of the same draft and selection that stopped on its way, now this process's to run."""
        edition = self._drafts.get(draft_id).edition
        for found in self.store.of_draft(draft_id):
            same = found.edition == edition and found.begun_by == actor.principal.id and found.view == view
            if same and Selection(found.since, found.until, found.channel) == wanted:
                now = microseconds()
                return self.store.claim(self.owner, now, now + _LEASE_US, found.id)
        return None

    def list(self, draft_id: str, view: View) -> tuple[Backtest, ...]:
        """Those of a draft that ``view`` covers, newest first. Raises UnknownDraft."""
        self._drafts.get(draft_id)
        return tuple(found for found in self.store.of_draft(draft_id) if _covers(view, found.view))

    def get(self, draft_id: str, backtest_id: str, view: View) -> Backtest:
        """Raises UnknownBacktest."""
        found = self.store.get(backtest_id)
        if found is None or found.draft != draft_id or not _covers(view, found.view):
            raise UnknownBacktest
        return found

    def cancel(self, draft_id: str, backtest_id: str, actor: Actor, view: View) -> Backtest:
        """Stop it; what it found so far stays. Raises UnknownBacktest or BacktestEnded."""
        found = self.get(draft_id, backtest_id, view)
        if found.state is not BacktestState.RUNNING:
            raise BacktestEnded
        self._end(found, BacktestState.CANCELLED, actor)
        return self.get(draft_id, backtest_id, view)

    def report(self, found: Backtest, samples: int) -> Report:
        """What it has found so far, with up to ``samples`` of each change."""
        made = report(self._outcomes(found), samples)
        judged = found.looked_at - found.not_kept
        made.effects[Effect.SAME] = judged - made.total
        made.total, made.before_us, made.after_us = judged, found.before_us, found.after_us
        return made

    def run(self, found: Backtest, goes_on: Callable[[Backtest], bool]) -> None:
        """Run one that is this process's, to its end or until ``goes_on``, told after each part, says no."""
        draft = self._drafts.editions(found.draft)[found.edition - 1]
        base = self._drafts.base_files(draft)
        worker = BacktestWorker(base, apply(base, draft.changes))
        try:
            while goes_on(found) and (part := kept_after(self._log, found, _AT_ONCE)):
                kept = [(record, message) for record, message in part if message is not None]
                outcomes = worker.judge(
                    [
                        (found.looked_at + index, record.review_id, record.tenant, message)
                        for index, (record, message) in enumerate(kept, 1)
                    ]
                )
                found = advanced(
                    found,
                    reached=part[-1][0].sequence,
                    looked_at=found.looked_at + len(part),
                    not_kept=found.not_kept + len(part) - len(kept),
                    before_us=found.before_us + sum(outcome.before_us for outcome in outcomes),
                    after_us=found.after_us + sum(outcome.after_us for outcome in outcomes),
                    parts=found.parts + 1,
                    lease_until=microseconds() + _LEASE_US,
                )
                changed = [asdict(outcome) for outcome in outcomes if outcome.effect is not Effect.SAME]
                if not self.store.advance(found, json.dumps(changed)):
                    return
            if found.looked_at >= found.total:
                self._end(found, BacktestState.DONE, SHENYAN)
            else:
                self.store.release(found)
        except (WorkerEnded, UnsealableError, LogKeyMissing):
            _log.warning("backtest failed", backtest=found.id)
            self._end(found, BacktestState.FAILED, SHENYAN)
        except KeyboardInterrupt:
            self.store.release(found)
            raise
        finally:
            worker.close()

    def claim(self) -> Backtest | None:
        """One that nobody works on, now this process's."""
        now = microseconds()
        return self.store.claim(self.owner, now, now + _LEASE_US)

    def _end(self, found: Backtest, state: BacktestState, actor: Actor) -> None:
        after = {"backtest": found.id, "state": state.value, "looked_at": found.looked_at}
        event = Event("backtest-ended", f"draft:{found.draft}", found.tenant or "", after=after)
        self._log.append(event_entry(event, actor, ending(found.id, state)))

    def _outcomes(self, found: Backtest) -> Iterator[Outcome]:
        for part in self.store.changes(found):
            yield from (outcome_of(values) for values in json.loads(part))


class BackgroundBacktests:
    """A thread that takes up what was begun, or left by a process that is gone."""

    def __init__(self, backtests: Backtests) -> None:
        self.backtests = backtests
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="backtests", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Look now: one was just begun here."""
        self._wake.set()

    def stop(self) -> None:
        """End after the part in hand; another process, or the next start, goes on from there."""
        self._stopping.set()
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                found = self.backtests.claim()
                if found is not None:
                    self.backtests.run(found, lambda _: not self._stopping.is_set())
                    continue
            except Exception as error:  # the next look goes on where this one stopped
                _log.warning("backtest interrupted", **named(error))
            self._wake.wait(_LOOK_SECONDS)
            self._wake.clear()


@contextmanager
def open_backtests(settings: Settings, log: VerdictLog, drafts: Drafts) -> Iterator[Backtests]:
    """Those of the database of ``log``. Raises DatabaseUnusable."""
    store = BacktestStore.open(settings.database_url, settings.busy_timeout_seconds)
    try:
        yield Backtests(store, drafts, log)
    finally:
        store.close()


@contextmanager
def open_background(settings: Settings, log: VerdictLog, drafts: Drafts) -> Iterator[BackgroundBacktests]:
    """`open_backtests`, and a thread that runs them. Raises DatabaseUnusable."""
    with open_backtests(settings, log, drafts) as backtests:
        background = BackgroundBacktests(backtests)
        try:
            yield background
        finally:
            background.stop()


def _covers(view: View, other: View) -> bool:
    """Whether who reads ``view`` may read all of ``other``."""
    return view.tenant in (None, other.tenant) and view.principal in (None, other.principal)
