"""A verdict as plain JSON: what the log keeps and what callers get, in one shape."""

from bisect import bisect_left
from datetime import date
from typing import Final, NotRequired, TypedDict

from app.model.detection import DetectorFailure
from app.model.finding import Edit, Evidence, Exemption, ExemptionKind, Finding, Localized, Suggestion
from app.model.message import Message
from app.model.span import Span
from app.model.verdict import Coverage, Reason, Unread, Verdict
from app.model.vocabulary import Applicability, Decision, Family, Severity
from app.store.canonical import number


class Text(TypedDict):
    """One text in both languages."""

    zh: str
    en: str


class Place(TypedDict):
    """Half-open offsets into the original text of a part: in code points, and in UTF-16 units for JavaScript."""

    part: str
    start: int
    end: int
    utf16_start: int
    utf16_end: int


class EvidenceBody(Place):
    """`Evidence` as JSON."""

    quote: str
    label: str
    score: float
    explanation: str
    tag: str


class EditBody(Place):
    """`Edit` as JSON."""

    replacement: str


class SuggestionBody(TypedDict):
    """`Suggestion` as JSON."""

    applicability: str
    description: Text
    edits: list[EditBody]


class ExemptionBody(TypedDict):
    """`Exemption` as JSON; ``until`` in ISO 8601."""

    kind: str
    id: str
    reason: Text
    owner: str
    approver: str
    until: str


class FindingBody(TypedDict):
    """`Finding` as JSON. ``exemption`` is only there when there is one."""

    rule_id: str
    family: str
    severity: str
    title: Text
    message: Text
    references: list[str]
    evidence: list[EvidenceBody]
    suggestions: list[SuggestionBody]
    shadow: bool
    exemption: NotRequired[ExemptionBody]


class ReasonBody(TypedDict):
    """`Reason` as JSON."""

    code: str
    message: Text
    rule_ids: list[str]


class FailureBody(TypedDict):
    """`DetectorFailure` as JSON."""

    detector: str
    reason: str
    timed_out: bool


class UnreadBody(TypedDict):
    """`Unread` as JSON."""

    part: str
    code: str
    message: Text


class CoverageBody(TypedDict):
    """`Coverage` as JSON."""

    detectors: list[str]
    failed: list[str]
    unread: list[UnreadBody]


class ReleaseTerms(TypedDict):
    """What the release token of a review says beside the review: its end in seconds since 1970, and whether it is
    good once.
    """

    expires_at: int
    one_time: bool


class VerdictBody(TypedDict):
    """`Verdict` as JSON. What stands below ``app_version`` is only in the log.

    ``duration_us`` is the review's time in microseconds, ``text_digest`` that of `app.gateway.release_verifier`,
    ``content`` is "sealed" where the message is kept, ``waivers`` the revision of the
    waivers that the review was given.
    """

    decision: str
    reasons: list[ReasonBody]
    findings: list[FindingBody]
    failures: list[FailureBody]
    coverage: CoverageBody
    rule_set_revision: str
    app_version: str
    duration_us: NotRequired[int]
    text_digest: NotRequired[str]
    release: NotRequired[ReleaseTerms]
    held: NotRequired[str]
    content: NotRequired[str]
    waivers: NotRequired[str]


LOG_ONLY: Final = ("duration_us", "text_digest", "release", "held", "content", "waivers")
"""What the log says beside the verdict itself."""


class _Utf16:
    """Code point offsets of one text -> UTF-16 offsets. The positions of astral characters are found once."""

    __slots__ = ("_astral",)

    def __init__(self, text: str) -> None:
        self._astral: tuple[int, ...] = ()
        if not text.isascii() and max(text) > "\uffff":
            self._astral = tuple(index for index, character in enumerate(text) if character > "\uffff")

    def __call__(self, offset: int) -> int:
        return offset + bisect_left(self._astral, offset)


_EMPTY: Final = _Utf16("")


