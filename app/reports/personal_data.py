"""Personal data alone, whatever the rules say of it: every entity, typed in the words of the labelled data set."""

from collections.abc import Callable, Iterator

from app.detectors import DETECTORS
from app.detectors.base import Resources
from app.detectors.pii.entities import ENTITIES
from app.model.message import Message
from app.model.vocabulary import Language
from app.reports.corpus_entities import type_of
from app.reports.marks import Marked
from app.text.read import read


def personal_data_finder() -> Callable[[Message], Iterator[Marked]]:
    """Builds the detector once; what it returns finds the typed places of a message's first part."""
    detector_type = DETECTORS["pii"]
    parameters = detector_type.Parameters.model_validate({"entities": list(ENTITIES)})
    detector = detector_type({"pii:all": parameters}, Resources({}, {}))

    def find(message: Message) -> Iterator[Marked]:
        document = read(message)
        english = Language.EN in document.languages
        for detection in detector.detect(document):
            kind = type_of(detection.tag, english=english)
            if kind and detection.part == 0:
                span = document.parts[0].offsets.to_original(detection.span)
                yield Marked(span.start, span.end, kind, detection.tag, detection.score)

    return find
