"""Performance over less than six months (CN-MF-4-1: 证监会公告〔2020〕59号 article 4; TW, HK likewise)."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from app.detectors.computed.result import Computation
from app.model.span import Span
from app.text.document import Document
from app.text.normalize import NormalizedText

SHORTEST_DAYS: Final = 181
_DAYS: Final = {"日": 1, "天": 1, "周": 7, "星期": 7, "个月": 30, "月": 30}
_HAN: Final = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "半": 0}
_FIGURE: Final = r"[^。;\n]{0,16}?[+涨升赚]?\s*\d+(?:\.\d+)?\s*%"
_RECENT: Final = re.compile(rf"(?:最近|近|过去|短短)\s*([一两二三四五六]|\d{{1,3}})\s*个?(日|天|周|星期|月){_FIGURE}")
_RANGE: Final = re.compile(
    rf"(\d{{4}})[-./年](\d{{1,2}})[-./月](\d{{1,2}})日?\s*(?:至|到|-|~)\s*(\d{{4}})[-./年](\d{{1,2}})[-./月](\d{{1,2}})日?{_FIGURE}"
)
_NAMED: Final = re.compile(rf"(?:本周|上周|本月|上月|昨日|当日|单日|今日){_FIGURE}")


def performance_window(_document: Document, part: NormalizedText) -> Iterator[Computation]:
    """A return over an interval shorter than six months."""
    for match in _RECENT.finditer(part.text):
        count = _HAN.get(match.group(1)) if match.group(1) in _HAN else int(match.group(1))
        days = (count or 0) * _DAYS[match.group(2)]
        if 0 < days < SHORTEST_DAYS:
            yield _result(match, days)
    for match in _RANGE.finditer(part.text):
        interval = _days_between(match)
        if interval is not None and 0 < interval < SHORTEST_DAYS:
            yield _result(match, interval)
    for match in _NAMED.finditer(part.text):
        yield _result(match, 30)


def _days_between(match: re.Match[str]) -> int | None:
    numbers = [int(group) for group in match.groups()]
    try:
        return (date(*numbers[3:]) - date(*numbers[:3])).days
    except ValueError:  # 31 February and the like: not an interval
        return None


def _result(match: re.Match[str], days: int) -> Computation:
    return Computation(Span(*match.span()), f"{days} days, at least six months are needed", (("days", str(days)),))
