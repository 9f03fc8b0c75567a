"""A review as JSON, in the shape of the HTTP answer. Without a log record, what the record would say is null."""

from typing import TYPE_CHECKING, Any

from app.model.message import Message
from app.model.verdict import Verdict
from app.store.canonical import digest
from app.store.message_body import message_json
from app.store.records import LogRecord
from app.store.verdict_body import VerdictBody, describe, only_verdict

if TYPE_CHECKING:  # the intake brings all detectors with it, and a look into the log needs none
    from app.intake import Submission


def submission_json(submission: "Submission") -> dict[str, Any]:
    """A logged review, with every quote as it stands in the message."""
    return _json(submission.body, submission.record.message_digest, submission.record.duration_ms, submission.record)


def record_json(record: LogRecord) -> dict[str, Any]:
    """A review from the log, with the quotes as the log keeps them."""
    body = record.verdict_body()
    duration_ms = body["duration_us"] / 1000
    return _json(only_verdict(body), record.message_digest, duration_ms, record)


def verdict_json(message: Message, verdict: Verdict, duration_ms: float) -> dict[str, Any]:
    """A review that was not logged."""
    return _json(describe(message, verdict), digest(message_json(message)), duration_ms, None)


def _json(body: VerdictBody, message_digest: str, duration_ms: float, record: Any) -> dict[str, Any]:
    return {
        "review_id": record.review_id if record else None,
        **body,
        "message_digest": message_digest,
        "principal": record.principal if record else None,
        "created_at": record.created_at.isoformat(timespec="microseconds").replace("+00:00", "Z") if record else None,
        "duration_ms": duration_ms,
        "record": {"sequence": record.sequence, "previous_hash": record.previous_hash, "hash": record.hash}
        if record
        else None,
    }
