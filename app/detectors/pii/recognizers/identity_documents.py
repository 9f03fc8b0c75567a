"""Identity numbers of the mainland: resident ID, permanent resident ID, residence permit, credit code."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from stdnum.cn import ric, uscc

from app.detectors.pii.cues import is_example, names_thing
from app.detectors.pii.documents import label_before
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Number, Reading

_PROVINCES: Final = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
_LAST_X: Final = re.compile(r"[ \-]{0,2}x(?![a-z0-9])")
_OLD_PERMANENT: Final = re.compile(r"(?<![a-z0-9])[a-z]{3}[ \-]?[0-9]{12}(?![0-9a-z])")
_GREEN_CARD: Final = re.compile(r"(?<![a-z0-9])a[ \-]?[0-9]{3}[ \-]?[0-9]{3}[ \-]?[0-9]{2,3}(?![a-z0-9])")
_PERMANENT_LABEL: Final = frozenset({"cn_foreign_permanent_resident_id"})
_CREDIT_CODE: Final = re.compile(r"(?<![a-z0-9])[159any][1-39][0-9]{6}[0-9a-hj-npqrtuwxy]{10}(?![a-z0-9])")
# A resident ID number is also what stands on these documents.
_SAME_NUMBER: Final = frozenset({"driving_license", "social_security_no", "residence_permit"})


class IdentityDocuments(Recognizer):
    """Numbers with a birth date and a check digit inside."""

    ENTITIES = ("cn_resident_id", "cn_foreign_permanent_resident_id", "residence_permit", "uscc")

    def may_find(self, reading: Reading) -> bool:
        """It takes digits."""
        return bool(reading.numbers)

    def find(self, reading: Reading) -> Iterator[Found]:
        """Numbers of 18 and 15 digits, and what is made like them."""
        for number in reading.numbers:
            if len(number.digits) >= 15 and not number.masked:
                yield from _modern(reading, number)
                yield from _old(reading, number)
        if reading.has_letters:
            yield from _old_permanent(reading)
            yield from _green_cards(reading)
            yield from _credit_codes(reading)


def _modern(reading: Reading, number: Number) -> Iterator[Found]:
    for window in number.windows(17, 18):
        digits, end = window.digits, window.end
        if len(digits) == 17:
            closing = _LAST_X.match(reading.text, end)
            if closing is None:
                continue
            digits, end = digits + "x", closing.end()
        if is_example(reading, window.start, end):
            continue
        label = label_before(reading, window.start)
        entity = _entity(digits, label)
        if entity is None:
            continue
        checked = ric.calc_check_digit(digits) == digits[-1].upper()
        if checked:
            score = 0.8 if names_thing(reading, window.start) else 0.97
            yield Found(entity, window.start, end, score, "checksum", "birth date and check digit are right")
        elif label is not None:
            yield Found(entity, window.start, end, 0.6, "no-checksum", "named an identity number; check digit is wrong")


def _entity(digits: str, label: str | None) -> str | None:
    if not _is_date(digits[6:10], digits[10:12], digits[12:14]):
        return None
    if label in _SAME_NUMBER:
        return label
    if digits[0] == "9":
        return "cn_foreign_permanent_resident_id"
    if digits[:2] not in _PROVINCES:
        return None
    return "residence_permit" if digits[:2] in ("81", "82", "83") else "cn_resident_id"


def _old(reading: Reading, number: Number) -> Iterator[Found]:
    for window in number.windows(15, 15):
        digits = window.digits
        if digits[:2] not in _PROVINCES or not _is_date("19" + digits[6:8], digits[8:10], digits[10:12]):
            continue
        label = label_before(reading, window.start)
        if is_example(reading, window.start, window.end) or (label is None and not _may_be_old(reading, number)):
            continue
        score = 0.9 if label is not None else 0.6
        yield Found("cn_resident_id", window.start, window.end, score, "birth-date", "old 15-digit identity number")


def _may_be_old(reading: Reading, number: Number) -> bool:
    return len(number.groups) == 1 and not names_thing(reading, number.start)


def _old_permanent(reading: Reading) -> Iterator[Found]:
    for match in _OLD_PERMANENT.finditer(reading.text):
        digits = match.group()[-12:]
        label = label_before(reading, match.start())
        born = _is_date("19" + digits[6:8], digits[8:10], "01")
        if label in _PERMANENT_LABEL or (label is not None and born):
            yield Found(
                "cn_foreign_permanent_resident_id", *match.span(), 0.92, "label", "permanent resident ID, old form"
            )


def _green_cards(reading: Reading) -> Iterator[Found]:
    """US permanent resident cards: the letter A and nine digits, by their name only."""
    for match in _GREEN_CARD.finditer(reading.text):
        if label_before(reading, match.start()) in _PERMANENT_LABEL and not is_example(reading, *match.span()):
            yield Found("cn_foreign_permanent_resident_id", *match.span(), 0.9, "label", "US permanent resident card")


def _credit_codes(reading: Reading) -> Iterator[Found]:
    for match in _CREDIT_CODE.finditer(reading.text):
        if uscc.is_valid(match.group().upper()):
            yield Found("uscc", *match.span(), 0.9, "checksum", "check digit of a credit code")


def _is_date(year: str, month: str, day: str) -> bool:
    if not year.startswith(("19", "20")):
        return False
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
