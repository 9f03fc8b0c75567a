"""Traditional characters become Simplified ones."""

import functools
import re
from typing import Final

import opencc

from app.text.rewrite import Rewrite

_MOST_TURNS: Final = 3
_RANGES: Final = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x323B0))


@functools.cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@functools.cache
def character_table() -> dict[int, str]:
    """OpenCC's conversion of every single character that changes; about 5,000. Do not change it."""
    characters = [chr(code) for first, last in _RANGES for code in range(first, last)]
    converted = _converter().convert("\n".join(characters)).split("\n")
    pairs = zip(characters, converted, strict=True)
    return {ord(old): new for old, new in pairs if old != new and len(new) == 1}


@functools.cache
def _traditional() -> re.Pattern[str]:
    # Beyond the first plane a range does: a long list of such characters makes a slow class.
    first_plane = "".join(chr(code) for code in character_table() if code < 0x10000)
    return re.compile(f"[{first_plane}\U00020000-\U0003ffff]")


def simplify(text: str) -> Rewrite | None:
    """OpenCC ``t2s`` with its phrases; character by character where a phrase would change the length."""
    if text.isascii() or _traditional().search(text) is None:
        return None
    simplified = _convert(text)
    # A few characters take two turns (薴, 苧, 苎): what a first one leaves may be Traditional itself.
    for _ in range(_MOST_TURNS):
        if (again := _convert(simplified)) == simplified:
            break
        simplified = again
    return None if simplified == text else Rewrite(simplified)


def _convert(text: str) -> str:
    simplified = str(_converter().convert(text))
    return simplified if len(simplified) == len(text) else text.translate(character_table())
