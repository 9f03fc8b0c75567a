"""A kept message read by a person who changes rules: recorded before anything is done with its words."""

from typing import Any

from app.model.principal import View
from app.store.events import Actor, Event, event_entry
from app.store.records import LogRecord
from app.store.verdict_log import VerdictLog


def read_kept(log: VerdictLog, review_id: str, view: View, actor: Actor) -> tuple[LogRecord, dict[str, Any] | None]:
    """The record of a review and its message; None where the log keeps no text of it, and then nothing was read.

    Raises UnknownReview, also for one outside ``view``; VerdictLogUnavailable, also when the read cannot be recorded.
    """
    record = log.get(review_id, view)
    message = log.message_of(record)
    if message is not None:
        log.append(event_entry(Event("review-read", f"review:{record.review_id}", record.tenant), actor))
    return record, message
