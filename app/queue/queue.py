"""The queue: acts of senders and reviewers on held reviews, each of them a record of the log."""

import json
import time
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from app.errors import UnknownReview
from app.model.principal import EVERYTHING, Principal, View
from app.model.vocabulary import Decision
from app.queue.precision import Noise, RulePrecision, precision_of_rules
from app.queue.refusals import NotTheSender
from app.queue.rules import check
from app.queue.state import OPEN, Act, ActKind, Cause, Item, State, derive
from app.releases.releases import Releases
from app.settings import Settings
from app.store.canonical import canonical_json
from app.store.events import Actor
from app.store.queue_store import ItemRow, Narrow, QueueChanged, QueueStore, StoredAct, acting
from app.store.records import Entry, LogRecord, to_microseconds
from app.store.verdict_log import VerdictLog

_TRIES: Final = 5
_HOUR_US: Final = 3_600_000_000
_AT_ONCE: Final = 200
SYSTEM: Final = Actor(Principal("system", ()), "")


@dataclass(frozen=True, slots=True)
class Held:
    """A review before a person, with its record and the acts on it."""

    record: LogRecord
    item: Item
    acts: tuple[Act, ...]


class ReviewQueue:
    """For the life of one process. Safe to share between threads and with other processes."""

    def __init__(self, settings: Settings, log: VerdictLog, store: QueueStore, releases: Releases) -> None:
        self._settings = settings
        self._log = log
        self._store = store
        self._releases = releases

    @classmethod
    def open(cls, settings: Settings, log: VerdictLog, releases: Releases) -> Self:
        """The queue in the database of ``log``. Raises DatabaseUnusable."""
        return cls(settings, log, QueueStore.open(settings.database_url, settings.busy_timeout_seconds), releases)

    def close(self) -> None:
        """Close the connections."""
        self._store.close()

    def list(
        self, states: Collection[State] = OPEN, tenant: str | None = None, after: str = "", limit: int = 50
    ) -> tuple[ItemRow, ...]:
        """Items in any of ``states``, oldest first. Raises VerdictLogUnavailable."""
        return self._store.items([state.value for state in states], Narrow(tenant, after), limit)

    def counts(self) -> tuple[dict[str, int], float]:
        """Open items by state, and for how many seconds the oldest has been held. Raises VerdictLogUnavailable."""
        items, held_at = self._store.counts([state.value for state in OPEN])
        return items, 0.0 if held_at is None else max(0.0, time.time_ns() / 1e9 - held_at / 1e6)

    def get(self, review_id: str, view: View = EVERYTHING) -> Held:
        """Raises UnknownReview, also for one outside ``view``; VerdictLogUnavailable."""
        record = self._log.get(review_id, view)
        acts = _acts(review_id, self._store.acts(review_id))
        return Held(record, derive(_at_first(record), acts), acts)

    def act(self, review_id: str, kind: ActKind, actor: Actor, reason: str = "", view: View = EVERYTHING) -> Held:
        """Do it, and give what is then the case: durable, or not done at all.

        Raises UnknownReview, one of `app.queue.refusals`, QueueChanged, VerdictLogUnavailable or Overloaded.
        """
        for _ in range(_TRIES):
            held = self.get(review_id, view)
            check(held.item, held.acts, kind, actor.principal)
            act = Act(kind, actor.principal.id, time.time_ns() // 1000, reason)
            try:
                self._append(held, act, actor)
            except QueueChanged:
                continue  # looking again tells why this one may not be done, or that it still may
            return Held(held.record, held.item.after(act), (*held.acts, act))
        raise QueueChanged

    def escalate(self, now: int | None = None) -> int:
        """Raise what has waited past its limit by ``now`` (microseconds); how many. Raises VerdictLogUnavailable."""
        now = time.time_ns() // 1000 if now is None else now
        count = 0
        for level, hours in enumerate(self._settings.queue_escalation_hours, start=1):
            narrow = Narrow(held_until=now - round(hours * _HOUR_US), escalated_less_than=level)
            for row in self._store.items([State.WAITING.value, State.CLAIMED.value], narrow, _AT_ONCE):
                held = self.get(row.review_id)
                late = held.item.held_at <= now - round(hours * _HOUR_US) and held.item.escalation < level
                if late and held.item.state in (State.WAITING, State.CLAIMED):
                    try:
                        self._append(held, Act(ActKind.ESCALATED, SYSTEM.principal.id, now), SYSTEM)
                        count += 1
                    except QueueChanged:  # another process was quicker
                        continue
        return count

    def precision(
        self, since: int | None, until: int | None, tenant: str | None, noise: Noise
    ) -> tuple[RulePrecision, ...]:
        """What reviewers made of each rule, as `precision_of_rules`. Raises VerdictLogUnavailable."""
        return precision_of_rules(self._store, since, until, tenant, noise=noise)

    def token(self, review_id: str, principal: Principal) -> str | None:
        """The release token of a message that passed or was released, for its sender; None for any other message.

        Raises UnknownReview, NotTheSender or VerdictLogUnavailable.
        """
        record = self._log.get(review_id, View(tenant=principal.tenant))
        if record.principal != principal.id:
            raise NotTheSender
        release = self._releases.release(record)
        return None if release is None else self._releases.token(release)

    def rebuild(self) -> int:
        """Make the index again from the log; how many items. Raises VerdictLogUnavailable."""
        return self._store.rebuild(self._row_again)

    def _row_again(self, review_id: str, acts: Sequence[StoredAct]) -> ItemRow | None:
        try:
            item = derive(_at_first(self._log.get(review_id)), _acts(review_id, acts))
        except UnknownReview:
            return None
        return None if item.cause is None else _row(item)

    def _append(self, held: Held, act: Act, actor: Actor) -> None:
        after = held.item.after(act)
        record_id = str(uuid.uuid4())
        body: dict[str, Any] = {"review_id": after.review_id, "reason": act.reason, "from": actor.address}
        lets_out = act.kind is ActKind.RELEASED and after.state is State.RELEASED
        if lets_out and after.decision is not Decision.PASS:
            body["release"] = self._releases.terms(act.at)
        withdraws = act.kind is ActKind.REFUSED
        self._log.append(
            Entry(
                review_id=record_id,
                created_at=act.at,
                principal=act.by,
                channel="",
                decision="",
                message_digest="",
                rule_set_revision="",
                rules=(),
                body=canonical_json(body),
                kind=act.kind.value,
                tenant=after.tenant,
                also=acting(_row(after), after.acts, record_id, act.at if withdraws else None),
            )
        )


def _at_first(record: LogRecord) -> Item:
    held = record.verdict_body().get("held")
    return Item(
        review_id=record.review_id,
        tenant=record.tenant,
        sender=record.principal,
        decision=Decision(record.decision),
        cause=None if held is None else Cause(held),
        held_at=to_microseconds(record.created_at),
    )


def _acts(review_id: str, stored: Sequence[StoredAct]) -> tuple[Act, ...]:
    bodies = [json.loads(act.body) for act in stored]
    return tuple(
        Act(ActKind(act.kind), act.principal, act.created_at, body["reason"])
        for act, body in zip(stored, bodies, strict=True)
        if body["review_id"] == review_id
    )


def _row(item: Item) -> ItemRow:
    return ItemRow(item.review_id, item.tenant, item.state.value, item.held_at, item.escalation)
