"""Letters of other alphabets in the place of Latin ones."""

import re
from typing import Final

from app.text.characters import ranges
from app.text.rewrite import HiddenKind, Rewrite, series
from app.text.steps.look_alikes import LETTERS, TWINS

# Blocks of alphabets with look-alikes: Latin beyond ASCII, phonetic, Greek, Coptic, Cyrillic, Armenian, Cherokee, Lisu.
_FOREIGN: Final = (
    "\xc0-\xd6\xd8-\xf6\xf8-\u02af\u0370-\u0373\u0376-\u037d\u037f-\u0481\u048a-\u0588\u13a0-\u13fd\u1c80-\u1c88"
    "\u1d00-\u1dbf\u1e00-\u1fff\u2c60-\u2cee\ua4d0-\ua4f7\ua640-\ua66e\ua680-\ua69d\ua722-\ua7ff\uab30-\uabbf"
)
_ANY: Final = re.compile(f"[\xa1{_FOREIGN}]")
_WORD: Final = re.compile(f"[A-Za-z{_FOREIGN}]+")
_LATIN: Final = re.compile("[A-Za-z\xc0-\u02af\u1d00-\u1dbf\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua7ff\uab30-\uab64]")
_OTHER_SCRIPT: Final = re.compile("[\u0250-\u02af\u0370-\u058f\u13a0-\u1dbf\u2c80-\uabbf]")
_LOOKS_LATIN: Final = re.compile(f"[A-Za-z{ranges(LETTERS)}]+")
_TWINS: Final = re.compile(f"[{ranges(map(ord, TWINS))}]+")
_EXCLAMATION: Final = re.compile("(?<=[A-Za-z])\xa1(?=[A-Za-z])")
_SHORTEST: Final = 3  # μm and АО are no disguises


def fold_confusables(text: str) -> Rewrite | None:
    """Writes words in Latin letters that mix them with look-alikes, if no other foreign letter is in the word.

    A word wholly of look-alikes is written so only where no other word of the text shows that it is Russian, Greek or
    the like. Hidden are such words of three letters and more.
    """
    if text.isascii() or _ANY.search(text) is None:
        return None
    words = [match for match in _WORD.finditer(text) if not match.group().isascii()]
    is_real = any(_LATIN.search(word.group()) is None and not _TWINS.fullmatch(word.group()) for word in words)
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    done = 0
    for match in words:
        word = match.group()
        is_mixed = _LATIN.search(word) is not None
        is_disguise = is_mixed or (not is_real and len(word) >= _SHORTEST)
        if not is_disguise or not _LOOKS_LATIN.fullmatch(word):
            continue
        pieces += text[done : match.start()], word.translate(LETTERS)
        done = match.end()
        if len(word) >= _SHORTEST and _OTHER_SCRIPT.search(word):
            places.append(match.span())
    folded = _EXCLAMATION.sub("i", "".join(pieces) + text[done:])
    return None if folded == text else Rewrite(folded, None, series(HiddenKind.CONFUSABLE, places))
