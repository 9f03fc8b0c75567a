"""Deposit-insurance limits that a text states, against the law (CN-DI-5-1, HK-DPS-1, US-FDIC-328).

CN 存款保险条例 article 5: 500,000 yuan. HK Cap. 581: 800,000 dollars. US 12 CFR 330: 250,000 dollars.
UK FSCS: 85,000 pounds, from 2025-12-01 120,000. TW 存款保險條例: 3,000,000 dollars. EU 2014/49: 100,000 euros.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from app.detectors.computed.result import Computation
from app.model.span import Span
from app.model.vocabulary import Jurisdiction
from app.text.document import Document
from app.text.normalize import NormalizedText

_LIMITS: Final = {
    Jurisdiction.CN: (500_000,),
    Jurisdiction.HK: (800_000,),
    Jurisdiction.TW: (3_000_000,),
    Jurisdiction.US: (250_000,),
    Jurisdiction.EU: (100_000,),
}
_UK_RAISED: Final = date(2025, 12, 1)

_SCHEME: Final = re.compile(r"存款保险|存款保障|存保|fdic|fscs|deposit (?:insurance|protection|guarantee)")
_AMOUNT: Final = re.compile(
    r"(?:最高|上限|限额|不超过|至多|up to|limit of|maximum of)[^\d。.;\n]{0,24}?"
    r"(\d[\d,]*(?:\.\d+)?)\s*(万|百万|k|m|million)?"
)
_UNITS: Final = {"": 1, "万": 10_000, "百万": 1_000_000, "k": 1_000, "m": 1_000_000, "million": 1_000_000}


def deposit_insurance_limit(document: Document, part: NormalizedText) -> Iterator[Computation]:
    """A limit beside the name of a scheme that is not the limit of any jurisdiction of the message."""
    if _SCHEME.search(part.text) is None:
        return
    allowed = {amount for jurisdiction in document.jurisdictions for amount in _limits(jurisdiction, document)}
    if not allowed:
        return
    for sentence in part.sentences:
        text = part.text[sentence.start : sentence.end]
        if _SCHEME.search(text) is None:
            continue
        for stated in _AMOUNT.finditer(text):
            amount = float(stated.group(1).rstrip(",").replace(",", "")) * _UNITS[stated.group(2) or ""]
            if amount >= 10_000 and amount not in allowed:
                end = stated.end(2) if stated.group(2) else stated.end(1)
                yield Computation(
                    Span(sentence.start + stated.start(1), sentence.start + end),
                    f"the limit is {' or '.join(f'{limit:,}' for limit in sorted(allowed))}",
                    (("stated", f"{amount:.0f}"),),
                )


def _limits(jurisdiction: Jurisdiction, document: Document) -> tuple[int, ...]:
    if jurisdiction is Jurisdiction.UK:
        return (120_000,) if document.message.day >= _UK_RAISED else (85_000,)
    return _LIMITS.get(jurisdiction, ())
