"""The only way to a verdict: the active rule set judges, the log records, and only then is there an answer."""

import asyncio
import os
import re
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import structlog

from app.errors import (
    IdempotencyInFlight,
    IdempotencyMismatch,
    InvalidIdempotencyKey,
    InvalidMessage,
    MessageTooLong,
    ReviewFailed,
)
from app.gateway.release_verifier import Release, text_digest
from app.logging import named
from app.metrics import Metrics
from app.model.finding import Localized
from app.model.message import Message
from app.model.principal import Principal
from app.model.verdict import Verdict, VerdictRecord
from app.model.vocabulary import Decision, Stage
from app.model.waiver import WaiverSet
from app.publishing.active import ActiveRuleSet
from app.queue.holding import held_cause, new_item
from app.releases.releases import Releases, release_of
from app.review import CompiledRuleSet, review
from app.settings import Settings, StoreText
from app.store.canonical import canonical_json, digest
from app.store.first_answer import with_words, without_words
from app.store.masking import masked
from app.store.message_body import message_json
from app.store.queue_store import holding
from app.store.records import AlreadyAnswered, Appended, Entry, FirstAnswer, to_datetime
from app.store.verdict_body import VerdictBody, describe, verdict_of
from app.store.verdict_log import VerdictLog
from app.text.blank import is_blank
from app.text.errors import TextError

_log = structlog.get_logger()

TODAY: Final = date.min
"""``Message.day`` of a message that is to be judged by the law of the day it is submitted."""

_LONGEST_INLINE: Final = 4000
"""Code points. A longer message is judged in a thread, so that it does not hold up the others; for a shorter one the
way to the thread and back costs more than the wait (tests/benchmarks/http_benchmark.py)."""

_KEY: Final = re.compile(r"[\x21-\x7e]{1,255}")


@dataclass(frozen=True, slots=True)
class Submission:
    """A logged verdict. ``body`` is the caller's own answer: quotes unmasked. ``replayed``: it was given before.

    ``release_token``: with it the message may leave; never for anything but ``pass``.
    """

    record: VerdictRecord
    body: VerdictBody
    replayed: bool = False
    release_token: str | None = None


@dataclass(frozen=True, slots=True)
class _Claim:
    """An Idempotency-Key with the digest of the request it came with."""

    key: str
    request_digest: str


@dataclass(frozen=True, slots=True)
class _Judged:
    message: Message
    verdict: Verdict
    body: VerdictBody
    entry: Entry
    duration_us: int
    release: Release | None


