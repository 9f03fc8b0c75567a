"""From a table to a lexicon: what is added, changed and removed, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from pydantic import ValidationError

from app.detectors.lexicon import normalize_terms
from app.model.finding import Localized
from app.model.lexicon import Lexicon, Term
from app.model.problem import Problem
from app.ruleset.lexicon_table import LexiconReading, facts_of, split
from app.ruleset.lexicon_writing import rewrite_lexicon, write_lexicon
from app.ruleset.loader import TERMS_PREFIX, make_lexicon
from app.ruleset.problems import problems_of
from app.ruleset.product_rows import ImportProblems
from app.ruleset.schema import LexiconFile
from app.ruleset.source import MAX_BYTES, MAX_NODES, read_source

_NODES_OF_MAPPED_TERM: Final = 9
"""At most: the mapping, its keys and values, a period."""


@dataclass(frozen=True, slots=True)
class LexiconPlan:
    """What an import does. ``kept`` are terms that the table does not list and that were to stay.

    ``facts`` are (field, before, after) of the lexicon itself; ``elsewhere`` an added term with the other lexicons
    that have it; ``ignored`` headings of no column. ``text`` is the file as it would be.
    """

    lexicon: Lexicon
    path: str
    is_new: bool
    added: tuple[Term, ...]
    removed: tuple[Term, ...]
    changed: tuple[tuple[Term, Term], ...]
    unchanged: int
    kept: tuple[Term, ...]
    facts: tuple[tuple[str, str, str], ...]
    elsewhere: tuple[tuple[str, tuple[str, ...]], ...]
    ignored: tuple[str, ...]
    text: str

    @property
    def changes_nothing(self) -> bool:
        """True when the lexicon stays as it is."""
        return not (self.added or self.removed or self.changed or self.facts or self.is_new)


def lexicons_in(files: Mapping[str, bytes]) -> dict[str, tuple[str, Lexicon]]:
    """Lexicon id -> path and lexicon, of the files that can be read; those with problems are left to the lint."""
    found: dict[str, tuple[str, Lexicon]] = {}
    for path, raw in files.items():
        if path.startswith(TERMS_PREFIX):
            source, problems = read_source(path, raw)
            if source is None or problems:
                continue
            try:
                lexicon = make_lexicon(LexiconFile.model_validate(source.data))
            except ValidationError:
                continue
            found[lexicon.id] = (path, lexicon)
    return found


def plan_lexicon(
    name: str, lexicon_id: str, reading: LexiconReading, files: Mapping[str, bytes], *, keep: bool = False
) -> LexiconPlan:
    """What importing the table of the file ``name`` as ``lexicon_id`` into a rule set of ``files`` does.

    ``keep``: terms that the table does not list stay. Raises ImportProblems.
    """
    known = lexicons_in(files)
    path, before = known.get(lexicon_id, (f"{TERMS_PREFIX}{lexicon_id}.yaml", None))
    if before is None and path in files:
        message = Localized(f"草案中的 {path} 有错误，读不出来。", f"{path} of the draft cannot be read.")
        hint = Localized("先运行 shenyan rules check 修正。", "Put it right first: shenyan rules check.")
        raise ImportProblems([Problem(name, 1, 1, "lexicon-unreadable", message, hint)])
    _check_id(name, lexicon_id, reading.facts)
    after = _with_facts(lexicon_id, before, reading)
    kept = _not_listed(before, reading.terms) if keep else ()
    after = replace(after, terms=(*reading.terms, *kept))
    text = written(path, files.get(path), before, after)
    _check_file(name, path, text, after)
    old_terms = () if before is None else before.terms
    added, removed, changed = compare_terms(old_terms, after.terms)
    facts_before = {} if before is None else facts_of(before)
    facts = tuple(
        (key, facts_before.get(key, ""), value)
        for key, value in facts_of(after).items()
        if facts_before.get(key, "") != value
    )
    return LexiconPlan(
        lexicon=after,
        path=path,
        is_new=before is None,
        added=added,
        removed=removed,
        changed=changed,
        unchanged=len(after.terms) - len(added) - len(changed),
        kept=kept,
        facts=facts,
        elsewhere=_elsewhere(added, lexicon_id, {key: lexicon for key, (_, lexicon) in known.items()}),
        ignored=reading.ignored,
        text=text,
    )


def written(path: str, raw: bytes | None, before: Lexicon | None, after: Lexicon) -> str:
    """The file of ``after``; of a file that there is, all lines stay that need not change."""
    source = None if raw is None or before is None else read_source(path, raw)[0]
    if source is None or raw is None or before is None:
        return write_lexicon(after)
    text = rewrite_lexicon(source, raw.decode("utf-8-sig"), before, after)
    again = lexicons_in({path: text.encode()}).get(after.id)
    return text if again is not None and again[1] == after else write_lexicon(after)


def compare_terms(
    before: tuple[Term, ...], after: tuple[Term, ...]
) -> tuple[tuple[Term, ...], tuple[Term, ...], tuple[tuple[Term, Term], ...]]:
    """The terms that come, go, and change. A term is known by its words, or where these are there twice by its tag."""
    old, new = _by_words(before), _by_words(after)
    added = tuple(term for key, term in new.items() if key not in old)
    removed = tuple(term for key, term in old.items() if key not in new)
    changed = tuple((old[key], term) for key, term in new.items() if key in old and old[key] != term)
    return added, removed, changed


def _by_words(terms: tuple[Term, ...]) -> dict[tuple[str, str], Term]:
    words: dict[str, int] = {}
    for term in terms:
        words[term.text] = words.get(term.text, 0) + 1
    return {(term.text, term.tag if words[term.text] > 1 else ""): term for term in terms}


def _not_listed(before: Lexicon | None, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    if before is None:
        return ()
    listed = {term.text for term in terms}
    return tuple(term for term in before.terms if term.text not in listed)


def _check_id(name: str, lexicon_id: str, facts: Mapping[str, str]) -> None:
    if facts.get("id", lexicon_id) != lexicon_id:
        message = Localized(
            f"表格是词库“{facts['id']}”的，不是“{lexicon_id}”的。",
            f"The table is that of the lexicon “{facts['id']}”, not of “{lexicon_id}”.",
        )
        hint = Localized("用 --id 指明词库，或改第二张表里的编号。", "Name it with --id, or change the second sheet.")
        raise ImportProblems([Problem(name, 1, 1, "lexicon-other", message, hint)])


def _with_facts(lexicon_id: str, before: Lexicon | None, reading: LexiconReading) -> Lexicon:
    """The lexicon with what the second sheet says of it; what that does not say stays."""
    base = before or Lexicon(lexicon_id, Localized(lexicon_id, lexicon_id), ())
    facts = {**facts_of(base), **reading.facts}
    return Lexicon(
        id=lexicon_id,
        title=Localized(facts["title_zh"] or lexicon_id, facts["title_en"] or lexicon_id),
        terms=(),
        except_=split(facts["except"]),
        references=split(facts["references"]),
        owner=facts["owner"],
        effective_from=_day(facts["from"]),
        effective_until=_day(facts["until"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _check_file(name: str, path: str, text: str, lexicon: Lexicon) -> None:
    """Raises ImportProblems for a file that a rule set would refuse."""
    size = len(text.encode())
    nodes = sum(1 if "{" not in line else _NODES_OF_MAPPED_TERM for line in text.splitlines())
    if size > MAX_BYTES or nodes > MAX_NODES:
        message = Localized(
            f"{len(lexicon.terms)} 个词条写成的词库文件有 {size} 字节，上限为 {MAX_BYTES}。",
            f"{len(lexicon.terms)} terms make a file of {size} bytes; the limit is {MAX_BYTES}.",
        )
        hint = Localized(
            "请拆成几个词库，规则里写 lexicon: [甲, 乙]。", "Split it; a rule can name several: lexicon: [a, b]."
        )
        raise ImportProblems([Problem(name, 1, 1, "lexicon-too-large", message, hint)])
    source, problems = read_source(path, text.encode())
    assert source is not None, problems
    try:
        LexiconFile.model_validate(source.data)
    except ValidationError as error:
        raise ImportProblems([replace(item, path=name) for item in problems_of(source, error, LexiconFile)]) from None


def _elsewhere(
    added: tuple[Term, ...], lexicon_id: str, known: Mapping[str, Lexicon]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The added terms that other lexicons have too, in whatever writing."""
    where: dict[str, list[str]] = {}
    for key, lexicon in sorted(known.items()):
        if key != lexicon_id:
            for text in normalize_terms([term.text for term in lexicon.terms]):
                where.setdefault(text.strip(), []).append(key)
    read = normalize_terms([term.text for term in added])
    return tuple(
        (term.text, tuple(dict.fromkeys(where[text.strip()])))
        for term, text in zip(added, read, strict=True)
        if text.strip() in where
    )
