"""All personal data of a document."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from app.detectors.pii.engine import Engine, Found, Recognizer
from app.detectors.pii.linking import link_persons
from app.detectors.pii.owners import Company, Owner, owner_of
from app.detectors.pii.reading import Reading, read
from app.detectors.pii.recognizers.accounts import Accounts
from app.detectors.pii.recognizers.bank_cards import BankCards
from app.detectors.pii.recognizers.birth_dates import BirthDates
from app.detectors.pii.recognizers.chinese_addresses import ChineseAddresses
from app.detectors.pii.recognizers.chinese_names import ChineseNames
from app.detectors.pii.recognizers.emails import Emails
from app.detectors.pii.recognizers.english_addresses import EnglishAddresses
from app.detectors.pii.recognizers.english_names import EnglishNames
from app.detectors.pii.recognizers.finances import Finances
from app.detectors.pii.recognizers.health import Health
from app.detectors.pii.recognizers.identity_documents import IdentityDocuments
from app.detectors.pii.recognizers.international_phones import InternationalPhones
from app.detectors.pii.recognizers.landlines import Landlines
from app.detectors.pii.recognizers.phones import ChinesePhones
from app.detectors.pii.recognizers.plates import Plates
from app.detectors.pii.recognizers.regional_ids import RegionalIds
from app.detectors.pii.recognizers.secrets import Secrets
from app.detectors.pii.recognizers.social_ids import SocialIds
from app.detectors.pii.recognizers.spoken_phones import SpokenPhones
from app.detectors.pii.recognizers.travel_documents import TravelDocuments
from app.detectors.pii.spelled import read_look_alikes
from app.model.span import Span
from app.text.document import Document
from app.text.normalize import NormalizedText

RECOGNIZERS: Final[tuple[type[Recognizer], ...]] = (
    IdentityDocuments,
    TravelDocuments,
    RegionalIds,
    Plates,
    ChinesePhones,
    Landlines,
    InternationalPhones,
    SpokenPhones,
    BankCards,
    Accounts,
    Emails,
    SocialIds,
    Secrets,
    BirthDates,
    ChineseAddresses,
    EnglishAddresses,
    ChineseNames,
    EnglishNames,
    Finances,
    Health,
)


# Without a digit, and without two Han numerals in a row, no number is spelled in any way.
_NUMERAL: Final = "[〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺腰拐勾洞两]"
_DIGITS: Final = re.compile(f"[0-9]|{_NUMERAL}[ .·-]?{_NUMERAL}")


@dataclass(frozen=True, slots=True)
class Hit:
    """One datum, placed in the normalised text of one part."""

    entity: str
    part: int
    span: Span
    score: float
    owner: Owner
    valid: str
    explanation: str


@cache
def build_engine() -> Engine:
    """The engine with all recognizers; it holds no state, so that one serves all threads."""
    return Engine([recognizer() for recognizer in RECOGNIZERS], link_persons)


def analyze(document: Document) -> tuple[Hit, ...]:
    """All personal data, part by part, in the order of the text; what is public (a credit code) is among them."""
    engine = build_engine()
    hits: list[Hit] = []
    for index, part in enumerate(document.parts):
        reading = reading_of(part)
        found = engine.find(reading)
        company = Company.of(found, reading)
        hits.extend(_hit(index, one, company, reading, document) for one in found)
    return tuple(hits)


def _hit(part: int, one: Found, company: Company, reading: Reading, document: Document) -> Hit:
    owner = owner_of(one, company, reading, document.message.recipient)
    return Hit(one.entity, part, Span(one.start, one.end), round(one.score, 2), owner, one.valid, one.explanation)


def reading_of(part: NormalizedText) -> Reading:
    """The views of a part, each as long as its normalised text."""
    return read(part.text, _digits_of(part), _cased(part))


def _digits_of(part: NormalizedText) -> str:
    """The digits view; what it leaves out between digits becomes a separator."""
    if _DIGITS.search(part.text) is None:
        return part.text
    variant = part.digits
    if variant.offsets.is_identity:
        digits = variant.text
    else:
        characters = ["-"] * len(part.text)
        for index, character in enumerate(variant.text):
            place = variant.offsets.to_original(Span(index, index + 1))
            if len(place) == 1:
                characters[place.start] = character
        digits = "".join(characters)
    if "|" in part.text:  # a bar between the cells of a table is no digit
        digits = "".join("|" if bar == "|" else digit for bar, digit in zip(part.text, digits, strict=True))
    return read_look_alikes(digits)


def _cased(part: NormalizedText) -> str:
    """The text with the capitals that its author wrote."""
    text, original, offsets = part.text, part.original, part.offsets
    if offsets.is_identity or offsets.starts is None:
        return original if len(original) == len(text) else text
    if original.islower() or not any(map(str.isupper, original)):
        return text
    starts = offsets.starts
    return "".join(
        character.upper()
        if character.islower() and original[starts[i]].isupper() and len(character.upper()) == 1
        else character
        for i, character in enumerate(text)
    )
