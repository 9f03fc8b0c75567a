"""A product's fact sheet: what the institution itself says a product is, to hold messages against."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final


class RateKind(StrEnum):
    """What the figures of a rate are: paid as stated, compared with, charged a year, or there are none."""

    FIXED = "fixed"
    BENCHMARK = "benchmark"
    APR = "apr"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Rate:
    """Per cent a year, from ``low`` to ``high``; both None for `RateKind.NONE`."""

    kind: RateKind = RateKind.NONE
    low: Decimal | None = None
    high: Decimal | None = None

    def covers(self, figure: Decimal) -> bool:
        """True for a figure between the two ends, both included."""
        return self.low is not None and self.high is not None and self.low <= figure <= self.high


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee in per cent, by one of the names of `FEES`."""

    name: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class ProductSheet:
    """One product. ``None`` and empty tuples mean that the sheet does not say, and nothing is compared.

    ``type`` is a key of `PRODUCTS`. ``risk_grade`` is 1 to 5 (R1 to R5), ``clients`` the lowest client level that may
    be offered it, 1 to 5 (C1 to C5). ``term_days`` is the length of a product with a maturity (of a loan the longest);
    an open-ended one has ``min_holding_days`` instead, or nothing. ``on_sale_from`` and ``on_sale_until`` are the first
    and last day of sale.
    """

    id: str
    name: str
    type: str
    issuer: str
    aliases: tuple[str, ...] = ()
    issuer_aliases: tuple[str, ...] = ()
    risk_grade: int | None = None
    term_days: int | None = None
    open_ended: bool = False
    min_holding_days: int | None = None
    rate: Rate | None = None
    fees: tuple[Fee, ...] = ()
    on_sale_from: date | None = None
    on_sale_until: date | None = None
    min_amount: Decimal | None = None
    clients: int | None = None
    disclosures: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name, then the aliases."""
        return (self.name, *self.aliases)

    @property
    def lowest_client(self) -> int | None:
        """The lowest client level that may be offered it: the higher of what grade and ``clients`` ask for."""
        return max((level for level in (self.risk_grade, self.clients) if level is not None), default=None)


# Fees that a sheet may name -> how texts call them, Simplified and lower-case.
FEES: Final[Mapping[str, tuple[str, ...]]] = {
    "subscription": ("认购费", "subscription fee"),
    "purchase": ("申购费", "purchase fee", "entry fee"),
    "redemption": ("赎回费", "redemption fee", "exit fee"),
    "management": ("管理费", "management fee"),
    "custody": ("托管费", "custody fee", "custodian fee"),
    "sales-service": ("销售服务费", "sales service fee"),
    "instalment": ("分期手续费", "instalment fee", "installment fee"),
}
