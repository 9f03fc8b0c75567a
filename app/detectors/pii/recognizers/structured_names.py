"""Chinese names in a structure that leaves no doubt: labels, changes from one person to another, lists of sums."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.chinese_words import FIRST, Words, begins, is_likely, is_listed, is_name, lengths
from app.detectors.pii.data.chinese_names import WEAK
from app.detectors.pii.data.name_cues import CLAUSE_START, OFFICIAL, PERSONAL, PUBLIC_AFTER, VERBAL
from app.detectors.pii.data.places import PLACES
from app.detectors.pii.data.structures import (
    ALONE,
    CHANGE,
    CHANGE_END,
    ERRAND,
    HOUSES,
    LABEL,
    LABEL_END,
    MATTER,
    RESULTS,
    ROW,
    ROWS_TOTAL,
)
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading

_BUSINESS: Final = re.compile(rf"[{FIRST}][\u4e00-\u9fff]{{1,3}}?(?={MATTER.pattern}|{ERRAND.pattern})")
_NO_NAME: Final = frozenset({*VERBAL, "ns", "nt", "t", "s", "a"})
_FEWEST_ROWS: Final = 2


class StructuredNames(Recognizer):
    """Names that are everyday words, or have no family name, where only a name can stand."""

    ENTITIES = ("person_name",)

    def may_find(self, reading: Reading) -> bool:
        """It takes Chinese characters."""
        return reading.has_han

    def find(self, reading: Reading) -> Iterator[Found]:
        """Labels and changes, then the heads of clauses, then lists with sums."""
        text, words = reading.text, Words(reading.text)
        for start, end in (*_labelled(text), *_changed(text, words), *_in_business(text, words), *_alone(text)):
            if not (OFFICIAL.search(text, max(0, start - 10), start) or PUBLIC_AFTER.match(text, end)):
                yield Found("person_name", start, end, 0.84, "context", "name in a structure", "subject")
        if reading.numbers:
            for start, end in _in_rows(text, words):
                yield Found("person_name", start, end, 0.84, "context", "name in a list of sums", "subject")


def _labelled(text: str) -> Iterator[tuple[int, int]]:
    """户主:拉姆."""
    for label in LABEL.finditer(text):
        end = _alone_until(text, label.end(), LABEL_END)
        if end is None and text[label.end() - 1] in ': "“':
            end = _name_until(text, label.end(), LABEL_END)
        if end is not None:
            yield label.end(), end


def _changed(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """受益人由查良友变更为查思宁: a name on one side may be an everyday word if the other one is none."""
    for change in CHANGE.finditer(text):
        old, new = change.span("old"), change.end()
        sides = [old] if _is_name(text, *old) else []
        end = _alone_until(text, new, CHANGE_END) or _name_until(text, new, CHANGE_END)
        if end is not None:
            sides.append((new, end))
        if any(_is_certain(text, *side, words) for side in sides):
            yield from sides


def _in_business(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """向雪的双录, 芦笛那单退件: at the head of a clause."""
    for match in _BUSINESS.finditer(text):
        start, end = match.span()
        name = text[start:end]
        if not begins(text, start) or not is_name(text, start, end) or name[-1] == "人" or name in {*HOUSES, *PLACES}:
            continue
        word_end, tag = words.at(start)
        if word_end == end and tag in _NO_NAME and is_listed(name):
            continue
        if name[0] in WEAK and not (
            (start == 0 or text[start - 1] in CLAUSE_START) and name[-1] not in RESULTS and not is_listed(name)
        ):
            continue
        yield start, end


def _alone(text: str) -> Iterator[tuple[int, int]]:
    """海日汗的授信额度."""
    for match in ALONE.finditer(text):
        end = match.end()
        if begins(text, match.start()) and (
            MATTER.match(text, end) or ERRAND.match(text, end) or PERSONAL.match(text, end)
        ):
            yield match.span()


def _in_rows(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """席东升 9,870.00;古月 2,118.00: all of them look like names, and one of them is certain."""
    rows: list[tuple[int, int]] = []
    last = -1
    for row in ROW.finditer(text):
        if row.start() != last:
            yield from _judged(text, rows, words)
            rows = []
        if row["name"] not in ROWS_TOTAL:
            rows.append(row.span("name"))
        last = row.end()
    yield from _judged(text, rows, words)


def _judged(text: str, rows: list[tuple[int, int]], words: Words) -> list[tuple[int, int]]:
    if len(rows) < _FEWEST_ROWS or not all(
        _is_name(text, *row, strong=row[1] - row[0] > 2) and text[slice(*row)] not in PLACES for row in rows
    ):
        return []
    return rows if any(_is_certain(text, *row, words) for row in rows) else []


def _is_name(text: str, start: int, end: int, *, strong: bool = False) -> bool:
    if ALONE.fullmatch(text, start, end):
        return True
    return (
        end - start in lengths(text, start)
        and is_name(text, start, end, strong=strong)
        and text[start:end] not in HOUSES
    )


def _is_certain(text: str, start: int, end: int, words: Words) -> bool:
    """True for a name that is no everyday word."""
    if ALONE.fullmatch(text, start, end) or is_likely(text, start, end, words):
        return True
    return end - start > 2 and is_name(text, start, end) and not is_listed(text[start:end])


def _alone_until(text: str, start: int, behind: re.Pattern[str]) -> int | None:
    match = ALONE.match(text, start)
    return match.end() if match is not None and behind.match(text, match.end()) else None


def _name_until(text: str, start: int, behind: re.Pattern[str]) -> int | None:
    ends = (start + length for length in lengths(text, start))
    return next((end for end in ends if _is_name(text, start, end) and behind.match(text, end)), None)
