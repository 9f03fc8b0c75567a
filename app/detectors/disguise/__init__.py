"""Words written so that a filter misses them and a reader does not: 稳zhuan, 钢性兑付, 亻呆本, 零F险, 借💵.

Works from the vocabulary of the rule set: a stretch that *sounds* like a term and is not an ordinary word of its own
is read as the term. The reading replaces `NormalizedText.joined`, so every detector sees it and scores it lower.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from ahocorasick_rs import AhoCorasick

from app.detectors.disguise.terms import Needle, build_needles, is_disguise
from app.detectors.disguise.units import EMOJI, Unit, read_sounds
from app.text.document import Document
from app.text.joined import join
from app.text.normalize import NormalizedText
from app.text.rewrite import replace as rewrite
from app.text.variants import Variant

_PICTURES: Final = {ord(picture): word for picture, word in EMOJI.items()}
_DRAWINGS: Final = frozenset(EMOJI)
_DRAWN: Final = frozenset(EMOJI.values())


class Disguises:
    """The vocabulary as sounds, in one automaton."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        vocabulary = tuple(vocabulary)
        needles = build_needles(vocabulary)
        self._needles = tuple(needles.values())
        self._terms = tuple(frozenset(needle.term for needle in found) for found in self._needles)
        self._automaton = AhoCorasick(list(needles)) if needles else None
        drawn = sorted({term for term in vocabulary if any(character in _DRAWN for character in term)})
        self._drawn = AhoCorasick(drawn) if drawn else None

    def undo(self, document: Document) -> Document:
        """The document with disguised words read as what they stand for; itself where there are none."""
        parts = tuple(self._undo_part(part) for part in document.parts)
        if all(new is old for new, old in zip(parts, document.parts, strict=True)):
            return document
        return replace(document, parts=parts)

    def _undo_part(self, part: NormalizedText) -> NormalizedText:
        if self._automaton is None or part.joined.text.isascii():
            return part
        joined = self._read_pictures(part)
        edits = self._restored(joined.text, self._automaton)
        if edits:
            result = rewrite(joined.text, edits)
            assert result.offsets is not None
            joined = Variant(result.text, joined.offsets.then(result.offsets))
        return part if joined is part.joined else replace(part, joined=joined)

    def _restored(self, text: str, automaton: AhoCorasick) -> list[tuple[int, int, str]]:
        """The edits that put the terms back."""
        reading = read_sounds(text)
        plain: list[tuple[int, int]] = []  # where a term stands as it is, which is nearly all there is to find
        other: list[tuple[int, int, int]] = []
        for position, start, end in automaton.find_matches_as_indexes(reading.sounds, overlapping=True):
            first, last = reading.starts[start], reading.ends[end - 1]
            if text[first:last] not in self._terms[position]:
                other.append((start, -end, position))
            elif len(self._needles[position]) == 1:  # one that sounds like another may be a disguise that is listed
                plain.append((first, last))
        edits: list[tuple[int, int, str]] = []
        done = 0
        for start, minus_end, position in sorted(other):
            if start < done:
                continue
            end = -minus_end
            units = reading.units(start, end)
            needle = next((item for item in self._needles[position] if is_disguise(text, units, item)), None)
            if needle is None:
                continue
            made = _edits(text, units, needle)
            if not any(first < stop and begin < last for begin, stop, _ in made for first, last in plain):
                edits += made
                done = end
        return edits

    def _read_pictures(self, part: NormalizedText) -> Variant:
        """The joined reading with emoji that stand for a word in a term read as that word; without them they are
        separators.
        """
        if self._drawn is None or _DRAWINGS.isdisjoint(part.text):
            return part.joined
        read = part.text.translate(_PICTURES)
        places = sorted(
            {
                index
                for _, start, end in self._drawn.find_matches_as_indexes(read, overlapping=True)
                for index in range(start, end)
                if read[index] != part.text[index]
            }
        )
        if not places:
            return part.joined
        result = rewrite(part.text, [(index, index + 1, read[index]) for index in places])
        joined = join(result.text)
        offsets = joined.offsets if result.offsets is None else result.offsets.then(joined.offsets)
        return Variant(joined.text, offsets)


def _edits(text: str, units: list[Unit], needle: Needle) -> list[tuple[int, int, str]]:
    return [
        (unit.start, unit.end, character)
        for unit, character in zip(units, needle.term, strict=True)
        if text[unit.start : unit.end] != character
    ]
