"""A text as a row of units, each of which could stand for one Han character."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Final

from app.detectors.disguise.sounds import sound_table, syllables
from app.detectors.disguise.zhuyin import IS_SYLLABLE, SYLLABLE, to_pinyin

# Characters taken apart into a component that does not stand alone in ordinary text, and the rest.
SPLIT: Final = {
    "亻呆": "保", "亻言": "信", "亻代": "代", "亻介": "价", "亻更": "便", "亻尔": "你", "亻昔": "借", "亻责": "债", "亻贵": "傻",
    "禾急": "稳", "禾兑": "税", "禾利": "利", "贝兼": "赚", "贝咅": "赔", "代贝": "贷", "贝才": "财", "贝各": "赂",
    "氵去": "法", "氵少": "沙", "氵殳": "没", "氵每": "海", "氵充": "流", "扌殳": "投", "扌保": "保", "扌包": "抱", "扌甲": "押",
    "扌氐": "抵", "扌卖": "读", "扌是": "提", "讠正": "证", "讠成": "诚", "讠果": "课", "讠人": "认", "讠乍": "诈", "讠平": "评",
    "钅戋": "钱", "钅艮": "银", "钅失": "铁", "纟及": "级", "纟且": "组", "纟责": "绩", "纟吉": "结", "纟合": "给", "女马": "妈",
    "阝佥": "险", "刂禾": "利", "彳正": "征", "彳导": "得", "彳乃": "仍", "忄夬": "快", "火暴": "爆", "水皮": "波", "辶云": "运",
    "亻寸": "付", "其月": "期", "氵张": "涨", "弓长": "张", "禾刂": "利", "扌艮": "报", "贝占": "贴", "讠兑": "说", "纟屯": "纯", "辶艮": "退",
    "辶不": "还", "辶斤": "近", "辶首": "道", "又寸": "对", "卩艮": "即", "口乞": "吃", "王见": "现", "米青": "精", "门口": "问",
}  # fmt: skip
# Emoji that are read as a word.
EMOJI: Final = {
    "💰": "钱", "💵": "钱", "💴": "钱", "💸": "钱", "🤑": "赚", "📈": "涨", "📉": "跌", "🐂": "牛", "🐮": "牛", "🐔": "基", "🐓": "基",
    "🏠": "房", "🏡": "房", "🚗": "车", "🚘": "车", "🉐": "得", "🔝": "顶", "🥇": "金", "🧧": "红", "💳": "卡", "🔥": "火", "🆓": "免", "🈚": "无",
}  # fmt: skip
_SHORTEST_SYLLABLE: Final = 2  # a single letter is an initial
_LONGEST_SYLLABLE: Final = 6


class UnitKind(Enum):
    """How a unit is written."""

    HAN = auto()
    PINYIN = auto()
    SPLIT = auto()
    EMOJI = auto()
    LETTER = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Unit:
    """``[start, end)`` of the text, what it is read as, and how it is written."""

    start: int
    end: int
    text: str
    kind: UnitKind


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as sounds: ``sounds[i]`` stands for ``[starts[i], ends[i])`` of ``text``."""

    text: str
    sounds: str
    starts: Sequence[int]
    ends: Sequence[int]

    def units(self, first: int, last: int) -> list[Unit]:
        """The units ``first`` to ``last`` (exclusive)."""
        return [self._unit(index) for index in range(first, last)]

    def _unit(self, index: int) -> Unit:
        start, end = self.starts[index], self.ends[index]
        written = self.text[start:end]
        if written in SPLIT:
            return Unit(start, end, SPLIT[written], UnitKind.SPLIT)
        if written in EMOJI:
            return Unit(start, end, EMOJI[written], UnitKind.EMOJI)
        if written in sound_table():
            return Unit(start, end, written, UnitKind.HAN)
        if IS_SYLLABLE.match(written):
            return Unit(start, end, written, UnitKind.PINYIN)
        if "a" <= written[0] <= "z":
            return Unit(start, end, written, UnitKind.PINYIN if len(written) > 1 else UnitKind.LETTER)
        return Unit(start, end, written, UnitKind.OTHER)


def read_sounds(text: str) -> Reading:
    """The sounds of a normalised text; time linear in the text."""
    alphabet = _alphabet()
    if _SPECIAL.search(text) is None:
        places = range(len(text) + 1)
        return Reading(text, text.translate(alphabet), places[:-1], places[1:])
    sounds: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in _SPECIAL.finditer(text):
        sounds.append(text[done : match.start()].translate(alphabet))
        starts.extend(range(done, match.start()))
        ends.extend(range(done + 1, match.start() + 1))
        for start, end, sound in _special(match):
            sounds.append(sound)
            starts.append(start)
            ends.append(end)
        done = match.end()
    sounds.append(text[done:].translate(alphabet))
    starts.extend(range(done, len(text)))
    ends.extend(range(done + 1, len(text) + 1))
    return Reading(text, "".join(sounds), starts, ends)


# A look at the first character spares trying each of the hundred ways at every place: a sixth of the time.
_SPECIAL: Final = re.compile(
    f"(?=[a-zㄅ-ㄩ{''.join(dict.fromkeys(written[0] for written in SPLIT))}{min(EMOJI)}-{max(EMOJI)}])(?:"
    + "|".join([*sorted(map(re.escape, SPLIT), key=len, reverse=True), *EMOJI, SYLLABLE, "[a-z]+"])
    + ")"
)


@cache
def _alphabet() -> dict[int, str]:
    return {ord(character): sound for character, sound in sound_table().items()}


def _special(match: re.Match[str]) -> list[tuple[int, int, str]]:
    written, start, end = match.group(), match.start(), match.end()
    if IS_SYLLABLE.match(written):
        return [(start, end, syllables().get(to_pinyin(written), written[0]))]
    read = SPLIT.get(written) or EMOJI.get(written)
    if read is not None:
        return [(start, end, sound_table().get(read, read))]
    return _letters(written, start)


def _letters(run: str, start: int) -> list[tuple[int, int, str]]:
    """A run of letters as syllables, if it is made of syllables only; else letter by letter."""
    known = syllables()
    cut = _syllables(run, known)
    if cut is None:
        return [(start + index, start + index + 1, letter) for index, letter in enumerate(run)]
    units = []
    for syllable in cut:
        units.append((start, start + len(syllable), known[syllable]))
        start += len(syllable)
    return units


def _syllables(run: str, known: dict[str, str]) -> list[str] | None:
    """The cut of ``run`` into the fewest syllables, None where there is none. Runs over 24 letters are no pinyin."""
    if len(run) > 24:
        return None
    best: list[list[str] | None] = [[], *([None] * len(run))]
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before = best[start]
            if before is None or end - start < _SHORTEST_SYLLABLE or run[start:end] not in known:
                continue
            current = best[end]
            if current is None or len(before) + 1 < len(current):
                best[end] = [*before, run[start:end]]
    return best[-1]
