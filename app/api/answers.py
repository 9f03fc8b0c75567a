"""What callers get: the schemas for the API page, and the JSON itself, which is written once and straight.

The models are not in the way of an answer: its JSON is made from the verdict's plain form. Tests hold the two together.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field

from app.api.examples import REVIEW_ANSWER
from app.api.field_errors import Texts
from app.intake import Submission
from app.model.finding import ExemptionKind
from app.model.verdict import VerdictRecord
from app.model.vocabulary import Applicability, Channel, Decision, Family, Severity
from app.store.records import LogRecord
from app.store.verdict_body import VerdictBody, only_verdict


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Place(_Model):
    """Half-open offsets into the original text of a part: in Unicode code points, and in UTF-16 units."""

    part: str
    start: int
    end: int
    utf16_start: int
    utf16_end: int


class Evidence(Place):
    """A place in the message that supports a finding. `score` is 1 for a literal hit, less for a disguised one."""

    quote: str
    label: str
    score: float
    explanation: str
    tag: str = Field(description="The kind of personal data, or the tag of a term; may be empty.")


class Edit(Place):
    """Replace the place with `replacement`; an empty place inserts."""

    replacement: str


class Suggestion(_Model):
    """A way to put a finding right. `safe` may be applied unseen, `unsafe` after a look."""

    applicability: Applicability
    description: Texts
    edits: list[Edit]


class Exemption(_Model):
    """Why a finding does not count: the waiver (`GET /v1/waivers/{id}`) or the approved wording of that id."""

    kind: ExemptionKind
    id: str
    reason: Texts
    owner: str
    approver: str = Field(description="Empty for an approved wording, which is approved with the rule set's version.")
    until: date


class Finding(_Model):
    """A rule that fired. One in `shadow`, or with an `exemption`, does not count."""

    rule_id: str
    family: Family
    severity: Severity
    title: Texts
    message: Texts
    references: list[str]
    evidence: list[Evidence]
    suggestions: list[Suggestion]
    shadow: bool
    exemption: Exemption | None = Field(default=None, description="Only there when there is one.")


class Reason(_Model):
    """Why the decision is what it is."""

    code: str
    message: Texts
    rule_ids: list[str]


class Failure(_Model):
    """A detector that could not run: the decision is then never `pass`."""

    detector: str
    reason: str
    timed_out: bool


class Unread(_Model):
    """Something of the message that was not read."""

    part: str
    code: str
    message: Texts


class Coverage(_Model):
    """Which detectors ran, and what was not read."""

    detectors: list[str]
    failed: list[str]
    unread: list[Unread]


class Chain(_Model):
    """Where the review stands in the verdict log. Keep it: it proves later that the log was not changed."""

    sequence: int
    previous_hash: str
    hash: str


class ReviewAnswer(_Model):
    """`pass` may be sent; `revise` must be changed or shown to a reviewer; `block` only compliance can release."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [REVIEW_ANSWER]})

    review_id: str
    decision: Decision
    reasons: list[Reason]
    findings: list[Finding]
    failures: list[Failure]
    coverage: Coverage
    rule_set_revision: str
    app_version: str
    message_digest: str = Field(description="SHA-256 over the canonical JSON of the message.")
    principal: str
    created_at: datetime
    duration_ms: float = Field(description="From message to verdict.")
    record: Chain
    release_token: str | None = Field(
        description="With it the message may leave (docs/release-tokens.md). Only ever for `pass`; shown to the sender."
    )


class BatchAnswer(_Model):
    """The reviews, in the order of the messages."""

    reviews: list[ReviewAnswer]


class ReviewSummary(_Model):
    """A review as found by a search."""

    review_id: str
    decision: Decision
    channel: Channel | None
    rules: list[str]
    principal: str
    created_at: datetime
    rule_set_revision: str
    message_digest: str
    record: Chain


class ReviewPage(_Model):
    """Reviews, newest first. Pass `next_cursor` as `cursor` for the next page; null on the last."""

    reviews: list[ReviewSummary]
    next_cursor: str | None


class Status(_Model):
    """The service is up."""

    status: Literal["ok", "ready"]


def json_response(content: Any) -> Response:
    """``content`` as an answer."""
    return Response(
        json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), media_type="application/json"
    )


def submission_answer(submission: Submission) -> dict[str, Any]:
    """The answer to the caller whose message it is: quotes as they stand in it."""
    answer = _review(submission.record, submission.body, submission.record.duration_ms)
    return {**answer, "release_token": submission.release_token}


def record_answer(record: LogRecord) -> dict[str, Any]:
    """The same from the log: quotes as the log keeps them."""
    body = record.verdict_body()
    return _review(record, only_verdict(body), body["duration_us"] / 1000)


def page_answer(records: Sequence[LogRecord], next_cursor: str | None) -> dict[str, Any]:
    """A page of a search."""
    return {"reviews": [_summary(record) for record in records], "next_cursor": next_cursor}


def _review(record: VerdictRecord | LogRecord, body: VerdictBody, duration_ms: float) -> dict[str, Any]:
    return {
        "review_id": record.review_id,
        **body,
        "message_digest": record.message_digest,
        "principal": record.principal,
        "created_at": _moment(record.created_at),
        "duration_ms": duration_ms,
        "record": _chain(record),
        "release_token": None,
    }


def _summary(record: LogRecord) -> dict[str, Any]:
    return {
        "review_id": record.review_id,
        "decision": record.decision,
        "channel": record.channel or None,
        "rules": list(record.rules),
        "principal": record.principal,
        "created_at": _moment(record.created_at),
        "rule_set_revision": record.rule_set_revision,
        "message_digest": record.message_digest,
        "record": _chain(record),
    }


def _chain(record: VerdictRecord | LogRecord) -> dict[str, Any]:
    return {"sequence": record.sequence, "previous_hash": record.previous_hash, "hash": record.hash}


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
