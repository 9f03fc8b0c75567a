"""Text as a YAML scalar, in the styles that people write by hand where that is safe."""

import json
import re
from typing import Any, Final

_PLAIN: Final = re.compile(
    r"[A-Za-z\u3400-\u9fff·（）《》“”！？，。][A-Za-z0-9\u3400-\u9fff·（）《》“”！？，。、；： %._/+-]*"
)
_NULLS: Final = frozenset({"null", "Null", "NULL"})


def quoted(value: Any) -> str:
    """``value`` as JSON, which is YAML too if no character is left that YAML does not allow unescaped."""
    return "".join(char if char.isprintable() else _escaped(char) for char in json.dumps(value, ensure_ascii=False))


def scalar(text: str) -> str:
    """``text`` bare where it reads the same in every place of a document, else in quotes."""
    bare = _PLAIN.fullmatch(text) is not None and text == text.strip() and text not in _NULLS
    return text if bare else quoted(text)


def _escaped(char: str) -> str:
    return f"\\U{ord(char):08x}" if ord(char) > 0xFFFF else f"\\u{ord(char):04x}"
