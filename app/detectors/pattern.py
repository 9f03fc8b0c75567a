"""RE2 patterns: linear time whatever an author writes, so there is nothing that could time out.

One automaton over the literals of all patterns says which of them can match; only those are run.
"""

from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import ClassVar, Final

import re2
from pydantic import Field, field_validator

from app.detectors.base import Parameters, Resources
from app.detectors.lexicon import JOINED_SCORE, Names
from app.detectors.prefilter import Prefilter
from app.model.detection import Detection
from app.model.span import Span
from app.text.document import Document
from app.text.normalize import NormalizedText

MAX_PATTERN: Final = 2000
# Budget of a pattern's state cache, not an allocation. Too small a budget makes matching slow, never wrong.
_MAX_MEM: Final = 8 * 1024 * 1024


def _options() -> re2.Options:
    options = re2.Options()
    options.max_mem = _MAX_MEM
    options.log_errors = False
    return options


class PatternParameters(Parameters):
    """``pattern`` is one RE2 pattern or several; ``group`` says which group is the quote (0: the whole match)."""

    pattern: Names = Field(min_length=1)
    group: int = Field(default=0, ge=0, le=9)

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            if len(pattern) > MAX_PATTERN:
                raise ValueError(f"longer than {MAX_PATTERN} characters")
            try:
                compiled = re2.compile(pattern, _options())
            except re2.error as error:
                raise ValueError(f"not an RE2 pattern: {_reason(error)}") from None
            if compiled.search("") is not None:
                raise ValueError("the pattern matches the empty text")
        return patterns


def _reason(error: Exception) -> str:
    reason = error.args[0] if error.args else ""
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)


class Patterns:
    """Runs the patterns that can match."""

    Parameters: ClassVar[type[Parameters]] = PatternParameters

    def __init__(self, probes: Mapping[str, PatternParameters], _resources: Resources) -> None:
        wanted: dict[tuple[str, int], list[str]] = {}
        for key, parameters in sorted(probes.items()):
            for pattern in parameters.pattern:
                wanted.setdefault((pattern, parameters.group), []).append(key)
        self._patterns = tuple(
            (re2.compile(pattern, _options()), group, tuple(keys)) for (pattern, group), keys in wanted.items()
        )
        for compiled, group, keys in self._patterns:
            if group > compiled.groups:
                raise ValueError(f"{keys[0]}: the pattern has no group {group}")
        self._prefilter = Prefilter([pattern for pattern, _ in wanted])

    def detect(self, document: Document, wanted: Container[str] | None = None) -> Sequence[Detection]:
        detections: list[Detection] = []
        for number, part in enumerate(document.parts):
            detections += self._detect_part(number, part, wanted)
        return detections

    def _detect_part(self, number: int, part: NormalizedText, wanted: Container[str] | None) -> Iterator[Detection]:
        seen: set[tuple[int, Span]] = set()
        for position, span in self._search(part.text, wanted):
            seen.add((position, span))
            yield from self._detections(number, position, span, 1.0, "")
        if part.joined.text is not part.text:
            plain = [(position, span) for position, span in seen]
            for position, inner in self._search(part.joined.text, wanted):
                span = part.joined.offsets.to_original(inner)
                known = any(other == position and known_span.overlaps(span) for other, known_span in plain)
                if not known and part.reads_otherwise(inner):
                    yield from self._detections(number, position, span, JOINED_SCORE, "joined")

    def _search(self, text: str, wanted: Container[str] | None) -> Iterator[tuple[int, Span]]:
        # Encoded once: given a str, re2 encodes it anew for every pattern and every match.
        encoded = text.encode()
        places: Sequence[int] | None = None
        for position in self._prefilter.candidates(text):
            compiled, group, keys = self._patterns[position]
            if wanted is not None and not any(key in wanted for key in keys):
                continue
            for match in compiled.finditer(encoded):
                start, end = match.span(group)
                if start < end:
                    places = _places(text) if places is None else places
                    yield position, Span(bisect_left(places, start), bisect_left(places, end))

    def _detections(self, number: int, position: int, span: Span, score: float, why: str) -> Iterator[Detection]:
        for key in self._patterns[position][2]:
            yield Detection(key, number, span, score, explanation=why)


def _places(text: str) -> Sequence[int]:
    """The byte at which each character starts in UTF-8, and the byte after the last."""
    if text.isascii():
        return range(len(text) + 1)
    return list(accumulate((len(character.encode()) for character in text), initial=0))
