"""Detections that reach across the seam between two texts, brought back into the message."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from typing import Final

from app.model.detection import Detection
from app.model.span import Span
from app.text.document import Document
from app.text.seams import Seam

_SEAM_SCORE: Final = 0.9  # times the detection's own
_EXPLANATION: Final = "continued"
_CONTINUED: Final = ("lexicon:", "pattern:", "phrase:", "disclosure:")
_NUMBERS: Final = "pii:"  # of personal data only numbers are cut; two names side by side are two names


def carry_over(
    seam: Seam, document: Document, detections: Sequence[Detection], excuses: Container[str]
) -> Iterator[Detection]:
    """The detections of ``seam.document`` that cross its cut, each at the place where it goes on in the message.

    With them come those of ``excuses`` before the cut: probes that can only keep a rule from firing. "We do not" |
    "call your family" is no threat.
    """
    carried = [
        (detection, place)
        for detection in detections
        if _can_be_cut(seam, detection) and (place := _place(seam, document, detection.span)) is not None
    ]
    for detection, place in carried:
        yield _carried(seam, detection, place)
    if carried:
        for detection in detections:
            if detection.probe in excuses and seam.ends_before(detection.span):
                yield _carried(seam, detection, carried[0][1])


def _place(seam: Seam, document: Document, span: Span) -> Span | None:
    original = seam.in_part(span)
    place = None if original is None else document.parts[seam.part].offsets.from_original(original)
    return place if place is not None and len(place) else None


def _carried(seam: Seam, detection: Detection, place: Span) -> Detection:
    return replace(
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
