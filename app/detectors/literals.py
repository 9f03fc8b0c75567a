"""What a pattern requires of a text, read off its source: strings that must be there, and how long a match can be.

A construct that the small parser below does not know means "no requirement", so a pattern can only be tried in vain,
never missed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Final, NamedTuple

# Any of these strings; a pattern requires one of each of its groups.
Group = frozenset[str]

MOST_GROUPS: Final = 4
_MOST_STRINGS: Final = 40
_MOST_BRANCHES: Final = 16
# Characters that stand for themselves: as many as come together, without one that a quantifier belongs to.
_PLAIN: Final = re.compile(r"[^.\[\]()|*+?{}^$\\]+(?![*+?{])|[^.\[\]()|*+?{}^$\\]")
_CLASS_ESCAPES: Final = frozenset("dDsSwW")
_ZERO_WIDTH_ESCAPES: Final = frozenset("AzbB")
_PLAIN_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a match has: a string of each group, and at most ``longest`` characters (None: any number)."""

    groups: tuple[Group, ...] = ()
    longest: int | None = None


class _NotUnderstood(Exception):  # noqa: N818 - never leaves this module
    pass


def requirements_of(pattern: str) -> tuple[Requirement, ...]:
    """What a match of the RE2 ``pattern`` needs: one of these; an empty requirement where nothing is known."""
    try:
        parser = _Parser(pattern)
        branches = parser.branches()
        if parser.position != len(pattern):
            return (Requirement(),)
    except _NotUnderstood:
        return (Requirement(),)
    if len(branches) > _MOST_BRANCHES:
        branches = [_either(branches)]
    return tuple(
        Requirement(_best(item.required()), None if item.longest == inf else int(item.longest)) for item in branches
    )


def _best(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The most telling few: long strings, few of them."""
    useful = [group for group in dict.fromkeys(groups) if 0 < len(group) <= _MOST_STRINGS and "" not in group]
    useful.sort(key=lambda group: (-min(map(len, group)), len(group), sorted(group)))
    return tuple(useful[:MOST_GROUPS])


class _Item(NamedTuple):
    """A piece of a pattern: all strings that it can match, if they are few, or else the groups that it requires; and
    the length of its longest match."""

    strings: Group | None
    groups: tuple[Group, ...]
    longest: float

    def required(self) -> tuple[Group, ...]:
        return self.groups if self.strings is None else (self.strings,)


_ANY_CHARACTER: Final = _Item(None, (), 1)
_NOTHING: Final = _Item(frozenset({""}), (), 0)


def _followed(first: Group, second: Group) -> Group | None:
    """Every string of one followed by every string of the other, if they are few."""
    if len(first) * len(second) > _MOST_STRINGS:
        return None
    return frozenset(start + end for start in first for end in second)


def _either(branches: Sequence[_Item]) -> _Item:
    """What a match of one of the branches has."""
    longest = max(item.longest for item in branches)
    strings = frozenset().union(*(item.strings or () for item in branches))
    if all(item.strings is not None for item in branches) and len(strings) <= _MOST_STRINGS:
        return _Item(strings, (), longest)
    best = [_best(item.required()) for item in branches]
    return _Item(None, (frozenset().union(*(groups[0] for groups in best)),) if all(best) else (), longest)


class _Parser:
    """Reads an RE2 pattern as far as its literals and lengths go. Lengths are in characters, ``inf`` for no bound."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self.position = 0

    def branches(self) -> list[_Item]:
        """The alternatives up to the end or a closing bracket."""
        branches = [self._sequence()]
        while self._peek() == "|":
            self.position += 1
            branches.append(self._sequence())
        return branches

    def _sequence(self) -> _Item:
        groups: list[Group] = []
        run: Group = frozenset({""})
        longest = 0.0
        while self._peek() not in ("", "|", ")"):
            item = self._item(self._peek())
            item = _repeated(item, *self._quantifier())
            longest += item.longest
            if item.strings is None:
                groups += (run, *item.groups)
                run = frozenset({""})
                continue
            longer = _followed(run, item.strings)
            if longer is None:
                groups.append(run)
                longer = item.strings
            run = longer
        if not groups:
            return _Item(run, (), longest)
        return _Item(None, (*groups, run), longest)

    def _item(self, character: str) -> _Item:
        if character == "(":
            return self._bracket()
        if character == "[":
            return self._class()
        if character == "\\":
            return self._escape()
        plain = _PLAIN.match(self._pattern, self.position)
        if plain is not None:
            self.position = plain.end()
            return _literal(plain[0])
        self.position += 1
        if character == ".":
            return _ANY_CHARACTER
        if character in "^$":
            return _NOTHING
        raise _NotUnderstood

    def _bracket(self) -> _Item:
        self.position += 1
        if self._peek() == "?":
            if self._pattern.startswith("?:", self.position):
                self.position += 2
            elif self._pattern.startswith("?P<", self.position):
                self.position = self._find(">") + 1
            else:
                raise _NotUnderstood
        inner = _either(self.branches())
        if self._peek() != ")":
            raise _NotUnderstood
        self.position += 1
        return inner

    def _class(self) -> _Item:
        start = self.position + 1
        end = self._find("]", start + 1)
        body = self._pattern[start:end]
        self.position = end + 1
        if any(character in body for character in "^-\\[") or not 0 < len(body) <= _MOST_STRINGS:
            if "[" in body or body.endswith("\\"):
                raise _NotUnderstood
            return _ANY_CHARACTER
        return _Item(frozenset(body), (), 1)

    def _escape(self) -> _Item:
        character = self._pattern[self.position + 1 : self.position + 2]
        self.position += 2
        if character in _CLASS_ESCAPES:
            return _ANY_CHARACTER
        if character in _ZERO_WIDTH_ESCAPES:
            return _NOTHING
        if character in ("p", "P"):
            self.position = self._find("}") + 1 if self._peek() == "{" else self.position + 1
            return _ANY_CHARACTER
        if character in _PLAIN_ESCAPES:
            return _literal(_PLAIN_ESCAPES[character])
        if character == "" or character.isalnum():
            raise _NotUnderstood
        return _literal(character)

    def _quantifier(self) -> tuple[int, float]:
        """The least and the greatest number of repetitions."""
        character = self._peek()
        if character not in ("*", "+", "?", "{"):
            return 1, 1
        least, most = {"*": (0, inf), "?": (0, 1), "+": (1, inf)}.get(character, (0, inf))
        if character == "{":
            end = self._find("}")
            least, most = _bounds(self._pattern[self.position + 1 : end])
            self.position = end
        self.position += 1
        if self._peek() == "?":
            self.position += 1
        return least, most

    def _find(self, character: str, start: int | None = None) -> int:
        found = self._pattern.find(character, self.position if start is None else start)
        if found < 0:
            raise _NotUnderstood
        return found

    def _peek(self) -> str:
        return self._pattern[self.position : self.position + 1]


def _bounds(text: str) -> tuple[int, float]:
    """Of ``{2}``, ``{2,}`` and ``{2,5}``."""
    least, comma, most = text.partition(",")
    if not least.isdigit() or (most and not most.isdigit()):
        raise _NotUnderstood
    if not comma:
        return int(least), int(least)
    return int(least), int(most) if most else inf


def _literal(string: str) -> _Item:
    return _Item(frozenset({string}), (), len(string))


def _repeated(item: _Item, least: int, most: float) -> _Item:
    longest = item.longest * most if item.longest else 0
    if (least, most) == (1, 1):
        return item
    if item.strings is not None and (least, most) == (0, 1):
        return _Item(item.strings | {""}, (), longest)
    return _Item(None, item.required() if least else (), longest)
