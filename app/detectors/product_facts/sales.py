"""Promotion outside the days of sale, and without the disclosures that the product needs."""

from collections.abc import Iterator, Mapping

from app.detectors.base import Resources
from app.detectors.disclosure import DisclosureParameters, DisclosureWording
from app.detectors.product_facts.reading import Reading
from app.detectors.product_facts.statement import Statement
from app.model.product import ProductSheet
from app.text.document import Document


def sold_after_end(reading: Reading) -> Iterator[Statement]:
    """A product promoted after its last day of sale, or before its first."""
    day = reading.document.message.day
    for _, first in reading.firsts():
        sheet = first.sheet
        ended = sheet.on_sale_until is not None and day > sheet.on_sale_until
        early = sheet.on_sale_from is not None and day < sheet.on_sale_from
        if not ended and not early:
            continue
        promotion = reading.promotion(sheet, now=True)
        if promotion is not None:
            part, mention = promotion
            says = f"sold until {sheet.on_sale_until}" if ended else f"sold from {sheet.on_sale_from}"
            yield Statement(part.number, mention.span, sheet, says, day.isoformat(), mention.score)


class NeededDisclosures:
    """Knows the disclosures that sheets ask for."""

    def __init__(self, products: Mapping[str, ProductSheet], resources: Resources) -> None:
        needed = sorted({name for sheet in products.values() for name in sheet.disclosures})
        probes = {name: DisclosureParameters(disclosure=(name,)) for name in needed}
        self._wording = DisclosureWording(probes, resources) if needed else None

    def missing(self, reading: Reading) -> Iterator[Statement]:
        """A promoted product whose disclosures are not all in the message."""
        promotions = [reading.promotion(first.sheet) for _, first in reading.firsts() if first.sheet.disclosures]
        given: frozenset[str] | None = None
        for promotion in promotions:
            if promotion is None or self._wording is None:
                continue
            given = _tags(self._wording, reading.document) if given is None else given
            part, mention = promotion
            absent = [name for name in mention.sheet.disclosures if name not in given]
            if absent:
                says = f"needs {', '.join(absent)}"
                yield Statement(part.number, mention.span, mention.sheet, says, score=mention.score)


def _tags(wording: DisclosureWording, document: Document) -> frozenset[str]:
    return frozenset(detection.tag for detection in wording.detect(document))
