"""The words that an editor would mark: findings' evidence as one mark a place and family.

Rules quote what they recognise, some a word, some a figure, some the sentence that a trained model reads. For a reader
of results these are one place. So what a model reads gives way where words of the same family show it, a quotation
grows to its clause where the clause is short, and marks of one family that overlap are one. Personal data and missing
disclosures are marked as found.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from app.model.vocabulary import Family

# A clause of up to this width is marked whole. A Han character is 1 wide, any other 0.4.
_SHORT_CLAUSE: Final = 20.0
_NARROW: Final = 0.4
_FIRST_WIDE: Final = "\u2e80"
_BREAK: Final = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[，。！!？?；;：\n“”\"「」（）()【】]|\.(?=\s|$)| [-–—] |——")
_EDGE: Final = "。！!？?；;，,. \t\n\u3000"


@dataclass(frozen=True, slots=True, order=True)
class Marked:
    """A place in the raw text. ``kind`` is a family, or a type of personal data; ``source`` is the rule, or
    what the label says; ``score`` is the detection's.
    """

    start: int
    end: int
    kind: str
    source: str = ""
    score: float = 1.0


def editors_marks(text: str, found: Iterable[Marked], readings: frozenset[str]) -> tuple[Marked, ...]:
    """The marks for ``found`` (in order of importance) in ``text``; ``readings`` are sources that read the whole."""
    by_family: dict[str, list[Marked]] = {}
    for mark in found:
        by_family.setdefault(mark.kind, []).append(mark)
    clauses = list(_clauses(text))
    marks: list[Marked] = []
    for family, items in by_family.items():
        if family not in (Family.MISLEADING, Family.TONE):
            marks += dict.fromkeys(items)
            continue
        shown = [mark for mark in items if mark.source not in readings]
        grown = [_grown(text, mark, clauses) for mark in shown] or items
        marks += (_trimmed(text, mark) for mark in _merged(grown))
    return tuple(sorted(marks))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _grown(text: str, mark: Marked, clauses: Iterable[tuple[int, int]]) -> Marked:
    touched = [clause for clause in clauses if clause[0] < mark.end and mark.start < clause[1]]
    if not touched:
        return mark
    start, end = min(mark.start, touched[0][0]), max(mark.end, touched[-1][1])
    return Marked(start, end, mark.kind, mark.source, mark.score) if _width(text[start:end]) <= _SHORT_CLAUSE else mark


def _width(text: str) -> float:
    wide = sum(character >= _FIRST_WIDE for character in text)
    return wide + _NARROW * (len(text) - wide)


def _merged(marks: Iterable[Marked]) -> list[Marked]:
    """Marks in order, those that overlap as one, named after the first that was found."""
    place = {mark: number for number, mark in reversed(list(enumerate(marks)))}
    merged: list[Marked] = []
    for mark in sorted(place):
        if merged and mark.start < merged[-1].end:
            last = merged.pop()
            named = min(last, mark, key=lambda item: place.get(item, len(place)))
            joined = Marked(last.start, max(last.end, mark.end), mark.kind, named.source, named.score)
            place.setdefault(joined, place.get(named, len(place)))
            merged.append(joined)
        else:
            merged.append(mark)
    return merged


def _trimmed(text: str, mark: Marked) -> Marked:
    words = text[mark.start : mark.end]
    start = mark.start + len(words) - len(words.lstrip(_EDGE))
    end = mark.end - (len(words) - len(words.rstrip(_EDGE)))
    return Marked(start, end, mark.kind, mark.source, mark.score) if start < end else mark
