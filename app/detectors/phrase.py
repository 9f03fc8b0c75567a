"""Token patterns of spaCy's Matcher, for constructions that a flat pattern says badly."""

from collections.abc import Container, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from app.detectors.base import Parameters, Resources
from app.model.detection import Detection
from app.model.span import Span
from app.model.vocabulary import Language
from app.text.document import Document
from app.text.nlp import Matcher, filter_spans, tokenize_en, tokenize_zh, vocabulary

_BOOLEAN_KEYS = ("IS_DIGIT", "IS_ALPHA", "IS_PUNCT", "IS_SPACE", "LIKE_NUM", "IS_ASCII", "IS_CURRENCY", "IS_QUOTE")


class PhraseParameters(Parameters):
    """``patterns`` is a list of Matcher patterns over the tokens of ``language`` (`en` or `zh`)."""

    language: Literal["en", "zh"]
    patterns: Annotated[tuple[tuple[dict[str, Any], ...], ...], Field(min_length=1)]


class Phrases:
    """Runs one Matcher a language; tokens are made once a part."""

    Parameters: ClassVar[type[Parameters]] = PhraseParameters

    def __init__(self, probes: Mapping[str, PhraseParameters], _resources: Resources) -> None:
        self._matchers: dict[str, Matcher] = {}
        for key, parameters in sorted(probes.items()):
            matcher = self._matchers.setdefault(parameters.language, Matcher(vocabulary(parameters.language)))
            try:
                matcher.add(key, [[_typed(token) for token in pattern] for pattern in parameters.patterns])
            except ValueError as error:
                raise ValueError(f"{key}: not a Matcher pattern: {error}") from None

    def detect(self, document: Document, _wanted: Container[str] | None = None) -> Sequence[Detection]:
        detections: list[Detection] = []
        for language, matcher in self._matchers.items():
            if not _speaks(document.languages, language):
                continue
            tokenize = tokenize_en if language == "en" else tokenize_zh
            for number, part in enumerate(document.parts):
                doc = tokenize(part.text)
                by_key: dict[str, list[Any]] = {}
                for span in matcher(doc, as_spans=True):
                    by_key.setdefault(span.label_, []).append(span)
                for key, spans in sorted(by_key.items()):
                    detections += [
                        Detection(key, number, Span(span.start_char, span.end_char)) for span in filter_spans(spans)
                    ]
        return detections


def _speaks(languages: Sequence[Language], language: str) -> bool:
    return any((tag is Language.EN) == (language == "en") for tag in languages)


def _typed(token: dict[str, Any]) -> dict[str, Any]:
    """YAML scalars arrive as text; Matcher wants booleans and numbers for some keys."""
    return {key: _value(key, value) for key, value in token.items()}


def _value(key: str, value: Any) -> Any:
    if key in _BOOLEAN_KEYS and isinstance(value, str):
        return value.lower() == "true"
    if key == "LENGTH" and isinstance(value, str) and value.isdigit():
        return int(value)
    return value
