"""Product sheets as YAML text, and told apart field by field."""

import json
import re
from decimal import Decimal
from typing import Final

from app.model.product import ProductSheet

_PLAIN: Final = re.compile(
    r"[A-Za-z0-9\u3400-\u9fff·（）](?:[A-Za-z0-9\u3400-\u9fff·（） ._-]*[A-Za-z0-9\u3400-\u9fff·（）])?"
)
_NULLS: Final = frozenset({"null", "Null", "NULL"})


def sheet_fields(sheet: ProductSheet) -> dict[str, str]:
    """Key -> its value in YAML, in the order of the file; what the sheet does not say is left out."""
    rate = sheet.rate
    sale = {"from": sheet.on_sale_from, "until": sheet.on_sale_until}
    fields = {
        "id": sheet.id,
        "name": _scalar(sheet.name),
        "aliases": _sequence(sheet.aliases),
        "type": sheet.type,
        "issuer": _scalar(sheet.issuer),
        "issuer_aliases": _sequence(sheet.issuer_aliases),
        "risk_grade": f"R{sheet.risk_grade}" if sheet.risk_grade is not None else "",
        "term_days": str(sheet.term_days) if sheet.term_days is not None else "",
        "open_ended": "true" if sheet.open_ended else "",
        "min_holding_days": str(sheet.min_holding_days) if sheet.min_holding_days is not None else "",
        "rate": _mapping({"kind": rate.kind.value, "low": _number(rate.low), "high": _number(rate.high)})
        if rate
        else "",
        "fees": _mapping({fee.name: _number(fee.percent) for fee in sheet.fees}),
        "sale": _mapping({key: day.isoformat() for key, day in sale.items() if day is not None}),
        "min_amount": _number(sheet.min_amount),
        "clients": f"C{sheet.clients}" if sheet.clients is not None else "",
        "disclosures": _sequence(sheet.disclosures),
    }
    return {key: value for key, value in fields.items() if value}


def write_sheet(sheet: ProductSheet) -> str:
    """The sheet as a YAML file."""
    return "".join(f"{key}: {value}\n" for key, value in sheet_fields(sheet).items())


def changed_fields(old: ProductSheet, new: ProductSheet) -> tuple[tuple[str, str, str], ...]:
    """Key, old value and new value ("" where there is none) of what differs."""
    before, after = sheet_fields(old), sheet_fields(new)
    keys = list(dict.fromkeys((*before, *after)))
    return tuple((key, before.get(key, ""), after.get(key, "")) for key in keys if before.get(key) != after.get(key))


def _scalar(text: str) -> str:
    plain = _PLAIN.fullmatch(text) is not None and text not in _NULLS
    return text if plain else json.dumps(text, ensure_ascii=False)


def _sequence(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(_scalar(text) for text in texts)}]" if texts else ""


def _mapping(values: dict[str, str]) -> str:
    listed = ", ".join(f"{key}: {value}" for key, value in values.items() if value)
    return f"{{{listed}}}" if listed else ""


def _number(number: Decimal | None) -> str:
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
