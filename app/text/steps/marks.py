"""Combining marks: strokes through letters, piled-up marks, accents."""

import re
import unicodedata
from typing import Final

from app.text.rewrite import HiddenKind, Rewrite, replace, series

# The blocks of marks that combine with any script (Blocks.txt: Combining Diacritical Marks and its Extended,
# Supplement, for Symbols, and Half Marks), Cyrillic signs, tone marks beside ideographs. Vowel signs and the like of
# other scripts are letters of those scripts and stay.
GENERIC_MARKS: Final = (
    "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302d\ufe20-\ufe2f"
)
_RUN: Final = re.compile(f"[{GENERIC_MARKS}]+")
_OVERLAY: Final = re.compile("[\u0334-\u0338\u0488\u0489\u20d2\u20d3\u20d8-\u20da\u20dd-\u20e2\u20e4-\u20ef]")
_ACCENTED_SCRIPT: Final = re.compile("[A-Za-z\u00c0-\u052f\u1e00-\u1fff]")
_KEYCAPS: Final = "0123456789#*"
_ORDINARY_MARKS: Final = 2  # Vietnamese and Greek need two


def remove_marks(text: str) -> Rewrite | None:
    """Drops marks; they stay part of the character they follow, whose span covers both.

    Hidden are strokes through letters, more than two marks on one letter, and marks on a character that takes none.
    """
    if _RUN.search(text) is None:
        return None
    edits: list[tuple[int, int, str]] = []
    places: list[tuple[int, int]] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        if start:
            edits.append((start - 1, end, text[start - 1]))
        else:
            edits.append((start, end, ""))
        if _is_hidden(text[start - 1] if start else "", match.group()):
            places.append((max(0, start - 1), end))
    return replace(text, edits, series(HiddenKind.COMBINING, places))


def _is_hidden(base: str, marks: str) -> bool:
    if marks == "\u20e3" and base in _KEYCAPS:
        return False
    if _OVERLAY.search(marks) or len(marks) > _ORDINARY_MARKS:
        return True
    return base.isalnum() and not _ACCENTED_SCRIPT.match(base)


def _accents() -> dict[int, str]:
    table: dict[int, str] = {}
    generic = re.compile(f"[{GENERIC_MARKS}]+")
    for code in range(0xC0, 0x1F00):
        parts = unicodedata.normalize("NFD", chr(code))
        if len(parts) > 1 and parts[0].isascii() and parts[0].isalpha() and generic.fullmatch(parts, 1):
            table[code] = parts[0]
    return table


_ACCENTS: Final = _accents()
_ACCENTED: Final = re.compile(f"[{''.join(map(chr, _ACCENTS))}]")


def fold_accents(text: str) -> Rewrite | None:
    """é becomes e: Latin letters with accents become plain ones. Letters of other scripts keep theirs."""
    if text.isascii() or _ACCENTED.search(text) is None:
        return None
    return Rewrite(text.translate(_ACCENTS))
