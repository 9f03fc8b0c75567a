"""What a detector is."""

from collections.abc import Container, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from pydantic import BaseModel, ConfigDict

from app.model.detection import Detection
from app.model.lexicon import Disclosure, Lexicon
from app.model.product import ProductSheet
from app.model.trained import TrainedModel
from app.text.document import Document


class Parameters(BaseModel):
    """What a rule may say about a detector, beside its name. Unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Resources:
    """The data files that detectors are built from, by id."""

    lexicons: Mapping[str, Lexicon]
    disclosures: Mapping[str, Disclosure]
    products: Mapping[str, ProductSheet] = field(default_factory=dict)
    models: Mapping[str, TrainedModel] = field(default_factory=dict)


class Detector(Protocol):
    """A built detector: immutable, safe to share between threads.

    ``detect`` reads normalised text only and returns detections in no particular order. ``wanted`` are the probes that
    some rule asks for (None: all); what is found for others is left out by the caller, so that a detector may skip
    them or not. It may raise: the caller turns that into a `DetectorFailure`.
    """

    def detect(self, document: Document, wanted: Container[str] | None = None, /) -> Sequence[Detection]: ...


class Glance(Protocol):
    """A lazy detector on one document: each probe is looked for when it is asked for."""

    @property
    def possible(self) -> Set[str]:
        """The probes that may have a detection: surely no other has one. Cheap."""

    def detect(self, probe: str, /) -> Sequence[Detection]:
        """All detections of the probe."""


@runtime_checkable
class LazyDetector(Detector, Protocol):
    """A detector whose probes cost something each, so that it pays to look only for those that matter."""

    def glance(self, document: Document, /) -> Glance: ...


class DetectorType(Protocol):
    """How a detector is built: once for all probes of a rule set that name it.

    ``build`` takes probe key -> parameters and raises ValueError for parameters that cannot work.
    """

    @property
    def Parameters(self) -> type[Parameters]: ...  # noqa: N802 - a class

    # The parameters of each probe are of the type's own `Parameters`: what Python's types cannot say here.
    def __call__(self, probes: Mapping[str, Any], resources: Resources, /) -> Detector: ...
