"""What of a message's words the log keeps: personal data masked, other quotes short."""

from typing import Final

from app.detectors.pii.entities import ENTITIES
from app.detectors.pii.masking import mask
from app.model.vocabulary import Family
from app.store.verdict_body import EvidenceBody, FindingBody, SuggestionBody, Text, VerdictBody

_LONGEST_QUOTE: Final = 80
_SHOWS_ONE_END: Final = 6


def masked(body: VerdictBody) -> VerdictBody:
    """``body`` for the log: no personal data that a rule found, no quote over 80 characters. ``body`` is not changed.

    A quote of another family is masked where it overlaps personal data. Texts that repeat a quote (a rule's message
    names what it found) get the masked form too.
    """
    personal = [
        (evidence["part"], evidence["start"], evidence["end"])
        for finding in body["findings"]
        if finding["family"] == Family.PII.value
        for evidence in finding["evidence"]
    ]
    kept: dict[str, str] = {}
    for finding in sorted(body["findings"], key=_personal_first):
        for evidence in finding["evidence"]:
            kept.setdefault(evidence["quote"], _kept_quote(finding["family"], evidence, personal))
    changed = sorted(((quote, mask) for quote, mask in kept.items() if quote != mask), key=_longest_first)
    if not changed:
        return body
    return {**body, "findings": [_masked_finding(finding, kept, changed) for finding in body["findings"]]}


def _personal_first(finding: FindingBody) -> bool:
    return finding["family"] != Family.PII.value


def _longest_first(pair: tuple[str, str]) -> tuple[int, str]:
    return -len(pair[0]), pair[0]


def _kept_quote(family: str, evidence: EvidenceBody, personal: list[tuple[str, int, int]]) -> str:
    quote, offset = evidence["quote"], evidence["start"]
    if family == Family.PII.value and evidence["tag"] in ENTITIES:
        return mask(evidence["tag"], quote)
    letters = list(quote)
    for part, start, end in personal:
        if part == evidence["part"]:
            first, last = max(0, start - offset), min(len(letters), end - offset)
            if first < last:
                letters[first:last] = _hidden(quote[first:last])
    text = "".join(letters)
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def _hidden(text: str) -> str:
    """``text`` with all but its first and last character hidden; of six or fewer only the first is shown."""
    if len(text) <= _SHOWS_ONE_END:
        return text[:1] + "*" * (len(text) - 1)
    return text[0] + "*" * (len(text) - 2) + text[-1]


def _masked_finding(finding: FindingBody, kept: dict[str, str], changed: list[tuple[str, str]]) -> FindingBody:
    return {
        **finding,
        "message": _masked_text(finding["message"], changed),
        "evidence": [{**evidence, "quote": kept[evidence["quote"]]} for evidence in finding["evidence"]],
        "suggestions": [_masked_suggestion(suggestion, changed) for suggestion in finding["suggestions"]],
    }


def _masked_suggestion(suggestion: SuggestionBody, changed: list[tuple[str, str]]) -> SuggestionBody:
    return {
        **suggestion,
        "description": _masked_text(suggestion["description"], changed),
        "edits": [{**edit, "replacement": _replaced(edit["replacement"], changed)} for edit in suggestion["edits"]],
    }


def _masked_text(text: Text, changed: list[tuple[str, str]]) -> Text:
    return {"zh": _replaced(text["zh"], changed), "en": _replaced(text["en"], changed)}


def _replaced(text: str, changed: list[tuple[str, str]]) -> str:
    for quote, masked_quote in changed:
        text = text.replace(quote, masked_quote)
    return text
