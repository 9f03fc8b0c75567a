"""Which products a text is about, where the caller does not say."""

from collections.abc import Sequence
from dataclasses import replace

from app.detectors.base import Detector
from app.text.document import Document


def infer_products(document: Document, cues: Sequence[Detector]) -> Document:
    """The document with the products that its cues stand for (sorted); unchanged if the caller named any.

    A cue is a detector whose tags are products.
    """
    if document.message.products or not cues:
        return document
    tags = {detection.tag for cue in cues for detection in cue.detect(document)}
    return replace(document, products=tuple(sorted(tags)))
