"""Instalment fees against the annual rate that the text states (CN-LN-3-2).

A fee of f per instalment on the *whole* principal over n instalments costs about twice what f times 12 says, because
the principal shrinks. 中国人民银行公告〔2021〕第3号 asks for the annual rate by the internal rate of return (compound),
or for the simple annual rate if it says so.
"""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.computed.result import Computation
from app.model.span import Span
from app.text.document import Document
from app.text.normalize import NormalizedText

# Percentage points that a stated rate may lie below the computed one before it is called wrong.
TOLERANCE: Final = 0.1

_FEE: Final = re.compile(
    r"(?:每期|每月|月|单期|分期)(?:手续)?费率?(?:为|是|低至|仅|只需|约|:)?\s*(\d+(?:\.\d+)?)\s*%|(\d+(?:\.\d+)?)\s*%\s*[/每]\s*期"
)
_COUNT: Final = re.compile(r"(?:分|共|可分|最长)?\s*(\d{1,3})\s*(?:期|个月)")
_ANNUAL: Final = re.compile(r"(?:年化(?:利率|费率|综合成本)?|年利率|apr)[^%\d]{0,14}(\d+(?:\.\d+)?)\s*%")


def monthly_rate(fee: float, count: int) -> float:
    """The internal rate of return a month for 1/count + fee paid ``count`` times on a principal of 1.

    ``fee`` is a fraction of the whole principal, ``count`` at least 1. Bisection to 1e-9.
    """
    payment = 1 / count + fee
    low, high = 0.0, 1.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        worth = payment * count if middle == 0 else payment * (1 - (1 + middle) ** -count) / middle
        low, high = (middle, high) if worth > 1 else (low, middle)
    return low


def instalment_rate(_document: Document, part: NormalizedText) -> Iterator[Computation]:
    """A stated annual rate below the one that fee and number of instalments imply."""
    fee = _FEE.search(part.text)
    if fee is None:
        return
    counts = [int(match.group(1)) for match in _COUNT.finditer(part.text)]
    counts = [count for count in counts if 2 <= count <= 360]
    if not counts:
        return
    rate = monthly_rate(float(fee.group(1) or fee.group(2)) / 100, counts[0])
    simple = rate * 1200
    for stated in _ANNUAL.finditer(part.text):
        figure = float(stated.group(1))
        if figure + TOLERANCE < simple:
            yield Computation(
                Span(*stated.span()),
                f"stated {figure:.2f} %, the instalments cost {simple:.2f} % (simple)",
                (("computed_percent", f"{simple:.2f}"), ("stated_percent", f"{figure:.2f}")),
            )
