"""A verdict as SARIF 2.1.0, for editors and code-review tools. Columns count Unicode code points, from 1."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, Final, Literal

from app.model.finding import Finding, Localized
from app.model.message import Message
from app.model.span import Span
from app.model.verdict import Verdict
from app.model.vocabulary import Applicability, Severity

Json = dict[str, Any]
SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {Severity.ADVISE: "note", Severity.REVISE: "warning", Severity.BLOCK: "error"}


def to_sarif(uri: str, message: Message, verdict: Verdict, tongue: Literal["zh", "en"]) -> Json:
    """The log of one review. Places are given for the message's first part, the file ``uri``."""
    part = message.parts[0]
    lines = _line_starts(part.text)
    rules = {finding.rule_id: finding for finding in verdict.findings}
    indices = {rule_id: index for index, rule_id in enumerate(rules)}

    def place(span: Span) -> Json:
        return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": _region(lines, span)}}

    def result(finding: Finding) -> Json:
        places = [place(evidence.span) for evidence in finding.evidence if evidence.part == part.name]
        whole: Json = {"physicalLocation": {"artifactLocation": {"uri": uri}}}
        return {
            "ruleId": finding.rule_id,
            "ruleIndex": indices[finding.rule_id],
            "kind": "fail" if finding.counts else "informational",
            "level": _LEVELS[finding.severity] if finding.counts else "none",
            "message": {"text": _pick(finding.message, tongue)},
            "locations": places[:1] or [whole],
            "relatedLocations": places[1:],
            "fixes": _fixes(uri, lines, part.name, finding, tongue),
            "properties": {"family": finding.family.value, "severity": finding.severity.value},
        }

    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "Shenyan",
                        "version": verdict.app_version,
                        "rules": [_rule(finding, tongue) for finding in rules.values()],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "language": "zh-CN" if tongue == "zh" else "en-US",
                "artifacts": [{"location": {"uri": uri}, "encoding": "utf-8"}],
                "invocations": [_invocation(verdict)],
                "results": [result(finding) for finding in verdict.findings],
                "properties": {"decision": verdict.decision.value, "ruleSetRevision": verdict.rule_set_revision},
            }
        ],
    }


def _rule(finding: Finding, tongue: Literal["zh", "en"]) -> Json:
    return {
        "id": finding.rule_id,
        "shortDescription": {"text": _pick(finding.title, tongue)},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"tags": [finding.family.value, *finding.references]},
    }


def _invocation(verdict: Verdict) -> Json:
    failures = [
        {
            "level": "error",
            "message": {"text": f"{failure.detector}: {failure.reason}"},
            "descriptor": {"id": "detector-timed-out" if failure.timed_out else "detector-failed"},
        }
        for failure in verdict.failures
    ]
    unread = [
        {"level": "warning", "message": {"text": f"{item.part}: {item.message.en}"}, "descriptor": {"id": item.code}}
        for item in verdict.coverage.unread
    ]
    return {"executionSuccessful": not verdict.failures, "toolExecutionNotifications": failures + unread}


def _fixes(uri: str, lines: Sequence[int], part: str, finding: Finding, tongue: Literal["zh", "en"]) -> list[Json]:
    return [
        {
            "description": {"text": _pick(suggestion.description, tongue)},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": uri},
                    "replacements": [
                        {
                            "deletedRegion": _region(lines, edit.span),
                            "insertedContent": {"text": edit.replacement},
                        }
                        for edit in suggestion.edits
                    ],
                }
            ],
        }
        for suggestion in finding.suggestions
        if suggestion.applicability is not Applicability.DISPLAY_ONLY
        and suggestion.edits
        and all(edit.part == part for edit in suggestion.edits)
    ]


def _region(lines: Sequence[int], span: Span) -> Json:
    first, last = bisect_right(lines, span.start) - 1, bisect_right(lines, span.end) - 1
    return {
        "startLine": first + 1,
        "startColumn": span.start - lines[first] + 1,
        "endLine": last + 1,
        "endColumn": span.end - lines[last] + 1,
        "charOffset": span.start,
        "charLength": len(span),
    }


def _line_starts(text: str) -> list[int]:
    return [0, *(i + 1 for i, character in enumerate(text) if character == "\n")]


def _pick(text: Localized, tongue: Literal["zh", "en"]) -> str:
    return text.zh if tongue == "zh" else text.en
