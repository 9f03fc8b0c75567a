"""What a message says of a product, against the product's sheet. A check is one module and one line in `CHECKS`."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import ClassVar, Final

from pydantic import field_validator

from app.detectors.base import Parameters, Resources
from app.detectors.product_facts.clients import below_client_level
from app.detectors.product_facts.grades import wrong_grade
from app.detectors.product_facts.issuers import wrong_issuer
from app.detectors.product_facts.mentions import ProductNames
from app.detectors.product_facts.rates import wrong_fee, wrong_rate
from app.detectors.product_facts.reading import Reading, read_products
from app.detectors.product_facts.sales import NeededDisclosures, sold_after_end
from app.detectors.product_facts.statement import Statement
from app.detectors.product_facts.terms import wrong_term
from app.model.detection import Detection
from app.text.document import Document

Check = Callable[[Reading], Iterable[Statement]]

# Name in a rule -> check. A check reads the whole message and yields what the sheets contradict.
CHECKS: Final[Mapping[str, Check]] = {
    "wrong-rate": wrong_rate,
    "wrong-fee": wrong_fee,
    "wrong-grade": wrong_grade,
    "wrong-term": wrong_term,
    "wrong-issuer": wrong_issuer,
    "sold-after-end": sold_after_end,
    "below-client-level": below_client_level,
}
# This one is built from the disclosures that the sheets name.
MISSING_DISCLOSURE: Final = "missing-disclosure"


class ProductFactsParameters(Parameters):
    """``check`` names one of `CHECKS`, or `MISSING_DISCLOSURE`."""

    check: str

    @field_validator("check")
    @classmethod
    def _is_known(cls, check: str) -> str:
        known = (*CHECKS, MISSING_DISCLOSURE)
        if check not in known:
            raise ValueError(f"no such check; there are: {', '.join(known)}")
        return check


class ProductFacts:
    """Finds the products that a message names, and runs each check that a rule asks for."""

    Parameters: ClassVar[type[Parameters]] = ProductFactsParameters

    def __init__(self, probes: Mapping[str, ProductFactsParameters], resources: Resources) -> None:
        self._names = ProductNames(resources.products.values())
        checks = {**CHECKS, MISSING_DISCLOSURE: NeededDisclosures(resources.products, resources).missing}
        self._probes = tuple((key, checks[parameters.check]) for key, parameters in sorted(probes.items()))

    def detect(self, document: Document, wanted: Container[str] | None = None, /) -> Sequence[Detection]:
        """One detection for each statement that a sheet contradicts."""
        reading = read_products(document, self._names)
        if reading is None:
            return []
        return [
            Detection(
                key,
                statement.part,
                statement.span,
                statement.score,
                tag=statement.sheet.id,
                explanation=statement.explanation,
                data=statement.data,
            )
            for key, check in self._probes
            if wanted is None or key in wanted
            for statement in check(reading)
        ]
