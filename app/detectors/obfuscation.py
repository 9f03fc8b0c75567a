"""Characters that a reader does not see, or that are there to get a text past a filter."""

from collections.abc import Container, Mapping, Sequence
from typing import ClassVar

from app.detectors.base import Parameters, Resources
from app.detectors.lexicon import Names
from app.model.detection import Detection
from app.text.document import Document


class ObfuscationParameters(Parameters):
    """``kinds`` keeps only some kinds of hidden text, such as ``zero-width`` or ``bidi``; none means all."""

    kinds: Names = ()


class Obfuscation:
    """Reports what the normaliser took out and no ordinary text has."""

    Parameters: ClassVar[type[Parameters]] = ObfuscationParameters

    def __init__(self, probes: Mapping[str, ObfuscationParameters], _resources: Resources) -> None:
        self._probes = tuple(sorted((key, frozenset(parameters.kinds)) for key, parameters in probes.items()))

    def detect(self, document: Document, _wanted: Container[str] | None = None) -> Sequence[Detection]:
        found = []
        for number, part in enumerate(document.parts):
            for hidden in part.hidden:
                span = part.offsets.from_original(hidden.span)
                if not len(span):  # nothing is left of the text to point at
                    continue
                found += [
                    Detection(key, number, span, tag=hidden.kind.value, explanation=hidden.kind.value)
                    for key, kinds in self._probes
                    if not kinds or hidden.kind in kinds
                ]
        return found
