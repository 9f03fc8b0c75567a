"""Which verdicts are held for a person, at the moment they are given."""

import hashlib
from typing import Final

from app.model.message import Message
from app.model.verdict import Verdict
from app.model.vocabulary import Decision, Stage
from app.queue.state import Cause, State
from app.store.queue_store import ItemRow

_ALL: Final = 1 << 64


def held_cause(message: Message, verdict: Verdict, sample_share: float) -> Cause | None:
    """Why the message goes to the queue, or None. A text that is still being typed never does."""
    if message.stage is Stage.TYPING:
        return None
    if verdict.decision is Decision.BLOCK:
        return Cause.BLOCK
    if verdict.failures:
        return Cause.FAILURE
    if verdict.decision is Decision.PASS and is_sampled(message.id, sample_share):
        return Cause.SAMPLE
    return None


def is_sampled(review_id: str, share: float) -> bool:
    """True for ``share`` (0 to 1) of all ids; always the same for one id."""
    drawn = int.from_bytes(hashlib.sha256(f"sample {review_id}".encode()).digest()[:8], "big")
    return drawn < share * _ALL


def new_item(review_id: str, tenant: str, held_at: int) -> ItemRow:
    """The row of a review that has just been held."""
    return ItemRow(review_id, tenant, State.WAITING.value, held_at, 0)
