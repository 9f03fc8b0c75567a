"""RE2 patterns: linear time whatever an author writes, so there is nothing that could time out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Final

import re2
from pydantic import Field, field_validator

from app.detectors.base import Parameters, Resources
from app.detectors.lexicon import JOINED_SCORE, Names
from app.model.detection import Detection
from app.model.span import Span
from app.text.document import Document
from app.text.normalize import NormalizedText

MAX_PATTERN: Final = 2000
# Budget of RE2's state cache, not an allocation. Too small a budget makes matching slow, never wrong.
_MAX_MEM: Final = 64 * 1024 * 1024
_SET_SIZE: Final = 100
# RE2 answers "nothing matches" when its state cache is exhausted. The first pattern of each set always matches: where
# it is missing from the answer, the set has failed.
_SENTINEL: Final = 0


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
    """Asks one set which patterns match at all, and only those for their spans."""

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
        self._sets = tuple(_build_set([pattern for pattern, _ in chunk]) for chunk in _chunks(tuple(wanted), _SET_SIZE))

    def detect(self, document: Document) -> Sequence[Detection]:
        detections: list[Detection] = []
        for number, part in enumerate(document.parts):
            detections += self._detect_part(number, part)
        return detections

    def _detect_part(self, number: int, part: NormalizedText) -> Iterator[Detection]:
        seen: set[tuple[int, Span]] = set()
        for position, span in self._search(part.text):
            seen.add((position, span))
            yield from self._detections(number, position, span, 1.0, "")
        if part.joined.text is not part.text:
            plain = [(position, span) for position, span in seen]
            for position, inner in self._search(part.joined.text):
                span = part.joined.offsets.to_original(inner)
                known = any(other == position and known_span.overlaps(span) for other, known_span in plain)
                if not known and part.reads_otherwise(inner):
                    yield from self._detections(number, position, span, JOINED_SCORE, "joined")

    def _search(self, text: str) -> Iterator[tuple[int, Span]]:
        for number, patterns in enumerate(self._sets):
            matching = patterns.Match(text)
            if not matching or _SENTINEL not in matching:
                raise MemoryError("a set of patterns ran out of memory")
            for inner in sorted(matching):
                if inner == _SENTINEL:
                    continue
                position = number * _SET_SIZE + inner - 1
                compiled, group, _ = self._patterns[position]
                for match in compiled.finditer(text):
                    start, end = match.span(group)
                    if start < end:
                        yield position, Span(start, end)

    def _detections(self, number: int, position: int, span: Span, score: float, why: str) -> Iterator[Detection]:
        for key in self._patterns[position][2]:
            yield Detection(key, number, span, score, explanation=why)


def _chunks(items: Sequence[tuple[str, int]], size: int) -> list[Sequence[tuple[str, int]]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def _build_set(patterns: Sequence[str]) -> re2.Set:
    built = re2.Set.SearchSet(_options())
    built.Add("")
    for pattern in patterns:
        built.Add(pattern)
    built.Compile()
    return built
