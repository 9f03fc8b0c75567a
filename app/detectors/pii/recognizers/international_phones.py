"""Telephone numbers of the United States, the United Kingdom and the rest of the world."""

import re
from collections.abc import Iterator
from typing import Final

import phonenumbers

from app.detectors.pii.cues import is_example, is_hotline, is_institution, names_thing
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading
from app.detectors.pii.recognizers.phones import LABEL

_GREATER_CHINA: Final = frozenset({86, 852, 853, 886})
_WITH_PLUS: Final = re.compile(r"\(?\+ ?[1-9](?:[ \-.]?\(?[0-9]\)?){6,15}(?![0-9*])")
_US: Final = re.compile(
    r"(?<![0-9.\-+])(?:1[ .\-]{0,2})?(?P<area>\([2-9][0-9]{2}\)|[2-9][0-9]{2})(?P<gap>[ .\-]{0,3})"
    r"[2-9][0-9]{2}(?P<gap2>[ .\-]?)[0-9]{4}(?:,? ?(?:x|ext\.?|extension) ?[0-9]{1,5})?(?![0-9*]|[.\-,][0-9])"
)
_TOLL_FREE: Final = frozenset({"400", "800", "833", "844", "855", "866", "877", "888", "900"})
_UK: Final = re.compile(
    r"(?<![0-9.\-+(])\(?(?P<area>0[127][0-9]{1,4})\)?(?P<rest>(?:[ \-]?[0-9]){5,8})(?![0-9*]|[.\-,][0-9])"
)


class InternationalPhones(Recognizer):
    """Everything that is not a number of Greater China."""

    ENTITIES = ("phone",)

    def may_find(self, reading: Reading) -> bool:
        """It takes digits."""
        return bool(reading.numbers)

    def find(self, reading: Reading) -> Iterator[Found]:
        """Numbers with a plus sign, then those written the US and the UK way."""
        if not any(len(number.digits) >= 3 for number in reading.numbers):
            return
        text = reading.digits
        if "+" in text:
            for match in _WITH_PLUS.finditer(text):
                yield from _with_plus(reading, match)
        if any(len(number.digits) >= 7 for number in reading.numbers):
            yield from _american(reading)
            if "0" in text:
                yield from _british(reading)


def _with_plus(reading: Reading, match: re.Match[str]) -> Iterator[Found]:
    try:
        number = phonenumbers.parse(match.group())
    except phonenumbers.NumberParseException:
        return
    if number.country_code in _GREATER_CHINA or not phonenumbers.is_possible_number(number):
        return
    kind = phonenumbers.number_type(number)
    if kind in (phonenumbers.PhoneNumberType.TOLL_FREE, phonenumbers.PhoneNumberType.SHARED_COST):
        return
    if _is_personal(reading, *match.span()):
        yield Found("phone", *match.span(), 0.93, "shape", "international telephone number")


def _american(reading: Reading) -> Iterator[Found]:
    for match in _US.finditer(reading.digits):
        bracketed = match["area"].startswith("(")
        if match["area"].strip("()") in _TOLL_FREE or not _is_personal(reading, *match.span()):
            continue
        separated = bracketed or bool(match["gap"] and match["gap2"])
        if not separated and not (
            match["gap"] == match["gap2"] == "" and LABEL.search(reading.before(match.start(), 18))
        ):
            continue
        if names_thing(reading, match.start()):
            continue
        yield Found("phone", *match.span(), 0.88, "shape", "shaped like a US telephone number")


def _british(reading: Reading) -> Iterator[Found]:
    for match in _UK.finditer(reading.digits):
        digits = re.sub(r"[^0-9]", "", match.group())
        if len(digits) not in (10, 11) or (digits[1] == "7" and len(digits) != 11) or digits[1:3] in ("70", "76"):
            continue
        if reading.has_han and digits[1] != "7":
            continue
        separated = len(match["rest"]) > len(re.sub(r"[^0-9]", "", match["rest"]))
        labelled = LABEL.search(reading.before(match.start(), 18)) is not None
        if not (separated or labelled or digits[1] == "7") or not _is_personal(reading, *match.span()):
            continue
        if not names_thing(reading, match.start()):
            yield Found("phone", *match.span(), 0.87, "shape", "shaped like a UK telephone number")


def _is_personal(reading: Reading, start: int, end: int) -> bool:
    return not (is_example(reading, start, end) or is_hotline(reading, start) or is_institution(reading, start, end))
