"""What would put a finding right, as edits of the original text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from app.detectors.pii.entities import ENTITIES
from app.detectors.pii.masking import mask
from app.model.finding import Edit, Evidence, Finding, Localized, Suggestion
from app.model.span import Span
from app.model.vocabulary import Language
from app.ruleset.compiled import PreparedRuleSet
from app.ruleset.rule import SuggestionTemplate
from app.text.document import Document
from app.text.script import to_traditional
from app.verdict.placement import insertion

_LEADS: Final = {
    "replace": Localized("改为“{}”。", "Say “{}” instead."),
    "delete": Localized("删去。", "Leave it out."),
    "mask": Localized("遮盖个人信息。", "Mask the personal data."),
    "insert": Localized("补上披露：{}", "Add the disclosure: {}"),
}
_HIDDEN: Final = "****"
_COMMAS: Final = frozenset("，,、")
_ENDS: Final = frozenset("。.!?！？;；\n")


def add_suggestions(document: Document, findings: Sequence[Finding], prepared: PreparedRuleSet) -> tuple[Finding, ...]:
    """The same findings, each with the suggestions of its rule that can be made for this message."""
    return tuple(replace(finding, suggestions=tuple(_suggestions(document, finding, prepared))) for finding in findings)


def _suggestions(document: Document, finding: Finding, prepared: PreparedRuleSet) -> list[Suggestion]:
    made = []
    for template in prepared.rule_set.by_id[finding.rule_id].suggestions:
        suggestion = _suggestion(document, finding, template, prepared)
        if suggestion is not None:
            made.append(suggestion)
    return made


def _suggestion(
    document: Document, finding: Finding, template: SuggestionTemplate, prepared: PreparedRuleSet
) -> Suggestion | None:
    if template.kind == "say" and template.text is not None:
        return Suggestion(template.applicability, template.text)
    if template.kind == "insert":
        return _insertion(document, template, prepared)
    evidence = [item for item in finding.evidence if item.label == template.target]
    edits = tuple(_deletions(document, evidence) if _deletes(template) else _edits(document, evidence, template))
    if not edits:
        return None
    lead = _LEADS[template.kind]
    text = template.text or Localized("", "")
    return Suggestion(template.applicability, Localized(lead.zh.format(text.zh), lead.en.format(text.en)), edits)


def _deletes(template: SuggestionTemplate) -> bool:
    return template.kind == "delete" or (template.kind == "replace" and template.text is None)


def _edits(document: Document, evidence: Sequence[Evidence], template: SuggestionTemplate) -> Iterator[Edit]:
    done: dict[str, int] = {}
    for item in evidence:
        if item.span.start < done.get(item.part, 0):  # crosses the piece before it, which is edited already
            continue
        done[item.part] = item.span.end
        yield Edit(item.part, item.span, _replacement(document, item, template))


def _replacement(document: Document, evidence: Evidence, template: SuggestionTemplate) -> str:
    if template.kind == "mask":
        return mask(evidence.tag, evidence.quote) if evidence.tag in ENTITIES else _HIDDEN
    assert template.text is not None
    wording = _in_language(document, template.text)
    if evidence.quote[:1].isupper() and wording[:1].islower():
        return wording[:1].upper() + wording[1:]
    return wording


def _deletions(document: Document, evidence: Sequence[Evidence]) -> Iterator[Edit]:
    """The quotes, each with the comma that would be left over."""
    for part in document.parts:
        text = part.original
        for span in _runs(text, [item.span for item in evidence if item.part == part.name]):
            start, end = span.start, span.end
            begins = not text[:start].strip() or text[:start].rstrip(" ")[-1] in _COMMAS | _ENDS
            if begins and text[end : end + 1] in _COMMAS and end < len(text):
                end += 1
            elif start and text[start - 1] in _COMMAS and (end == len(text) or text[end] in _ENDS):
                start -= 1
            yield Edit(part.name, Span(start, end), "")


def _runs(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans in order; those with nothing but commas between them become one."""
    runs: list[Span] = []
    for span in spans:
        if runs and all(character in _COMMAS or character == " " for character in text[runs[-1].end : span.start]):
            runs[-1] = Span(runs[-1].start, max(runs[-1].end, span.end))
        else:
            runs.append(span)
    return runs


def _in_language(document: Document, text: Localized) -> str:
    match document.languages[:1]:
        case (Language.EN,):
            return text.en
        case (Language.ZH_HANT,):
            return to_traditional(text.zh)
        case _:
            return text.zh


def _insertion(document: Document, template: SuggestionTemplate, prepared: PreparedRuleSet) -> Suggestion | None:
    wordings = dict(prepared.rule_set.disclosures[template.target].text)
    if Language.ZH_HANS in wordings:
        wordings.setdefault(Language.ZH_HANT, to_traditional(wordings[Language.ZH_HANS]))
    language = next((item for item in document.languages or (Language.ZH_HANS,) if item in wordings), None)
    if language is None:
        return None
    wording = wordings[language]
    edit = insertion(document.message.parts, wording, language)
    if edit is None:
        return None
    lead = _LEADS["insert"]
    return Suggestion(template.applicability, Localized(lead.zh.format(wording), lead.en.format(wording)), (edit,))
