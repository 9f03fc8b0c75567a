"""Telephone numbers in English words: ``two one two, five five five, oh one double four``."""

from collections.abc import Iterator
from typing import Final

from app.detectors.pii.cues import is_example, is_hotline
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading
from app.detectors.pii.spelled import numbers_in_words

_HINTS: Final = ("three", "four", "five", "six", "seven", "eight", "nine", "zero", "nought", "oh", "two", "one")


class SpokenPhones(Recognizer):
    """Runs of number words as long as a telephone number."""

    ENTITIES = ("phone",)

    def may_find(self, reading: Reading) -> bool:
        """It takes number words."""
        return reading.has_letters and reading.mentions(_HINTS)

    def find(self, reading: Reading) -> Iterator[Found]:
        """Seven to fifteen digits; a count or a countdown is no telephone number."""
        for number in numbers_in_words(reading.text):
            counted = number.digits in "01234567890" or number.digits in "09876543210"
            if len(number.digits) > 15 or counted or is_hotline(reading, number.start):
                continue
            if not is_example(reading, number.start, number.end):
                yield Found("phone", number.start, number.end, 0.86, "shape", "telephone number in words")
