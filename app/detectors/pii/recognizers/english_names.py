"""English names of persons, as their author capitalised them."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.cues import is_example
from app.detectors.pii.data.english_name_cues import (
    ADDRESSED,
    CANTONESE,
    DATA_AFTER,
    FAMILY_NAMES,
    KIN,
    LIFE,
    MORE,
    NAME,
    NEXT,
    OFFICIAL,
    PERSONAL,
    POSSESSED,
    PUBLIC_AFTER,
    SAID_OF,
    SAMPLE,
    STRONG,
    SYLLABLES,
    TITLE,
)
from app.detectors.pii.data.english_names import GIVEN, NOT_NAMES, PUBLIC, SURNAMES_TOO
from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading

_ALIAS: Final = re.compile(r", (?P<given>[A-Z][a-z]+)(?![A-Za-z]| [A-Z])")
_GIVEN_ALONE: Final = re.compile(r"(?<![A-Za-z'’-])[A-Z][a-z]+(?! [A-Z]|[A-Za-z'’-])")
_WORD: Final = re.compile(r"[^ ,.;:!?]+")


class EnglishNames(Recognizer):
    """A known given name with a surname counts anywhere; other capitalised words need words around that say so."""

    ENTITIES = ("person_name",)

    def may_find(self, reading: Reading) -> bool:
        """It takes capitals."""
        return reading.has_letters and reading.cased != reading.text

    def find(self, reading: Reading) -> Iterator[Found]:
        """Names of public persons, companies and places are left out."""
        position, listed = 0, -1
        while (match := NAME.search(reading.cased, position)) is not None:
            end = _end(reading.cased, match.start(), match.end())
            found = _judge(reading, match.start(), end, listed=match.start() == listed)
            if found is None:
                position = _past(reading.text, match)
                continue
            yield found
            position = found.end
            following = NEXT.match(reading.text, found.end)
            listed = following.end() if following else -1
        yield from _relatives(reading)


def _relatives(reading: Reading) -> Iterator[Found]:
    """Given names alone behind a word for a relative."""
    for match in _GIVEN_ALONE.finditer(reading.cased):
        start, end = match.span()
        if reading.text[start:end] in GIVEN and KIN.search(reading.text, max(0, start - 32), start):
            yield Found("person_name", start, end, 0.8, "context", "given name of a relative", "subject")


def _past(text: str, match: re.Match[str]) -> int:
    """Where to look on: behind a public person's whole name, else behind the first word."""
    words = [found.span() for found in _WORD.finditer(text, match.start(), match.start() + 60)][:4]
    for _, end in reversed(words[1:]):
        if text[match.start() : end] in PUBLIC:
            return end
    return match.end("first")


def _end(cased: str, start: int, end: int) -> int:
    """Where the name ends: further capitalised words belong to it, up to four in all."""
    while (more := MORE.match(cased, end)) is not None and cased[start : more.end()].count(" ") <= 3:
        if more.group().split()[-1].lower() in NOT_NAMES:
            break
        end = more.end()
    alias = _ALIAS.match(cased, end)  # Chan Mei Yee, Amy
    if (
        alias is not None
        and cased[start:end].split(maxsplit=1)[0].lower() in CANTONESE
        and alias["given"].lower() in GIVEN
    ):
        return alias.end()
    return end - 2 if cased[start:end].endswith(("'s", "’s")) else end


def _judge(reading: Reading, start: int, end: int, *, listed: bool) -> Found | None:
    words = [word.strip(".") for word in reading.text[start:end].replace("’", "'").split()]
    before = reading.text[max(0, start - 56) : start]
    if not _is_name(words) or _is_public(reading, start, end, before):
        return None
    score, role = _role(reading.text, end, before, given=_is_given(words))
    if not score and listed:
        score, role = 0.65, "subject"
    doubtful = reading.cased[start:end].isupper() or words[-1] in SURNAMES_TOO
    if not score or (doubtful and score < 0.75):
        return None
    return Found("person_name", start, end, score, "context", "name of a person", role)


def _role(text: str, end: int, before: str, *, given: bool) -> tuple[float, str]:
    """How sure it is that a person is meant, and what the words before make of them; 0 for not at all."""
    if ADDRESSED.search(before):
        return (0.9, "addressee") if given and text[end : end + 1] not in ("'", "’") else (0.6 if given else 0.0, "")
    if STRONG.search(before) or TITLE.search(before):
        return 0.9 if given else 0.75, "subject"
    if DATA_AFTER.match(text, end) or SAID_OF.match(text, end) or PERSONAL.match(text, end):
        return 0.9 if given else 0.7, ""
    if given and LIFE.match(text, end):
        return 0.8, ""
    return (0.85 if POSSESSED.match(text, end) else 0.6, "") if given else (0.0, "")


def _is_given(words: list[str]) -> bool:
    """True when a word is a known given name, or a Cantonese surname stands with two short syllables."""
    first = _plain(words[0])
    if first in GIVEN or first.split("-", maxsplit=1)[0] in GIVEN:
        return True
    if words[0] in FAMILY_NAMES and len(words) == 2 and SYLLABLES.fullmatch(words[1]):
        return True
    return words[0] in CANTONESE and len(words) >= 3 and all(len(word) <= 6 for word in words[1:3])


def _plain(word: str) -> str:
    """The word without accents: the list of given names has none."""
    if word.isascii() or word in GIVEN:
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _is_name(words: list[str]) -> bool:
    last = words[-1] in NOT_NAMES and not (words[-1] in SURNAMES_TOO and _is_given(words))
    other = any(word in NOT_NAMES and word not in GIVEN for word in words[:-1])
    return not (other or last or " ".join(words) in PUBLIC)


def _is_public(reading: Reading, start: int, end: int, before: str) -> bool:
    if OFFICIAL.search(before) or PUBLIC_AFTER.match(reading.text, end):
        return True
    return is_example(reading, start, end) or SAMPLE.search(before) is not None
