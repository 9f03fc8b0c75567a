"""Chinese names of persons, where the words around them make them a statement about somebody."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.chinese_words import (
    COMPOUND_HEAD,
    FIRST,
    HEAD,
    Words,
    begins,
    cuts_word,
    has_surname,
    is_likely,
    is_listed,
    is_name,
    lengths,
)
from app.detectors.pii.data import introductions
from app.detectors.pii.data.chinese_names import COMPOUND, GIVEN, WEAK
from app.detectors.pii.data.introductions import ADDRESSED, GAPS, LONGEST, MOST_GAPS, SPOKEN_OF, WISHED
from app.detectors.pii.data.name_cues import (
    BEHIND_NUMBER,
    BRAND,
    CLAUSE_START,
    DATA_AFTER,
    END,
    FOLLOW,
    IDENTIFYING,
    LIST_GAP,
    LIST_GAP_BEFORE,
    NEXT_WORD,
    NUMBERED,
    OFFICIAL,
    OPENER,
    PERSONAL,
    PUBLIC_AFTER,
    SHORT_TITLES,
    STATEMENT,
    SYLLABLE,
    TITLE,
    TRANSCRIBED,
    VERBAL,
)
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading

_LAST: Final = frozenset(word[-1] for word in (*ADDRESSED, *SPOKEN_OF))
# Family names behind a character that may stand before a name; behind any other there is no need to look.
_ENDS: Final = re.escape(
    "".join(sorted({*OPENER, *CLAUSE_START, *_LAST, *(word[-1] for word in (*GAPS, *IDENTIFYING))}))
)
_AFTER_WORD: Final = re.compile(rf"[{FIRST}](?<=[{_ENDS}].)")
_TO_OTHERS: Final = re.compile(introductions.TO_OTHERS)


class ChineseNames(Recognizer):
    """Names beside a word for a person, a title, a statement or a number."""

    ENTITIES = ("person_name",)

    def may_find(self, reading: Reading) -> bool:
        """It takes Chinese characters."""
        return reading.has_han

    def find(self, reading: Reading) -> Iterator[Found]:
        """Names that begin after a word, then those that end before one, then those at the head of a clause."""
        text, words = reading.text, Words(reading.text)
        has_data = bool(reading.numbers) or "@" in text
        found = [*_titled(text, words), *_behind_numbers(reading, words), *_standing(text, words), *_transcribed(text)]
        found += _behind_word(text, 0, words, has_data=has_data)
        for surname in _AFTER_WORD.finditer(text):
            found += _behind_word(text, surname.start(), words, has_data=has_data)
        found = [one for one in found if not _is_figure(text, one.start, one.end)]
        yield from found
        yield from _in_lists(text, found, words)


def _is_figure(text: str, start: int, end: int) -> bool:
    """True for 1|万用 and 2,600|元尚余, and for 陶老|先生, which is a surname with a title."""
    counted = start > 0 and text[start - 1] in "0123456789一二三四五六七八九十百千" and text[start] in "万元"
    return counted or (end - start == 2 and text[start + 1] == "老" and text.startswith(("先生", "太太", "师"), end))


def _behind_word(text: str, start: int, words: Words, *, has_data: bool) -> list[Found]:
    """What the words before a family name, or their absence, make of it."""
    if not any(is_name(text, start, start + length, strong=True) for length in lengths(text, start)):
        return []
    judged = (
        _introduced(text, start, words),
        _stated(text, start, words, has_data=has_data),
        _identified(text, start, words),
    )
    return [one for one in judged if one is not None]


def _introduced(text: str, start: int, words: Words) -> Found | None:
    """A name behind a word for a person: 客户王芳."""
    introduction = _introduction(text, start)
    if introduction is None:
        return None
    end = _name_from(text, start, words)
    if end is None or _is_public(text, start, end):
        return None
    addressed = introduction in ADDRESSED and _TO_OTHERS.match(text, end) is None
    role = "addressee" if addressed else "subject"
    return Found("person_name", start, end, 0.88, "context", f"name of the {role}", role)


def _introduction(text: str, start: int) -> str | None:
    """The word that introduces a name at ``start``, across a gap of a few signs or small words."""
    numbered = (
        NUMBERED.search(text, max(0, start - 4), start) if text[start - 1 : start] in (".", "、", ")", " ") else None
    )
    position = numbered.start() if numbered else start
    for _ in range(MOST_GAPS + 1):
        for length in range(min(LONGEST, position), 0, -1) if text[position - 1 : position] in _LAST else ():
            word = text[position - length : position]
            if word == WISHED and text[position - 2 : position - 1] in OPENER:
                continue
            if word in SPOKEN_OF or (word in ADDRESSED and (word != "致" or begins(text, position - 1))):
                return word
        gap = next((n for n in (2, 1) if text[max(0, position - n) : position] in GAPS), 0)
        if not gap:
            return None
        position -= gap
    return None


def _in_lists(text: str, found: list[Found], words: Words) -> Iterator[Found]:
    """Further names behind and before those found: 客户王芳、李强和赵敏."""
    known = {place for one in found for place in range(one.start, one.end)}
    for one in found:
        if one.role != "addressee":
            yield from _listed_behind(text, one.end, words, known)
            yield from _listed_before(text, one.start, words, known)


def _listed_behind(text: str, end: int | None, words: Words, known: set[int]) -> Iterator[Found]:
    while end is not None and (gap := LIST_GAP.match(text, end)) is not None:
        start = gap.end()
        if start in known:
            return
        end = _name_from(text, start, words) if has_surname(text, start) else None
        if end is not None and not _is_public(text, start, end):
            known.update(range(start, end))
            yield Found("person_name", start, end, 0.84, "context", "name in a list of names", "subject")


def _listed_before(text: str, start: int, words: Words, known: set[int]) -> Iterator[Found]:
    while (gap := LIST_GAP_BEFORE.search(text, max(0, start - 24), start)) is not None and gap.start() - 1 not in known:
        end = gap.start()
        start = next((end - n for n in (4, 3, 2) if _fills(text, end - n, end, words)), -1)
        if start < 0 or _is_public(text, start, end):
            return
        known.update(range(start, end))
        yield Found("person_name", start, end, 0.84, "context", "name in a list of names", "subject")


def _fills(text: str, start: int, end: int, words: Words) -> bool:
    """True when a likely name stands alone between two separators."""
    return (
        start >= 0
        and begins(text, start)
        and end - start in lengths(text, start)
        and is_likely(text, start, end, words)
    )


def _identified(text: str, start: int, words: Words) -> Found | None:
    """A name behind a word that says who somebody is: 刚才那位是王芳."""
    if not text.endswith(IDENTIFYING, 0, start):
        return None
    for length in lengths(text, start):
        end = start + length
        if not is_likely(text, start, end, words) or not (FOLLOW.match(text, end) or words.is_edge(end)):
            continue
        if _is_public(text, start, end) or BRAND.match(text, end) or NEXT_WORD.match(text, end - 1):
            return None
        return Found("person_name", start, end, 0.8, "context", "name that says who somebody is", "subject")
    return None


def _behind_numbers(reading: Reading, words: Words) -> Iterator[Found]:
    """Names right behind a long number: 13812345678(王芳)."""
    text = reading.text
    for number in reading.numbers:
        gap = BEHIND_NUMBER.match(text, number.end) if len(number.digits) >= 11 else None
        for length in lengths(text, gap.end()) if gap is not None else ():
            start, end = gap.end(), gap.end() + length  # type: ignore[union-attr]
            if is_likely(text, start, end, words) and END.match(text, end):
                yield Found("person_name", start, end, 0.82, "context", "name behind a number", "subject")
                break


def _titled(text: str, words: Words) -> Iterator[Found]:
    for match in TITLE.finditer(text):
        start = _name_until(text, match.start(), words)
        if start is not None and not (_is_public(text, start, match.start()) or PUBLIC_AFTER.match(text, match.end())):
            role = "addressee" if text.startswith(("您", "你好", ",您", ":您"), match.end()) else ""
            yield Found("person_name", start, match.start(), 0.9, "context", "name with a title", role)


def _stated(text: str, start: int, words: Words, *, has_data: bool) -> Found | None:
    """A name at the head of a clause that says something about it, or right before a number."""
    if not begins(text, start):
        return None
    for length in lengths(text, start):
        end = start + length
        if not is_name(text, start, end, strong=True):
            continue
        data = has_data and DATA_AFTER.match(text, end) is not None
        if (data or _is_stated(text, start, end, words)) and not _is_public(text, start, end):
            return Found("person_name", start, end, 0.86, "context", "name that something is said about")
    return None


def _standing(text: str, words: Words) -> Iterator[Found]:
    """Full names that the words of the text speak for, wherever they stand; two characters are too few for that."""
    for head in (*HEAD.finditer(text), *COMPOUND_HEAD.finditer(text)):
        start = head.start()
        end = start + 3 if len(head.group()) == 1 else _compound_end(text, start, words)
        if end - start < 3 or not is_name(text, start, end) or not words.is_edge(start):
            continue
        if len(head.group()) == 1 and not _is_named(text, start, end, words):
            continue
        if not _is_public(text, start, end) and not BRAND.match(text, end):
            yield Found("person_name", start, end, 0.62, "context", "name of a person")


def _is_named(text: str, start: int, end: int, words: Words) -> bool:
    word_end, tag = words.at(start)
    if word_end == end and tag.startswith("nr"):
        return True
    return is_likely(text, start, end, words) and words.is_named(start)


def _compound_end(text: str, start: int, words: Words) -> int:
    return next((e for e in (start + 4, start + 3) if words.is_edge(e) and is_name(text, start, e)), start + 2)


def _transcribed(text: str) -> Iterator[Found]:
    """Names of Uyghurs, Mongols and Tibetans in Chinese characters: they have no surname."""
    for match in TRANSCRIBED.finditer(text) if SYLLABLE.search(text) else ():
        if not _is_public(text, *match.span()):
            yield Found("person_name", *match.span(), 0.91, "context", "transcribed name of a person")


def _is_stated(text: str, start: int, end: int, words: Words) -> bool:
    personal = PERSONAL.match(text, end) is not None
    if not personal and STATEMENT.match(text, end) is None:
        return False
    if text[start : start + 2] in COMPOUND:
        return personal and text[start : start + 2] not in ("东方", "第五", "百里", "东门", "西门")
    word_end, tag = words.at(start)
    whole = word_end == end and tag.startswith("nr")
    if not whole and any(character not in GIVEN for character in text[start + 1 : end]):
        return False
    if word_end == end:
        if tag.startswith("nr") or (personal and (tag in ("ns", "nz", "nt") or is_likely(text, start, end, words))):
            return True
        # A name of three characters that the dictionary has as some other word: 徐若瑄.
        return end - start == 3 and text[start] not in WEAK and not is_listed(text[start : start + 2])
    leaves_room = (personal or words.is_edge(end)) and not cuts_word(text, start, end, words)
    weak = text[start] in WEAK and not (
        personal and end - start == 3 and (start == 0 or text[start - 1] in CLAUSE_START)
    )
    return leaves_room and not weak and NEXT_WORD.match(text, end - 1) is None


def _name_from(text: str, start: int, words: Words) -> int | None:
    """Where the name that begins at ``start`` ends."""
    for length in lengths(text, start):
        end = start + length
        if not is_name(text, start, end, strong=True):
            continue
        fits = words.is_edge(start) or not "\u4e00" <= text[start - 1] <= "\u9fff"
        if words.at(start)[0] == end and words.at(start)[1] in VERBAL:
            continue
        if text[start] in WEAK and (not fits or NEXT_WORD.match(text, start)):
            continue
        if (FOLLOW.match(text, end) or (fits and words.is_edge(end))) and _is_whole(text, end, words):
            return end
    return None


def _is_whole(text: str, end: int, words: Words) -> bool:
    """False when the last character of the name belongs to the word that follows: 张伟|明天."""
    if NEXT_WORD.match(text, end - 1):
        return False
    return words.is_edge(end) or not words.is_edge(end - 1) or FOLLOW.match(text, end - 1) is None


def _name_until(text: str, end: int, words: Words) -> int | None:
    """Where the name that ends at ``end`` begins; None for a surname alone."""
    for length in (4, 3, 2):
        start = end - length
        if start < 0 or length not in lengths(text, start) or not is_name(text, start, end, strong=True, titled=True):
            continue
        if text[end : end + 1] in SHORT_TITLES and (length == 2 or not is_name(text, start, end)):
            continue
        if length == 2 and text[start + 1] in SHORT_TITLES:
            continue
        opened = start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff" or text[start - 1] in OPENER
        opened = opened or _introduction(text, start) is not None
        if opened or (words.is_edge(start) and text[start] not in WEAK):
            return start
    return None


def _is_public(text: str, start: int, end: int) -> bool:
    return bool(OFFICIAL.search(text, max(0, start - 10), start) or PUBLIC_AFTER.match(text, end))
