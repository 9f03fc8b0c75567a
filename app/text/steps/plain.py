"""Steps that keep every character in its place: case, punctuation; and white space."""

import re
from typing import Final

from app.text.rewrite import Rewrite, replace


def lower_case(text: str) -> Rewrite | None:
    """Lower case. No character grows: the only one that could, İ, has lost its dot before."""
    lowered = text.lower()
    if lowered == text:
        return None
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    return Rewrite(lowered)


# What NFKC leaves alone. Every double quotation mark with a direction becomes “ or ”; ASCII " has none and stays.
_PUNCTUATION: Final = str.maketrans(
    {
        **dict.fromkeys("“„‟「『﹁﹃〝«", "“"),
        **dict.fromkeys("”」』﹂﹄〞〟»", "”"),
        **dict.fromkeys("‘’‚‛′ʹʻʼʽ`＇ꞌ", "'"),
        **dict.fromkeys("‐‑‒–—―−⸺⸻﹘﹣－─━➖", "-"),
        **dict.fromkeys("〜～∼˜", "~"),
        **dict.fromkeys("⁄∕", "/"),
        **dict.fromkeys("➕＋", "+"),
        **dict.fromkeys("❗❕", "!"),
        **dict.fromkeys("❓❔", "?"),
        **dict.fromkeys("❢", "!"),
        "｡": "。",
        "､": "、",
        "٪": "%",
        "،": ",",
        "؛": ";",
        "؟": "?",
    }
)
_OTHER_FORMS: Final = re.compile(
    f"[{re.escape(''.join(chr(code) for code, form in _PUNCTUATION.items() if chr(code) != form))}]"
)


def unify_punctuation(text: str) -> Rewrite | None:
    """One form for each mark: “ ” for double quotes with a direction, ' for single ones, - for dashes, ~ for tildes."""
    if _OTHER_FORMS.search(text) is None:
        return None
    return Rewrite(text.translate(_PUNCTUATION))


# 'It can't lose' is a quotation; the apostrophes of words, of years ('08) and of plurals (clients') are none.
_SINGLE_QUOTED: Final = re.compile(r"(?<![\w'])'(?=[^\s'\d])((?:[^'\n]|(?<=\w)'(?=\w)){1,200})(?<![\s'])'(?![\w'])")


def unify_quotation(text: str) -> Rewrite | None:
    """“ ” for single quotation marks too."""
    if text.count("'") < 2:
        return None
    unified = _SINGLE_QUOTED.sub("“\\1”", text)
    return None if unified == text else Rewrite(unified)


_SPACES: Final = {
    **dict.fromkeys(map(ord, "\t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"), " "),
    **dict.fromkeys(map(ord, "\xa0\u202f\u205f\u3000\u2800"), " "),
    **dict.fromkeys(map(ord, "\r\v\f\x85\u2028\u2029"), "\n"),
}
_SPACE: Final = re.compile(f"[{''.join(map(chr, _SPACES))}]")
_LINE_END: Final = re.compile("\r\n")


def unify_spaces(text: str) -> Rewrite | None:
    """Every space is ' ' and every line end '\\n'; a carriage return with its line feed is one character."""
    if _SPACE.search(text) is None:
        return None
    moved = text.translate(_SPACES)
    if "\r\n" in text:
        return replace(moved, [(match.start(), match.end(), "\n") for match in _LINE_END.finditer(text)])
    return Rewrite(moved)
