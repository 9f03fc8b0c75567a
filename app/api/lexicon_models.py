"""What callers send and get of lexicons."""

from datetime import date
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.api.field_errors import Texts
from app.api.lifecycle_models import DraftAnswer, draft_answer
from app.api.moments import Day
from app.model.lexicon import Lexicon, Term
from app.model.vocabulary import RuleStatus, Severity
from app.publishing.lexicon_changes import Advice
from app.publishing.term_suggestions import Writing
from app.ruleset.lexicon_import import LexiconPlan
from app.ruleset.lexicon_use import RuleUse, is_built_in
from app.store.lifecycle_records import Draft


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TermRequest(_Model):
    """A term to add to a lexicon of a draft."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"term": "包赚", "except": ["包赚不赔骗局"]}]})

    term: str = Field(min_length=1, max_length=100)
    tag: str = Field(default="", max_length=64)
    except_: list[str] = Field(default=[], alias="except", max_length=100, description="Innocent longer words.")
    effective_from: Day | None = Field(default=None, description="The first day in force.")
    effective_until: Day | None = Field(default=None, description="The last day in force.")
    review_id: str | None = Field(
        default=None, max_length=64, description="The review it was seen in, which must have it."
    )

    @model_validator(mode="after")
    def _in_order(self) -> "TermRequest":
        if self.effective_from and self.effective_until and self.effective_until < self.effective_from:
            raise PydanticCustomError("not_a_day", "the last day is before the first")
        return self

    def to_term(self) -> Term:
        """The same for the rule set."""
        return Term(self.term, tuple(self.except_), self.tag, self.effective_from, self.effective_until)


class TermAnswer(_Model):
    """A term of a lexicon."""

    term: str
    tag: str
    except_: list[str] = Field(alias="except")
    effective_from: date | None
    effective_until: date | None


class LexiconUse(_Model):
    """A rule that looks for terms of the lexicon; with `tags`, for those only."""

    rule_id: str
    label: str
    tags: list[str]
    severity: Severity
    status: RuleStatus


class LexiconSummary(_Model):
    """A lexicon, and where it is used. `matched` are the terms that were asked for."""

    id: str
    title: Texts
    owner: str
    references: list[str]
    terms: int
    effective_from: date | None
    effective_until: date | None
    built_in: bool = Field(description="The program itself reads it.")
    used_by: list[LexiconUse]
    matched: list[TermAnswer]


class LexiconList(_Model):
    """Lexicons of the active rule set, by id."""

    rule_set_revision: str
    lexicons: list[LexiconSummary]


class VariantAnswer(_Model):
    """Another writing of a term; `found`: it is read as the term anyway."""

    term: str
    text: str
    writing: Writing
    found: bool


class CleanHitAnswer(_Model):
    """A complying example in which a new term would be found, and the longer word that could be excepted."""

    term: str
    path: str
    number: int
    quote: str
    except_: str = Field(alias="except")


class ChangedTerm(_Model):
    """A term before and after."""

    before: TermAnswer
    after: TermAnswer


class ChangedFact(_Model):
    """What changes of the lexicon itself."""

    field: str
    before: str
    after: str


class Overlap(_Model):
    """An added term that other lexicons have too."""

    term: str
    lexicons: list[str]


class TableAnswer(_Model):
    """What a table changes in a draft. `draft` is null for a preview, and where nothing differs."""

    lexicon_id: str
    path: str
    new: bool
    added: list[TermAnswer]
    removed: list[TermAnswer]
    changed: list[ChangedTerm]
    unchanged: int
    kept: list[TermAnswer] = Field(description="Not in the table, and to stay.")
    facts: list[ChangedFact]
    elsewhere: list[Overlap]
    ignored: list[str] = Field(description="Headings of no column.")
    variants: list[VariantAnswer]
    clean_hits: list[CleanHitAnswer] | None = Field(description="Null where the draft has problems.")
    draft: DraftAnswer | None


class AddedTerm(_Model):
    """The draft with the term, and what to think of."""

    draft: DraftAnswer
    variants: list[VariantAnswer]
    clean_hits: list[CleanHitAnswer] | None


def lexicon_answer(lexicon: Lexicon, uses: tuple[RuleUse, ...], matched: tuple[Term, ...] = ()) -> dict[str, Any]:
    """The same as a model's content."""
    return {
        "id": lexicon.id,
        "title": {"zh": lexicon.title.zh, "en": lexicon.title.en},
        "owner": lexicon.owner,
        "references": list(lexicon.references),
        "terms": len(lexicon.terms),
        "effective_from": _day(lexicon.effective_from),
        "effective_until": _day(lexicon.effective_until),
        "built_in": is_built_in(lexicon.id),
        "used_by": [
            {
                "rule_id": use.rule.id,
                "label": use.label,
                "tags": list(use.tags),
                "severity": use.rule.severity.value,
                "status": use.rule.status.value,
            }
            for use in uses
        ],
        "matched": [_term(term) for term in matched],
    }


def table_answer(plan: LexiconPlan, advice: Advice, draft: Draft | None) -> dict[str, Any]:
    """The same as a model's content."""
    return {
        "lexicon_id": plan.lexicon.id,
        "path": plan.path,
        "new": plan.is_new,
        "added": [_term(term) for term in plan.added],
        "removed": [_term(term) for term in plan.removed],
        "changed": [{"before": _term(before), "after": _term(after)} for before, after in plan.changed],
        "unchanged": plan.unchanged,
        "kept": [_term(term) for term in plan.kept],
        "facts": [{"field": field, "before": before, "after": after} for field, before, after in plan.facts],
        "elsewhere": [{"term": term, "lexicons": list(others)} for term, others in plan.elsewhere],
        "ignored": list(plan.ignored),
        **advice_answer(advice),
        "draft": None if draft is None else draft_answer(draft),
    }


def advice_answer(advice: Advice) -> dict[str, Any]:
    """The same as two fields of models."""
    hits = advice.hits
    return {
        "variants": [
            {"term": term, "text": variant.text, "writing": variant.writing.value, "found": variant.found}
            for term, variants in advice.variants
            for variant in variants
        ],
        "clean_hits": None
        if hits is None
        else [
            {"term": hit.term, "path": hit.path, "number": hit.number, "quote": hit.quote, "except": hit.except_}
            for hit in hits
        ],
    }


def _term(term: Term) -> dict[str, Any]:
    return {
        "term": term.text,
        "tag": term.tag,
        "except": list(term.except_),
        "effective_from": _day(term.effective_from),
        "effective_until": _day(term.effective_until),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


MODELS: Final = (TermRequest,)
