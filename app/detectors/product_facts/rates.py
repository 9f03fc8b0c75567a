"""Stated yearly rates, benchmarks and fees against the sheet."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from app.detectors.product_facts.figures import PERCENT, PERCENT_GROUPS, read_percent
from app.detectors.product_facts.reading import PartReading, Reading
from app.detectors.product_facts.statement import Statement
from app.model.product import FEES, RateKind
from app.model.span import Span

_CUE: Final = (
    r"(?:业绩(?:比较)?基准|比较基准|(?<![日月周])年化(?:综合)?(?:收益率?|利率|回报率?|成本|结算利率)?|年(?:利率|收益率?|回报率?|利息)|"
    r"(?:预期|预计|目标|参考|到期)收益率?|(?<![日月天周期])(?:收益率|利率)(?!上)|\bap[ry]\b|\bbenchmark\b|"
    r"\b(?:annual(?:i[sz]ed)?|yearly) (?:interest )?(?:rates?|returns?|yields?)\b|\binterest rate\b|"
    r"\breturns?\b|\byields?\b)"
)
_GAP: Final = r"([^。;!?\n%\d费×*]{0,18}?)"
_BEFORE: Final = re.compile(f"{_CUE}{_GAP}({PERCENT})")
_AFTER: Final = re.compile(
    rf"({PERCENT})\s*[(的]?\s*(?:年化|业绩比较基准|业绩基准|年利率|年收益|p\.a\.|\bap[ry]\b|"
    r"per annum|a year|annual)"
)
# Words that make a percentage a change, a share or a day's figure instead of a rate.
_NO_RATE: Final = re.compile(
    r"提高|提升|上调|下调|上浮|下浮|降低|降|增加|减少|上升|下降|上涨|下跌|高出|多出|超出|超过|优惠|折|波动|回撤|涨|跌|"
    r"占|比例|的概率|仓位|税|指数|lpr|\b(?:up|down|by|rose|fell|more|less|fee|increase[sd]?|decrease[sd]?)\b"
)
# What was earned once says nothing about what the sheet states.
_PAST: Final = re.compile(
    r"成立以来|成立至今|(?:最近|近|过去)\s*[一二两三四五六七八九十\d]+\s*个?(?:年|月|周|日|季)|过往|历史|过去|往期|上期|上一期|"
    r"前期|原(?=利率|业绩|年|基准)|调整前|以前|已(?:到期|兑付|实现)|实际|七日年化|7日年化|昨日|\d{4}年(?:度|以来)|达标|"
    r"\b(?:since inception|past|historical|last (?:year|quarter|month)|previous|achieved|realised|realized)\b"
)
# "from 3 % to 2 %": the first figure is what was.
_FROM: Final = re.compile(r"(?:由|从|自|\bfrom)\s*$")
_TO: Final = re.compile(r"\s*(?:下调|上调|调整|调|降|升|提|变|\bto\b)")
_PER_DAY: Final = re.compile(r"\s*(?:/|每|per )\s*(?:日|天|月|期|day|month)")
_FEE: Final = re.compile(
    rf"({'|'.join(sorted((word for words in FEES.values() for word in words), key=len, reverse=True))})"
    rf"率?([^。;!?\n%\d,]{{0,10}}?)({PERCENT})"
)
_FEE_NAMES: Final = {word: name for name, words in FEES.items() for word in words}


def wrong_rate(reading: Reading) -> Iterator[Statement]:
    """A stated yearly rate or benchmark outside the sheet's."""
    for part in reading.parts:
        for span, low, high in _stated_rates(part):
            for mention in part.about(span):
                rate = mention.sheet.rate
                if rate is None or (rate.covers(low) and rate.covers(high)):
                    continue
                says = "none" if rate.kind is RateKind.NONE else f"{rate.low}-{rate.high} %"
                yield Statement(part.number, span, mention.sheet, says, _figure(low, high), mention.score)


def wrong_fee(reading: Reading) -> Iterator[Statement]:
    """A stated fee that is not the sheet's."""
    for part in reading.parts:
        for match in _FEE.finditer(part.part.text):
            figures = read_percent(match, 4)
            if figures is None or _NO_RATE.search(match.group(2)) or _is_old(match, 2):
                continue
            span = Span(*match.span(3))
            for mention in part.about(span):
                fee = next((fee for fee in mention.sheet.fees if fee.name == _FEE_NAMES[match.group(1)]), None)
                if fee is not None and figures != (fee.percent, fee.percent):
                    says = f"{fee.percent} %"
                    yield Statement(part.number, span, mention.sheet, says, _figure(*figures), mention.score)


def _stated_rates(part: PartReading) -> Iterator[tuple[Span, Decimal, Decimal]]:
    text = part.part.text
    found: dict[Span, tuple[Decimal, Decimal]] = {}
    for match in _BEFORE.finditer(text):
        figures = read_percent(match, 3)
        if figures is None or _NO_RATE.search(match.group(1)) or _is_old(match, 1):
            continue
        if not _PER_DAY.match(text, match.end()):
            found.setdefault(Span(*match.span(2)), figures)
    for match in _AFTER.finditer(text):
        figures = read_percent(match, 2)
        span = Span(*match.span(1))
        clause = part.clause(span)
        if figures is not None and not _NO_RATE.search(part.words, clause.start, span.start):
            found.setdefault(span, figures)
    for span, (low, high) in sorted(found.items()):
        clause = part.clause(span)
        if not part.is_name(span) and not _PAST.search(part.words, clause.start, span.start):
            yield span, low, high


def _is_old(match: re.Match[str], gap: int) -> bool:
    """True for the first figure of a change; ``gap`` is the group of the words before it."""
    return bool(_FROM.search(match.group(gap)) and _TO.match(match.string, match.end()))


def _figure(low: Decimal, high: Decimal) -> str:
    return f"{low} %" if low == high else f"{low}-{high} %"


assert PERCENT_GROUPS == 4  # the group numbers above
