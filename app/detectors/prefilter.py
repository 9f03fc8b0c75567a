"""Which patterns can match a text, and where: near the literal words that they require.

A DFA over hundreds of patterns is fast on texts it has seen and slow on every new one, because each new text makes
new states (12 ms a message for 950 patterns, measured); a single pattern costs 40 µs on a new text of 130 characters
for the same reason. Looking for the patterns' literals with one automaton first leaves a few patterns, and of the
text only the stretches around their literals.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick

from app.detectors.literals import MOST_GROUPS, requirements_of

# A half-open range of characters.
Stretch = tuple[int, int]


class _Branch(NamedTuple):
    """An alternative of a pattern: the numbers of the strings of each of its groups, and its longest match."""

    groups: tuple[frozenset[int], ...]
    longest: int | None


class Prefilter:
    """For a row of patterns. Sets of branches are integers, bit ``n`` for branch ``n``: they combine in no time."""

    def __init__(self, patterns: Sequence[str]) -> None:
        numbers: dict[str, int] = {}
        self.branches: list[_Branch] = []
        self.branches_of: list[range] = []
        self.pattern_of: list[int] = []
        for pattern, source in enumerate(patterns):
            first = len(self.branches)
            for required in requirements_of(source):
                groups = [[numbers.setdefault(string, len(numbers)) for string in sorted(g)] for g in required.groups]
                self.branches.append(_Branch(tuple(map(frozenset, groups)), required.longest))
                self.pattern_of.append(pattern)
            self.branches_of.append(range(first, len(self.branches)))
        self._automaton = AhoCorasick(list(numbers)) if numbers else None
        # For each string a row of MOST_GROUPS sets, the i-th of the branches whose i-th group has it, in one integer.
        self._with_string = [0] * len(numbers)
        self._without_group = 0
        for branch, (needed, _) in enumerate(self.branches):
            for place in range(MOST_GROUPS):
                bit = 1 << (place * len(self.branches) + branch)
                if place >= len(needed):
                    self._without_group |= bit
                    continue
                for string in needed[place]:
                    self._with_string[string] |= bit

    def look(self, text: str) -> "Sighting":
        """Find the literals in ``text``."""
        hits = [] if self._automaton is None else self._automaton.find_matches_as_indexes(text, overlapping=True)
        row = self._without_group
        for string in {hit[0] for hit in hits}:
            row |= self._with_string[string]
        possible = (1 << len(self.branches)) - 1
        for place in range(MOST_GROUPS):
            possible &= row >> (place * len(self.branches))
        return Sighting(self, text, hits, possible)


class Sighting:
    """Where a text has the literals of patterns. ``candidates`` are the numbers of the patterns that could match."""

    def __init__(self, prefilter: Prefilter, text: str, hits: Sequence[tuple[int, int, int]], branches: int) -> None:
        self.text: Final = text
        self._prefilter = prefilter
        self._hits = hits
        self._branches = frozenset(_members(branches))
        self.candidates: Final = frozenset(prefilter.pattern_of[branch] for branch in self._branches)

    @cached_property
    def _places(self) -> dict[int, list[Stretch]]:
        places: dict[int, list[Stretch]] = {}
        for string, start, end in self._hits:
            places.setdefault(string, []).append((start, end))
        return places

    def stretches(self, pattern: int) -> Sequence[Stretch]:
        """The stretches that hold every match of a pattern: apart from each other, in the order of the text."""
        found: list[Stretch] = []
        for number in self._prefilter.branches_of[pattern]:
            if number in self._branches:
                branch = self._prefilter.branches[number]
                if branch.longest is None or not branch.groups:
                    return ((0, len(self.text)),)
                found += self._near(branch.groups, branch.longest)
        return _merged(found)

    def _near(self, groups: Sequence[frozenset[int]], longest: int) -> Iterator[Stretch]:
        """Around each string of the rarest group, if strings of all others are near enough."""
        rare, *others = sorted((self._places_of(group) for group in groups), key=len)
        for rare_start, rare_end in rare:
            first, last = max(0, rare_end - longest), min(len(self.text), rare_start + longest)
            if all(any(first <= start and end <= last for start, end in other) for other in others):
                yield first, last

    def _places_of(self, group: frozenset[int]) -> list[Stretch]:
        return [place for string in group & self._places.keys() for place in self._places[string]]


def _merged(stretches: list[Stretch]) -> list[Stretch]:
    if len(stretches) < 2:
        return stretches
    merged: list[Stretch] = []
    for first, last in sorted(stretches):
        if merged and first <= merged[-1][1]:
            before, end = merged.pop()
            merged.append((before, max(end, last)))
        else:
            merged.append((first, last))
    return merged


def _members(patterns: int) -> Iterator[int]:
    """The numbers in a set, ascending."""
    while patterns:
        lowest = patterns & -patterns
        yield lowest.bit_length() - 1
        patterns ^= lowest
