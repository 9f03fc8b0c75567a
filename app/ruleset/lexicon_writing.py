"""A lexicon as the YAML file that it is kept in, in the style that people write."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.model.lexicon import Lexicon, Term
from app.ruleset.source import Source
from app.ruleset.yaml_text import scalar


def write_lexicon(lexicon: Lexicon) -> str:
    """The whole file. Reading it gives the same lexicon."""
    lines = [f"id: {lexicon.id}", f"title: {{zh: {scalar(lexicon.title.zh)}, en: {scalar(lexicon.title.en)}}}"]
    if lexicon.owner:
        lines.append(f"owner: {scalar(lexicon.owner)}")
    if lexicon.references:
        lines.append(f"references: {_listed(lexicon.references)}")
    if in_force := _in_force(lexicon.effective_from, lexicon.effective_until):
        lines.append(f"effective: {in_force}")
    lines += ["terms:", *(f"  - {write_term(term)}" for term in lexicon.terms)]
    if lexicon.except_:
        lines.append(f"except: {_listed(lexicon.except_)}")
    return "\n".join(lines) + "\n"


def rewrite_lexicon(source: Source, text: str, before: Lexicon, after: Lexicon) -> str:
    """``after`` as a file, of which ``text`` was that of ``before``: lines of terms that stay are left as they are.

    Written anew where more than terms changes, or the terms do not stand below one another.
    """
    items = _items(source, text.splitlines(keepends=True), len(before.terms))
    if items is None or replace(after, terms=before.terms) != before:
        return write_lexicon(after)
    head, lines, tail = items
    known = {term: line for term, line in zip(before.terms, lines, strict=True) if line.endswith("\n")}
    return head + "".join(known.get(term) or f"  - {write_term(term)}\n" for term in after.terms) + tail


def _items(source: Source, lines: Sequence[str], count: int) -> tuple[str, list[str], str] | None:
    """What stands before the list of terms, each of its items, and what comes after; None where they share lines."""
    first = source.places.get(("terms",))
    starts = [source.place(("terms", index))[0] for index in range(count)]
    if first is None or any(after <= before for before, after in zip([first[0], *starts], starts, strict=False)):
        return None
    tops = [line for path, (line, _) in source.places.items() if len(path) == 1 and line > starts[-1]]
    ends = [*starts[1:], min(tops, default=len(lines) + 1)]
    items = ["".join(lines[start - 1 : end - 1]) for start, end in zip(starts, ends, strict=True)]
    return "".join(lines[: starts[0] - 1]), items, "".join(lines[ends[-1] - 1 :])


def write_term(term: Term) -> str:
    """One term as an item of the list."""
    fields = [f"term: {scalar(term.text)}"]
    if term.tag:
        fields.append(f"tag: {scalar(term.tag)}")
    if term.except_:
        fields.append(f"except: {_listed(term.except_)}")
    if in_force := _in_force(term.effective_from, term.effective_until):
        fields.append(f"effective: {in_force}")
    return scalar(term.text) if len(fields) == 1 else f"{{{', '.join(fields)}}}"


def _listed(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(scalar(text) for text in texts)}]"


def _in_force(first: date | None, last: date | None) -> str:
    days = {"from": first, "until": last}
    listed = ", ".join(f"{key}: {day.isoformat()}" for key, day in days.items() if day is not None)
    return f"{{{listed}}}" if listed else ""
