"""Terms of lexicons: one automaton over all of them, so that cost grows with the text and not with the terms."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Final, NamedTuple

from ahocorasick_rs import AhoCorasick
from pydantic import BeforeValidator

from app.detectors.base import Parameters, Resources
from app.model.detection import Detection
from app.model.lexicon import Lexicon, Term
from app.model.span import Span
from app.text.document import Document
from app.text.normalize import NormalizedText, normalize

# A term found only after separators were taken out between its characters.
JOINED_SCORE: Final = 0.8
_LATIN: Final = re.compile(r"[a-z]")


def as_list(value: Any) -> Any:
    """One item may be written without brackets."""
    return [value] if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(as_list)]


class LexiconParameters(Parameters):
    """``lexicon`` names one or several lexicons; ``tags``, if given, keeps only terms with one of them."""

    lexicon: Names
    tags: Names = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one string of the automaton stands for. ``lexicon`` is an index, ``term`` too (-1: the whole lexicon)."""

    lexicon: int
    term: int
    tag: str
    is_exception: bool
    first: date = date.min
    last: date = date.max


@dataclass(frozen=True, slots=True)
class _Needle:
    """One string of the automaton, and what must not stand beside it."""

    entries: tuple[_Entry, ...]
    left: re.Pattern[str] | None
    right: re.Pattern[str] | None
    is_open: bool = False


class _Hit(NamedTuple):
    """A tuple, as a message has dozens and these cost half of what spans do."""

    start: int
    end: int
    entry: _Entry

    def contains(self, other: "_Hit") -> bool:
        return self.start <= other.start and other.end <= self.end


_WORD: Final = re.compile(r"[a-z0-9]")
_FIGURE: Final = re.compile(r"[0-9.]")


def _boundary(character: str) -> re.Pattern[str] | None:
    """A Latin word must not go on in letters, nor a number in digits; Han characters have no boundary."""
    if _LATIN.match(character):
        return _WORD
    return _FIGURE if character.isdigit() and character.isascii() else None


def normalize_terms(texts: Sequence[str]) -> list[str]:
    """Each text as the normaliser leaves it. Lines are independent of one another, so all go through in one pass."""
    together = normalize("terms", "\n".join(texts)).text.split("\n")
    if len(together) != len(texts):
        return [normalize("term", text).text for text in texts]
    return together


class LexiconTerms:
    """Finds terms in the text as written, and in the text with separators taken out."""

    Parameters: ClassVar[type[Parameters]] = LexiconParameters

    def __init__(self, probes: Mapping[str, LexiconParameters], resources: Resources) -> None:
        names = sorted({name for parameters in probes.values() for name in parameters.lexicon})
        index = {name: position for position, name in enumerate(names)}
        self._probes: tuple[tuple[tuple[str, frozenset[str]], ...], ...] = tuple(
            tuple(
                (key, frozenset(parameters.tags))
                for key, parameters in sorted(probes.items())
                if name in parameters.lexicon
            )
            for name in names
        )
        needles = _needles([resources.lexicons[name] for name in index])
        self._needles = tuple(needles.values())
        self._automaton = AhoCorasick(list(needles)) if needles else None
        self._is_dated = any(
            entry.first > date.min or entry.last < date.max for needle in self._needles for entry in needle.entries
        )

    def detect(self, document: Document, wanted: Container[str] | None = None) -> Sequence[Detection]:
        detections: list[Detection] = []
        day = document.message.day
        for number, part in enumerate(document.parts):
            hits = self._search(part.text, day)
            found = [(Span(hit.start, hit.end), hit.entry) for hit in hits]
            detections += self._detections(number, found, 1.0, "", wanted)
            if part.joined.text is not part.text:
                joined = list(self._joined(part, hits, day))
                detections += self._detections(number, joined, JOINED_SCORE, "joined", wanted)
        return detections

    def _joined(self, part: NormalizedText, known: Sequence[_Hit], day: date) -> Iterator[tuple[Span, _Entry]]:
        """Hits in the text with separators taken out that are not ``known`` from the text as written."""
        taken = {(hit.entry.lexicon, hit.start, hit.end) for hit in known}
        for hit in self._search(part.joined.text, day):
            read = Span(hit.start, hit.end)
            span = part.joined.offsets.to_original(read)
            if (hit.entry.lexicon, span.start, span.end) not in taken and part.reads_otherwise(read):
                yield span, hit.entry

    def _search(self, text: str, day: date) -> list[_Hit]:
        """Hits of terms in force on ``day`` outside their exceptions, each lexicon's longest only."""
        if self._automaton is None:
            return []
        hits: list[_Hit] = []
        exceptions: list[_Hit] = []
        for position, start, found_end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            end = found_end
            needle = self._needles[position]
            if needle.left is not None and start > 0 and needle.left.match(text[start - 1]):
                continue
            if needle.is_open:
                end = _word_end(text, end)
            elif needle.right is not None and end < len(text) and needle.right.match(text[end]):
                continue
            for entry in needle.entries:
                (exceptions if entry.is_exception else hits).append(_Hit(start, end, entry))
        if self._is_dated:
            hits = [hit for hit in hits if hit.entry.first <= day <= hit.entry.last]
        return _longest([hit for hit in hits if not _excused(hit, exceptions)] if exceptions else hits)

    def _detections(
        self,
        number: int,
        hits: Iterable[tuple[Span, _Entry]],
        score: float,
        explanation: str,
        wanted: Container[str] | None,
    ) -> Iterator[Detection]:
        for span, entry in hits:
            for probe, tags in self._probes[entry.lexicon]:
                if (not tags or entry.tag in tags) and (wanted is None or probe in wanted):
                    yield Detection(probe, number, span, score, entry.tag, (), explanation)


