"""Sets of characters, as the insides of regular expressions' brackets."""

import unicodedata
from collections.abc import Iterable
from typing import Final

HAN: Final = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# Emoji and other pictures beyond the first plane: Mahjong Tiles to Symbols and Pictographs Extended-A.
PICTURES: Final = "\U0001f000-\U0001faff"


def ranges(codes: Iterable[int]) -> str:
    """The code points as ranges, to be put between brackets."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in runs)


def of_categories(*categories: str) -> str:
    """All characters of the first plane in these general categories, such as ``So`` (signs)."""
    return ranges(code for code in range(0x10000) if unicodedata.category(chr(code)) in categories)
