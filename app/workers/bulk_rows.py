"""Rows of a file of messages: JSONL as the HTTP service takes them, or CSV with the same names as columns."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

from app.intake import TODAY
from app.model.message import Message, Part
from app.model.vocabulary import PRODUCTS, Audience, Channel, Jurisdiction, Language, Stage

FIELDS: Final = (
    "id", "text", "parts", "channel", "audience", "jurisdiction", "language", "products", "product", "stage", "sender",
    "day",
)  # fmt: skip
_LONGEST_CELL: Final = 8 * 1024 * 1024

_Word = TypeVar("_Word", bound=StrEnum)


class RowError(ValueError):
    """A row that is no message. ``code`` names what is wrong, ``field`` where; neither repeats the row's words."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(f"{code}: {field}" if field else code)
        self.code = code
        self.field = field


@dataclass(frozen=True, slots=True)
class InputRow:
    """One row as it stands in the file. ``number`` counts rows from 1; ``digest`` proves later that it is the same."""

    number: int
    raw: bytes
    digest: str


def read_input(path: Path) -> Iterator[InputRow]:
    """The rows of a file, in order, none skipped but empty ones. Raises OSError."""
    rows = _csv_rows(path) if path.suffix.casefold() == ".csv" else _lines(path)
    for number, raw in enumerate(rows, start=1):
        yield InputRow(number, raw, hashlib.sha256(raw).hexdigest()[:16])


def fields_of(row: InputRow) -> Mapping[str, Any]:
    """The row's values by name. Raises RowError."""
    try:
        value = json.loads(row.raw.decode("utf-8-sig" if row.number == 1 else "utf-8"))
    except UnicodeDecodeError:
        raise RowError("not-utf8") from None
    except (ValueError, RecursionError):
        raise RowError("not-json") from None
    if not isinstance(value, dict):
        raise RowError("not-an-object")
    return value


def message_of(fields: Mapping[str, Any]) -> Message:
    """The message of a row. Raises RowError for a value that is not known: nothing is silently left out."""
    return Message(
        id="",
        parts=_parts(fields),
        day=_day(fields.get("day")),
        channel=_word(Channel, "channel", fields),
        audience=_word(Audience, "audience", fields),
        jurisdiction=_word(Jurisdiction, "jurisdiction", fields),
        language=_word(Language, "language", fields),
        products=_products(fields),
        stage=_word(Stage, "stage", fields) or Stage.DRAFT,
        sender=_text(fields, "sender"),
    )


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for line in file:
            if stripped := line.strip():
                yield stripped


def _csv_rows(path: Path) -> Iterator[bytes]:
    """Each row as a JSON object, so that both kinds of file are one from here on."""
    csv.field_size_limit(_LONGEST_CELL)
    with path.open("rb") as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
        for row in csv.DictReader(text, restkey="", restval=""):
            values = {key: value for key, value in row.items() if key and value}
            if values:
                yield json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogateescape")


def _parts(fields: Mapping[str, Any]) -> tuple[Part, ...]:
    text, parts = fields.get("text"), fields.get("parts")
    if isinstance(text, str) and parts is None:
        if not text.strip():
            raise RowError("text-empty", "text")
        return (Part("body", text),)
    if text is None and isinstance(parts, list) and parts:
        return tuple(_part(part) for part in parts)
    raise RowError("text-missing", "text")


def _part(value: Any) -> Part:
    if not isinstance(value, dict) or not isinstance(value.get("name"), str) or not isinstance(value.get("text"), str):
        raise RowError("value-unknown", "parts")
    return Part(value["name"], value["text"])


def _text(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is None or isinstance(value, str):
        return value or None
    raise RowError("value-unknown", name)


def _word(kind: type[_Word], name: str, fields: Mapping[str, Any]) -> _Word | None:
    value = _text(fields, name)
    if value is None:
        return None
    try:
        return kind(value.strip())
    except ValueError:
        raise RowError("value-unknown", name) from None


def _products(fields: Mapping[str, Any]) -> tuple[str, ...]:
    value = fields.get("products") or fields.get("product") or []
    listed = [item.strip() for item in value.replace(";", ",").split(",")] if isinstance(value, str) else value
    if not isinstance(listed, list) or any(item not in PRODUCTS for item in map(str, listed)):
        raise RowError("value-unknown", "products")
    return tuple(map(str, listed))


def _day(value: Any) -> date:
    if value is None or value == "":
        return TODAY
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise RowError("value-unknown", "day") from None