def _needles(lexicons: Sequence[Lexicon]) -> dict[str, _Needle]:
    texts: list[str] = []
    entries: list[_Entry] = []
    for position, lexicon in enumerate(lexicons):
        for excuse in lexicon.except_:
            texts.append(excuse)
            entries.append(_Entry(position, -1, "", is_exception=True))
        for number, term in enumerate(lexicon.terms):
            texts.append(term.text)
            first, last = _days_in_force(lexicon, term)
            entries.append(_Entry(position, number, term.tag, is_exception=False, first=first, last=last))
            for excuse in term.except_:
                texts.append(excuse)
                entries.append(_Entry(position, number, term.tag, is_exception=True))
    grouped: dict[tuple[str, bool], list[_Entry]] = {}
    for text, entry in zip(normalize_terms(texts), entries, strict=True):
        stem = text.strip()
        is_open = stem.endswith("*")
        stem = stem.rstrip("*").strip() if is_open else stem
        if stem:
            grouped.setdefault((stem, is_open), []).append(entry)
    needles: dict[str, _Needle] = {}
    for (text, is_open), group in sorted(grouped.items(), key=lambda item: item[0]):
        right = None if is_open else _boundary(text[-1])
        known = needles.get(text)
        if known is None:
            needles[text] = _Needle(tuple(group), _boundary(text[0]), right, is_open)
        else:  # the same string with and without "*": the open one covers both
            needles[text] = _Needle((*known.entries, *group), known.left, None, is_open=True)
    return needles


def _days_in_force(lexicon: Lexicon, term: Term) -> tuple[date, date]:
    """The first and the last day on which both the lexicon and the term are in force."""
    first = max(lexicon.effective_from or date.min, term.effective_from or date.min)
    return first, min(lexicon.effective_until or date.max, term.effective_until or date.max)


def _word_end(text: str, end: int) -> int:
    """Where the Latin word that goes on at ``end`` ends; ``end`` itself after a Han character."""
    while end < len(text) and _LATIN.match(text[end]) and _LATIN.match(text[end - 1]):
        end += 1
    return end


def _excused(hit: _Hit, exceptions: Sequence[_Hit]) -> bool:
    return any(
        exception.entry.lexicon == hit.entry.lexicon
        and exception.entry.term in (-1, hit.entry.term)
        and exception.contains(hit)
        for exception in exceptions
    )


def _longest(hits: Sequence[_Hit]) -> list[_Hit]:
    """For each lexicon, without the hits that lie inside a longer one; equal spans of equal tags once."""
    kept: list[_Hit] = []
    lexicon, first = -1, 0
    for hit in sorted(hits, key=lambda hit: (hit.entry.lexicon, hit.start, -hit.end, hit.entry.term)):
        if hit.entry.lexicon != lexicon:
            lexicon, first = hit.entry.lexicon, len(kept)
        if not _is_covered(hit, kept, first):
            kept.append(hit)
    return kept


def _is_covered(hit: _Hit, kept: Sequence[_Hit], first: int) -> bool:
    """What is kept from ``first`` on never ends before what was kept earlier, so the last ones tell."""
    for index in range(len(kept) - 1, first - 1, -1):
        if kept[index].end < hit.end:
            return False
        if _covers(kept[index], hit):
            return True
    return False


def _covers(other: _Hit, hit: _Hit) -> bool:
    return other.contains(hit) and (other[:2] != hit[:2] or other.entry.tag == hit.entry.tag)
