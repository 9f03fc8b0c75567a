"""Figures that contradict each other, or a limit of the law. A check is one module and one line in `CHECKS`."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import ClassVar, Final

from pydantic import field_validator

from app.detectors.base import Parameters, Resources
from app.detectors.computed.complaint_deadline import complaint_deadline
from app.detectors.computed.deposit_insurance import deposit_insurance_limit
from app.detectors.computed.instalment_rate import instalment_rate
from app.detectors.computed.performance_window import performance_window
from app.detectors.computed.result import Computation
from app.model.detection import Detection
from app.text.document import Document
from app.text.normalize import NormalizedText

# Name in a rule -> check. A check reads one part and yields what is wrong with its figures.
CHECKS: Final[Mapping[str, Callable[[Document, NormalizedText], Iterable[Computation]]]] = {
    "complaint-deadline": complaint_deadline,
    "deposit-insurance-limit": deposit_insurance_limit,
    "instalment-rate": instalment_rate,
    "performance-window": performance_window,
}


class ComputedParameters(Parameters):
    """``check`` names one of `CHECKS`."""

    check: str

    @field_validator("check")
    @classmethod
    def _is_known(cls, check: str) -> str:
        if check not in CHECKS:
            raise ValueError(f"no such check; there are: {', '.join(CHECKS)}")
        return check


class Computed:
    """Runs each check that a rule asks for."""

    Parameters: ClassVar[type[Parameters]] = ComputedParameters

    def __init__(self, probes: Mapping[str, ComputedParameters], _resources: Resources) -> None:
        self._probes = tuple((key, CHECKS[parameters.check]) for key, parameters in sorted(probes.items()))

    def detect(self, document: Document, _wanted: Container[str] | None = None) -> Sequence[Detection]:
        return [
            Detection(key, number, result.span, explanation=result.explanation, data=result.data)
            for number, part in enumerate(document.parts)
            for key, check in self._probes
            for result in check(document, part)
        ]
