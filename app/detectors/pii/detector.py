"""The detector ``pii``."""

from collections.abc import Container, Mapping, Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, field_validator

from app.detectors import base
from app.detectors.pii.analysis import Hit, analyze, build_engine
from app.detectors.pii.entities import ENTITIES
from app.detectors.pii.owners import Owner
from app.model.detection import Detection
from app.text.document import Document

ANY = "any"


def _as_list(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


class PiiParameters(base.Parameters):
    """Which entities a rule looks for, and whose."""

    entities: Annotated[tuple[str, ...], BeforeValidator(_as_list), Field(min_length=1)]
    owner: Annotated[tuple[str, ...], BeforeValidator(_as_list), Field(min_length=1)] = (ANY,)

    @field_validator("entities")
    @classmethod
    def _check_entities(cls, entities: tuple[str, ...]) -> tuple[str, ...]:
        unknown = sorted(set(entities) - set(ENTITIES))
        if unknown:
            raise ValueError(f"unknown entities: {', '.join(unknown)}; known are: {', '.join(ENTITIES)}")
        return entities

    @field_validator("owner")
    @classmethod
    def _check_owner(cls, owner: tuple[str, ...]) -> tuple[str, ...]:
        known = (ANY, *(member.value for member in Owner))
        unknown = sorted(set(owner) - set(known))
        if unknown:
            raise ValueError(f"unknown owners: {', '.join(unknown)}; known are: {', '.join(known)}")
        return owner

    def wants(self, hit: Hit) -> bool:
        """True when a hit is what the rule looks for."""
        return hit.entity in self.entities and (ANY in self.owner or hit.owner in self.owner)


class Pii:
    """Finds personal data. One analysis serves all probes."""

    Parameters = PiiParameters

    def __init__(self, probes: Mapping[str, PiiParameters], resources: base.Resources) -> None:  # noqa: ARG002
        self._probes = tuple(sorted(probes.items()))
        build_engine()

    def detect(self, document: Document, _wanted: Container[str] | None = None) -> Sequence[Detection]:
        """One detection for each hit and each probe that wants it."""
        return [
            Detection(
                probe=probe,
                part=hit.part,
                span=hit.span,
                score=hit.score,
                tag=hit.entity,
                explanation=hit.explanation,
                data=(("owner", hit.owner.value), ("valid", hit.valid)),
            )
            for hit in analyze(document)
            for probe, parameters in self._probes
            if parameters.wants(hit)
        ]
