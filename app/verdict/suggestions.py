"""What would put a finding right, as edits of the original text."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.detectors.pii.masking import mask
from app.model.finding import Edit, Evidence, Finding, Localized, Suggestion
from app.model.span import Span
from app.model.vocabulary import Language
from app.ruleset.compiled import PreparedRuleSet
from app.ruleset.rule import SuggestionTemplate
from app.text.document import Document
from app.text.script import to_traditional

_LEADS: Final = {
    "replace": Localized("改为“{}”。", "Say “{}” instead."),
    "delete": Localized("删去。", "Leave it out."),
    "mask": Localized("遮盖个人信息。", "Mask the personal data."),
    "insert": Localized("补上披露：{}", "Add the disclosure: {}"),
}


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
    if not evidence:
        return None
    edits = tuple(Edit(item.part, item.span, _replacement(document, item, template)) for item in evidence)
    lead = _LEADS[template.kind]
    text = template.text or Localized("", "")
    return Suggestion(template.applicability, Localized(lead.zh.format(text.zh), lead.en.format(text.en)), edits)


def _replacement(document: Document, evidence: Evidence, template: SuggestionTemplate) -> str:
    if template.kind == "delete" or (template.kind == "replace" and template.text is None):
        return ""
    if template.kind == "mask":
        return mask(evidence.tag, evidence.quote)
    assert template.text is not None
    return _in_language(document, template.text)


def _in_language(document: Document, text: Localized) -> str:
    match document.languages[:1]:
        case (Language.EN,):
            return text.en
        case (Language.ZH_HANT,):
            return to_traditional(text.zh)
        case _:
            return text.zh


def _insertion(document: Document, template: SuggestionTemplate, prepared: PreparedRuleSet) -> Suggestion | None:
    disclosure = prepared.rule_set.disclosures[template.target]
    wordings = dict(disclosure.text)
    language = document.languages[0] if document.languages else Language.ZH_HANS
    wording = wordings.get(language)
    if wording is None and language is Language.ZH_HANT and Language.ZH_HANS in wordings:
        wording = to_traditional(wordings[Language.ZH_HANS])
    if wording is None or not document.parts:
        return None
    part = document.parts[-1]
    lead = _LEADS["insert"]
    return Suggestion(
        template.applicability,
        Localized(lead.zh.format(wording), lead.en.format(wording)),
        (Edit(part.name, Span(len(part.original), len(part.original)), _joint(part.original, language) + wording),),
    )


def _joint(text: str, language: Language) -> str:
    """What to put between a text and a sentence after it."""
    if not text or text[-1] in "\n ":
        return ""
    if "\n" in text:
        return "\n"
    ends = text.rstrip()[-1] in "。.!?！？；;】])）”\"'…"
    if language is Language.EN:
        return " " if ends else ". "
    return "" if ends else "。"
