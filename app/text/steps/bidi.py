"""Bidirectional controls: text that is stored in another order than it is read."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from app.text.offsets import OffsetMap
from app.text.rewrite import HiddenKind, Rewrite, remove, series, with_neighbours

_CONTROL: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_RLO: Final = "\u202e"
# Opener -> the control that closes it. Only RLO turns what it holds round: the others leave Latin and Han forwards.
_OPENERS: Final = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
_CLOSERS: Final = "\u202c\u2069"
_MAX_DEPTH: Final = 125  # UAX 9, BD2; deeper openers have no effect
_MIRROR: Final = str.maketrans("()<>[]{}«»‹›（）【】「」『』《》〈〉", ")(><][}{»«›‹）（】【」「』『》《〉〈")
_PARAGRAPH_END: Final = "\n\r\x85\u2029"
_DROPPED: Final = -1


def undo_bidi(text: str) -> Rewrite | None:
    """Puts right-to-left overrides (RLO … PDF) into the order in which they are read; drops all controls.

    The controls round a reversed run belong to its outermost characters. A run that is mostly Arabic or Hebrew is read
    from the right and stays. Hidden are reversed runs and controls inside words and numbers.
    """
    if _CONTROL.search(text) is None:
        return None
    places = [match.span() for match in _CONTROL.finditer(text) if _is_inside(text, *match.span())]
    if _RLO in text:
        levels = _levels(text)
        runs = [run for run in _runs(levels) if not _reads_from_right(text, levels, *run)]
        if runs:
            return _reorder(text, levels, runs, places)
    return remove(
        text,
        (match.span() for match in _CONTROL.finditer(text)),
        series(HiddenKind.BIDI, with_neighbours(text, places)),
    )


def _levels(text: str) -> list[int]:
    """How often each character is turned round: its level in the sense of UAX 9, `_DROPPED` for a control."""
    levels: list[int] = []
    stack: list[tuple[str, int]] = []
    level = overflow = 0
    for character in text:
        if character in _OPENERS:
            if len(stack) < _MAX_DEPTH:
                stack.append((_OPENERS[character], level))
                level += (character == _RLO) != level % 2
            else:
                overflow += 1
        elif character in _CLOSERS:
            if overflow:
                overflow -= 1
            elif stack and stack[-1][0] == character:
                level = stack.pop()[1]
        elif character in _PARAGRAPH_END:
            stack.clear()
            level = overflow = 0
        elif not _CONTROL.match(character):
            levels.append(level)
            continue
        levels.append(0 if character in _PARAGRAPH_END else _DROPPED)
    return levels


def _runs(levels: list[int]) -> Iterator[tuple[int, int]]:
    """Start and end of each run of turned characters, with the controls directly round it."""
    start = 0
    for is_forward, group in groupby(levels, key=lambda level: level == 0):
        run = list(group)
        if not is_forward and max(run) > 0:
            yield start, start + len(run)
        start += len(run)


def _reads_from_right(text: str, levels: list[int], start: int, end: int) -> bool:
    kinds = [unicodedata.bidirectional(text[index]) for index in range(start, end) if levels[index] != _DROPPED]
    return kinds.count("R") + kinds.count("AL") > kinds.count("L")


def _reorder(text: str, levels: list[int], runs: list[tuple[int, int]], places: list[tuple[int, int]]) -> Rewrite:
    order: list[int] = []
    first, last = list(range(len(text))), list(range(1, len(text) + 1))
    characters = list(text)
    done = 0
    for start, end in runs:
        order += [index for index in range(done, start) if levels[index] != _DROPPED]
        turned = [index for index in range(start, end) if levels[index] != _DROPPED]
        first[turned[0]], last[turned[-1]] = start, end
        for index in turned:
            if levels[index] % 2:
                characters[index] = characters[index].translate(_MIRROR)
        order += _reading_order(turned, levels)
        done = end
    order += [index for index in range(done, len(text)) if levels[index] != _DROPPED]
    offsets = OffsetMap.of([first[i] for i in order], [last[i] for i in order], len(text), monotone=False)
    outside = ((start, end) for start, end in places if levels[start - 1] == levels[end] == 0)
    long_runs = (run for run in runs if run[1] - run[0] > 2)  # one character turned round stays as it is
    hidden = series(HiddenKind.BIDI, sorted((*with_neighbours(text, outside), *long_runs)))
    return Rewrite("".join([characters[index] for index in order]), offsets, hidden)


def _reading_order(indices: list[int], levels: list[int]) -> list[int]:
    """Rule L2 of UAX 9: from the highest level down, every run of at least that level is reversed."""
    order = indices
    for level in range(max(levels[index] for index in indices), 0, -1):
        turned: list[int] = []
        start = 0
        for is_deep, group in groupby([levels[index] >= level for index in order]):
            end = start + len(list(group))
            turned += order[start:end][::-1] if is_deep else order[start:end]
            start = end
        order = turned
    return order


def _is_inside(text: str, start: int, end: int) -> bool:
    """True between two letters or two digits; round a pasted telephone number controls are ordinary."""
    if start == 0 or end == len(text):
        return False
    kinds = {unicodedata.bidirectional(text[start - 1]), unicodedata.bidirectional(text[end])}
    return kinds in ({"L"}, {"EN"})
