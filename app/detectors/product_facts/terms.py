"""Stated terms and holding periods against the sheet."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.product_facts.figures import LENGTH, read_length
from app.detectors.product_facts.reading import PartReading, Reading
from app.detectors.product_facts.statement import Statement
from app.model.product import ProductSheet
from app.model.span import Span
from app.model.vocabulary import product_and_ancestors

_BEFORE: Final = re.compile(
    rf"(?:期限|持有期|封闭期|锁定期|存期|存续期|投资周期|投资期|产品周期|(?:最短|最低|最少|至少|需|须|只需|仅需)持有满?|封闭(?:运作)?|"
    rf"(?:最长|贷款|借款)(?:可贷|可借|可分|可达)?|\b(?:term|tenor|maturity|lock-?(?:up|in)(?: period)?|holding period))"
    rf"(?:为期|为|是|仅|只有|只需|最长|最短|不少于|至少|可达|:|\bof\b|\bis\b|\s){{0,6}}({LENGTH})"
)
_AFTER: Final = re.compile(
    rf"({LENGTH})(?:的?(?:期限|封闭期?|锁定期?|持有期|定开|定期开放|滚动持有|存期)|期(?=的?(?:理财|产品|存款|定期|存单|贷款|[,。;!?\n)]|$))|"
    rf"\s?(?:term|tenor|holding period|lock-?(?:up|in)|maturity|fixed)\b)"
)
_OTHER_PERIOD: Final = re.compile(
    r"(?:认购|募集|优惠|活动|冷静|犹豫|等待|宽限|免息|缴费|领取|保障|开放|剩余|有效|已|近|过去)[^,。;!?\n\d]{0,3}$"
)
_AT_ANY_TIME: Final = re.compile(
    r"随时(?:可以?|都能|都可以?|支持|能)?(?:赎回|支取|拿回|取(?![消得决])|取出|取用|提取|存取|退出|变现|转出|到账)|随存随取|随用随取|随买随卖|随进随出|"
    r"当日(?:赎回|到账|可取)|(?:每日|每天|每个工作日)(?:均|都)?(?:可|可以)赎回|\bt\+0\b|"
    r"\b(?:withdraw|redeem|redemption|withdrawals?)\b[^.;!?,\n]{0,12}\b(?:at any time|anytime|any day|whenever)\b"
)
_AFTERWARDS: Final = re.compile(r"满|期满|到期|之后|以后|后(?!悔)|前提|\b(?:after|once|upon maturity)\b")


def wrong_term(reading: Reading) -> Iterator[Statement]:
    """A stated term or holding period that is not the sheet's, or money at any time from a product that locks it."""
    for part in reading.parts:
        for span, fewest, most in _stated_lengths(part):
            for mention in part.about(span):
                says = _contradiction(mention.sheet, fewest, most)
                if says:
                    stated = str(fewest) if fewest == most else f"{fewest}-{most}"
                    yield Statement(part.number, span, mention.sheet, says, f"{stated} days", mention.score)
        yield from _at_any_time(part)


def _contradiction(sheet: ProductSheet, fewest: int, most: int) -> str:
    """What the sheet says, if it contradicts a length of ``fewest`` to ``most`` days; else ""."""
    if sheet.term_days is not None:
        if "credit" in product_and_ancestors(sheet.type):  # the longest: shorter ones are offered too
            return f"at most {sheet.term_days} days" if fewest > sheet.term_days else ""
        return "" if fewest <= sheet.term_days <= most else f"{sheet.term_days} days"
    if sheet.min_holding_days is not None:
        return "" if fewest <= sheet.min_holding_days <= most else f"at least {sheet.min_holding_days} days"
    return "open-ended" if sheet.open_ended else ""


def _at_any_time(part: PartReading) -> Iterator[Statement]:
    text = part.part.text
    for match in _AT_ANY_TIME.finditer(text):
        span = Span(*match.span())
        clause = part.clause(span)
        if _AFTERWARDS.search(text[part.sentence(span).start : span.start]) or _AFTERWARDS.search(
            text[span.end : clause.end]
        ):
            continue
        for mention in part.about(span):
            sheet = mention.sheet
            days = sheet.term_days if sheet.term_days is not None else sheet.min_holding_days
            if days is not None and days > 1 and "credit" not in product_and_ancestors(sheet.type):
                yield Statement(part.number, span, sheet, f"{days} days", "any time", mention.score)


def _stated_lengths(part: PartReading) -> Iterator[tuple[Span, int, int]]:
    text = part.part.text
    found: dict[Span, tuple[int, int]] = {}
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(text):
            days = read_length(match.group(2), match.group(3))
            if days is not None and _OTHER_PERIOD.search(text[max(0, match.start() - 8) : match.start()]) is None:
                found.setdefault(Span(*match.span(1)), days)
    for span, (fewest, most) in sorted(found.items()):
        if not part.is_name(span):
            yield span, fewest, most
