"""RE2 patterns: linear time whatever an author writes, so there is nothing that could time out.

One automaton over the literals of all patterns says which of them can match; only those are run.
"""

from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar, Final

import numpy as np
import re2
from pydantic import Field, field_validator

from app.detectors.base import Parameters, Resources
from app.detectors.lexicon import JOINED_SCORE, Names
from app.detectors.prefilter import Prefilter, Sighting
from app.model.detection import Detection
from app.model.span import Span
from app.text.document import Document

MAX_PATTERN: Final = 2000
# Budget of a pattern's program and state cache, in bytes. Too small a cache makes matching slow, never wrong. At 8 MiB
# the caches of 1,400 patterns took 130 MB after 4,000 messages; at 192 KiB half of that, and no more time.
_MAX_MEM: Final = 8 * 1024 * 1024
_USUAL_MEM: Final = 192 * 1024


def _options(max_mem: int) -> re2.Options:
    options = re2.Options()
    options.max_mem = max_mem
    options.log_errors = False
    return options


def _compile(pattern: str) -> "re2._Regexp[str]":
    try:
        return re2.compile(pattern, _options(_USUAL_MEM))
    except re2.error:  # a program that is larger than the usual budget
        return re2.compile(pattern, _options(_MAX_MEM))


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
                compiled = re2.compile(pattern, _options(_MAX_MEM))
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
        self.compiled: Final = tuple((_compile(pattern), group) for pattern, group in wanted)
        self.probes_of: Final = tuple(tuple(keys) for keys in wanted.values())
        self.of_probe: Final[dict[str, list[int]]] = {}
        """Probe -> the numbers of its patterns."""
        for number, ((compiled, group), keys) in enumerate(zip(self.compiled, self.probes_of, strict=True)):
            if group > compiled.groups:
                raise ValueError(f"{keys[0]}: the pattern has no group {group}")
            for key in keys:
                self.of_probe.setdefault(key, []).append(number)
        self.prefilter: Final = Prefilter([pattern for pattern, _ in wanted])

    def detect(self, document: Document, wanted: Container[str] | None = None) -> Sequence[Detection]:
        glance = self.glance(document)
        probes = self.of_probe if wanted is None else [probe for probe in self.of_probe if probe in wanted]
        return [detection for probe in probes for detection in glance.detect(probe)]

    def glance(self, document: Document) -> "PatternGlance":
        """Find the words that patterns require; run none of them yet."""
        return PatternGlance(self, document)


class PatternGlance:
    """A document, and where the patterns could match it."""

    def __init__(self, patterns: Patterns, document: Document) -> None:
        look = patterns.prefilter.look
        self._patterns = patterns
        self._document = document
        self._texts = tuple(
            (_Reading(look(part.text)), None if part.joined.text is part.text else _Reading(look(part.joined.text)))
            for part in document.parts
        )
        self._candidates = frozenset[int]().union(
            *(reading.sighting.candidates for readings in self._texts for reading in readings if reading is not None)
        )

    @property
    def possible(self) -> frozenset[str]:
        return frozenset(key for number in self._candidates for key in self._patterns.probes_of[number])

    def detect(self, probe: str) -> list[Detection]:
        return [
            Detection(probe, part, span, score, explanation=why)
            for number in self._patterns.of_probe[probe]
            if number in self._candidates
            for part in range(len(self._texts))
            for span, score, why in self._detect_part(part, number)
        ]

    def _detect_part(self, number: int, pattern: int) -> Iterator[tuple[Span, float, str]]:
        plain, joined = self._texts[number]
        seen = list(dict.fromkeys(self._search(plain, pattern)))
        for span in seen:
            yield span, 1.0, ""
        if joined is not None:
            part = self._document.parts[number]
            for inner in self._search(joined, pattern):
                span = part.joined.offsets.to_original(inner)
                if not any(known.overlaps(span) for known in seen) and part.reads_otherwise(inner):
                    yield span, JOINED_SCORE, "joined"

    def _search(self, reading: "_Reading", pattern: int) -> Iterator[Span]:
        compiled, group = self._patterns.compiled[pattern]
        places = reading.places
        for stretch in reading.sighting.stretches(pattern):
            # Not a slice: what stands before and behind still counts for ^, $ and \b.
            for match in compiled.finditer(reading.encoded, places[stretch[0]], places[stretch[1]]):
                start, end = match.span(group)
                if start < end:
                    yield Span(bisect_left(places, start), bisect_left(places, end))


class _Reading:
    """A text with its literals, encoded once: given a str, re2 encodes it anew for every pattern and every match."""

    def __init__(self, sighting: Sighting) -> None:
        self.sighting: Final = sighting

    @cached_property
    def encoded(self) -> bytes:
        return self.sighting.text.encode()

    @cached_property
    def places(self) -> Sequence[int]:
        return _places(self.sighting.text)


def _places(text: str) -> Sequence[int]:
    """The byte at which each character starts in UTF-8, and the byte after the last."""
    if text.isascii():
        return range(len(text) + 1)
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    lengths = 1 + (codes > 0x7F).astype(np.int32) + (codes > 0x7FF) + (codes > 0xFFFF)
    places: list[int] = [0, *np.cumsum(lengths).tolist()]
    return places
