"""Required wordings: is the sense there, whatever the words, and not taken back?"""

import math
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from ahocorasick_rs import AhoCorasick
from rapidfuzz import fuzz

from app.detectors.base import Parameters, Resources
from app.detectors.context import is_denied, is_taken_back
from app.detectors.lexicon import Names, normalize_terms
from app.model.detection import Detection
from app.model.lexicon import Disclosure
from app.model.span import Span
from app.text.document import Document
from app.text.normalize import NormalizedText

# A whole wording may differ in this share of its characters (measured on the tolerated variants of W-01 to W-29).
FUZZY_RATIO: Final = 86.0
_SHARED_BIGRAMS: Final = 0.6
_NEGATORS: Final = re.compile(r"不|非|无|未|没|勿|not|no|never|without|n't")

_WORDS: Final = re.compile(r"[\w%]+")  # what str.isalnum says is a letter or digit; and the underscore


class DisclosureParameters(Parameters):
    """``disclosure`` names one or several required wordings."""

    disclosure: Names


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """A text without spaces and punctuation: what is left of the form of a sentence is its words."""

    text: str
    starts: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        return Span(self.starts[start], self.starts[end - 1] + 1)


def squeeze(text: str) -> _Squeezed:
    """Letters, digits, Han and per cent signs only, with their places."""
    pieces: list[str] = []
    starts: list[int] = []
    for match in _WORDS.finditer(text.replace("_", " ")):
        pieces.append(match.group())
        starts.extend(range(*match.span()))
    return _Squeezed("".join(pieces), starts)


@dataclass(frozen=True, slots=True)
class _Accepted:
    """A whole wording, squeezed."""

    disclosure: int
    text: str
    bigrams: frozenset[str]
    negators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Element:
    """A term of group ``group`` of alternative ``alternative``."""

    disclosure: int
    alternative: int
    group: int


class DisclosureWording:
    """A detection is the wording itself, or the stretch from the first key element to the last."""

    Parameters: ClassVar[type[Parameters]] = DisclosureParameters

    def __init__(self, probes: Mapping[str, DisclosureParameters], resources: Resources) -> None:
        names = sorted({name for parameters in probes.values() for name in parameters.disclosure})
        self._disclosures = tuple(resources.disclosures[name] for name in names)
        self._probes = tuple(
            tuple(key for key, parameters in sorted(probes.items()) if name in parameters.disclosure) for name in names
        )
        self._accepted = tuple(_accepted(self._disclosures))
        by_bigram: dict[str, list[int]] = {}
        for index, accepted in enumerate(self._accepted):
            for bigram in sorted(accepted.bigrams):
                by_bigram.setdefault(bigram, []).append(index)
        self._by_bigram = tuple(map(tuple, by_bigram.values()))
        self._bigrams = AhoCorasick(list(by_bigram)) if by_bigram else None
        self._needed = [math.ceil(_SHARED_BIGRAMS * len(accepted.bigrams)) for accepted in self._accepted]
        elements = _elements(self._disclosures)
        self._elements = tuple(tuple(group) for group in elements.values())
        self._automaton = AhoCorasick(list(elements)) if elements else None

    def detect(self, document: Document, _wanted: Container[str] | None = None) -> Sequence[Detection]:
        detections: list[Detection] = []
        for number, part in enumerate(document.parts):
            squeezed = squeeze(part.text)
            for disclosure, span in self._spans(part, squeezed):
                detections += [
                    Detection(key, number, span, tag=self._disclosures[disclosure].id)
                    for key in self._probes[disclosure]
                ]
        return detections

    def _spans(self, part: NormalizedText, squeezed: _Squeezed) -> Iterator[tuple[int, Span]]:
        found = self._by_elements(part, squeezed)
        found += [item for item in self._by_wording(part, squeezed) if item[0] not in {known for known, _ in found}]
        yield from sorted(found)

    def _by_elements(self, part: NormalizedText, squeezed: _Squeezed) -> list[tuple[int, Span]]:
        if self._automaton is None:
            return []
        hits: dict[tuple[int, int], list[tuple[Span, int]]] = {}
        for position, start, end in self._automaton.find_matches_as_indexes(squeezed.text, overlapping=True):
            span = squeezed.span(start, end)
            for element in self._elements[position]:
                hits.setdefault((element.disclosure, element.alternative), []).append((span, element.group))
        found: list[tuple[int, Span]] = []
        counts: dict[Span, bool] = {}
        for (number, alternative), spans in sorted(hits.items()):
            disclosure = self._disclosures[number]
            groups = len(disclosure.elements[alternative])
            if len({group for _, group in spans}) < groups:
                continue  # nearly always: do not look at the words around each
            for span, _ in spans:
                if span not in counts:
                    counts[span] = not (_cuts_word(part.text, span) or is_denied(part.text, span))
            said = sorted(item for item in spans if counts[item[0]])
            cover = _shortest_cover(said, groups, disclosure.within)
            if cover is not None and not is_taken_back(part, cover):
                found.append((number, cover))
        return found

    def _by_wording(self, part: NormalizedText, squeezed: _Squeezed) -> Iterator[tuple[int, Span]]:
        for accepted in self._worth_comparing(squeezed.text):
            best = fuzz.partial_ratio_alignment(accepted.text, squeezed.text, score_cutoff=FUZZY_RATIO)
            if best is None or best.dest_end <= best.dest_start or len(squeezed.text) < len(accepted.text) * 0.8:
                continue
            span = squeezed.span(best.dest_start, best.dest_end)
            said = squeezed.text[best.dest_start : best.dest_end]
            if tuple(_NEGATORS.findall(said)) == accepted.negators and not is_taken_back(part, span):
                yield accepted.disclosure, span

    def _worth_comparing(self, text: str) -> Iterator[_Accepted]:
        """The wordings most of whose pairs of characters occur in the text: the others cannot be near enough."""
        if self._bigrams is None:
            return
        missing = self._needed.copy()
        near: list[int] = []
        # An automaton over the pairs takes a third of the time of cutting the text into its own.
        for bigram in {hit[0] for hit in self._bigrams.find_matches_as_indexes(text, overlapping=True)}:
            for index in self._by_bigram[bigram]:
                missing[index] -= 1
                if missing[index] == 0:
                    near.append(index)
        for index in sorted(near):
            yield self._accepted[index]


