"""Zhuyin (ㄅㄠˇ) as pinyin (bao): in Taiwan, filtered words are written so."""

import re
from typing import Final

# One syllable: an initial, a medial and a final, some of which may be left out. Tone marks stand beside it.
SYLLABLE: Final = "(?:[ㄅ-ㄙ][ㄧㄨㄩ]?[ㄚ-ㄦ]?|[ㄧㄨㄩ][ㄚ-ㄦ]?|[ㄚ-ㄦ])[ˇˊˋ˙ˉ]?"

_INITIALS: Final = dict(
    zip(
        "ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙ",
        ("b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "r", "z", "c", "s"),
        strict=True,
    )
)
_FINALS: Final = dict(
    zip(
        "ㄚㄛㄜㄝㄞㄟㄠㄡㄢㄣㄤㄥㄦ",
        ("a", "o", "e", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "er"),
        strict=True,
    )
)
# Medial and final together -> as pinyin writes them alone, and after an initial.
_WITH_MEDIAL: Final = {
    "ㄧ": ("yi", "i"), "ㄧㄚ": ("ya", "ia"), "ㄧㄛ": ("yo", "io"), "ㄧㄝ": ("ye", "ie"), "ㄧㄠ": ("yao", "iao"),
    "ㄧㄡ": ("you", "iu"), "ㄧㄢ": ("yan", "ian"), "ㄧㄣ": ("yin", "in"), "ㄧㄤ": ("yang", "iang"), "ㄧㄥ": ("ying", "ing"),
    "ㄨ": ("wu", "u"), "ㄨㄚ": ("wa", "ua"), "ㄨㄛ": ("wo", "uo"), "ㄨㄞ": ("wai", "uai"), "ㄨㄟ": ("wei", "ui"),
    "ㄨㄢ": ("wan", "uan"), "ㄨㄣ": ("wen", "un"), "ㄨㄤ": ("wang", "uang"), "ㄨㄥ": ("weng", "ong"),
    "ㄩ": ("yu", "u"), "ㄩㄝ": ("yue", "ue"), "ㄩㄢ": ("yuan", "uan"), "ㄩㄣ": ("yun", "un"), "ㄩㄥ": ("yong", "iong"),
}  # fmt: skip
_BUZZING: Final = "ㄓㄔㄕㄖㄗㄘㄙ"  # written without a final: zhi, si


def to_pinyin(syllable: str) -> str:
    """The toneless pinyin of one `SYLLABLE`; "" for what no syllable is written so."""
    letters = syllable.rstrip("ˇˊˋ˙ˉ")
    initial, rest = (letters[0], letters[1:]) if letters[0] in _INITIALS else ("", letters)
    start = _INITIALS.get(initial, "")
    if not rest:
        return f"{start}i" if initial in _BUZZING else ""
    if rest in _FINALS:
        return start + _FINALS[rest]
    alone, after = _WITH_MEDIAL.get(rest, ("", ""))
    if not initial:
        return alone
    if rest in ("ㄩ", "ㄩㄝ") and initial in "ㄋㄌ":
        after = after.replace("u", "v")
    return start + after if after else ""


IS_SYLLABLE: Final = re.compile(SYLLABLE)
