"""Writing personal data so that they can be told apart but not read."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from app.detectors.pii.entities import ENTITIES, MaskStyle

_STARS: Final = "****"


def mask(entity: str, text: str) -> str:
    """``text`` without what makes it personal; never the text itself. Raises KeyError for an unknown entity."""
    masked = _MASKS[ENTITIES[entity].mask](text.strip())
    return masked if masked != text else _STARS


def _all(_: str) -> str:
    return _STARS


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _around(value: str, head: int, tail: int) -> str:
    """The ends of a value; at least four characters are hidden."""
    if len(value) - head - tail < 4:
        head, tail = 0, min(2, len(value) // 4)
    return value[:head] + "*" * max(4, len(value) - head - tail) + (value[-tail:] if tail else "")


def _id(text: str) -> str:
    return _around(_digits(text), 3, 4)


def _card(text: str) -> str:
    value = _digits(text)
    return f"{value[:4]} **** **** {value[-4:]}" if len(value) >= 13 else _around(value, 0, 4)


def _phone(text: str) -> str:
    country = re.match(r"\s*[(\[]?\s*(\+\s?[0-9]{1,3})(?=[)\]\s\-])", text)
    value = _digits(text[country.end() :] if country else text)
    lead = country.group(1).replace(" ", "") + " " if country else ""
    return lead + (_around(value, 3, 4) if len(value) >= 11 else _around(value, 2, 2))


def _tail(text: str) -> str:
    return _around(_digits(text), 1, 3)


def _name(text: str) -> str:
    words = text.split()
    if len(words) > 1 and text.isascii():
        return " ".join(word[0] + "***" for word in words)
    return (text[:1] + "**") if len(text) > 1 else "**"


def _email(text: str) -> str:
    local, at, domain = text.partition("@")
    if not at or len(local) < 1 or not domain.strip() or re.search(r"\s", text):
        return "****@****"
    return f"{local[0]}***@{domain}" if len(local) > 1 else f"***@{domain}"


def _handle(text: str) -> str:
    return "@" + _around(text[1:], 1, 1) if text.startswith("@") else _around(text, 1, 1)


def _address(text: str) -> str:
    found = re.match(r"[^0-9]{0,12}?(?:省|自治区|市|區|区|縣|县)", text)
    return (found.group() if found else "") + "******"


_MASKS: Final[Mapping[MaskStyle, Callable[[str], str]]] = MappingProxyType(
    {
        MaskStyle.ALL: _all,
        MaskStyle.ID: _id,
        MaskStyle.CARD: _card,
        MaskStyle.PHONE: _phone,
        MaskStyle.TAIL: _tail,
        MaskStyle.NAME: _name,
        MaskStyle.EMAIL: _email,
        MaskStyle.HANDLE: _handle,
        MaskStyle.ADDRESS: _address,
    }
)
