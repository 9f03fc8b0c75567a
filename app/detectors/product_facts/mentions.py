"""Where a message names a product that has a sheet."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick

from app.model.detection import Detection
from app.model.product import ProductSheet
from app.model.span import Span
from app.text.document import Document
from app.text.normalize import NormalizedText, normalize

# A name found only after separators were taken out between its characters.
JOINED_SCORE: Final = 0.8
# A shorter name could be put together from the ends of two other words.
_LONG_ENOUGH: Final = 4
_LATIN: Final = re.compile(r"[a-z0-9]")
_FIGURE: Final = re.compile(r"[0-9.]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A product's name at ``span`` of the normalised text of one part."""

    span: Span
    sheet: ProductSheet
    score: float = 1.0


def name_forms(name: str) -> tuple[str, ...]:
    """A name as normalised text has it, and without the separators inside it (last; perhaps the same)."""
    read = normalize("name", name.strip())
    return tuple(dict.fromkeys((read.text.strip(), read.joined.text.strip())))


class ProductNames:
    """All names and aliases in one automaton, so that cost grows with the text and not with the products."""

    def __init__(self, sheets: Iterable[ProductSheet]) -> None:
        needles: dict[str, ProductSheet] = {}
        for sheet in sorted(sheets, key=lambda sheet: sheet.id):
            for name in sheet.names:
                for form in name_forms(name):
                    if form:
                        needles.setdefault(form, sheet)
        self._texts = tuple(needles)
        self._sheets = tuple(needles.values())
        self._automaton = AhoCorasick(list(needles)) if needles else None

    def find(self, part: NormalizedText) -> tuple[Mention, ...]:
        """Mentions in the order of the text; of names that overlap the longest, then the first."""
        if self._automaton is None:
            return ()
        found = [Mention(span, sheet) for span, sheet in self._search(part.text)]
        if part.joined.text is not part.text:
            for span, sheet in self._search(part.joined.text):
                if len(span) >= _LONG_ENOUGH or part.joins(span):
                    found.append(Mention(part.joined.offsets.to_original(span), sheet, JOINED_SCORE))
        kept: list[Mention] = []
        for mention in sorted(found, key=lambda item: (-len(item.span), -item.score, item.span, item.sheet.id)):
            place = bisect_right(kept, mention.span.start, key=lambda other: other.span.start)
            if not any(mention.span.overlaps(other.span) for other in kept[max(0, place - 1) : place + 1]):
                kept.insert(place, mention)
        return tuple(kept)

    def _search(self, text: str) -> Iterable[tuple[Span, ProductSheet]]:
        assert self._automaton is not None
        for position, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if not _goes_on(text[start - 1 : start], text[start]) and not _goes_on(text[end : end + 1], text[end - 1]):
                yield Span(start, end), self._sheets[position]


def _goes_on(outside: str, inside: str) -> bool:
    """True when a Latin word or a number goes on over the edge of a name."""
    if not outside or not inside.isascii():
        return False
    pattern = _FIGURE if inside.isdigit() else _LATIN if inside.isalpha() else None
    return pattern is not None and pattern.match(outside) is not None


class NamedProducts:
    """Product names as cues: the tag of a detection is the type that the product's sheet says."""

    def __init__(self, products: Mapping[str, ProductSheet]) -> None:
        self._names = ProductNames(products.values())

    def detect(self, document: Document, _wanted: Container[str] | None = None) -> Sequence[Detection]:
        """One detection a mention."""
        return [
            Detection("product-names", number, mention.span, mention.score, mention.sheet.type)
            for number, part in enumerate(document.parts)
            for mention in self._names.find(part)
        ]