class _Describe:
    """Writes the parts of one message's verdict."""

    def __init__(self, message: Message) -> None:
        self._utf16 = {part.name: _Utf16(part.text) for part in message.parts}

    def finding(self, finding: Finding) -> FindingBody:
        body: FindingBody = {
            "rule_id": finding.rule_id,
            "family": finding.family.value,
            "severity": finding.severity.value,
            "title": _text(finding.title),
            "message": _text(finding.message),
            "references": list(finding.references),
            "evidence": [self.evidence(evidence) for evidence in finding.evidence],
            "suggestions": [self.suggestion(suggestion) for suggestion in finding.suggestions],
            "shadow": finding.shadow,
        }
        if finding.exemption is not None:
            body["exemption"] = _exemption(finding.exemption)
        return body

    def evidence(self, evidence: Evidence) -> EvidenceBody:
        utf16 = self._utf16.get(evidence.part, _EMPTY)
        return {
            "part": evidence.part,
            "start": evidence.span.start,
            "end": evidence.span.end,
            "utf16_start": utf16(evidence.span.start),
            "utf16_end": utf16(evidence.span.end),
            "quote": evidence.quote,
            "label": evidence.label,
            "score": number(evidence.score),
            "explanation": evidence.explanation,
            "tag": evidence.tag,
        }

    def suggestion(self, suggestion: Suggestion) -> SuggestionBody:
        return {
            "applicability": suggestion.applicability.value,
            "description": _text(suggestion.description),
            "edits": [self.edit(edit) for edit in suggestion.edits],
        }

    def edit(self, edit: Edit) -> EditBody:
        utf16 = self._utf16.get(edit.part, _EMPTY)
        return {
            "part": edit.part,
            "start": edit.span.start,
            "end": edit.span.end,
            "utf16_start": utf16(edit.span.start),
            "utf16_end": utf16(edit.span.end),
            "replacement": edit.replacement,
        }


def _exemption(exemption: Exemption) -> ExemptionBody:
    return {
        "kind": exemption.kind.value,
        "id": exemption.id,
        "reason": _text(exemption.reason),
        "owner": exemption.owner,
        "approver": exemption.approver,
        "until": exemption.until.isoformat(),
    }


def _text(localized: Localized) -> Text:
    return {"zh": localized.zh, "en": localized.en}


def only_verdict(body: VerdictBody) -> VerdictBody:
    """A logged ``body`` without `LOG_ONLY`: what `describe` wrote, with the quotes as the log keeps them."""
    kept: VerdictBody = {name: value for name, value in body.items() if name not in LOG_ONLY}  # type: ignore[assignment]
    return kept


def describe(message: Message, verdict: Verdict) -> VerdictBody:
    """``verdict`` on ``message`` as JSON, with every quote as it stands in the message."""
    write = _Describe(message)
    return {
        "decision": verdict.decision.value,
        "reasons": [
            {"code": reason.code, "message": _text(reason.message), "rule_ids": list(reason.rule_ids)}
            for reason in verdict.reasons
        ],
        "findings": [write.finding(finding) for finding in verdict.findings],
        "failures": [
            {"detector": failure.detector, "reason": failure.reason, "timed_out": failure.timed_out}
            for failure in verdict.failures
        ],
        "coverage": {
            "detectors": list(verdict.coverage.detectors),
            "failed": list(verdict.coverage.failed),
            "unread": [
                {"part": unread.part, "code": unread.code, "message": _text(unread.message)}
                for unread in verdict.coverage.unread
            ],
        },
        "rule_set_revision": verdict.rule_set_revision,
        "app_version": verdict.app_version,
    }


def verdict_of(body: VerdictBody) -> Verdict:
    """The verdict that `describe` wrote; of a logged one, with the quotes as the log keeps them."""
    coverage = body["coverage"]
    return Verdict(
        decision=Decision(body["decision"]),
        reasons=tuple(
            Reason(item["code"], Localized(**item["message"]), tuple(item["rule_ids"])) for item in body["reasons"]
        ),
        findings=tuple(_finding_of(item) for item in body["findings"]),
        failures=tuple(DetectorFailure(**item) for item in body["failures"]),
        coverage=Coverage(
            tuple(coverage["detectors"]),
            tuple(coverage["failed"]),
            tuple(Unread(item["part"], item["code"], Localized(**item["message"])) for item in coverage["unread"]),
        ),
        rule_set_revision=body["rule_set_revision"],
        app_version=body["app_version"],
    )


def _finding_of(body: FindingBody) -> Finding:
    return Finding(
        rule_id=body["rule_id"],
        family=Family(body["family"]),
        severity=Severity(body["severity"]),
        title=Localized(**body["title"]),
        message=Localized(**body["message"]),
        references=tuple(body["references"]),
        evidence=tuple(
            Evidence(
                item["part"],
                Span(item["start"], item["end"]),
                item["quote"],
                item["label"],
                float(item["score"]),
                item["explanation"],
                item["tag"],
            )
            for item in body["evidence"]
        ),
        suggestions=tuple(
            Suggestion(
                Applicability(item["applicability"]),
                Localized(**item["description"]),
                tuple(
                    Edit(edit["part"], Span(edit["start"], edit["end"]), edit["replacement"]) for edit in item["edits"]
                ),
            )
            for item in body["suggestions"]
        ),
        shadow=body["shadow"],
        exemption=_exemption_of(body["exemption"]) if "exemption" in body else None,
    )


def _exemption_of(body: ExemptionBody) -> Exemption:
    return Exemption(
        ExemptionKind(body["kind"]),
        body["id"],
        Localized(**body["reason"]),
        body["owner"],
        body["approver"],
        date.fromisoformat(body["until"]),
    )
