"""Which patterns can match a text at all: those whose literal words it has.

A DFA over hundreds of patterns is fast on texts it has seen and slow on every new one, because each new text makes
new states (12 ms a message for 950 patterns, measured). Looking for the patterns' literals with one automaton first
leaves a few dozen to run. What a pattern requires is read off its source by the small parser below; a construct that
it does not know means "no requirement", so a pattern can only be tried in vain, never missed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from ahocorasick_rs import AhoCorasick

# Any of these strings; a pattern requires one of each of its groups.
Group = frozenset[str]

_MOST_GROUPS: Final = 4
_MOST_STRINGS: Final = 80
_SMALL_CLASS: Final = 8
_SPECIAL: Final = frozenset(".[]()|*+?{}^$\\")
_CLASS_ESCAPES: Final = frozenset("dDsSwW")
_ZERO_WIDTH_ESCAPES: Final = frozenset("AzbB")
_PLAIN_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r"}


class _NotUnderstood(Exception):  # noqa: N818 - never leaves this module
    pass


def required_groups(pattern: str) -> tuple[Group, ...]:
    """Groups of strings: a text that matches RE2 ``pattern`` has at least one string of each. () if none is known."""
    try:
        parser = _Parser(pattern)
        groups = parser.alternatives()
        if parser.position != len(pattern):
            return ()
    except _NotUnderstood:
        return ()
    return _best(groups)


def _best(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The most telling few: long strings, few of them; single characters only where there is nothing else."""
    useful = [group for group in dict.fromkeys(groups) if 0 < len(group) <= _MOST_STRINGS and "" not in group]
    long = [group for group in useful if min(map(len, group)) > 1]
    chosen = long or useful
    chosen.sort(key=lambda group: (-min(map(len, group)), len(group), sorted(group)))
    return tuple(chosen[:_MOST_GROUPS])


class _Parser:
    """Reads an RE2 pattern as far as its literals go."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self.position = 0

    def alternatives(self) -> list[Group]:
        """Up to the end or a closing bracket: the groups that every alternative requires."""
        branches = [self._sequence()]
        while self._peek() == "|":
            self.position += 1
            branches.append(self._sequence())
        if len(branches) == 1:
            return branches[0]
        if not all(branches):
            return []
        return [frozenset().union(*(_best(branch)[0] if _best(branch) else frozenset({""}) for branch in branches))]

    def _sequence(self) -> list[Group]:
        groups: list[Group] = []
        run = ""
        while (character := self._peek()) not in ("", "|", ")"):
            literal, inner = self._item(character)
            least, once = self._quantifier()
            if literal is not None:
                if least == 0:
                    groups += _as_group(run)
                    run = ""
                elif once:
                    run += literal
                else:
                    groups += _as_group(run + literal)
                    run = ""
                continue
            if inner is not None:
                groups += _as_group(run)
                run = ""
                if least > 0:
                    groups += inner
        return groups + _as_group(run)

    def _item(self, character: str) -> tuple[str | None, list[Group] | None]:
        """The next item: (its one character, None), (None, its groups), or (None, None) for a zero-width one."""
        if character == "(":
            return None, self._bracket()
        if character == "[":
            return None, self._class()
        if character == "\\":
            return self._escape()
        self.position += 1
        if character == ".":
            return None, []
        if character in "^$":
            return None, None
        if character in _SPECIAL:
            raise _NotUnderstood
        return character, None

    def _bracket(self) -> list[Group]:
        self.position += 1
        if self._peek() == "?":
            if self._pattern.startswith("?:", self.position):
                self.position += 2
            elif self._pattern.startswith("?P<", self.position):
                self.position = self._find(">") + 1
            else:
                raise _NotUnderstood
        groups = self.alternatives()
        if self._peek() != ")":
            raise _NotUnderstood
        self.position += 1
        return groups

    def _class(self) -> list[Group]:
        start = self.position + 1
        end = self._find("]", start + 1)
        body = self._pattern[start:end]
        self.position = end + 1
        if any(character in body for character in "^-\\[") or not 0 < len(body) <= _SMALL_CLASS:
            if "[" in body or body.endswith("\\"):
                raise _NotUnderstood
            return []
        return [frozenset(body)]

    def _escape(self) -> tuple[str | None, list[Group] | None]:
        character = self._pattern[self.position + 1 : self.position + 2]
        self.position += 2
        if character in _CLASS_ESCAPES:
            return None, []
        if character in _ZERO_WIDTH_ESCAPES:
            return None, None
        if character in ("p", "P"):
            self.position = self._find("}") + 1 if self._peek() == "{" else self.position + 1
            return None, []
        if character in _PLAIN_ESCAPES:
            return _PLAIN_ESCAPES[character], None
        if character == "" or character.isalnum():
            raise _NotUnderstood
        return character, None

    def _quantifier(self) -> tuple[int, bool]:
        """The least number of repetitions, and whether it is exactly one."""
        character = self._peek()
        if character not in ("*", "+", "?", "{"):
            return 1, True
        least = {"*": 0, "?": 0, "+": 1}.get(character, 0)
        if character == "{":
            end = self._find("}")
            bounds = self._pattern[self.position + 1 : end].split(",")
            if not bounds[0].isdigit():
                raise _NotUnderstood
            least = int(bounds[0])
            self.position = end
        self.position += 1
        if self._peek() == "?":
            self.position += 1
        return least, False

    def _find(self, character: str, start: int | None = None) -> int:
        found = self._pattern.find(character, self.position if start is None else start)
        if found < 0:
            raise _NotUnderstood
        return found

    def _peek(self) -> str:
        return self._pattern[self.position : self.position + 1]


def _as_group(run: str) -> list[Group]:
    return [frozenset({run})] if run else []


@dataclass(slots=True)
class _Posting:
    """The (pattern, group) pairs that a string serves."""

    places: list[tuple[int, int]] = field(default_factory=list)


class Prefilter:
    """For a row of patterns: the numbers of those that a text could match."""

    def __init__(self, patterns: Sequence[str]) -> None:
        postings: dict[str, _Posting] = {}
        self._wanted: list[int] = []
        self._always: list[int] = []
        for number, pattern in enumerate(patterns):
            groups = required_groups(pattern)
            self._wanted.append((1 << len(groups)) - 1)
            if not groups:
                self._always.append(number)
            for position, group in enumerate(groups):
                for string in sorted(group):
                    postings.setdefault(string, _Posting()).places.append((number, 1 << position))
        self._places = tuple(tuple(posting.places) for posting in postings.values())
        self._automaton = AhoCorasick(list(postings)) if postings else None

    def candidates(self, text: str) -> list[int]:
        """In ascending order, each once."""
        return sorted((*self._always, *self._with_literals(text)))

    def _with_literals(self, text: str) -> Iterator[int]:
        if self._automaton is None:
            return
        found: dict[int, int] = {}
        hits = {position for position, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)}
        for position in hits:
            for number, bit in self._places[position]:
                found[number] = found.get(number, 0) | bit
        for number, bits in found.items():
            if bits == self._wanted[number]:
                yield number
