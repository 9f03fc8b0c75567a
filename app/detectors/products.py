"""Which products a text is about, where the caller does not say."""

from dataclasses import replace

from app.detectors.base import Detector
from app.text.document import Document


def infer_products(document: Document, cues: Detector | None) -> Document:
    """The document with the products that its cue terms stand for (sorted); unchanged if the caller named any."""
    if document.message.products or cues is None:
        return document
    return replace(document, products=tuple(sorted({detection.tag for detection in cues.detect(document)})))
