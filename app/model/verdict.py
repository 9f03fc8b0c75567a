"""The answer of a review, and the record of it."""

from dataclasses import dataclass
from datetime import datetime

from app.model.detection import DetectorFailure
from app.model.finding import Finding, Localized
from app.model.vocabulary import Decision


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the decision is what it is: the policy step (``code``) and the rules behind it.

    ``rule_ids`` of an ``approved-wording`` are the approved wordings that the message is made of.
    """

    code: str
    message: Localized
    rule_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Something of the message that was not read: an image without OCR, a language without a pack."""

    part: str
    code: str
    message: Localized


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which detectors ran, and what was not read."""

    detectors: tuple[str, ...]
    failed: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The same message, rule-set revision and app version always give the same verdict."""

    decision: Decision
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    failures: tuple[DetectorFailure, ...]
    coverage: Coverage
    rule_set_revision: str
    app_version: str


@dataclass(frozen=True, slots=True)
class VerdictRecord:
    """A verdict as logged. ``created_at`` is UTC; ``hash`` covers all other fields and the one before."""

    sequence: int
    review_id: str
    message_digest: str
    verdict: Verdict
    principal: str
    created_at: datetime
    duration_ms: float
    previous_hash: str
    hash: str
