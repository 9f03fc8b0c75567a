"""Chinese names of persons, where the words around them make them a statement about somebody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import rjieba

from app.detectors.pii.data.chinese_names import COMPOUND, GIVEN, NOT_NAMES, SURNAMES, WEAK
from app.detectors.pii.data.name_cues import (
    ADDRESSING,
    AFTER_LEFT,
    BRAND,
    CLAUSE_START,
    DATA_AFTER,
    FOLLOW,
    FUNCTION,
    LEFT,
    LIST_GAP,
    NEXT_WORD,
    OFFICES,
    OFFICIAL,
    OPENER,
    PERSONAL,
    PUBLIC_AFTER,
    STATEMENT,
    TITLE,
    TRANSCRIBED,
    VERBAL,
)
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading


@dataclass(frozen=True, slots=True)
class Words:
    """How rjieba cuts a text: where words begin and end, and the tag of each word of two characters or more."""

    edges: frozenset[int]
    ends: Mapping[int, tuple[int, str]]
    inside: frozenset[int]


class ChineseNames(Recognizer):
    """Names beside a word for a person, a title, a statement or a number."""

    ENTITIES = ("person_name",)

    def find(self, reading: Reading) -> Iterator[Found]:
        """Names that begin after a word, then those that end before one, then those at the head of a clause."""
        if not reading.has_han:
            return
        words = cut(reading.text)
        yield from _introduced(reading.text, words)
        yield from _titled(reading.text, words)
        yield from _stated(reading, words)
        yield from _standing(reading.text, words)
        yield from _transcribed(reading.text)


def cut(text: str) -> Words:
    """The words of a text."""
    edges, ends, inside, position = {0}, dict[int, tuple[int, str]](), set[int](), 0
    for word, tag in rjieba.tag(text):
        end = position + len(word)
        edges.add(end)
        if end - position > 1:
            ends[position] = (end, tag)
            inside.update(range(position + 1, end))
        position = end
    return Words(frozenset(edges), ends, frozenset(inside))


def _introduced(text: str, words: Words) -> Iterator[Found]:
    for match in LEFT.finditer(text):
        addressed = ADDRESSING.match(match.group()) is not None
        if match.group() == "致" and not _begins(text, match.start()):
            continue
        gap = AFTER_LEFT.match(text, match.end())
        start = gap.end() if gap else match.end()
        if not _has_surname(text, start):
            start = match.end()
        if not _has_surname(text, start):
            continue
        end = _name_from(text, start, words)
        if end is not None and not _is_public(text, start, end):
            role = "addressee" if addressed else "subject"
            yield Found("person_name", start, end, 0.88, "context", f"name of the {role}", role)
            if not addressed:
                yield from _list_from(text, end, words)


def _list_from(text: str, end: int | None, words: Words) -> Iterator[Found]:
    """Further names behind the first: 客户王芳、李强和赵敏."""
    while end is not None and (gap := LIST_GAP.match(text, end)) is not None:
        start = gap.end()
        end = _name_from(text, start, words) if _has_surname(text, start) else None
        if end is not None and not _is_public(text, start, end):
            yield Found("person_name", start, end, 0.84, "context", "name in a list of names", "subject")


def _titled(text: str, words: Words) -> Iterator[Found]:
    for match in TITLE.finditer(text):
        start = _name_until(text, match.start(), words)
        if start is not None and not (_is_public(text, start, match.start()) or PUBLIC_AFTER.match(text, match.end())):
            role = "addressee" if text.startswith(("您", "你好", ",您", ":您"), match.end()) else ""
            yield Found("person_name", start, match.start(), 0.9, "context", "name with a title", role)


def _stated(reading: Reading, words: Words) -> Iterator[Found]:
    """Names at the head of a clause that says something about them, or right before a number."""
    text = reading.text
    has_data = bool(reading.numbers) or "@" in text
    for start, character in enumerate(text):
        if character not in SURNAMES or not _begins(text, start):
            continue
        for length in _lengths(text, start):
            end = start + length
            if not _is_name(text, start, end, strong=True):
                continue
            data = has_data and DATA_AFTER.match(text, end) is not None
            if (data or _is_stated(text, start, end, words)) and not _is_public(text, start, end):
                yield Found("person_name", start, end, 0.86, "context", "name that something is said about")
                break


def _standing(text: str, words: Words) -> Iterator[Found]:
    """Full names that the dictionary cuts out whole, wherever they stand; two characters are too few for that."""
    for start, (word_end, tag) in words.ends.items():
        compound = text[start : start + 2] in COMPOUND
        end = _compound_end(text, start, words) if compound and word_end == start + 2 else word_end
        if end - start < 3 or not (compound or tag.startswith("nr")) or not _is_name(text, start, end):
            continue
        if end - start in _lengths(text, start) and not _is_public(text, start, end) and not BRAND.match(text, end):
            yield Found("person_name", start, end, 0.62, "context", "name of a person")


def _compound_end(text: str, start: int, words: Words) -> int:
    return next((e for e in (start + 4, start + 3) if e in words.edges and _is_name(text, start, e)), start + 2)


def _transcribed(text: str) -> Iterator[Found]:
    """Names of Uyghurs, Mongols and Tibetans in Chinese characters: they have no surname."""
    for match in TRANSCRIBED.finditer(text):
        if not _is_public(text, *match.span()):
            yield Found("person_name", *match.span(), 0.91, "context", "transcribed name of a person")


def _is_stated(text: str, start: int, end: int, words: Words) -> bool:
    personal = PERSONAL.match(text, end) is not None
    if not personal and STATEMENT.match(text, end) is None:
        return False
    if text[start : start + 2] in COMPOUND:
        return personal and text[start : start + 2] not in ("东方", "第五", "百里", "东门", "西门")
    if any(character not in GIVEN for character in text[start + 1 : end]):
        return False
    word_end, tag = words.ends.get(start, (start, ""))
    if word_end == end:
        return tag.startswith("nr") or (personal and tag in ("ns", "nz", "nt"))
    leaves_room = (personal or end in words.edges) and not _cuts_word(start, end, words)
    weak = text[start] in WEAK and not (
        personal and end - start == 3 and (start == 0 or text[start - 1] in CLAUSE_START)
    )
    return leaves_room and not weak and NEXT_WORD.match(text, end - 1) is None


def _cuts_word(start: int, end: int, words: Words) -> bool:
    """True when an everyday word reaches into what looks like a name."""
    word_end, tag = words.ends.get(start, (start, ""))
    if start in words.inside:
        return True
    if tag.startswith("nr"):
        return False
    return (start < word_end < end and tag != "nz") or (word_end > end and end not in words.edges)


def _begins(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in OPENER or text[start - 1] in CLAUSE_START


def _name_from(text: str, start: int, words: Words) -> int | None:
    """Where the name that begins at ``start`` ends."""
    for length in _lengths(text, start):
        end = start + length
        if not _is_name(text, start, end, strong=True):
            continue
        fits = start in words.edges or not "\u4e00" <= text[start - 1] <= "\u9fff"
        if words.ends.get(start, (0, ""))[0] == end and words.ends[start][1] in VERBAL:
            continue
        if text[start] in WEAK and (not fits or NEXT_WORD.match(text, start)):
            continue
        if (FOLLOW.match(text, end) or (fits and end in words.edges)) and _is_whole(text, end, words):
            return end
    return None


def _is_whole(text: str, end: int, words: Words) -> bool:
    """False when the last character of the name belongs to the word that follows: 张伟|明天."""
    if NEXT_WORD.match(text, end - 1):
        return False
    return end in words.edges or end - 1 not in words.edges or FOLLOW.match(text, end - 1) is None


def _name_until(text: str, end: int, words: Words) -> int | None:
    """Where the name that ends at ``end`` begins; None for a surname alone."""
    for length in (4, 3, 2):
        start = end - length
        if start < 0 or length not in _lengths(text, start) or not _is_name(text, start, end, strong=True, titled=True):
            continue
        opened = start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff" or text[start - 1] in OPENER
        opened = opened or any(match.end() == start for match in LEFT.finditer(text, max(0, start - 6), start))
        if opened or (start in words.edges and text[start] not in WEAK):
            return start
    return None


def _has_surname(text: str, start: int) -> bool:
    return text[start : start + 1] in SURNAMES or text[start : start + 2] in COMPOUND


def _lengths(text: str, start: int) -> tuple[int, ...]:
    return (4, 3) if text[start : start + 2] in COMPOUND else (3, 2)


def _is_name(text: str, start: int, end: int, *, strong: bool = False, titled: bool = False) -> bool:
    """True when the characters may be a name: a family name and a given name, and no everyday word."""
    name = text[start:end]
    surname = 2 if name[:2] in COMPOUND else 1
    if len(name) != end - start or len(name) <= surname or not _has_surname(text, start):
        return False
    if name in NOT_NAMES or name.endswith(OFFICES) or (surname == 1 and not titled and name[:2] in NOT_NAMES):
        return False
    given = name[surname:]
    if strong and (surname == 2 or name[0] not in WEAK):
        return all("\u4e00" <= c <= "\u9fff" and c not in FUNCTION for c in given)
    return all(c in GIVEN and c not in FUNCTION for c in given)


def _is_public(text: str, start: int, end: int) -> bool:
    return bool(OFFICIAL.search(text, max(0, start - 10), start) or PUBLIC_AFTER.match(text, end))
