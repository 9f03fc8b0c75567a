"""Where a held review stands: what follows from its verdict and the acts on it, and from nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from app.model.vocabulary import Decision


class Cause(StrEnum):
    """Why a message is before a person."""

    BLOCK = "block"
    FAILURE = "failure"
    SAMPLE = "sample"
    APPEAL = "appeal"


class State(StrEnum):
    """Where it stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    ASKED_BACK = "asked-back"
    RELEASED = "released"
    REFUSED = "refused"


OPEN: Final = (State.WAITING, State.CLAIMED, State.ASKED_BACK)
"""The states in which something is still to be done."""


class ActKind(StrEnum):
    """What can be done; also the kind of its record in the log."""

    APPEAL = "appeal"
    CLAIMED = "claimed"
    ASKED_BACK = "asked-back"
    RELEASED = "released"
    REFUSED = "refused"
    ESCALATED = "escalated"


@dataclass(frozen=True, slots=True)
class Act:
    """One act: by whom (a principal's id), when (microseconds), and in what words."""

    kind: ActKind
    by: str
    at: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A review before a person. ``cause`` is None as long as nothing holds it: its sender can still appeal.

    ``holder`` has claimed it; ``releasers`` have released it so far, each another person; ``acts`` counts the acts.
    """

    review_id: str
    tenant: str
    sender: str
    decision: Decision
    cause: Cause | None
    held_at: int
    state: State = State.WAITING
    holder: str | None = None
    releasers: tuple[str, ...] = ()
    escalation: int = 0
    acts: int = 0

    @property
    def releasers_needed(self) -> int:
        """How many persons it takes."""
        return 2 if self.decision is Decision.BLOCK else 1

    def after(self, act: Act) -> "Item":
        """Where it stands after ``act``."""
        changes: dict[str, Any] = {}
        match act.kind:
            case ActKind.APPEAL if self.cause is None:
                changes = {"cause": Cause.APPEAL, "held_at": act.at}
            case ActKind.APPEAL if self.state is State.ASKED_BACK:
                changes = {"state": State.WAITING, "held_at": act.at, "escalation": 0}
            case ActKind.CLAIMED:
                changes = {"state": State.CLAIMED, "holder": act.by}
            case ActKind.ASKED_BACK:
                changes = {"state": State.ASKED_BACK, "holder": None, "releasers": ()}
            case ActKind.RELEASED:
                releasers = (*self.releasers, act.by)
                enough = len(releasers) >= self.releasers_needed
                state = State.RELEASED if enough else State.WAITING
                changes = {"state": state, "holder": None, "releasers": releasers}
            case ActKind.REFUSED:
                changes = {"state": State.REFUSED, "holder": None}
            case ActKind.ESCALATED:
                changes = {"state": State.WAITING, "holder": None, "escalation": self.escalation + 1}
        return replace(self, acts=self.acts + 1, **changes)


def derive(item: Item, acts: Iterable[Act]) -> Item:
    """Where ``item``, as its verdict left it, stands after ``acts``."""
    for act in acts:
        item = item.after(act)
    return item
