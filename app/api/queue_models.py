"""What callers send and get about the queue for human review."""

from typing import Any, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.api.answers import ReviewAnswer, record_answer
from app.model.vocabulary import Decision
from app.queue.queue import Held
from app.queue.state import ActKind, Cause, State
from app.store.queue_store import ItemRow
from app.store.records import to_datetime


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QueueReason(_Model):
    """Why. It is kept in the log for good: no personal data of customers."""

    reason: str = Field(min_length=1, max_length=2000)


class QueueSearch(BaseModel):
    """What to list."""

    model_config = ConfigDict(extra="forbid")

    state: State | None = Field(default=None, description="All that are open when it is not said.")
    after: str = Field(default="", max_length=36, description="`next` of the page before.")
    limit: int = Field(default=50, ge=1, le=200)


class QueueEntry(_Model):
    """A held review as listed."""

    review_id: str
    tenant: str
    state: State
    held_at: AwareDatetime
    escalation: int = Field(description="How many time limits have passed: 0, 1 or 2.")


class QueuePage(_Model):
    """Held reviews, oldest first."""

    items: list[QueueEntry]
    next: str | None


class ActAnswer(_Model):
    """What was done, as the log has it."""

    kind: ActKind
    by: str
    at: AwareDatetime
    reason: str


class HeldAnswer(_Model):
    """A held review. A block needs two releases, by two persons."""

    review_id: str
    decision: Decision
    cause: Cause | None
    state: State
    sender: str
    tenant: str
    held_at: AwareDatetime
    escalation: int
    holder: str | None
    releasers: list[str]
    releasers_needed: int
    acts: list[ActAnswer]


class HeldReviewAnswer(HeldAnswer):
    """The same with the verdict as logged, and with the message where the service keeps it."""

    review: ReviewAnswer
    message: dict[str, Any] | None = Field(description="null when only its digest is kept.")


class ReleaseAnswer(_Model):
    """The token of a message that passed, or that persons released; null for any other."""

    release_token: str | None


MODELS: Final = (QueueReason,)


def page_answer(rows: tuple[ItemRow, ...], limit: int) -> dict[str, Any]:
    """A page of the queue."""
    items = [
        {
            "review_id": row.review_id,
            "tenant": row.tenant,
            "state": row.state,
            "held_at": _moment(row.held_at),
            "escalation": row.escalation,
        }
        for row in rows
    ]
    return {"items": items, "next": rows[-1].review_id if len(rows) == limit else None}


def held_answer(held: Held) -> dict[str, Any]:
    """A held review."""
    item = held.item
    return {
        "review_id": item.review_id,
        "decision": item.decision,
        "cause": item.cause,
        "state": item.state,
        "sender": item.sender,
        "tenant": item.tenant,
        "held_at": _moment(item.held_at),
        "escalation": item.escalation,
        "holder": item.holder,
        "releasers": list(item.releasers),
        "releasers_needed": item.releasers_needed,
        "acts": [{"kind": act.kind, "by": act.by, "at": _moment(act.at), "reason": act.reason} for act in held.acts],
    }


def held_review_answer(held: Held, message: dict[str, Any] | None) -> dict[str, Any]:
    """The same with what it is about."""
    return {**held_answer(held), "review": record_answer(held.record), "message": message}


def _moment(microseconds: int) -> str:
    return to_datetime(microseconds).isoformat(timespec="microseconds").replace("+00:00", "Z")
