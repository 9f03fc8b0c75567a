"""Identity numbers of Hong Kong, Macau, Taiwan, the United States and the United Kingdom."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.cues import is_example, names_thing
from app.detectors.pii.documents import label_after, label_before
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading

_HKID: Final = re.compile(
    r"(?:(?<![a-z0-9])|(?<=hkid))([a-z]{1,2})[ \-]?([0-9](?:[ \-]?[0-9]){5})[ \-]?(\( ?[0-9a] ?\)|[0-9a])(?![a-z0-9(])"
)
_MACAU: Final = re.compile(
    r"(?<![a-z0-9])([1578])[ /\-]?([0-9](?:[ ]?[0-9]){5})[ /\-]?(\( ?[0-9] ?\)|[0-9])(?![a-z0-9])"
)
_TAIWAN: Final = re.compile(r"(?<![a-z0-9])([a-z])(?:[ \-]?([1289](?:[ \-]?[0-9]){8})|([a-d][0-9]{8}))(?![a-z0-9])")
_SSN: Final = re.compile(r"(?<![0-9\-])([0-9]{3})([ \-.]?)([0-9]{2})\2([0-9]{4})(?![0-9]|-[0-9])")
_SPACED_SSN: Final = re.compile(r"(?<![0-9])[0-9](?: [0-9]){8}(?! ?[0-9])")
_NINO: Final = re.compile(
    r"(?<![a-z0-9])[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z][ \-]?[0-9]{2}[ \-]?[0-9]{2}[ \-]?[0-9]{2}[ \-]?[a-d](?![a-z0-9])"
)
_NINO_UNUSED: Final = frozenset({"bg", "gb", "kn", "nk", "nt", "tn", "zz"})
_TW_AREA: Final = "abcdefghjklmnpqrstuvxywzio"  # the place in this row, plus 10, is the letter's value
_DENIED: Final = re.compile(r"not an? (?:ssn|social)")


class RegionalIds(Recognizer):
    """Numbers with a letter, a check digit or a fixed grouping."""

    ENTITIES = ("hkid", "macau_id", "tw_id", "us_ssn", "uk_nino")

    def may_find(self, reading: Reading) -> bool:
        """It takes six digits."""
        return reading.longest >= 6

    def find(self, reading: Reading) -> Iterator[Found]:
        """All five kinds; each needs digits."""
        if reading.has_letters:
            yield from _hkids(reading)
            yield from _taiwan_ids(reading)
            yield from _ninos(reading)
        yield from _macau_ids(reading)
        if reading.longest >= 9:
            yield from _ssns(reading)


def _hkids(reading: Reading) -> Iterator[Found]:
    for match in _HKID.finditer(reading.text):
        letters, digits, check = match.group(1), match.group(2), match.group(3).strip("( )")
        label = label_before(reading, match.start()) or label_after(reading, match.end())
        labelled = label in ("hkid", "identity")
        checked = _hkid_check(letters, re.sub(r"\D", "", digits)) == check
        if is_example(reading, *match.span()):
            continue
        if checked and (labelled or "(" in match.group(3)):
            yield Found("hkid", *match.span(), 0.96, "checksum", "check digit of an identity card")
        elif labelled and ("(" in match.group(3) or label == "hkid"):
            yield Found("hkid", *match.span(), 0.6, "no-checksum", "named an identity card; check digit is wrong")


def _hkid_check(letters: str, digits: str) -> str:
    values = [36] * (2 - len(letters)) + [ord(letter) - ord("a") + 10 for letter in letters] + [int(d) for d in digits]
    rest = sum(weight * value for weight, value in zip(range(9, 1, -1), values, strict=True)) % 11
    return "0" if rest == 0 else "a" if rest == 1 else str(11 - rest)


def _macau_ids(reading: Reading) -> Iterator[Found]:
    for match in _MACAU.finditer(reading.digits):
        label = label_before(reading, match.start()) or label_after(reading, match.end())
        bracketed = "(" in match.group(3) or "/" in match.group()
        if is_example(reading, *match.span()):
            continue
        if label == "macau_id" or (label == "identity" and bracketed):
            yield Found("macau_id", *match.span(), 0.92, "label", "named and shaped like a Macau identity card")
        elif match.group(3).startswith("(") and " " not in match.group() and not names_thing(reading, match.start()):
            yield Found("macau_id", *match.span(), 0.65, "shape", "shaped like a Macau identity card")


def _taiwan_ids(reading: Reading) -> Iterator[Found]:
    for match in _TAIWAN.finditer(reading.text):
        number = re.sub(r"[ \-]", "", match.group())
        if is_example(reading, *match.span()):
            continue
        label = label_before(reading, match.start()) or label_after(reading, match.end())
        if _taiwan_check(number):
            if label is not None or not names_thing(reading, match.start()):
                yield Found("tw_id", *match.span(), 0.95, "checksum", "check digit of a Taiwan identity number")
        elif label == "identity":
            yield Found("tw_id", *match.span(), 0.6, "no-checksum", "named an identity number; check digit is wrong")


def _taiwan_check(number: str) -> bool:
    area = _TW_AREA.index(number[0]) + 10
    second = number[1] if number[1].isdigit() else str((_TW_AREA.index(number[1]) + 10) % 10)
    digits = [area // 10, area % 10, int(second), *(int(d) for d in number[2:])]
    weights = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
    return sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 10 == 0


def _ssns(reading: Reading) -> Iterator[Found]:
    for match in _SSN.finditer(reading.digits):
        area, separator, group, serial = match.groups()
        possible = area not in ("000", "666") and group != "00" and serial != "0000"
        labelled = label_before(reading, match.start()) == "us_ssn" or label_after(reading, match.end()) == "us_ssn"
        if is_example(reading, *match.span()) or match.group() in ("123-45-6789", "078-05-1120"):
            continue
        if labelled:
            yield Found("us_ssn", *match.span(), 0.95 if possible else 0.6, "label", "named a Social Security number")
        elif separator == "-" and possible and area < "900" and not names_thing(reading, match.start()):
            yield Found("us_ssn", *match.span(), 0.85, "shape", "shaped like a Social Security number")
    for match in _SPACED_SSN.finditer(reading.digits):
        if label_before(reading, match.start()) == "us_ssn":
            yield Found("us_ssn", *match.span(), 0.9, "label", "named a Social Security number")


def _ninos(reading: Reading) -> Iterator[Found]:
    for match in _NINO.finditer(reading.text):
        if match.group()[:2] in _NINO_UNUSED or is_example(reading, *match.span()):
            continue
        labelled = label_before(reading, match.start()) == "uk_nino"
        if labelled or not names_thing(reading, match.start()):
            score = 0.95 if labelled else 0.85
            yield Found("uk_nino", *match.span(), score, "shape", "shaped like a National Insurance number")
