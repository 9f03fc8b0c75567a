"""Rows of the verdict log as typed values."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from app.model.verdict import VerdictRecord
from app.store.verdict_body import VerdictBody, verdict_of

VERDICT_KIND: Final = "verdict"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def to_datetime(microseconds: int) -> datetime:
    """Microseconds since 1970 -> UTC."""
    return _EPOCH + timedelta(microseconds=microseconds)


def to_microseconds(moment: datetime) -> int:
    """A moment with a time zone -> microseconds since 1970."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """What to keep so that a repeated request gets the same answer. ``answer`` is from `without_words`."""

    key: str
    request_digest: str
    answer: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A verdict to append. ``created_at`` in microseconds; ``rules`` are (rule id, family), sorted, each rule once.

    ``body`` is canonical JSON; ``content`` the canonical message, when it is to be kept.
    """

    review_id: str
    created_at: int
    principal: str
    channel: str
    decision: str
    message_digest: str
    rule_set_revision: str
    rules: tuple[tuple[str, str], ...]
    body: str
    content: str | None = None
    first_answer: FirstAnswer | None = None


@dataclass(frozen=True, slots=True)
class Appended:
    """Where an entry stands in the chain; it is durable."""

    sequence: int
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class AlreadyAnswered:
    """The entry was not appended: its Idempotency-Key has an answer, for the request of ``request_digest``."""

    sequence: int
    request_digest: str
    answer: str


@dataclass(frozen=True, slots=True)
class LogRecord:
    """One record as it stands in the log. ``body`` is canonical JSON."""

    sequence: int
    kind: str
    review_id: str
    created_at: datetime
    principal: str
    channel: str
    decision: str
    message_digest: str
    rule_set_revision: str
    rules: tuple[str, ...]
    body: str
    previous_hash: str
    hash: str

    def verdict_body(self) -> VerdictBody:
        """The verdict as JSON, quotes as the log keeps them."""
        body: VerdictBody = json.loads(self.body)
        return body

    def verdict_record(self) -> VerdictRecord:
        """The same with a typed verdict."""
        body = self.verdict_body()
        return VerdictRecord(
            sequence=self.sequence,
            review_id=self.review_id,
            message_digest=self.message_digest,
            verdict=verdict_of(body),
            principal=self.principal,
            created_at=self.created_at,
            duration_ms=body["duration_us"] / 1000,
            previous_hash=self.previous_hash,
            hash=self.hash,
        )
