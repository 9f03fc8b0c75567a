"""What a new term brings along: other writings that would pass by it, and the innocent words that it would hit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.detectors.base import Resources
from app.detectors.disguise import Disguises
from app.detectors.disguise.sounds import sound_table
from app.detectors.lexicon import LexiconParameters, LexiconTerms, normalize_terms
from app.model.finding import Localized
from app.model.lexicon import Lexicon, Term
from app.model.message import Message, Part
from app.publishing.examples import example_message
from app.ruleset.lexicon_use import uses_of
from app.ruleset.rule import Rule, RuleSet
from app.text.read import read
from app.text.script import to_traditional
from app.text.words import cut_words

MOST_VARIANTS: Final = 12
MOST_HITS: Final = 50
_A_CHARACTER: Final = 2
"""Homophones that are suggested in place of each character."""
_COMMON_FIRST_BYTES: Final = range(0xB0, 0xD8)
"""GB 2312 has its 3,755 commonest characters under these."""
_CLEAN_DAY: Final = date(2026, 11, 1)


class Writing(StrEnum):
    """How a variant differs from its term."""

    TRADITIONAL = "traditional"
    HOMOPHONE = "homophone"


@dataclass(frozen=True, slots=True)
class Variant:
    """Another writing of a term. ``found``: the detectors read it as the term anyway, so it need not be listed."""

    text: str
    writing: Writing
    found: bool


@dataclass(frozen=True, slots=True)
class CleanHit:
    """A text that complies, and in which the new term would be found. ``except_`` is the longer word around it."""

    term: str
    path: str
    number: int
    quote: str
    except_: str


def variants_of(text: str) -> tuple[Variant, ...]:
    """The Traditional form and common homophones of a term, up to `MOST_VARIANTS`."""
    (normal,) = normalize_terms([text])
    normal = normal.strip()
    disguises = Disguises([normal])
    traditional = to_traditional(normal)
    found = [] if traditional == normal else [Variant(traditional, Writing.TRADITIONAL, True)]
    found += [
        Variant(variant, Writing.HOMOPHONE, _is_read_as(normal, variant, disguises)) for variant in _homophones(normal)
    ]
    return tuple(found[:MOST_VARIANTS])


def clean_hits(terms: Sequence[Term], lexicon: Lexicon, rule_set: RuleSet) -> tuple[CleanHit, ...]:
    """The texts that must not be found in which ``terms`` of ``lexicon`` would be; up to `MOST_HITS`, by place.

    They are the complying examples of the rules that use the lexicon, or of all rules where none does yet.
    """
    if not terms:
        return ()
    wanted = Lexicon(lexicon.id, Localized("", ""), tuple(terms), lexicon.except_)
    parameters = LexiconParameters(lexicon=(lexicon.id,))
    found = LexiconTerms({"term": parameters}, Resources({lexicon.id: wanted}, {}))
    hits: list[CleanHit] = []
    for rule, number, message in _clean_examples(lexicon.id, rule_set):
        document = read(message)
        for detection in found.detect(document):
            part = document.parts[detection.part]
            place = detection.span
            around = _word_around(part.text, place.start, place.end)
            hit = CleanHit(part.text[place.start : place.end], rule.path, number, part.quote(place), around)
            if hit not in hits:
                hits.append(hit)
        if len(hits) >= MOST_HITS:
            break
    return tuple(hits[:MOST_HITS])


def _clean_examples(lexicon_id: str, rule_set: RuleSet) -> Iterator[tuple[Rule, int, Message]]:
    using = list({use.rule.id: use.rule for use in uses_of(lexicon_id, rule_set.rules)}.values())
    for rule in using or rule_set.rules:
        for number, example in enumerate(rule.examples, 1):
            if not example.violates:
                yield rule, number, example_message(rule, example)


def _homophones(text: str) -> Iterator[str]:
    sounds = sound_table()
    by_sound = _common_by_sound(sounds)
    for index, character in enumerate(text):
        others = [other for other in by_sound.get(sounds.get(character, ""), ()) if other != character]
        for other in others[:_A_CHARACTER]:
            yield text[:index] + other + text[index + 1 :]


def _common_by_sound(sounds: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for character, sound in sounds.items():
        if _is_common(character):
            found.setdefault(sound, []).append(character)
    return found


def _is_common(character: str) -> bool:
    try:
        return character.encode("gb2312")[0] in _COMMON_FIRST_BYTES
    except UnicodeEncodeError:
        return False


def _is_read_as(term: str, variant: str, disguises: Disguises) -> bool:
    document = disguises.undo(read(Message("variant", (Part("body", variant),), _CLEAN_DAY)))
    return any(term in part.joined.text for part in document.parts)


def _word_around(text: str, start: int, end: int) -> str:
    """The words that ``text[start:end]`` is within; where it ends with a word of its own, with the next one."""
    places = list(_word_places(cut_words(text)))
    first = max((begin for begin, _ in places if begin <= start), default=start)
    last = min((stop for _, stop in places if stop >= end), default=end)
    if (first, last) == (start, end):
        last = next((stop for begin, stop in places if begin == end and text[begin:stop].isalnum()), end)
    if (first, last) == (start, end):
        first = next((begin for begin, stop in places if stop == start and text[begin:stop].isalnum()), start)
    return text[first:last]


def _word_places(words: Iterable[str]) -> Iterator[tuple[int, int]]:
    place = 0
    for word in words:
        yield place, place + len(word)
        place += len(word)
