"""The digits variant: numbers that are spelled in Han numerals, or with letters that look like digits."""

import re
from collections.abc import Iterator
from typing import Final

from app.text.characters import PICTURES
from app.text.offsets import OffsetMap
from app.text.rewrite import remove
from app.text.variants import Variant

_NUMERALS: Final = str.maketrans("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺洞两", "00123456789123456789102")
_SHORTEST: Final = 7
_GAP: Final = "[ .·-]?"
_HAN: Final = "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺洞两"
# Digit by digit: 一三八 零零四五. A numeral with 十, 百 ... beside it is an amount and stays.
_HAN_NUMBER: Final = re.compile(
    f"(?<![十百千万亿拾佰仟点0-9])[{_HAN}0-9](?:{_GAP}[{_HAN}0-9]){{{_SHORTEST - 1},}}(?![十百千万亿拾佰仟])"
)
_LETTERS: Final = str.maketrans("oil|", "0111")
_LETTER_NUMBER: Final = re.compile(rf"(?<![a-z0-9@.])[0-9oil|](?:[ -]?[0-9oil|]){{{_SHORTEST - 1},}}(?![a-z0-9@])")
_FEWEST_DIGITS: Final = 4
# Pictures only: other signs between digits (138****1234, 138●●●●1234) mask them.
_PICTURE: Final = re.compile(f"[{PICTURES}]+")
_DECORATED_NUMBER: Final = re.compile(f"[0-9]+(?:[{PICTURES}]{{1,3}}[0-9]+)+")


def read_digits(text: str) -> Variant:
    """``text`` with such numbers of at least seven digits in 0-9, and without emoji between the digits of one."""
    read = text
    if not text.isascii():
        read = _HAN_NUMBER.sub(lambda match: match.group().translate(_NUMERALS), read)
    read = _LETTER_NUMBER.sub(_read_letters, read)
    places = [] if read.isascii() else list(_pictures_inside(read))
    if places:
        rewrite = remove(read, places)
        assert rewrite.offsets is not None
        return Variant(rewrite.text, rewrite.offsets)
    return Variant(text if read == text else read, OffsetMap.identity(len(text)))


def _pictures_inside(text: str) -> Iterator[tuple[int, int]]:
    for number in _DECORATED_NUMBER.finditer(text):
        if sum(character.isdigit() for character in number.group()) >= _SHORTEST:
            yield from (picture.span() for picture in _PICTURE.finditer(text, *number.span()))


def _read_letters(match: re.Match[str]) -> str:
    number = match.group()
    digits = sum(character.isdigit() for character in number)
    return number.translate(_LETTERS) if digits >= _FEWEST_DIGITS else number
