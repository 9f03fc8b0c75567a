"""Street addresses in English: US, UK and Hong Kong."""

import itertools
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
# Whatever the street is called: a whole postcode, or a state with its ZIP code, closes the address.
_CLOSING: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}|[A-Z]{2},? [0-9]{5}(?:-[0-9]{4})?)(?![A-Za-z0-9])"
)
_NAMED_HOUSE: Final = (
    r"(?:The )?(?:[A-Z][a-z'’]+ ){1,2}(?:Cottage|House|Farm|Barn|Lodge|Hall|Rectory|Vicarage|Mill|Villa|Manor|Grange|"
    r"Bungalow)"
)
_OPENING: Final = re.compile(
    rf"(?<![A-Za-z0-9$£€.,#/\-])(?<!box )(?<!Box )(?<!BOX )"
    rf"(?:{_FLAT}?{_HOUSE}{{0,2}}{_BLOCK}?[0-9]{{1,5}}[A-Za-z]?|{_NAMED_HOUSE})"
    rf"(?:,? (?:{_CAP}|[NSEW]\.?|y|of|on|upon|the|le|in|under|#?[0-9]{{1,4}}[A-Z]?))+,? ?$"
)
_BEFORE_CODE: Final = 90
_ROUTE: Final = re.compile(
    rf"(?<![A-Za-z0-9$£€.,#/\-])[0-9]{{1,5}} (?:(?:County|State|Old|US|FM|[NSEW]\.?) ){{0,2}}(?:Road|Route|Rd|Rte|"
    rf"Highway|Hwy) [0-9]{{1,4}}"
    rf"{_INSIDE}?(?:{_CITY}{{1,2}}?{_ZIP})?"
)
_STOREY: Final = re.compile(r"\b(?:flat|room|unit|rm) ")
_TOWER_FLAT: Final = re.compile(
    rf"(?:Flat|Room|Unit|Rm) [0-9A-Z]{{1,5}},? (?:(?:[0-9]{{1,2}}/F|Block [0-9A-Z]{{1,3}}|"
    rf"Tower [0-9A-Z]{{1,2}}),? ){{1,2}}"
    rf"{_CAP}(?: {_CAP}){{0,3}}(?:, (?:[0-9]{{1,4}}[A-Z]? )?{_CAP}(?: {_CAP}){{0,3}}){{0,4}}"
)
_BOX: Final = re.compile(rf"\bP\.? ?O\.? Box [0-9]{{1,6}}(?:{_CITY}{{1,2}}?(?:{_ZIP}|{_POSTCODE}))")
_FLOOR_HINT: Final = re.compile(
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|crescent|close|terrace|"
    r"place|pl|square|sq|way|circle|cir|hill|row|walk|green|gardens|grove|mews|park|highway|parkway|pkwy|"
    r"broadway|quay|wharf|trail|view|route|rte|rd)(?![a-z])"
)
_NOT_HOME: Final = re.compile(
    r"(?:branch|office|headquarter|\bhq\b|\bstore|\bbank\b|visit us|located at|find us|\bour\b|company|registered|"
    r"incorporated|\bevent|seminar|venue|\bdepartment\b|\bdept\b|"
    r"\bwe['’]re (?:at|on|in)\b|\bwe are (?:at|on|in)\b)[^.;\n]{0,40}$|"
    r"\bregistered (?:in|with|number|no)\b[^;\n]{0,56}$"
)
# The name of a firm right before: Fennick Finance Ltd, 3 Wharf Road; Saltmarsh Credit Union, 4 Quay Street.
_FIRM: Final = re.compile(
    r"\b(?:ltd|limited|plc|llp|llc|inc|incorporated|corp|co|union|finance|credit|recovery|lending|loans|mortgages|"
    r"insurance|assurance|mutual|wealth|capital|funds?|society|partners|advisers|advisors|securities|trust|health|"
    r"holdings|group|dept|department|(?:claims|disputes|payments?|mail) (?:team|centre|center)|"
    r"& (?:co|sons))\.?(?:,|:| at| of|\.)? $"
)
# The foot of a mailing: who sends it, and how to hear no more of it.
_FOOT: Final = re.compile(
    r"unsubscribe|opt[ -]?out|opt out|reply stop|all rights reserved|©|member fdic|equal housing|nmls|"
    r"authori[sz]ed and regulated|registered in"
)
_OF_READER: Final = re.compile(r"\b(?:to|your|you|at|her|his|on file|lives?|address)\b[^.;\n]{0,24}$")
_HOME: Final = re.compile(
    r"(?:mail|send|sent|deliver|ship|lives?|living|resid|home|address|moved|moving|his|her|customer|"
    r"client|applicant|property)[^.;\n]{0,40}$"
)
_FAMOUS: Final = re.compile(r"10 downing street|11 downing street|1 wall street|11 wall street|221b baker street")


class EnglishAddresses(Recognizer):
    """Addresses down to the house."""

    ENTITIES = ("address",)

    def may_find(self, reading: Reading) -> bool:
        """It takes digits and letters."""
        return reading.has_letters and bool(reading.numbers)

    def find(self, reading: Reading) -> Iterator[Found]:
        """House number, street, and what follows of town and postcode."""
        for box in _BOX.finditer(reading.cased) if "box" in reading.text else ():
            before = reading.before(box.start(), 60)
            if _FIRM.search(before) or _NOT_HOME.search(before) or _is_foot(reading, *box.span()):
                continue
            if not is_institution(reading, *box.span()):
                yield Found("address", *box.span(), 0.8, "shape", "post office box")
        for start, end in _places(reading):
            before = reading.before(start, 60)
            home = _HOME.search(before) is not None
            if _FAMOUS.match(reading.text, start) or is_example(reading, start, end):
                continue
            if _NOT_HOME.search(before) and (not home or _last(_NOT_HOME, before) > _last(_HOME, before)):
                continue
            if (
                _FIRM.search(before)
                or _is_foot(reading, start, end)
                or (not home and is_institution(reading, start, end))
            ):
                continue
            yield Found("address", start, end, 0.88 if home else 0.8, "shape", "house number and street")


def _places(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where something stands that has the shape of an address; the same one may come twice, longer or shorter."""
    cased = reading.cased
    if _FLOOR_HINT.search(reading.text):
        for match in itertools.chain(_ADDRESS.finditer(cased), _ROUTE.finditer(cased)):
            start, end = match.span()
            while cased[end - 1] in " ,.":
                end -= 1
            yield start, end
    for code in _CLOSING.finditer(cased):
        low = max(0, code.start() - _BEFORE_CODE)
        opening = _OPENING.search(cased, low, code.start())
        if opening is not None:
            yield opening.start(), code.end()
    if _STOREY.search(reading.text):
        for match in _TOWER_FLAT.finditer(cased):
            yield match.start(), match.start() + len(match.group().rstrip(" ,."))


def _is_foot(reading: Reading, start: int, end: int) -> bool:
    """True when the address stands in the last lines of a mailing, and not in a sentence about somebody."""
    around = reading.before(start, 90) + " | " + reading.after(end, 90)
    return _FOOT.search(around) is not None and _OF_READER.search(reading.before(start, 40)) is None


def _last(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.start() if found else -1
