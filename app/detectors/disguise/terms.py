"""Which stretches of sound are taken for a disguised term, and which for ordinary words that happen to sound alike."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import rjieba

from app.detectors.disguise.sounds import initials, second_sound_table, sound_table
from app.detectors.disguise.units import Unit, UnitKind

LONGEST_TERM: Final = 10
_HAN_TERM: Final = re.compile(f"[一-龥]{{2,{LONGEST_TERM}}}")
# Homophones that advertisers put for one character of a two-character word (our own list, from public warnings).
SUBSTITUTES: Final = {
    "宝": "保", "饱": "保", "堡": "保", "葆": "保", "夲": "本", "苯": "本", "溢": "益", "亦": "益", "艺": "益",
    "亭": "停", "鸡": "基", "机": "基", "薇": "微", "威": "微", "维": "微", "围": "微", "芯": "信", "心": "信", "兼": "赚", "撰": "赚",
    "戴": "贷", "袋": "贷", "黛": "贷", "鹿": "贷", "筷": "快", "吻": "稳", "隐": "稳", "钢": "刚", "岗": "刚",
    "怼": "兑", "政": "征", "枕": "征", "霉": "没", "码": "马", "凌": "零", "铃": "零", "陵": "零", "灵": "零",
    "墨": "幕", "木": "幕", "募": "幕", "掌": "涨", "张": "涨", "帐": "涨", "庭": "停", "钳": "钱", "潜": "钱",
    "漆": "期", "欺": "期", "丝": "私", "思": "私", "斯": "私", "姆": "募", "暮": "募", "谷": "股", "古": "股", "鼓": "股",
    "漂": "票", "飘": "票", "嫖": "票", "励": "利", "莉": "利", "荔": "利", "析": "息", "希": "息", "惜": "息", "西": "息", "习": "息",
    "陷": "现", "献": "现", "县": "现", "线": "现", "唯": "微", "卫": "微", "徽": "微", "徵": "征",
    "宽": "款", "疯": "风", "枫": "风", "丰": "风", "峰": "风", "头": "投", "骰": "投", "姿": "资", "兹": "资", "咨": "资", "滋": "资",
    "呆": "贷", "岱": "贷", "按": "案", "倩": "欠", "芡": "欠", "姐": "借", "介": "借", "界": "借",
}  # fmt: skip


# Characters too common in their own right to stand for another one.
_COMMON: Final = frozenset(
    "的了是在有和与及或为以已于由其而并也就都又不没未我你您他她它们这那将把被从到向给让使用可能会要请个每各本该此"
    "零〇一二三四五六七八九十百千万亿两"
)
# A name that ends in 宝 (余额宝, 支付宝, 某宝) is no beginning of 保本.
_NAMES_IN_BAO: Final = re.compile("(?:余额|支付|某|淘|财|聚|元|掌柜)$")


@dataclass(frozen=True, slots=True)
class Needle:
    """A term, and the position (-1: none) of the character for which only an initial is written, whose second sound
    must be spelled out, or for which one that does not sound alike is put.
    """

    term: str
    initial: int = -1
    spelled: int = -1
    substituted: int = -1


def build_needles(vocabulary: Iterable[str]) -> dict[str, tuple[Needle, ...]]:
    """Row of sounds -> the terms that sound so. Terms that are not two to ten Han characters are left out."""
    sounds, second, first = sound_table(), second_sound_table(), initials()
    look_alikes: dict[str, set[str]] = {}
    for other, meant in SUBSTITUTES.items():
        if sounds.get(other) not in (None, sounds[meant]):
            look_alikes.setdefault(meant, set()).add(sounds[other])
    needles: dict[str, list[Needle]] = {}
    for term in sorted(set(vocabulary)):
        if _HAN_TERM.fullmatch(term) is None or any(character not in sounds for character in term):
            continue
        row = [sounds[character] for character in term]
        needles.setdefault("".join(row), []).append(Needle(term))
        for position, character in enumerate(term):
            if character in second:
                written = [*row[:position], second[character], *row[position + 1 :]]
                needles.setdefault("".join(written), []).append(Needle(term, spelled=position))
            for sound in sorted(look_alikes.get(character, ())):
                written = [*row[:position], sound, *row[position + 1 :]]
                needles.setdefault("".join(written), []).append(Needle(term, substituted=position))
        if len(term) >= 3:
            for position, sound in enumerate(row):
                written = [*row[:position], first[sound], *row[position + 1 :]]
                needles.setdefault("".join(written), []).append(Needle(term, position))
    return {row: tuple(found) for row, found in needles.items()}


def is_disguise(text: str, units: Sequence[Unit], needle: Needle) -> bool:  # noqa: PLR0911 - a row of tests
    """Whether ``units``, which sound like the term, are the term in disguise rather than something else."""
    changed = [index for index, unit in enumerate(units) if unit.text != needle.term[index]]
    rewritten = [unit for unit in units if unit.kind in (UnitKind.SPLIT, UnitKind.EMOJI)]
    if not changed and not rewritten:
        return False
    if _cuts_letters(text, units):
        return False
    homophones = [index for index in changed if units[index].kind is UnitKind.HAN]
    letters = [index for index in changed if units[index].kind in (UnitKind.PINYIN, UnitKind.LETTER)]
    if any(units[index].text in _COMMON for index in homophones):
        return False
    if units[0].text == "宝" and _NAMES_IN_BAO.search(text[max(0, units[0].start - 4) : units[0].start]):
        return False
    if needle.initial >= 0 and (homophones or len(letters) != 1):
        return False
    if needle.spelled >= 0 and (homophones or units[needle.spelled].kind is not UnitKind.PINYIN):
        return False
    if needle.substituted >= 0 and (
        not _is_substitute(units[needle.substituted], needle.term[needle.substituted])
        or _is_ordinary(text, units, [needle.substituted])
    ):
        return False
    if len(units) == 2:
        return _is_short_disguise(units, needle, homophones, letters) and not (
            homophones and _is_ordinary(text, units, homophones)
        )
    if not homophones:
        return len(letters) < len(units) or sum(unit.end - unit.start for unit in units) >= 8
    if 2 * len(homophones) > len(units) or (letters and 2 * len(changed) > len(units) + 1):
        return False
    return (len(units) >= 4 and len(homophones) == 1) or not _is_ordinary(text, units, homophones)


def _is_substitute(unit: Unit, character: str) -> bool:
    return SUBSTITUTES.get(unit.text) == character


def _is_short_disguise(units: Sequence[Unit], needle: Needle, homophones: list[int], letters: list[int]) -> bool:
    if homophones:
        changed = homophones[0]
        return len(homophones) == 1 and not letters and _is_substitute(units[changed], needle.term[changed])
    if len(letters) == 2:
        return sum(units[index].end - units[index].start for index in letters) >= 5
    return all(units[index].end - units[index].start >= 2 for index in letters)


def _cuts_letters(text: str, units: Sequence[Unit]) -> bool:
    """True when a run of letters goes on beyond the units: part of an English word or of a longer pinyin row."""
    first, last = units[0], units[-1]
    letters = (UnitKind.PINYIN, UnitKind.LETTER)
    before = (
        first.kind in letters
        and text[first.start - 1 : first.start].isascii()
        and text[first.start - 1 : first.start].isalpha()
    )
    after = last.kind in letters and text[last.end : last.end + 1].isascii() and text[last.end : last.end + 1].isalpha()
    return before or after


def _is_ordinary(text: str, units: Sequence[Unit], homophones: Sequence[int]) -> bool:
    """True when a segmenter sees each changed character as part of an ordinary word."""
    start, end = max(0, units[0].start - 4), min(len(text), units[-1].end + 4)
    position = start
    words: list[tuple[int, int]] = []
    for word in rjieba.cut(text[start:end], hmm=False):
        words.append((position, position + len(word)))
        position += len(word)
    return all(
        any(left <= units[index].start < right and right - left >= 2 for left, right in words) for index in homophones
    )
