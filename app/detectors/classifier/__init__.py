"""How a text reads: a small linear model over runs of characters, trained on messages of our own.

It is a second reader beside the rules: it catches what is said in words no list has, and says how sure it is and
which sentence weighs most. It never excuses anything. A rule decides what a reading is worth.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import ClassVar, Final

import numpy as np
from pydantic import Field

from app.detectors.base import Parameters, Resources
from app.detectors.classifier.features import buckets_of, length_of
from app.model.detection import Detection
from app.model.span import Span
from app.model.trained import TrainedModel
from app.text.document import Document
from app.text.normalize import NormalizedText

# A long text is read in pieces of about the length of the messages that the models were trained on.
WINDOW: Final = 160
LONGEST: Final = 20_000


class ClassifierParameters(Parameters):
    """``model`` names a trained model; a reading below ``min_score`` (a probability) is no detection."""

    model: str
    min_score: float = Field(default=0.5, ge=0.0, le=1.0)


class Classifier:
    """Reads each part whole, and in pieces if it is long; the surest piece counts."""

    Parameters: ClassVar[type[Parameters]] = ClassifierParameters

    def __init__(self, probes: Mapping[str, ClassifierParameters], resources: Resources) -> None:
        wanted: dict[str, list[tuple[str, float]]] = {}
        for key, parameters in sorted(probes.items()):
            wanted.setdefault(parameters.model, []).append((key, parameters.min_score))
        self._models = tuple((Reader(resources.models[name]), tuple(asked)) for name, asked in wanted.items())

    def detect(self, document: Document, _wanted: Container[str] | None = None) -> Sequence[Detection]:
        facts = facts_of(document)
        return [
            detection
            for number, part in enumerate(document.parts)
            if part.text.strip()
            for detection in self._detect_part(number, part, facts)
        ]

    def _detect_part(self, number: int, part: NormalizedText, facts: tuple[str, ...]) -> Iterator[Detection]:
        pieces = [(piece, buckets_of(text, facts)) for piece, text in _pieces(part)]
        for reader, asked in self._models:
            score, piece = max(
                ((reader.probability(buckets), piece) for piece, buckets in pieces), key=lambda item: item[0]
            )
            wanting = [key for key, least in asked if score >= least]
            if wanting:
                span = reader.weightiest(part, piece)
                for key in wanting:
                    yield Detection(key, number, span, round(score, 3), explanation=f"{score:.0%}")


class Reader:
    """A model's weights, ready for looking up."""

    def __init__(self, model: TrainedModel) -> None:
        self._weights = np.frombuffer(model.weights, dtype=np.int8).astype(np.int64)
        self._scale = model.scale
        self._bias = model.bias

    def probability(self, buckets: np.ndarray) -> float:
        """Of the model's label, in [0, 1]. The sum is of integers, so its order does not matter."""
        total = int(self._weights[buckets].sum())
        return float(1.0 / (1.0 + np.exp(-(total * self._scale / length_of(buckets) + self._bias))))

    def weightiest(self, part: NormalizedText, piece: Span) -> Span:
        """The sentence of the piece that speaks most for the label, without spaces around it."""
        sentences = [sentence for sentence in part.sentences if piece.contains(sentence)] or [piece]
        best = max(sentences, key=lambda span: int(self._weights[buckets_of(part.text[span.start : span.end])].sum()))
        text = part.text[best.start : best.end]
        start = best.start + len(text) - len(text.lstrip())
        return Span(start, max(start + 1, best.end - (len(text) - len(text.rstrip()))))


def facts_of(document: Document) -> tuple[str, ...]:
    """What the caller said of the message, as features."""
    message = document.message
    known = (
        ("channel", message.channel),
        ("jurisdiction", message.jurisdiction),
        *(("product", product) for product in message.products),
    )
    return tuple(f"{name}={value}" for name, value in known if value is not None)


def _pieces(part: NormalizedText) -> Iterator[tuple[Span, str]]:
    """The whole reading (disguises undone), and for a long part each run of sentences of about `WINDOW`."""
    whole = Span(0, min(len(part.text), LONGEST))
    yield whole, part.joined.text[:LONGEST]
    if len(part.text) <= WINDOW * 3 // 2:
        return
    start = 0
    for sentence in part.sentences:
        if sentence.end - start >= WINDOW and sentence.end > start:
            yield Span(start, sentence.end), part.text[start : sentence.end]
            start = sentence.end
        if start >= LONGEST:
            return
    if start < whole.end:
        yield Span(start, whole.end), part.text[start : whole.end]
