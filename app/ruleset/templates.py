"""Approved texts as patterns: what is fixed must be there word for word, and a variable only takes what its type is.

A variable is never free text: its shape is given here, names begin with a known surname or given name, and fixed
words stand between two variables. Matching is RE2's, on normalised text: linear, and the same for any script or width.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import re2

from app.detectors.pii.data.chinese_names import COMPOUND, NOT_NAMES, SURNAMES
from app.detectors.pii.data.english_names import GIVEN
from app.model.span import Span
from app.text.normalize import normalize

FEWEST_FIXED: Final = 8
"""Fixed characters of a text, without spaces and punctuation; fewer could be said of anything."""

_MONTH: Final = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_LATIN_WORD: Final = "[a-z][a-z'-]{1,14}"
_LATIN_NAME: Final = (
    rf"(?:(?:mr|mrs|ms|miss|dr)\.? {_LATIN_WORD}(?: {_LATIN_WORD})?|{_LATIN_WORD}(?: {_LATIN_WORD}){{0,2}})"
)
VARIABLES: Final[Mapping[str, str]] = {
    "name": rf"(?:\p{{Han}}{{1,4}}(?:先生|女士|小姐)|\p{{Han}}\*{{1,3}}|\p{{Han}}{{2,4}}|{_LATIN_NAME})",
    "amount": (
        r"(?:(?:rmb|cny|usd|hkd|twd|gbp|eur|人民币|港币|hk\$|us\$|nt\$|[¥$€£]) ?)?"
        r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,7})(?:\.\d{1,2})?"
        r"(?: ?(?:万|亿)?(?:元|港元|美元)| ?(?:yuan|dollars|pounds|euros))?"
    ),
    "rate": r"\d{1,2}(?:\.\d{1,4})? ?%",
    "date": (
        r"(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}/\d{1,2}/\d{4}"
        rf"|\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}, ?\d{{4}})"
    ),
    "time": r"\d{1,2}:\d{2}(?::\d{2})?",
    "term": r"\d{1,4} ?(?:天|日|周|个月|年|期|days?|weeks?|months?|years?)",
    "count": r"\d{1,4}",
    "tail": r"\d{4}",
}
"""Variable -> what it may be, in normalised text. ``tail``: the last four digits of a card or account."""

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_HONORIFIC: Final = ("先生", "女士", "小姐")
_TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "dr"})


class TemplateError(ValueError):
    """A text that cannot be a template; the message is the problem's code."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a template stands in a text: its end, and the places of its variables."""

    end: int
    variables: tuple[Span, ...]


class Template:
    """One approved text, ready to match. Raises TemplateError; TextError for a lone surrogate."""

    __slots__ = ("_kinds", "_pattern", "start")

    def __init__(self, text: str) -> None:
        pieces = _PLACEHOLDER.split(text)
        fixed, self._kinds = pieces[::2], tuple(pieces[1::2])
        if any(kind not in VARIABLES for kind in self._kinds) or any("{" in piece or "}" in piece for piece in fixed):
            raise TemplateError("approved-variable")
        words = [normalize("approved", piece).text for piece in fixed]
        if not all(map(str.strip, words[1:-1])):
            raise TemplateError("approved-adjacent")
        if sum(map(str.isalnum, "".join(words))) < FEWEST_FIXED:
            raise TemplateError("approved-short")
        pattern = _fixed(words[0].lstrip())
        for kind, piece in zip(self._kinds, words[1:], strict=True):
            pattern += f"({VARIABLES[kind]}){_fixed(piece)}"
        self._pattern = re2.compile(pattern.removesuffix(r"\s*"))
        self.start = words[0].lstrip()[:2]
        """The first two characters of every text that it matches; fewer where a variable comes before."""

    def match(self, text: str, position: int) -> Match | None:
        """The template at ``position`` of a normalised text."""
        found = self._pattern.match(text, position)
        if found is None:
            return None
        groups = range(1, len(self._kinds) + 1)
        for kind, group in zip(self._kinds, groups, strict=True):
            if kind == "name" and not _is_name(found.group(group)):
                return None
        return Match(found.end(), tuple(Span(found.start(group), found.end(group)) for group in groups))


def _fixed(piece: str) -> str:
    """The piece as a pattern; any white space for its own. White space that a text lacks is not made up."""
    return r"\s+".join(re2.escape(word) for word in re.split(r"\s+", piece))


def _is_name(value: str) -> bool:
    if value.isascii():
        words = [word.strip(".") for word in value.split()]
        return words[0] in GIVEN or (words[0] in _TITLES and len(words) > 1)
    bare = value
    for honorific in _HONORIFIC:
        bare = bare.removesuffix(honorific)
    if not bare or value in NOT_NAMES or bare in NOT_NAMES:
        return False
    return bare[0] in SURNAMES or bare[:2] in COMPOUND