def _accepted(disclosures: Sequence[Disclosure]) -> Iterator[_Accepted]:
    for number, disclosure in enumerate(disclosures):
        wordings = [*disclosure.accept, *(text for _, text in disclosure.text)]
        for wording in dict.fromkeys(normalize_terms(wordings)):
            text = squeeze(wording).text
            if text:
                bigrams = frozenset(text[index : index + 2] for index in range(len(text) - 1))
                yield _Accepted(number, text, bigrams, tuple(_NEGATORS.findall(text)))


def _elements(disclosures: Sequence[Disclosure]) -> dict[str, list[_Element]]:
    places = [
        (term, _Element(number, alternative, group))
        for number, disclosure in enumerate(disclosures)
        for alternative, groups in enumerate(disclosure.elements)
        for group, terms in enumerate(groups)
        for term in terms
    ]
    elements: dict[str, list[_Element]] = {}
    for text, (_, element) in zip(normalize_terms([term for term, _ in places]), places, strict=True):
        squeezed = squeeze(text).text
        if squeezed:
            elements.setdefault(squeezed, []).append(element)
    return elements


def _cuts_word(text: str, span: Span) -> bool:
    """True when the span starts or ends in the middle of a Latin word."""
    before = text[span.start - 1 : span.start]
    after = text[span.end : span.end + 1]
    return bool(
        (text[span.start].isascii() and text[span.start].isalpha() and before.isascii() and before.isalpha())
        or (text[span.end - 1].isascii() and text[span.end - 1].isalpha() and after.isascii() and after.isalpha())
    )


def _shortest_cover(hits: Sequence[tuple[Span, int]], groups: int, within: int) -> Span | None:
    """The shortest stretch with a hit of every group, if none of its gaps adds up to more than ``within``."""
    best: Span | None = None
    last: dict[int, Span] = {}
    for span, group in hits:
        last[group] = span
        if len(last) == groups:
            start = min(other.start for other in last.values())
            end = max(other.end for other in last.values())
            if end - start <= within + sum(len(other) for other in last.values()) and (
                best is None or end - start < len(best)
            ):
                best = Span(start, end)
    return best
