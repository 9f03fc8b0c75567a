"""How a text reads: a small linear model over runs of characters, trained on messages of our own.

It is a second reader beside the rules: it catches what is said in words no list has, and says how sure it is and
which sentence weighs most. It never excuses anything. A rule decides what a reading is worth.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import ClassVar, Final

import numpy as np
from pydantic import Field

from app.detectors.base import Parameters, Resources
from app.detectors.classifier.features import Buckets, buckets_of, length_of
from app.detectors.reported import leave_out, turned_down
from app.model.detection import Detection
from app.model.span import Span
from app.model.trained import TrainedModel
from app.text.document import Document
from app.text.normalize import NormalizedText

# A long text is read in pieces of about the length of the messages that the models were trained on. Words of Latin
# letters are longer than what they say.
WINDOW: Final = 160
LATIN_WINDOW: Final = 400
_LANGUAGE: Final = "language"
_HAN: Final = re.compile("[\u2e80-\u9fff]")
LONGEST: Final = 20_000


class ClassifierParameters(Parameters):
    """``model`` names a trained model; a reading below ``min_score`` (a probability) is no detection.

    A piece of a long text must reach ``min_piece_score``.
    """

    model: str
    min_score: float = Field(default=0.5, ge=0.0, le=1.0)
    min_piece_score: float = Field(default=0.9, ge=0.0, le=1.0)


class Classifier:
    """Reads each part whole, and in pieces if it is long; the surest piece counts."""

    Parameters: ClassVar[type[Parameters]] = ClassifierParameters

    def __init__(self, probes: Mapping[str, ClassifierParameters], resources: Resources) -> None:
        wanted: dict[str, list[tuple[str, float, float]]] = {}
        for key, parameters in sorted(probes.items()):
            least = (key, parameters.min_score, parameters.min_piece_score)
            wanted.setdefault(parameters.model, []).append(least)
        self._models = tuple((Reader(resources.models[name]), tuple(asked)) for name, asked in wanted.items())

    def detect(self, document: Document, _wanted: Container[str] | None = None) -> Sequence[Detection]:
        if any(item.code == _LANGUAGE for item in document.unread):
            return []  # no model has been trained on it
        facts = facts_of(document)
        return [
            detection
            for number, part in enumerate(document.parts)
            if part.text.strip()
            for detection in self._detect_part(number, part, facts)
        ]

    def _detect_part(self, number: int, part: NormalizedText, facts: tuple[str, ...]) -> Iterator[Detection]:
        pieces = [(piece, buckets_of(text, facts)) for piece, text in _pieces(part)]
        totals = [self._totals(buckets) for _, buckets in pieces]
        sentences: dict[Span, list[int]] = {}
        for model, (reader, asked) in enumerate(self._models):
            scores = [
                reader.sure(total[model], length_of(buckets))
                for total, (_, buckets) in zip(totals, pieces, strict=True)
            ]
            for key, least, least_of_piece in asked:
                reached = [
                    (score, piece)
                    for number_of_piece, (score, (piece, _)) in enumerate(zip(scores, pieces, strict=True))
                    if score >= (least_of_piece if number_of_piece else least)
                ]
                if reached:
                    score, piece = max(reached, key=itemgetter(0))
                    span = self._weightiest(part, piece, model, sentences)
                    yield Detection(key, number, span, round(score, 3), explanation=f"{score:.0%}")

    def _totals(self, buckets: Buckets) -> list[int]:
        """Each model's sum of the weights."""
        return [int(reader.weights.take(buckets).sum(dtype=np.int64)) for reader, _ in self._models]

    def _weightiest(self, part: NormalizedText, piece: Span, model: int, known: dict[Span, list[int]]) -> Span:
        """The sentence of the piece that speaks most for the model's label, without spaces around it.

        ``known`` keeps the totals of sentences for the other models.
        """
        sentences = [sentence for sentence in part.sentences if piece.contains(sentence)] or [piece]
        if len(sentences) > 1:
            for sentence in sentences:
                if sentence not in known:
                    known[sentence] = self._totals(buckets_of(part.text[sentence.start : sentence.end]))
            best = max(sentences, key=lambda sentence: known[sentence][model])
        else:
            best = sentences[0]
        text = part.text[best.start : best.end]
        start = best.start + len(text) - len(text.lstrip())
        return Span(start, max(start + 1, best.end - (len(text) - len(text.rstrip()))))


class Reader:
    """A model's weights, ready for looking up."""

    def __init__(self, model: TrainedModel) -> None:
        self.weights = np.frombuffer(model.weights, dtype="<i2")
        self._scale = model.scale
        self._bias = model.bias

    def probability(self, buckets: Buckets) -> float:
        """Of the model's label, in [0, 1]. The sum is of integers, so its order does not matter."""
        return self.sure(int(self.weights.take(buckets).sum(dtype=np.int64)), length_of(buckets))

    def sure(self, total: int, length: float) -> float:
        """The same, for the sum of a text's weights and the length of its buckets."""
        return float(1.0 / (1.0 + np.exp(-(total * self._scale / length + self._bias))))


def facts_of(document: Document) -> tuple[str, ...]:
    """What the caller said of the message, as features."""
    message = document.message
    known = (
        ("channel", message.channel),
        ("jurisdiction", message.jurisdiction),
        *(("product", product) for product in message.products),
    )
    return tuple(f"{name}={value}" for name, value in known if value is not None)


def own_words(part: NormalizedText) -> str:
    """The whole reading (disguises undone) without the words that the text only reports and turns down."""
    rejected = turned_down(part.text, part.sentences)
    if not rejected:
        return part.joined.text
    return leave_out(part.joined.text, [part.joined.offsets.from_original(span) for span in rejected])


def words_between(part: NormalizedText, start: int, end: int, rejected: Sequence[Span]) -> str:
    """A stretch of the text as it is written, without those of the ``rejected`` words that begin in it."""
    inside = [Span(span.start - start, span.end - start) for span in rejected if start <= span.start < end]
    return leave_out(part.text[start:end], inside)


def _pieces(part: NormalizedText) -> Iterator[tuple[Span, str]]:
    """The whole reading, and for a long part each run of sentences of about a window."""
    whole = Span(0, min(len(part.text), LONGEST))
    yield whole, own_words(part)[:LONGEST]
    window = WINDOW if len(_HAN.findall(part.text)) * 3 > len(part.text) else LATIN_WINDOW
    if len(part.text) <= window * 3 // 2:
        return
    rejected = turned_down(part.text, part.sentences)
    start = 0
    for sentence in part.sentences:
        if sentence.end - start >= window and sentence.end > start:
            yield Span(start, sentence.end), words_between(part, start, sentence.end, rejected)
            start = sentence.end
        if start >= LONGEST:
            return
    if start < whole.end:
        yield Span(start, whole.end), words_between(part, start, whole.end, rejected)
