"""Detections that reach across the seam between two texts, brought back into the message."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from app.model.detection import Detection
from app.text.document import Document
from app.text.seams import Seam

_SEAM_SCORE: Final = 0.9  # times the detection's own
_EXPLANATION: Final = "continued"
_CONTINUED: Final = ("lexicon:", "pattern:", "phrase:", "disclosure:")
_NUMBERS: Final = "pii:"  # of personal data only numbers are cut; two names side by side are two names


def carry_over(seam: Seam, document: Document, detections: Iterable[Detection]) -> Iterator[Detection]:
    """The detections of ``seam.document`` that cross its cut, each at the place where it goes on in the message."""
    for detection in detections:
        span = seam.in_part(detection.span)
        if span is None or not _can_be_cut(seam, detection):
            continue
        part = document.parts[seam.part]
        place = part.offsets.from_original(span)
        if len(place):
            yield replace(
                detection,
                part=seam.part,
                span=place,
                score=detection.score * _SEAM_SCORE,
                explanation=", ".join(filter(None, (detection.explanation, _EXPLANATION))),
            )


def _can_be_cut(seam: Seam, detection: Detection) -> bool:
    if detection.probe.startswith(_NUMBERS):
        return all(any(character.isdigit() for character in half) for half in seam.halves(detection.span))
    return detection.probe.startswith(_CONTINUED)