class Intake:
    """Takes messages in. Safe to share between threads and tasks."""

    def __init__(
        self,
        rule_sets: ActiveRuleSet,
        log: VerdictLog,
        metrics: Metrics,
        settings: Settings,
        releases: Releases | None = None,
    ) -> None:
        """Without ``releases`` there are no release tokens, and no message is held for a person."""
        self._releases = releases
        self._rule_sets = rule_sets
        self._log = log
        self._metrics = metrics
        self._settings = settings
        self._day_offset = timedelta(hours=settings.day_utc_offset_hours)
        self._in_flight: set[tuple[str, str]] = set()
        self._in_flight_lock = threading.Lock()

    def submit(self, message: Message, principal: Principal, idempotency_key: str | None = None) -> Submission:
        """Judge ``message``, log the verdict durably, and return it. Its id is filled in, and its day where `TODAY`.

        The same ``idempotency_key`` of the same principal with the same message gives the first submission again.
        Raises InvalidMessage or MessageTooLong; InvalidIdempotencyKey, IdempotencyMismatch or IdempotencyInFlight;
        RuleSetNotLoaded, ReviewFailed, VerdictLogUnavailable or Overloaded; TextError. Then there is no verdict.
        """
        with self._only_one(principal, idempotency_key):
            judged = self._judge(message, principal, self._claim_of(message, idempotency_key))
            started = time.perf_counter()
            return self._answer(judged, self._log.append(judged.entry), started)

    async def submit_async(
        self, message: Message, principal: Principal, idempotency_key: str | None = None
    ) -> Submission:
        """As `submit`, for an event loop."""
        with self._only_one(principal, idempotency_key):
            claim = self._claim_of(message, idempotency_key)
            if sum(len(part.text) for part in message.parts) <= _LONGEST_INLINE:
                judged = self._judge(message, principal, claim)
            else:
                judged = await asyncio.to_thread(self._judge, message, principal, claim)
            started = time.perf_counter()
            return self._answer(judged, await self._log.append_async(judged.entry), started)

    async def submit_batch_async(
        self, messages: Sequence[Message], principal: Principal, idempotency_key: str | None = None
    ) -> list[Submission]:
        """Submit all ``messages``, in order. Raises as `submit`; a pointer then begins with ``/messages/<index>``.

        When it raises, some verdicts may be in the log already, but none was given out.
        """
        with self._only_one(principal, idempotency_key):
            for index, message in enumerate(messages):
                self._check(message, f"/messages/{index}")
            judged = await asyncio.to_thread(self._judge_all, messages, principal, idempotency_key)
            started = time.perf_counter()
            outcomes = await asyncio.gather(*(self._log.append_async(item.entry) for item in judged))
            return [self._answer(item, outcome, started) for item, outcome in zip(judged, outcomes, strict=True)]

    def _judge_all(self, messages: Sequence[Message], principal: Principal, key: str | None) -> list[_Judged]:
        if key is None:
            return [self._judge(message, principal, None) for message in messages]
        # Each message has a key of its own, which no caller can send (it has a space), bound to the whole batch.
        whole = digest("\n".join(message_json(message) for message in messages))
        return [
            self._judge(message, principal, _Claim(f"{key} {index}", digest(f"{whole} {index}")))
            for index, message in enumerate(messages)
        ]

    def _claim_of(self, message: Message, key: str | None) -> _Claim | None:
        self._check(message)
        return None if key is None else _Claim(key, digest(message_json(message)))

    @contextmanager
    def _only_one(self, principal: Principal, key: str | None) -> Iterator[None]:
        if key is None:
            yield
            return
        if _KEY.fullmatch(key) is None:
            raise InvalidIdempotencyKey
        claim = (principal.id, key)
        with self._in_flight_lock:
            if claim in self._in_flight:
                raise IdempotencyInFlight
            self._in_flight.add(claim)
        try:
            yield
        finally:
            with self._in_flight_lock:
                self._in_flight.discard(claim)

    def _judge(self, message: Message, principal: Principal, claim: _Claim | None) -> _Judged:
        rule_set, waivers = self._rule_sets.current, self._rule_sets.waivers.current
        now = time.time_ns() // 1000
        today = (to_datetime(now) + self._day_offset).date()
        message = replace(message, id=new_review_id(now), day=today if message.day == TODAY else message.day)
        content = message_json(message)
        started = time.perf_counter_ns()
        verdict = self._review(message, rule_set, waivers)
        duration_us = (time.perf_counter_ns() - started) // 1000
        body = describe(message, verdict)
        kept: VerdictBody = {**masked(body)}  # never more: the chain is for ever, and a kept message can be erased
        if keeps_text := self._settings.store_text is StoreText.FULL:
            kept["content"] = "sealed"
        kept["duration_us"] = duration_us
        if waivers.revision:
            kept["waivers"] = waivers.revision
        kept["text_digest"] = text_digest((part.name, part.text) for part in message.parts)
        if self._releases is not None and _may_leave(message, verdict, today):
            kept["release"] = self._releases.terms(now)
        cause = None if self._releases is None else held_cause(message, verdict, self._settings.queue_sample_share)
        if cause is not None:
            kept["held"] = cause.value
        entry = Entry(
            review_id=message.id,
            created_at=now,
            principal=principal.id,
            tenant=principal.tenant,
            channel="" if message.channel is None else message.channel.value,
            decision=verdict.decision.value,
            message_digest=digest(content),
            rule_set_revision=verdict.rule_set_revision,
            rules=tuple(sorted({(finding.rule_id, finding.family.value) for finding in verdict.findings})),
            body=canonical_json(kept),
            also=None if cause is None else holding(new_item(message.id, principal.tenant, now)),
            content=content if keeps_text else None,
            subject=None if message.recipient is None else message.recipient.reference,
            first_answer=None
            if claim is None
            else FirstAnswer(claim.key, claim.request_digest, without_words(message, body)),
        )
        return _Judged(message, verdict, body, entry, duration_us, release_of(entry))

    def _review(self, message: Message, rule_set: CompiledRuleSet, waivers: WaiverSet) -> Verdict:
        try:
            return review(message, rule_set, waivers)
        except TextError:
            raise
        except Exception as error:
            self._metrics.review_failures.inc()
            _log.error("review failed", review_id=message.id, **named(error))
            raise ReviewFailed from None

    def _check(self, message: Message, pointer: str = "") -> None:
        if all(is_blank(part.text) for part in message.parts):
            raise InvalidMessage(
                Localized(
                    "消息没有文字，只有空白或看不见的字符",
                    "The message has no text, only white space or invisible characters",
                ),
                f"{pointer}/parts",
            )
        if len(message.parts) > self._settings.max_parts:
            limit = self._settings.max_parts
            raise InvalidMessage(
                Localized(f"消息最多 {limit} 个部分", f"A message has at most {limit} parts"), f"{pointer}/parts"
            )
        if len({part.name for part in message.parts}) < len(message.parts):
            raise InvalidMessage(
                Localized("各部分的名称不得重复", "Each part of a message needs a name of its own"), f"{pointer}/parts"
            )
        length = sum(len(part.text) for part in message.parts) + sum(len(turn.text) for turn in message.conversation)
        if length > self._settings.max_text_chars:
            raise MessageTooLong(self._settings.max_text_chars)

    def _answer(self, judged: _Judged, outcome: Appended | AlreadyAnswered, append_started: float) -> Submission:
        if isinstance(outcome, AlreadyAnswered):
            return self._first_submission(judged, outcome)
        self._metrics.append_seconds.observe(time.perf_counter() - append_started)
        self._metrics.count_review(judged.verdict, judged.message.channel, judged.duration_us / 1e6)
        entry = judged.entry
        record = VerdictRecord(
            sequence=outcome.sequence,
            review_id=entry.review_id,
            message_digest=entry.message_digest,
            verdict=judged.verdict,
            principal=entry.principal,
            created_at=to_datetime(entry.created_at),
            duration_ms=judged.duration_us / 1000,
            previous_hash=outcome.previous_hash,
            hash=outcome.hash,
        )
        return Submission(record, judged.body, release_token=self._token(judged.release))

    def _token(self, release: Release | None) -> str | None:
        """Only ever for what has been appended: the token repeats what the record says."""
        return None if release is None or self._releases is None else self._releases.token(release)

    def _first_submission(self, judged: _Judged, outcome: AlreadyAnswered) -> Submission:
        first_answer = judged.entry.first_answer
        if first_answer is None or outcome.request_digest != first_answer.request_digest:
            raise IdempotencyMismatch
        body = with_words(judged.message, outcome.answer)
        logged = self._log.get_at(outcome.sequence)
        record = replace(logged.verdict_record(), verdict=verdict_of(body))
        return Submission(record, body, replayed=True, release_token=self._token(release_of(logged)))


def _may_leave(message: Message, verdict: Verdict, today: date) -> bool:
    """A text still being typed, and a message judged by the law of another day, are not let out by a pass."""
    return verdict.decision is Decision.PASS and message.stage is not Stage.TYPING and message.day == today


def new_review_id(microseconds: int) -> str:
    """A UUID of version 7: later ones sort after earlier ones, by the microsecond."""
    milliseconds, rest = divmod(microseconds, 1000)
    random = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    # 48 bits of milliseconds, version 7, 12 bits of the microsecond (RFC 9562, method 3), variant, 62 random bits.
    value = milliseconds << 80 | 0x7 << 76 | (rest * 4096 // 1000) << 64 | 0b10 << 62 | random
    return str(uuid.UUID(int=value))
