"""Which runs of Chinese characters look like a name of a person, by their characters and the words of the text."""

import re
from bisect import bisect_right
from typing import Final

import rjieba

from app.detectors.pii.data.chinese_names import COMPOUND, EVERYDAY, GIVEN, NOT_NAMES, SURNAMES, WEAK
from app.detectors.pii.data.name_cues import (
    CLAUSE_START,
    FOLLOW,
    FUNCTION,
    LAST_NOT,
    LAST_TOO,
    MIDDLE,
    NEXT_WORD,
    OFFICES,
    OPENER,
    SHORT_TITLES,
    SIR,
)
from app.detectors.pii.data.places import PLACES

_SUM: Final = re.compile("[一二三四五六七八九两十][百千万]")  # 生存金六千二百元
_CLOSING: Final = frozenset("年月日时天期号季")


# rjieba reads each stretch between such signs by itself, so that only those with something like a name are cut.
_STRETCH: Final = re.compile(r"[^\s,。;:!?、()\[\]\"“”]+")
# Where a name of three or four characters may begin, by its characters alone.
HEAD: Final = re.compile(f"[{''.join(sorted(SURNAMES))}](?=[{''.join(sorted(GIVEN))}]{{2}})")
COMPOUND_HEAD: Final = re.compile("|".join(sorted(COMPOUND)))
FIRST: Final = "".join(sorted(SURNAMES | {name[0] for name in COMPOUND}))  # with these a family name begins


class Words:
    """The words of a text, as rjieba cuts them, looked up where they are asked for."""

    __slots__ = ("_cut", "_inside", "_starts", "_stretches", "_text", "_words")

    def __init__(self, text: str) -> None:
        self._text = text
        self._stretches: list[tuple[int, int]] = []
        self._starts: list[int] = []
        self._words: dict[int, tuple[int, str]] = {}
        self._inside: set[int] = set()
        self._cut: set[int] = set()

    def is_edge(self, position: int) -> bool:
        """True where a word begins or ends."""
        self._read(position)
        return position not in self._inside

    def at(self, start: int) -> tuple[int, str]:
        """The end and the tag of the word of two or more characters that begins there, else the next place and ""."""
        self._read(start)
        end, tag = self._words.get(start, (start + 1, ""))
        return (end, tag) if end > start + 1 else (start + 1, "")

    def is_named(self, start: int) -> bool:
        """True when rjieba takes the word that begins there, or the one behind it, for a name."""
        self._read(start)
        end, tag = self._words.get(start, (start + 1, ""))
        if tag.startswith("nr") or (tag == "x" and end == start + 3):
            return True
        return self._words.get(end, (0, ""))[1].startswith("nr")

    def _read(self, position: int) -> None:
        if not self._starts:
            self._stretches = [match.span() for match in _STRETCH.finditer(self._text)]
            self._starts = [start for start, _ in self._stretches]
        index = bisect_right(self._starts, position) - 1
        if index < 0 or index in self._cut or position >= self._stretches[index][1]:
            return
        self._cut.add(index)
        start, stop = self._stretches[index]
        for word, tag in rjieba.tag(self._text[start:stop]):
            end = start + len(word)
            self._words[start] = (end, tag)
            if end - start > 1:
                self._inside.update(range(start + 1, end))
            start = end


def is_likely(text: str, start: int, end: int, words: Words) -> bool:
    """True when the characters look like a name and the words of the text speak for one, or at least not against it."""
    if not is_name(text, start, end) or not words.is_edge(start):
        return False
    if text[start : start + 2] in COMPOUND:
        return words.is_edge(end) or words.is_edge(start + 2)
    word_end, tag = words.at(start)
    if word_end == end and tag.startswith("nr"):
        return True
    if text[start] in WEAK:
        return False
    return not is_listed(text[start:end]) if word_end == end else _is_pieced(text, start, end, words)


def _is_pieced(text: str, start: int, end: int, words: Words) -> bool:
    """True when two words in a row may be one name of three characters: 邵|明珠, 钟楚|涵."""
    if not words.is_edge(end) or end - start != 3 or FOLLOW.match(text, end - 1) or NEXT_WORD.match(text, end - 1):
        return False
    word_end, tag = words.at(start)
    if word_end == start + 1:
        return text[start + 1 : end] not in EVERYDAY
    return tag.startswith("nr") and text[end - 1] not in _CLOSING


def cuts_word(text: str, start: int, end: int, words: Words) -> bool:
    """True when an everyday word reaches into what looks like a name."""
    word_end, tag = words.at(start)
    if not words.is_edge(start):
        return True
    if tag.startswith("nr"):
        return False
    head = text[start:word_end]
    town = tag == "ns" and head not in PLACES and text[end - 1] not in "人市省"  # 徐海霞, and no 温州人
    return (start + 1 < word_end < end and tag != "nz" and not town and is_listed(head)) or (
        word_end > end and not words.is_edge(end) and is_listed(text[start:word_end])
    )


def is_listed(word: str) -> bool:
    """True for a word of the dictionary, false for one that rjieba guessed."""
    return len(list(rjieba.cut(word, False))) == 1


def begins(text: str, start: int) -> bool:
    """True where a clause or a new phrase begins."""
    return start == 0 or text[start - 1] in OPENER or text[start - 1] in CLAUSE_START


def has_surname(text: str, start: int) -> bool:
    """True when a family name stands there."""
    return text[start : start + 1] in SURNAMES or text[start : start + 2] in COMPOUND


def lengths(text: str, start: int) -> tuple[int, ...]:
    """How many characters a name there may have, longest first."""
    return (4, 3) if text[start : start + 2] in COMPOUND else (3, 2)


def is_name(text: str, start: int, end: int, *, strong: bool = False, titled: bool = False) -> bool:
    """True when the characters may be a name: a family name and a given name, and no everyday word."""
    name = text[start:end]
    surname = 2 if name[:2] in COMPOUND else 1
    if len(name) != end - start or len(name) <= surname or not has_surname(text, start):
        return False
    if name in NOT_NAMES or name.endswith(OFFICES) or (surname == 1 and not titled and name[:2] in NOT_NAMES):
        return False
    given = name[surname:]
    if given[-1] in LAST_NOT or ((surname == 1 and given in SHORT_TITLES) or given == SIR) or _SUM.fullmatch(given):
        return False
    if strong and (surname == 2 or name[0] not in WEAK):
        return _is_free(given) and all("\u4e00" <= c <= "\u9fff" for c in given)
    return _is_free(given) and all(c in GIVEN or c in MIDDLE for c in given)


def _is_free(given: str) -> bool:
    """True when no character of a given name is one of a sentence; the first of two may be: 张会兰, 郑元畅."""
    if len(given) == 2 and given[0] in MIDDLE:
        return given[1] in GIVEN and given[1] not in FUNCTION
    return not any(c in FUNCTION for c in given[:-1]) and (
        given[-1] not in FUNCTION or (len(given) == 2 and given[-1] in LAST_TOO)
    )
