"""Where a lexicon, or a term, is used: by which rules, and by the pipeline itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.detectors.lexicon import normalize_terms
from app.model.lexicon import Lexicon, Term
from app.ruleset.compiled import DISGUISED, PRODUCT_CUES
from app.ruleset.rule import Rule


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule that looks for terms of a lexicon. ``tags``: only those with one of them; none: all."""

    rule: Rule
    label: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term of a lexicon, and the rules that look for it there."""

    lexicon: Lexicon
    term: Term
    rules: tuple[RuleUse, ...]


def uses_of(lexicon_id: str, rules: Iterable[Rule]) -> tuple[RuleUse, ...]:
    """The rules that look for terms of a lexicon, by id."""
    return tuple(
        RuleUse(rule, label, tuple(getattr(detect.parameters, "tags", ())))
        for rule in sorted(rules, key=lambda rule: rule.id)
        for label, detect in rule.detect.items()
        if lexicon_id in getattr(detect.parameters, "lexicon", ())
    )


def is_built_in(lexicon_id: str) -> bool:
    """True for a lexicon that the pipeline itself reads."""
    return lexicon_id in (PRODUCT_CUES, DISGUISED)


def places_of(text: str, lexicons: Mapping[str, Lexicon], rules: Iterable[Rule]) -> tuple[TermUse, ...]:
    """Every lexicon that has ``text`` as a term, in whatever writing, with the rules that look for it there."""
    (wanted,) = normalize_terms([text])
    rules = tuple(rules)
    found = []
    for _, lexicon in sorted(lexicons.items()):
        read = normalize_terms([term.text for term in lexicon.terms])
        for term, other in zip(lexicon.terms, read, strict=True):
            if other.strip() == wanted.strip():
                uses = uses_of(lexicon.id, rules)
                found.append(TermUse(lexicon, term, tuple(use for use in uses if not use.tags or term.tag in use.tags)))
    return tuple(found)
