"""Lexicons changed within drafts: a table brought in whole, or one term, such as one that a review has shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from app.detectors.lexicon import normalize_terms
from app.model.finding import Localized
from app.model.lexicon import Lexicon, Term
from app.publishing.refusals import Refusal
from app.publishing.term_suggestions import CleanHit, Variant, clean_hits, variants_of
from app.ruleset.lexicon_import import LexiconPlan, lexicons_in, plan_lexicon, written
from app.ruleset.lexicon_table import MOST_TERMS, read_lexicon
from app.ruleset.loader import RuleSetProblems, load_rule_set
from app.ruleset.product_rows import ImportProblems
from app.ruleset.product_table import TableUnreadable, read_tables

_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_LONGEST_TERM: Final = 100


class UnknownLexicon(Refusal):
    """The rule set has no lexicon of this id."""

    code = "unknown-lexicon"
    title = Localized("没有这个词库", "There is no such lexicon")


class TermRefused(Refusal):
    """The term cannot be added. The detail says why."""

    code = "term-refused"
    title = Localized("词条不能加入", "The term cannot be added")


class TableRefused(Refusal):
    """A table with mistakes. ``problems`` has all, each with sheet, row and column; ``headings`` those of columns."""

    code = "table-refused"
    title = Localized("表格有错误，什么也没有写入", "The table has mistakes; nothing was written")

    def __init__(self, problems: ImportProblems) -> None:
        self.problems = problems.problems
        self.headings = problems.headings
        super().__init__(
            Localized(
                f"表格有 {len(self.problems)} 处错误，什么也没有写入",
                f"The table has {len(self.problems)} mistake(s); nothing was written",
            )
        )


@dataclass(frozen=True, slots=True)
class Advice:
    """What to think of before the terms of a change count. ``hits`` is None where the draft cannot be read whole."""

    variants: tuple[tuple[str, tuple[Variant, ...]], ...]
    hits: tuple[CleanHit, ...] | None


def check_lexicon_id(lexicon_id: str) -> str:
    """``lexicon_id``, when a lexicon can have it. Raises UnknownLexicon."""
    if _ID.fullmatch(lexicon_id) is None:
        raise UnknownLexicon(
            Localized(
                "词库编号只用小写字母、数字和连字符，最多 64 个字符",
                "The id of a lexicon has lower-case letters, digits and hyphens, at most 64",
            )
        )
    return lexicon_id


def find_lexicon(files: Mapping[str, bytes], lexicon_id: str) -> Lexicon:
    """The lexicon of that id. Raises UnknownLexicon."""
    found = lexicons_in(files).get(lexicon_id)
    if found is None:
        raise UnknownLexicon(Localized(f"没有词库 {lexicon_id}", f"There is no lexicon {lexicon_id}"))
    return found[1]


def plan_table(files: Mapping[str, bytes], name: str, raw: bytes, lexicon_id: str, *, keep: bool) -> LexiconPlan:
    """What bringing in the table of a file would change in a rule set of ``files``. Raises TableRefused."""
    check_lexicon_id(lexicon_id)
    try:
        reading = read_lexicon(name, read_tables(name, raw, MOST_TERMS))
        return plan_lexicon(name, lexicon_id, reading, files, keep=keep)
    except ImportProblems as problems:
        raise TableRefused(problems) from None
    except TableUnreadable as unreadable:
        raise TableRefused(ImportProblems([unreadable.problem])) from None


def with_term(files: Mapping[str, bytes], lexicon_id: str, term: Term) -> tuple[str, str]:
    """Path and text of the lexicon's file with ``term`` at its end. Raises UnknownLexicon or TermRefused."""
    found = lexicons_in(files).get(check_lexicon_id(lexicon_id))
    if found is None:
        raise UnknownLexicon(Localized(f"没有词库 {lexicon_id}", f"There is no lexicon {lexicon_id}"))
    path, before = found
    term = replace(term, text=" ".join(term.text.split()))
    (normal,) = normalize_terms([term.text])
    normal = normal.strip()
    if not any(character.isalnum() for character in normal) or len(term.text) > _LONGEST_TERM:
        raise TermRefused(
            Localized(
                f"词条须有文字，最多 {_LONGEST_TERM} 个字", f"A term has characters to find, at most {_LONGEST_TERM}"
            )
        )
    known = [text.strip() for text in normalize_terms([other.text for other in before.terms])]
    if any(text == normal and other.tag == term.tag for text, other in zip(known, before.terms, strict=True)):
        raise TermRefused(
            Localized("词库里已有这个词条（写法不同也算）", "The lexicon has this term, if otherwise written")
        )
    return path, written(path, files[path], before, replace(before, terms=(*before.terms, term)))


def check_in_message(term: str, message: Mapping[str, Any]) -> None:
    """Raises TermRefused unless the kept message has ``term``, in whatever writing."""
    (wanted,) = normalize_terms([term])
    texts = normalize_terms([part["text"].replace("\n", " ") for part in message["parts"]])
    if not wanted.strip() or not any(wanted.strip().rstrip("*") in text for text in texts):
        raise TermRefused(Localized("这条审查的原文里没有这个词", "The message of this review does not have the term"))


def advise(files: Mapping[str, bytes], lexicon: Lexicon, added: tuple[Term, ...], most: int = 20) -> Advice:
    """Other writings of the first ``most`` added terms, and the clean examples that all added terms would hit."""
    variants = tuple((term.text, variants_of(term.text)) for term in added[:most])
    try:
        hits = clean_hits(added, lexicon, load_rule_set(files))
    except RuleSetProblems:
        return Advice(variants, None)
    return Advice(variants, hits)
