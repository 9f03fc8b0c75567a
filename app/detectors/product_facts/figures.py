"""Numbers, rates and lengths of time as normalised text writes them."""

import re
from decimal import Decimal
from typing import Final

_DIGITS: Final = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
HAN_NUMERAL: Final = "[〇零一二两三四五六七八九十百千]"

# A percentage, or a range of two. Groups: low and high in digits, low and high in Han numerals.
_NUMBER: Final = r"(?<![\d.])(?<!\d,)(\d{1,3}(?:\.\d{1,4})?)"
_UNIT: Final = r"\s*(?:%|个百分点|个点)"
_TO: Final = r"\s*(?:%|个点)?\s*(?:-|~|–|—|至|到|\bto\b)+\s*"
_HAN_PERCENT: Final = rf"百分之({HAN_NUMERAL}+(?:点[〇零一二三四五六七八九]+)?)"
PERCENT: Final = (
    rf"(?:(?:{_NUMBER}{_TO})?{_NUMBER}{_UNIT}|{_HAN_PERCENT}(?:[-~至到]+(?:百分之)?"
    rf"({HAN_NUMERAL}+(?:点[〇零一二三四五六七八九]+)?))?)"
)
PERCENT_GROUPS: Final = 4

# A length of time. Groups: count, unit.
LENGTH: Final = (
    rf"(\d{{1,4}}|{HAN_NUMERAL}{{1,6}}|半)\s?-?(天|日|个?月|年|个?星期|周|days?|weeks?|months?|years?)(?![a-z])"
)


def read_han(text: str) -> int | None:
    """一百八十 is 180, 九零 90; None for what is no number."""
    if not any(character in _UNITS for character in text):
        digits = "".join(str(_DIGITS[character]) for character in text if character in _DIGITS)
        return int(digits) if digits and len(digits) == len(text) else None
    total, digit = 0, None
    for character in text:
        if character in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[character]
            digit = 0
        elif character in _DIGITS:
            digit = _DIGITS[character]
        else:
            return None
    return total + (digit or 0)


def read_percent(match: re.Match[str], first_group: int) -> tuple[Decimal, Decimal] | None:
    """Low and high of a `PERCENT` whose groups start at ``first_group``; equal for a single figure."""
    low, high, han_low, han_high = (match.group(first_group + offset) for offset in range(PERCENT_GROUPS))
    if high is not None:
        return Decimal(low if low is not None else high), Decimal(high)
    start = _han_decimal(han_low) if han_low is not None else None
    end = _han_decimal(han_high) if han_high is not None else start
    return (start, end) if start is not None and end is not None else None


def _han_decimal(text: str) -> Decimal | None:
    whole, _, rest = text.partition("点")
    number = read_han(whole)
    if number is None:
        return None
    return Decimal(f"{number}.{''.join(str(_DIGITS[character]) for character in rest)}") if rest else Decimal(number)


def read_length(count: str, unit: str) -> tuple[int, int] | None:
    """The fewest and most days that a `LENGTH` can mean: a month is 28 to 31 days, twelve are a year."""
    if count == "半":
        return (180, 184) if unit.startswith(("年", "year")) else None
    number = int(count) if count.isdigit() else read_han(count)
    if not number:
        return None
    if unit in ("天", "日") or unit.startswith("day"):
        return number, number
    if unit.endswith(("星期", "周")) or unit.startswith("week"):
        return number * 7, number * 7
    if unit.endswith("月") or unit.startswith("month"):
        return number * 30 - 2, number * 31 if number % 12 else number // 12 * 366
    return number * 360, number * 366
