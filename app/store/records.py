"""Rows of the verdict log as typed values."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from sqlalchemy import Connection

from app.errors import ShenyanError
from app.model.principal import WHOLE_HOUSE
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


class Declined(ShenyanError):  # noqa: N818 - named for what happened
    """``also`` of an entry raises one when what the entry tells of cannot happen any more; it is then not appended.

    The append raises it to its caller; entries that waited together with this one are not disturbed.
    """


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """What to keep so that a repeated request gets the same answer. ``answer`` is from `without_words`."""

    key: str
    request_digest: str
    answer: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """A kept message, encrypted; ``wrapped`` is its data key under the master key ``master_id``.

    ``subject`` is the tag of the person it is about, or empty.
    """

    ciphertext: bytes
    subject: str
    master_id: str
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A record to append. ``created_at`` in microseconds; ``rules`` are (rule id, family), sorted, each rule once.

    ``kind`` is `VERDICT_KIND`, or something else of the same chain: then ``review_id`` is an id of its own,
    and the fields of a verdict are empty. ``tenant`` is the business unit that may read it. ``body`` is canonical JSON;
    ``content`` the canonical message, when it is to be kept: it is ``sealed`` before it gets anywhere; ``subject`` is
    the caller's reference of the person it goes to. ``also`` is done in the same commit: what a record tells of has
    then happened, and only then.
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
    kind: str = VERDICT_KIND
    tenant: str = WHOLE_HOUSE
    also: Callable[[Connection], None] | None = None
    subject: str | None = None
    sealed: Sealed | None = None

    def sealed_as(self, sealed: Sealed) -> Self:
        """The same with its content encrypted, and nowhere in clear."""
        return replace(self, content=None, subject=None, sealed=sealed)


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
    """One record as it stands in the log. ``body`` is canonical JSON.

    ``clock_step``: microseconds by which the clock was found set back just before. Order is that of ``sequence`` alone.
    """

    sequence: int
    kind: str
    review_id: str
    created_at: datetime
    principal: str
    tenant: str
    channel: str
    decision: str
    message_digest: str
    rule_set_revision: str
    rules: tuple[str, ...]
    body: str
    clock_step: int
    key_id: str
    previous_hash: str
    hash: str
    mac: str

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
