"""The seams to Presidio: an engine that runs our recognizers over one reading and nothing else.

Presidio skips a pattern that times out; none of ours can, since they are no pattern recognizers: what a recognizer
raises reaches the caller. Nothing here loads a model, reads a file or looks at the network.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.detectors.pii.reading import Reading, read
from app.text.left_out import left_out

with left_out(
    {
        "spacy.cli": (),
        "spacy.cli.info": ("info",),
        "presidio_analyzer.predefined_recognizers": (
            "SpacyRecognizer", "StanzaRecognizer", "TransformersRecognizer",
        ),
    }
):  # fmt: skip
    from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
    from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
    from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

LANGUAGE: Final = "zh"  # one label for all: every recognizer reads every language
_FOUND: Final = "found"


@dataclass(frozen=True, slots=True)
class Found:
    """What a recognizer found. ``valid`` says how sure its form is, ``role`` how a name is used."""

    entity: str
    start: int
    end: int
    score: float
    valid: str
    explanation: str
    role: str = ""

    def overlaps(self, other: "Found") -> bool:
        """True when the two share a character."""
        return self.start < other.end and other.start < self.end


Link = Callable[[Reading, Sequence[Found]], Sequence[Found]]


class ReadingArtifacts(NlpArtifacts):
    """Carries a reading through Presidio to the recognizers; there are no tokens, lemmas or entities."""

    def __init__(self, reading: Reading, engine: NlpEngine) -> None:
        nothing: Any = []
        super().__init__(nothing, nothing, nothing, nothing, engine, LANGUAGE)
        self.reading = reading


class ReadingEngine(NlpEngine):
    """An NLP engine without a model: it only wraps the text in a reading."""

    def load(self) -> None:
        """Nothing to load."""

    def is_loaded(self) -> bool:
        """Always."""
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:  # noqa: ARG002 - Presidio's signature
        """Wrap a text that has no other views."""
        return ReadingArtifacts(read(text), self)

    def process_batch(
        self,
        texts: Iterable[str],
        language: str,
        batch_size: int = 1,  # noqa: ARG002
        n_process: int = 1,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """Wrap texts one by one."""
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word: str, language: str) -> bool:  # noqa: ARG002
        """There are no stop words, as there are no words."""
        return False

    def is_punct(self, word: str, language: str) -> bool:  # noqa: ARG002
        """See `is_stopword`."""
        return False

    def get_supported_entities(self) -> list[str]:
        """The engine finds nothing by itself."""
        return []

    def get_supported_languages(self) -> list[str]:
        """The one label."""
        return [LANGUAGE]


class Recognizer(EntityRecognizer):
    """Base of our recognizers. A subclass names its entities and finds them in a reading."""

    ENTITIES: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__(list(self.ENTITIES), supported_language=LANGUAGE)

    def load(self) -> None:
        """Nothing to load."""

    def may_find(self, reading: Reading) -> bool:  # noqa: ARG002 - for those who know a sign
        """False when a cheap look says that `find` would find nothing; it is not called then."""
        return True

    @abstractmethod
    def find(self, reading: Reading) -> Iterable[Found]:
        """All that this recognizer sees, in any order; overlaps are settled later."""

    def analyze(
        self,
        text: str,  # noqa: ARG002 - Presidio's signature
        entities: list[str],  # noqa: ARG002
        nlp_artifacts: NlpArtifacts,
    ) -> list[RecognizerResult]:
        """What Presidio calls."""
        return [
            RecognizerResult(f.entity, f.start, f.end, f.score, recognition_metadata={_FOUND: f})
            for f in self.find(_reading_of(nlp_artifacts))
        ]


class Linker(ContextAwareEnhancer):
    """The place where Presidio lets results of all recognizers see one another; ``link`` judges them together."""

    def __init__(self, link: Link) -> None:
        super().__init__(0.0, 0.0, 0, 0)
        self._link = link

    def enhance_using_context(
        self,
        text: str,  # noqa: ARG002 - Presidio's signature
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[EntityRecognizer],  # noqa: ARG002
        context: list[str] | None = None,  # noqa: ARG002
    ) -> list[RecognizerResult]:
        """What Presidio calls."""
        found = sorted((r.recognition_metadata[_FOUND] for r in raw_results), key=_place)
        return [
            RecognizerResult(f.entity, f.start, f.end, f.score, recognition_metadata={_FOUND: f})
            for f in self._link(_reading_of(nlp_artifacts), found)
        ]


class Registry(RecognizerRegistry):
    """A fixed list in a fixed order (Presidio's own goes through a set)."""

    def get_recognizers(
        self, *_: Any, ad_hoc_recognizers: list[EntityRecognizer] | None = None, **__: Any
    ) -> list[EntityRecognizer]:
        """Those that the engine chose by their `may_find`; what was asked for makes no difference."""
        return list(self.recognizers) if ad_hoc_recognizers is None else ad_hoc_recognizers


class Engine(AnalyzerEngine):
    """Presidio's analyzer over our recognizers."""

    def __init__(self, recognizers: Sequence[Recognizer], link: Link) -> None:
        super().__init__(
            registry=Registry(recognizers=list(recognizers), supported_languages=[LANGUAGE]),
            nlp_engine=ReadingEngine(),
            supported_languages=[LANGUAGE],
            context_aware_enhancer=Linker(link),
        )
        self._ours = tuple(recognizers)
        self._entities = [entity for recognizer in recognizers for entity in recognizer.ENTITIES]

    def find(self, reading: Reading) -> list[Found]:
        """Everything in a reading, in the order of the text. Raises what a recognizer raises."""
        chosen: list[EntityRecognizer] = [one for one in self._ours if one.may_find(reading)]
        if not chosen:
            return []
        artifacts = ReadingArtifacts(reading, self.nlp_engine)
        results = self.analyze(
            reading.text, LANGUAGE, ad_hoc_recognizers=chosen, nlp_artifacts=artifacts, score_threshold=0.0
        )
        return sorted((r.recognition_metadata[_FOUND] for r in results), key=_place)

    def _enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[EntityRecognizer],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        """Presidio's step without its loop over recognizers times results: ours do not enhance one by one."""
        enhanced: list[RecognizerResult] = self.context_aware_enhancer.enhance_using_context(
            text, raw_results, nlp_artifacts, recognizers, context
        )
        return enhanced

    def get_supported_entities(self, language: str | None = None) -> list[str]:  # noqa: ARG002
        """The entities of all recognizers."""
        return self._entities


def _reading_of(artifacts: NlpArtifacts) -> Reading:
    if not isinstance(artifacts, ReadingArtifacts):
        raise TypeError("the recognizers read what the reading engine made")
    return artifacts.reading


def _place(found: Found) -> tuple[int, int, str]:
    return found.start, found.end, found.entity
