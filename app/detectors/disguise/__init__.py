"""Words written so that a filter misses them and a reader does not: 稳zhuan, 钢性兑付, 亻呆本, 零F险, 借💵.

Works from the vocabulary of the rule set: a stretch that *sounds* like a term and is not an ordinary word of its own
is read as the term. The reading replaces `NormalizedText.joined`, so every detector sees it and scores it lower.
"""

from collections.abc import Iterable
from dataclasses import replace

from ahocorasick_rs import AhoCorasick

from app.detectors.disguise.terms import Needle, build_needles, is_disguise
from app.detectors.disguise.units import Unit, read_sounds
from app.text.document import Document
from app.text.normalize import NormalizedText
from app.text.rewrite import replace as rewrite
from app.text.variants import Variant


class Disguises:
    """The vocabulary as sounds, in one automaton."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        needles = build_needles(vocabulary)
        self._needles = tuple(needles.values())
        self._automaton = AhoCorasick(list(needles)) if needles else None

    def undo(self, document: Document) -> Document:
        """The document with disguised words read as what they stand for; itself where there are none."""
        parts = tuple(self._undo_part(part) for part in document.parts)
        if all(new is old for new, old in zip(parts, document.parts, strict=True)):
            return document
        return replace(document, parts=parts)

    def _undo_part(self, part: NormalizedText) -> NormalizedText:
        text = part.joined.text
        if self._automaton is None or text.isascii():
            return part
        reading = read_sounds(text)
        edits: list[tuple[int, int, str]] = []
        done = 0
        for position, start, end in sorted(
            self._automaton.find_matches_as_indexes(reading.sounds, overlapping=True),
            key=lambda hit: (hit[1], -hit[2], hit[0]),
        ):
            literal = text[reading.starts[start] : reading.ends[end - 1]]
            if start < done or any(needle.term == literal for needle in self._needles[position]):
                continue
            units = reading.units(start, end)
            needle = next((item for item in self._needles[position] if is_disguise(text, units, item)), None)
            if needle is not None:
                edits += _edits(text, units, needle)
                done = end
        if not edits:
            return part
        result = rewrite(text, edits)
        assert result.offsets is not None
        return replace(part, joined=Variant(result.text, part.joined.offsets.then(result.offsets)))


def _edits(text: str, units: list[Unit], needle: Needle) -> list[tuple[int, int, str]]:
    return [
        (unit.start, unit.end, character)
        for unit, character in zip(units, needle.term, strict=True)
        if text[unit.start : unit.end] != character
    ]
