"""Long lists of words as regular expressions that are quick to say that none of them is there."""

import re
from collections.abc import Iterator
from typing import Final

_SPECIAL: Final = frozenset(".[]()|*+?{}^$\\")
_OPTIONAL: Final = frozenset(("?", "*", "{"))
_CLASS: Final = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]")


def compile_cues(pattern: str) -> re.Pattern[str]:
    """``pattern``, preceded by a look at the first character where its alternatives tell which that can be.

    It matches the same. Without the look, each of a hundred alternatives is tried at every place of the text: contexts
    cost half as much with it.
    """
    first = _first_characters(pattern)
    if first is None:
        return re.compile(pattern)
    return re.compile(f"(?=[{''.join(map(re.escape, sorted(first)))}])(?:{pattern})")


def _first_characters(pattern: str) -> frozenset[str] | None:
    """The characters that a match can begin with; None for a pattern with a construct that is not understood."""
    found: set[str] = set()
    for branch in _branches(pattern):
        first = _first_of(branch)
        if first is None:
            return None
        found |= first
    return frozenset(found)


def _first_of(branch: str) -> frozenset[str] | None:
    if branch.startswith(r"\b"):
        return _first_of(branch[2:])
    if branch.startswith("(?:"):
        end = _closing(branch)
        return None if branch[end + 1 : end + 2] in _OPTIONAL else _first_characters(branch[3:end])
    is_optional = branch[1:2] in _OPTIONAL
    return None if not branch or branch[0] in _SPECIAL or is_optional else frozenset(branch[0])


def _branches(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern, cut at the bars outside brackets."""
    start = 0
    for index, depth in _depths(pattern):
        if depth == 0 and pattern[index] == "|":
            yield pattern[start:index]
            start = index + 1
    yield pattern[start:]


def _closing(pattern: str) -> int:
    """Where the bracket that ``pattern`` begins with is closed."""
    return next(index for index, depth in _depths(pattern) if depth == 0 and pattern[index] == ")")


def _depths(pattern: str) -> Iterator[tuple[int, int]]:
    """Each character that is neither escaped nor in a class, and how many brackets it is in."""
    depth = 0
    index = 0
    while index < len(pattern):
        character = pattern[index]
        if character == "\\":
            index += 2
            continue
        if character == "[":
            closed = _CLASS.match(pattern, index)
            index = closed.end() if closed else len(pattern)
            continue
        depth += (character == "(") - (character == ")")
        yield index, depth
        index += 1
