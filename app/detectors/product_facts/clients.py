"""Offers to clients below the product's level, and of R4 and R5 to elderly people."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.product_facts.mentions import Mention
from app.detectors.product_facts.reading import PartReading, Reading
from app.detectors.product_facts.statement import Statement
from app.model.span import Span
from app.model.vocabulary import Audience

# Elderly people are not offered what may lose much: grades from this one on.
HIGH_GRADE: Final = 4
LEVEL_KEY: Final = "client_level"

# Banks name their levels differently: each word is read as the *highest* level that it stands for anywhere.
_WORDS: Final = {
    "保守": 1, "谨慎": 2, "稳健": 3, "平衡": 3, "成长": 4, "积极": 4, "进取": 5, "激进": 5,
    "conservative": 1, "cautious": 2, "prudent": 2, "balanced": 3, "growth": 4, "aggressive": 5,
}  # fmt: skip
_CLIENTS: Final = r"(?:的?(?:客户|投资者|投资人|人群|用户)|\s?(?:clients?|customers?|investors?))"
_LETTER: Final = re.compile(
    rf"(?<![a-z0-9])c\s?([1-5])\s?(?:级|类|型|\([^)]{{1,8}}\))*(?:\s?[-~至到]\s?c\s?[1-5]级?)?"
    rf"(?:及其?以上|及其?以下|以上|以下|\sor above)?(?:{_CLIENTS}|(?=均|都|也|即|[,。;!?]|$))"
)
_WORD: Final = re.compile(
    rf"(保守|谨慎|稳健|平衡|成长|积极|进取|激进)[型类](?:\(c([1-5])级?\))?(?:及以上|及以下|以上)?{_CLIENTS}|"
    r"\b(conservative|cautious|prudent|balanced|growth|aggressive) (?:clients?|customers?|investors?)\b"
)
_ANYONE: Final = re.compile(
    rf"(?:所有|全部|任何|任意|各类|各)(?:风险)?(?:等级|类型|级别|承受能力)?{_CLIENTS}(?:均可|都可以?|都能|皆可|可以?)|"
    r"人人(?:可|都能|都可以)(?:买|购买|投资|参与)|"
    r"\b(?:suitable for|open to) (?:all|any|every) (?:clients?|customers?|investors?)\b"
)
_ELDERLY: Final = re.compile(
    r"老年(?:人|客户|朋友|投资者|群体)|老人家|长辈|爷爷奶奶|叔叔阿姨|银发|中老年|退休(?:人员|老人|职工|客户|人士)|"
    r"(?:6[5-9]|[7-9]\d)\s?(?:周)?岁(?:及)?以上|\b(?:seniors?|elderly|retirees?|pensioners?|over-?6[05]s?)\b"
)
_BELOW: Final = re.compile(r"以下|or below")
_REFUSED: Final = re.compile(
    r"[^,。;!?\n]{0,6}(?:不得|不能|不可|不宜|不适合|不建议|无法|请勿|谨慎|暂不|禁止|除外|"
    r"cannot|can't|may not|should not|not)"
)
_REFUSED_BEFORE: Final = re.compile(
    r"(?:不适合|不面向|不向|不得向|不对|不可向|不能向|勿向|除|低于|not (?:suitable|meant|intended|open) (?:for|to)|"
    r"unsuitable for)[^,。;!?\n]{0,8}$"
)


def below_client_level(reading: Reading) -> Iterator[Statement]:
    """An offer to a client whose level is below the product's, or to elderly people of a high grade."""
    for part in reading.parts:
        for span, level in _stated_levels(part):
            for mention in part.about(span):
                wanted = mention.sheet.lowest_client
                if wanted is not None and level < wanted:
                    yield Statement(part.number, span, mention.sheet, f"from C{wanted}", f"C{level}", mention.score)
        for span in _elderly(part):
            for mention in part.about(span):
                if _is_high(mention) and part.promotes(mention):
                    yield _to_elderly(part, span, mention)
    yield from _by_recipient(reading)


def _by_recipient(reading: Reading) -> Iterator[Statement]:
    """What the caller says of the reader: client level, audience."""
    known = dict(reading.document.message.metadata).get(LEVEL_KEY, "").strip().upper().removeprefix("C")
    level = int(known) if known in ("1", "2", "3", "4", "5") else None
    is_elderly = reading.document.message.audience is Audience.ELDERLY
    if level is None and not is_elderly:
        return
    for _, first in reading.firsts():
        wanted = first.sheet.lowest_client
        is_below = level is not None and wanted is not None and level < wanted
        if not is_below and not (is_elderly and _is_high(first)):
            continue
        promotion = reading.promotion(first.sheet)
        if promotion is None:
            continue
        part, mention = promotion
        if is_below:
            yield Statement(part.number, mention.span, mention.sheet, f"from C{wanted}", f"C{level}", mention.score)
        else:
            yield _to_elderly(part, mention.span, mention)


def _is_high(mention: Mention) -> bool:
    return mention.sheet.risk_grade is not None and mention.sheet.risk_grade >= HIGH_GRADE


def _to_elderly(part: PartReading, span: Span, mention: Mention) -> Statement:
    return Statement(part.number, span, mention.sheet, f"R{mention.sheet.risk_grade}", "elderly", mention.score)


def _stated_levels(part: PartReading) -> Iterator[tuple[Span, int]]:
    text = part.part.text
    found: dict[Span, int] = {}
    for match in _LETTER.finditer(text):
        found[Span(*match.span())] = 1 if _BELOW.search(match.group()) else int(match.group(1))
    for match in _WORD.finditer(text):
        span = Span(*match.span())
        if not any(span.distance(other) <= 3 for other in found):  # C2稳健型客户: the letter is exact
            level = int(match.group(2)) if match.group(2) else _WORDS[match.group(1) or match.group(3)]
            found[span] = 1 if _BELOW.search(match.group()) else level
    for match in _ANYONE.finditer(text):
        found.setdefault(Span(*match.span()), 1)
    for span, level in sorted(found.items()):
        if not part.is_name(span) and not _is_refused(text, span):
            yield span, level


def _elderly(part: PartReading) -> Iterator[Span]:
    text = part.part.text
    for match in _ELDERLY.finditer(text):
        span = Span(*match.span())
        if not part.is_name(span) and not _is_refused(text, span):
            yield span


def _is_refused(text: str, span: Span) -> bool:
    """True where the words at ``span`` name those who may *not* be offered it."""
    return bool(_REFUSED.match(text, span.end) or _REFUSED_BEFORE.search(text[max(0, span.start - 24) : span.start]))
