"""Other forms of the same character: full-width, circled, squared, mathematical, ligatures, radicals."""

import re
import unicodedata
from typing import Final

from app.text.characters import ranges
from app.text.rewrite import Rewrite, replace
from app.text.steps.marks import GENERIC_MARKS

# Letters and digits in black circles and squares, which Unicode gives no decomposition.
_BLACK: Final = ((0x1F150, 26, "A"), (0x1F170, 26, "A"))
# CJK radicals as they come out of PDF files, where NFKC knows no equivalent: those that are a whole character.
_RADICALS: Final = dict(
    zip("⺠⻅⻉⻋⻓⻔⻚⻛⻜⻝⻢⻤⻥⻦⻧⻨⻩⻬⻮⻰", "民见贝车长门页风飞食马鬼鱼鸟卤麦黄齐齿龙", strict=True)
)
_QUOTE_LIKE: Final = {"\xb4": "'", "\u1fbd": "'", "\u1fbf": "'", "\u1ffe": "'"}
_GENERIC: Final = re.compile(f"[{GENERIC_MARKS}]+")


def _fold(cluster: str) -> str:
    """NFKC without marks that combine with any script, and with ASCII digits."""
    composed = unicodedata.normalize("NFKC", cluster)
    bare = unicodedata.normalize("NFKC", _GENERIC.sub("", composed))
    return "".join(_digit(character) for character in bare)


def _digit(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.digit(character, None)
    return character if digit is None else str(digit)


def _tables() -> tuple[dict[int, str], str, str]:
    """One-to-one forms, the characters that become none or several, and those that combine with the one before."""
    single: dict[int, str] = {}
    several: list[str] = []
    backward: list[str] = [chr(code) for code in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))]
    for code in (*range(0xA0, 0xD800), *range(0xE000, 0x20000), *range(0x2F800, 0x2FA20)):
        character = chr(code)
        category = unicodedata.category(character)
        if category in {"Lo", "Cn", "Co"} and not unicodedata.decomposition(character):
            continue
        folded = _fold(character)
        if len(folded) != 1:
            several.append(character)
        elif folded != character:
            single[code] = folded
        canonical = unicodedata.normalize("NFKD", character)
        if unicodedata.combining(canonical[0]):
            backward.append(character)
        pair = unicodedata.decomposition(character).split()
        if len(pair) == 2 and not pair[0].startswith("<"):
            backward.append(chr(int(pair[1], 16)))
    for first, count, letter in _BLACK:
        single |= {first + i: chr(ord(letter) + i) for i in range(count)}
    single |= {ord(radical): character for radical, character in _RADICALS.items()}
    single |= {ord(mark): quote for mark, quote in _QUOTE_LIKE.items()}
    several = [character for character in several if ord(character) not in single]
    return single, "".join(several), "".join(sorted(set(backward)))


_SINGLE, _SEVERAL, _BACKWARD = _tables()
_FREQUENT: Final = tuple((mark, _SINGLE[ord(mark)]) for mark in "，：；！？（）％．～")
_CHANGED: Final = frozenset(map(chr, _SINGLE))
# At most 32 followers: canonical ordering of a long run takes quadratic time.
_CLUSTER: Final = re.compile(f"(?s:.)[{ranges(map(ord, _BACKWARD))}]{{1,32}}|[{ranges(map(ord, _SEVERAL))}]")


def fold_compatibility(text: str) -> Rewrite | None:
    """NFKC, cluster by cluster so that every character keeps its origin, and every script's digits as 0-9."""
    if text.isascii():
        return None
    moved = text
    for mark, plain in _FREQUENT:  # nearly always all there is, and str.translate is slow at what it does not know
        moved = moved.replace(mark, plain)
    if not _CHANGED.isdisjoint(moved):
        moved = moved.translate(_SINGLE)
    if not unicodedata.is_normalized("NFKC", moved):
        edits = [
            (match.start(), match.end(), folded)
            for match in _CLUSTER.finditer(moved)
            if (folded := _fold(match.group())) != match.group()
        ]
        if edits:
            return replace(moved, edits)
    return None if moved == text else Rewrite(moved)
