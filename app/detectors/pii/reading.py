"""One part of a message, as the recognizers read it."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# Digits with at most three separators between two of them; a sum of money or a date is a chain as well.
_CHAIN: Final = re.compile(r"[0-9](?:[ \-.·_/—–−\u2600-\u2604\u2607-\u27bf\U0001f000-\U0001faff]{0,3}[0-9])*")
_GROUP: Final = re.compile(r"[0-9]+")
_MASK: Final = r"(?:[*×●•█■□○◯…]|x{2}|\.{3})[*×●•█■□○◯….x \-]{0,20}"
_MASK_AFTER: Final = re.compile(rf"[ \-]?{_MASK}(?P<rest>[0-9x])?")
_MASK_BEFORE: Final = re.compile(rf"(?P<rest>[0-9x])?{_MASK}$")
_WHOLE: Final = 8  # a chain this long, with asterisks on one side only, is a number in bold and not a masked one
_SENTENCE_END: Final = re.compile(r"[。!?;\n]|\.(?=\s+[^\s0-9])")
_REACH: Final = 200
_MARGIN: Final = 16  # what the end of a sentence looks ahead to
_LETTER: Final = re.compile(r"[a-z]")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_ABBREVIATIONS: Final = ("mr.", "mrs.", "ms.", "dr.", " no.", " st.")


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring groups of digits that together may be one number."""

    start: int
    end: int
    digits: str
    shape: tuple[int, ...]
    separators: str


@dataclass(frozen=True, slots=True)
class Number:
    """A chain of digit groups. ``masked`` when asterisks or the like stand for some of its digits."""

    groups: tuple[tuple[int, int], ...]
    digits: str
    separators: tuple[str, ...]
    masked: bool

    @property
    def start(self) -> int:
        """Where its first digit stands."""
        return self.groups[0][0]

    @property
    def end(self) -> int:
        """One past its last digit."""
        return self.groups[-1][1]

    def windows(self, shortest: int, longest: int) -> Iterator[Window]:
        """All runs of whole groups that hold ``shortest`` to ``longest`` digits together."""
        if len(self.digits) < shortest:
            return
        groups = self.groups
        offset = 0
        for first, (start, _) in enumerate(groups):
            count = 0
            for last in range(first, len(groups)):
                begin, end = groups[last]
                count += end - begin
                if count > longest:
                    break
                if count >= shortest and self._stands_alone(first, last):
                    yield Window(
                        start,
                        end,
                        self.digits[offset : offset + count],
                        tuple(b - a for a, b in groups[first : last + 1]),
                        "".join(self.separators[first:last]),
                    )
            offset += groups[first][1] - start

    def _stands_alone(self, first: int, last: int) -> bool:
        """False when a full stop joins the window to more digits: a decimal or a version number."""
        return not (
            (first > 0 and self.separators[first - 1] == ".")
            or (last < len(self.separators) and self.separators[last] == ".")
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """The views of one part; all have the same length, so that a span means the same in each.

    ``longest`` is the number of digits of the longest number.
    ``text`` is normalised, ``digits`` has Han numerals and look-alikes in numbers as ASCII digits, ``cased`` has the
    letters as the author wrote them.
    """

    text: str
    digits: str
    cased: str
    numbers: tuple[Number, ...]
    longest: int
    has_letters: bool
    has_han: bool

    def mentions(self, words: tuple[str, ...]) -> bool:
        """True when one of ``words`` stands in the text: a cheap question before an expensive pattern."""
        return any(word in self.text for word in words)

    def before(self, start: int, width: int = 16) -> str:
        """The text up to ``width`` characters before ``start``."""
        return self.text[max(0, start - width) : start]

    def after(self, end: int, width: int = 12) -> str:
        """The text up to ``width`` characters after ``end``."""
        return self.text[end : end + width]

    def sentence(self, position: int) -> tuple[int, int]:
        """Where the sentence around ``position`` begins and ends, at most 200 characters to each side."""
        text, begin = self.text, max(0, position - _REACH)
        for match in _SENTENCE_END.finditer(text, begin, position + _REACH + _MARGIN):
            end = match.end()
            if end > position + _REACH:
                break
            if _is_abbreviation(text, end):
                continue
            if end > position:
                return begin, end - 1
            begin = end
        return begin, min(len(text), position + _REACH)


def read(text: str, digits: str | None = None, cased: str | None = None) -> Reading:
    """Make a reading of a normalised text; ``digits`` and ``cased`` are views of the same length."""
    digits = text if digits is None else digits
    cased = text if cased is None else cased
    if not len(text) == len(digits) == len(cased):
        raise ValueError("the views of a part differ in length")
    numbers = tuple(_numbers(digits))
    return Reading(
        text=text,
        digits=digits,
        cased=cased,
        numbers=numbers,
        longest=max((len(number.digits) for number in numbers), default=0),
        has_letters=_LETTER.search(text) is not None,
        has_han=not text.isascii() and _HAN.search(text) is not None,
    )


def _numbers(text: str) -> Iterator[Number]:
    for match in _CHAIN.finditer(text):
        start, end = match.span()
        chain = match.group()
        groups = tuple((start + g.start(), start + g.end()) for g in _GROUP.finditer(chain))
        separators = tuple(text[a:b] for (_, a), (b, _) in itertools.pairwise(groups))
        digits = "".join(_GROUP.findall(chain))
        yield Number(groups, digits, separators, _is_masked(text, start, end, len(digits)))


def _is_masked(text: str, start: int, end: int, count: int) -> bool:
    after = _MASK_AFTER.match(text, end)
    before = _MASK_BEFORE.search(text, max(0, start - 24), start) if start else None
    return any(found is not None and (count < _WHOLE or found["rest"] is not None) for found in (after, before))


def _is_abbreviation(text: str, end: int) -> bool:
    return text[max(0, end - 4) : end].endswith(_ABBREVIATIONS)
