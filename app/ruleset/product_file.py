"""Product sheets as YAML files: their shape, and what must hold between them."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo, field_validator
from pydantic import model_validator as check_model

from app.detectors.product_facts.mentions import name_forms
from app.model.finding import Localized
from app.model.lexicon import Disclosure
from app.model.problem import Problem
from app.model.product import FEES, Fee, ProductSheet, Rate, RateKind
from app.ruleset.schema import FileModel, Product, RuleId
from app.ruleset.source import Path, Source

Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=8, decimal_places=4)]
Days = Annotated[int, Field(ge=1, le=36_600)]


def _is_name(name: str) -> str:
    if len(name_forms(name)[-1]) < 3:
        raise ValueError("product-name-short")
    return name


def _as_level(letter: str) -> BeforeValidator:
    def read(value: Any) -> Any:
        text = str(value).strip().upper().removeprefix("P" if letter == "R" else "")
        if len(text) == 2 and text[0] == letter and text[1] in "12345":
            return int(text[1])
        raise ValueError("product-grade" if letter == "R" else "product-client")

    return BeforeValidator(read)


ProductName = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_is_name)]
OrganisationName = Annotated[str, StringConstraints(min_length=2, max_length=100)]
RiskGrade = Annotated[int, _as_level("R")]
ClientLevel = Annotated[int, _as_level("C")]


class RateFile(FileModel):
    """Per cent a year. ``low`` and ``high`` are both there, or with ``kind: none`` neither."""

    kind: RateKind
    low: Percent | None = None
    high: Percent | None = None

    @check_model(mode="after")
    def _is_range(self) -> "RateFile":
        if self.kind is RateKind.NONE:
            if self.low is not None or self.high is not None:
                raise ValueError("product-rate-none")
        elif self.low is None or self.high is None or self.low > self.high:
            raise ValueError("product-rate-range")
        return self


class SaleFile(FileModel):
    """First and last day of sale, both included."""

    from_: date | None = Field(default=None, alias="from")
    until: date | None = None

    @check_model(mode="after")
    def _is_range(self) -> "SaleFile":
        if self.from_ is not None and self.until is not None and self.from_ > self.until:
            raise ValueError("product-sale-range")
        return self


class ProductFile(FileModel):
    """One product sheet; only ``id``, ``name``, ``type`` and ``issuer`` must be there."""

    id: RuleId
    name: ProductName
    aliases: tuple[ProductName, ...] = Field(default=(), max_length=50)
    type: Product
    issuer: OrganisationName
    issuer_aliases: tuple[OrganisationName, ...] = Field(default=(), max_length=50)
    risk_grade: RiskGrade | None = None
    term_days: Days | None = None
    open_ended: bool = False
    min_holding_days: Days | None = None
    rate: RateFile | None = None
    fees: dict[str, Percent] = Field(default_factory=dict)
    sale: SaleFile = SaleFile()
    min_amount: Annotated[Decimal, Field(ge=0, max_digits=15, decimal_places=2)] | None = None
    clients: ClientLevel | None = None
    disclosures: tuple[RuleId, ...] = ()

    @field_validator("open_ended")
    @classmethod
    def _has_no_term(cls, open_ended: bool, info: ValidationInfo) -> bool:
        if open_ended and info.data.get("term_days") is not None:
            raise ValueError("product-open-ended")
        return open_ended

    @field_validator("min_holding_days")
    @classmethod
    def _is_open_ended(cls, days: int | None, info: ValidationInfo) -> int | None:
        if days is not None and info.data.get("term_days") is not None:
            raise ValueError("product-open-ended")
        return days

    @field_validator("fees")
    @classmethod
    def _are_known(cls, fees: dict[str, Decimal]) -> dict[str, Decimal]:
        if any(name not in FEES for name in fees):
            raise ValueError("product-fee")
        return fees


def make_sheet(file: ProductFile) -> ProductSheet:
    """The sheet that a file says."""
    rate = file.rate
    return ProductSheet(
        id=file.id,
        name=file.name,
        type=file.type,
        issuer=file.issuer,
        aliases=file.aliases,
        issuer_aliases=file.issuer_aliases,
        risk_grade=file.risk_grade,
        term_days=file.term_days,
        open_ended=file.open_ended or file.min_holding_days is not None,
        min_holding_days=file.min_holding_days,
        rate=Rate(rate.kind, rate.low, rate.high) if rate is not None else None,
        fees=tuple(Fee(name, file.fees[name]) for name in FEES if name in file.fees),
        on_sale_from=file.sale.from_,
        on_sale_until=file.sale.until,
        min_amount=file.min_amount,
        clients=file.clients,
        disclosures=file.disclosures,
    )


def product_link_problems(
    sources: Mapping[str, Source],
    prefix: str,
    products: Mapping[str, ProductSheet],
    disclosures: Mapping[str, Disclosure],
) -> Iterator[Problem]:
    """Names that two products share, and disclosures that are not there. ``sources`` is by path."""
    owners: dict[str, str] = {}
    for path, source in sources.items():
        if not path.startswith(prefix) or not isinstance(source.data, dict):
            continue
        sheet = products.get(str(source.data.get("id")))
        if sheet is None:
            continue
        for index, name in enumerate(sheet.names):
            place: Path = ("name",) if index == 0 else ("aliases", index - 1)
            form = name_forms(name)[-1]
            owner = owners.setdefault(form, sheet.id)
            if owner != sheet.id:
                yield source.problem(
                    place,
                    "product-name-repeated",
                    Localized(f"“{name}”也是产品“{owner}”的名称。", f"“{name}” is also a name of “{owner}”."),
                    Localized("一个名称只能属于一个产品。", "A name belongs to one product only."),
                )
        for index, disclosure in enumerate(sheet.disclosures):
            if disclosure not in disclosures:
                yield source.problem(
                    ("disclosures", index),
                    "disclosure-unknown",
                    Localized(f"没有披露“{disclosure}”。", f"There is no disclosure “{disclosure}”."),
                    Localized("请检查拼写，或先建立它。", "Check the spelling, or create it first."),
                )
