"""Texts in which there is nothing to see."""

from typing import Final
from unicodedata import category

# Spaces, controls, format characters, marks without a letter; not lone surrogates, which are an error of their own.
_UNSEEN: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cn", "Mn", "Me"})
_FILLERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def is_blank(text: str) -> bool:
    """True for a text of white space and invisible characters only, and for the empty one."""
    return all(category(character) in _UNSEEN or character in _FILLERS for character in text)
