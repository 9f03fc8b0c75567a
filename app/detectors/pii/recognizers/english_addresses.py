"""Street addresses in English: US, UK and Hong Kong."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.cues import is_example, is_institution
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading

_STREET: Final = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Crescent|Close|Terrace|"
    r"Place|Pl|Square|Sq|Way|Circle|Cir|Highway|Hwy|Parkway|Pkwy|"
    r"Trail|Trl|Gardens|Grove|Mews|Hill|Row|Walk|Green|Path|Broadway|Parade|Rise|Vale|View|Wharf|Quay|"
    r"Turnpike|Loop|Alley|Plaza|Park)"
)
_CAP: Final = r"(?:(?:[A-Z][A-Za-z'’\-]*\.?|[0-9]{1,3}(?:st|nd|rd|th))(?![A-Za-z0-9]))"
_FLAT: Final = r"(?:(?:Flat|Unit|Apartment|Apt\.?|Room|Rm|Suite|Ste\.?|No\.?) ?#?[0-9A-Z]{1,5},? )"
_HOUSE: Final = r"(?:(?:[0-9]{1,2}/F|[0-9]{1,2}(?:st|nd|rd|th) Floor|Block [0-9A-Z]{1,3}|Tower [0-9A-Z]{1,2}),? )"
_BLOCK: Final = (
    rf"(?:{_CAP}(?: {_CAP}){{0,2}} (?:House|Court|Centre|Center|Building|Mansions?|Tower|Gardens?|Estate|"
    rf"Apartments?|Lodge),? )"
)
_INSIDE: Final = (
    r"(?:,? (?:Apt\.?|Apartment|Unit|Suite|Ste\.?|Flat|Floor|Fl|Room|Rm|#) ?#?[0-9A-Z]{1,5}(?![A-Za-z0-9]))"
)
_CITY: Final = rf"(?:,? {_CAP}(?: {_CAP}){{0,2}})"
_ZIP: Final = r"(?:,? [A-Z]{2}(?:,? [0-9]{5}(?:-[0-9]{4})?)?(?![A-Za-z0-9])|,? [0-9]{5}(?:-[0-9]{4})?(?![0-9]))"
_POSTCODE: Final = r"(?:,? [A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}(?![A-Za-z0-9]))"
_ADDRESS: Final = re.compile(
    rf"(?<![A-Za-z0-9$£€.,#/\-])(?:{_FLAT}?{_HOUSE}{{0,2}}{_BLOCK}?)[0-9]{{1,5}}[A-Za-z]?(?:-[0-9]{{1,5}})? "
    rf"(?:(?:[NSEW]|"
    rf"North|South|East|West)\.? )?(?:{_CAP} ){{1,3}}{_STREET}(?![A-Za-z])\.?"
    rf"{_INSIDE}?(?:{_CITY}{{0,4}}?(?:{_ZIP}|{_POSTCODE})|(?:, {_CAP}(?: {_CAP}){{0,2}}){{0,3}})?"
)
_FLOOR_HINT: Final = re.compile(
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|crescent|close|terrace|"
    r"place|pl|square|sq|way|circle|cir|hill|row|walk|green|gardens|grove|mews|park|highway|parkway|pkwy|"
    r"broadway|quay|wharf|trail|view)(?![a-z])"
)
_NOT_HOME: Final = re.compile(
    r"(?:branch|office|headquarter|hq|store|bank|visit us|located at|find us|our|company|registered|event|"
    r"seminar|venue)[^.;\n]{0,40}$"
)
_HOME: Final = re.compile(
    r"(?:mail|send|sent|deliver|ship|lives?|living|resid|home|address|moved|moving|his|her|customer|"
    r"client|applicant|property)[^.;\n]{0,40}$"
)
_FAMOUS: Final = re.compile(r"10 downing street|11 downing street|1 wall street|11 wall street|221b baker street")


class EnglishAddresses(Recognizer):
    """Addresses down to the house."""

    ENTITIES = ("address",)

    def find(self, reading: Reading) -> Iterator[Found]:
        """House number, street, and what follows of town and postcode."""
        if not reading.has_letters or not reading.numbers or not _FLOOR_HINT.search(reading.text):
            return
        for match in _ADDRESS.finditer(reading.cased):
            start, end = match.span()
            while reading.text[end - 1] in " ,.":
                end -= 1
            before = reading.before(start, 60)
            home = _HOME.search(before) is not None
            if _FAMOUS.match(reading.text, start) or is_example(reading, start, end):
                continue
            if _NOT_HOME.search(before) and (not home or _last(_NOT_HOME, before) > _last(_HOME, before)):
                continue
            if not home and is_institution(reading, start, end):
                continue
            yield Found("address", start, end, 0.88 if home else 0.8, "shape", "house number and street")


def _last(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.start() if found else -1
