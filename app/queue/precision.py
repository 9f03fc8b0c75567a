"""What reviewers made of each rule's findings: upheld where the message was refused, dismissed where it was released.

A message may have findings of several rules; a release dismisses all of them, and a refusal upholds all of them, so
the figure of a rule that seldom fires alone says less: ``alone`` counts the decisions in which it did. Shadow rules
are counted by what became of the messages that others, or the sample, brought before a person.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.model.vocabulary import Severity
from app.queue.state import ActKind, State
from app.store.queue_store import QueueStore
from app.store.verdict_body import VerdictBody

SHOWN_DISMISSALS: Final = 20
"""Of each noisy rule, the last ones."""


@dataclass(frozen=True, slots=True)
class Noise:
    """A rule is noisy when its precision is below ``below``, of at least ``least`` decisions."""

    below: float = 0.5
    least: int = 5


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A review that was released, with the reason of the last who released it."""

    review_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class RulePrecision:
    """The decisions on messages that a rule fired on. ``precision`` is upheld of all, 0 to 1, to four digits.

    ``shadow``: it was in shadow each time. ``dismissals`` are there for a noisy rule, newest first.
    """

    rule_id: str
    upheld: int
    dismissed: int
    alone: int
    shadow: bool
    noisy: bool
    dismissals: tuple[Dismissal, ...] = ()

    @property
    def precision(self) -> float:
        """Upheld of all decisions."""
        return round(self.upheld / (self.upheld + self.dismissed), 4)


@dataclass(slots=True)
class _Count:
    upheld: int = 0
    alone: int = 0
    shadow: bool = True
    dismissed: list[str] = field(default_factory=list)


def precision_of_rules(
    store: QueueStore, since: int | None = None, until: int | None = None, tenant: str | None = None, *, noise: Noise
) -> tuple[RulePrecision, ...]:
    """All rules that a decision was about, the least precise first; of reviews from ``since`` and before ``until``.

    Times in microseconds since 1970; ``tenant`` None: of all. Raises VerdictLogUnavailable.
    """
    counts: dict[str, _Count] = {}
    for decided in store.decided((State.RELEASED.value, State.REFUSED.value), since, until, tenant):
        findings = list(_judged(json.loads(decided.body)))
        for rule_id, shadow in findings:
            count = counts.setdefault(rule_id, _Count())
            count.alone += len(findings) == 1
            count.shadow = count.shadow and shadow
            if decided.state == State.REFUSED:
                count.upheld += 1
            else:
                count.dismissed.append(decided.review_id)
    found = [_precision(store, rule_id, count, noise) for rule_id, count in counts.items()]
    return tuple(sorted(found, key=lambda item: (item.precision, -item.dismissed, item.rule_id)))


def _judged(body: VerdictBody) -> Iterator[tuple[str, bool]]:
    """The rules that a decision says something of: those that asked for a change, or would have."""
    for finding in body["findings"]:
        if finding["severity"] != Severity.ADVISE and "exemption" not in finding:
            yield finding["rule_id"], finding["shadow"]


def _precision(store: QueueStore, rule_id: str, count: _Count, noise: Noise) -> RulePrecision:
    dismissed, decisions = len(count.dismissed), count.upheld + len(count.dismissed)
    noisy = decisions >= noise.least and count.upheld / decisions < noise.below
    shown = count.dismissed[: -SHOWN_DISMISSALS - 1 : -1] if noisy else ()
    return RulePrecision(rule_id, count.upheld, dismissed, count.alone, count.shadow, noisy, _dismissals(store, shown))


def _dismissals(store: QueueStore, review_ids: Sequence[str]) -> tuple[Dismissal, ...]:
    found = []
    for review_id in review_ids:
        reasons = [json.loads(act.body)["reason"] for act in store.acts(review_id) if act.kind == ActKind.RELEASED]
        found.append(Dismissal(review_id, reasons[-1] if reasons else ""))
    return tuple(found)
