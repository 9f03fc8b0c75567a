"""Numbers that are not written in digits: letters that look like digits, homophones of Han numerals, English words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

# On the telephone 1, 7, 9 and 0 are read 幺, 拐, 勾 and 洞.
_SPOKEN: Final = str.maketrans("〇零一二三四五六七八九幺腰拐勾洞两", "00123456789117902")
_SPOKEN_DIGITS: Final = "〇零一二三四五六七八九幺腰拐勾洞两"
_SPOKEN_NUMBER: Final = re.compile(
    f"(?<![十百千万亿0-9])[{_SPOKEN_DIGITS}0-9](?:[ .·-]?[{_SPOKEN_DIGITS}0-9]){{10}}"
    f"(?![十百千万亿0-9{_SPOKEN_DIGITS}])"
)
_LOOK_ALIKES: Final = str.maketrans("oilzsbgq", "01125899")
_MOBILE_LIKE: Final = re.compile(r"(?<![a-z0-9@.])[1il][3-9zsbgq](?:[ -]?[0-9oilzsbgq]){9}(?![a-z0-9@])")
_AMERICAN_LIKE: Final = re.compile(
    r"(?<![a-z0-9@.])\(?[2-9zsbgq][0-9oilzsbgq]{2}\)?[ .-]{1,2}[0-9oilzsbgq]{3}[ .-][0-9oilzsbgq]{4}(?![a-z0-9@])"
)
_FEWEST_DIGITS: Final = 5
_MIXED: Final = re.compile(r"[0-9][ )-]?[oilzsbgq]|[oilzsbgq][ )-]?[0-9]")

_WORDS: Final = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_TIMES: Final = {"double": 2, "triple": 3}
_WORD: Final = "(?:" + "|".join((*_TIMES, *_WORDS)) + ")(?![a-z])"
_WORD_NUMBER: Final = re.compile(rf"{_WORD}(?:[ ,.\-]{{1,2}}{_WORD}){{3,18}}")
_SINGLE: Final = re.compile("|".join(sorted((*_TIMES, *_WORDS), key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number in English words, and its digits."""

    start: int
    end: int
    digits: str


def read_look_alikes(digits: str) -> str:
    """The text, as long as before, with letters and homophones inside telephone numbers in 0-9."""
    read = digits
    if "拐" in digits or "勾" in digits or "腰" in digits:
        read = _SPOKEN_NUMBER.sub(lambda match: match.group().translate(_SPOKEN), read)
    if _MIXED.search(read) is None:
        return read
    for pattern in (_MOBILE_LIKE, _AMERICAN_LIKE):
        read = pattern.sub(_if_mostly_digits(_LOOK_ALIKES), read)
    return read


def _if_mostly_digits(table: dict[int, int]) -> Callable[[re.Match[str]], str]:
    def translate(match: re.Match[str]) -> str:
        number = match.group()
        count = sum(character.isdigit() for character in number)
        return number.translate(table) if count >= _FEWEST_DIGITS else number

    return translate


def numbers_in_words(text: str) -> Iterator[Spelled]:
    """Runs of at least seven digits in English words: ``five oh three, double five five, ...``."""
    position = 0
    while (match := _WORD_NUMBER.search(text, position)) is not None:
        before = text[match.start() - 1 : match.start()]
        if before.isascii() and before.isalnum():  # the end of another word: ph|one
            position = match.start() + 1
            continue
        position = match.end()
        digits, times = "", 1
        for word in _SINGLE.findall(match.group()):
            if word in _TIMES:
                times = _TIMES[word]
            else:
                digits, times = digits + _WORDS[word] * times, 1
        if len(digits) >= 7:
            yield Spelled(*match.span(), digits)
