"""Stated risk grades against the sheet."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.product_facts.reading import PartReading, Reading
from app.detectors.product_facts.statement import Statement
from app.model.span import Span

_WORDS: Final = {
    "中低": 2, "较低": 2, "中高": 4, "较高": 4, "中等": 3, "低": 1, "中": 3, "高": 5,
    "medium-low": 2, "medium low": 2, "moderately low": 2, "low to medium": 2, "medium-high": 4, "medium high": 4,
    "medium to high": 4, "moderate": 3, "medium": 3, "low": 1, "high": 5,
}  # fmt: skip
_ORDINALS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_HAN_WORD: Final = "中低|较低|中高|较高|中等|低|中|高"
_LATIN_WORD: Final = (
    "medium-low|medium low|moderately low|low to medium|medium-high|medium high|medium to high|moderate|medium|low|high"
)
_CUE: Final = r"风险(?:等级|评级|级别|类型|程度)|产品等级|产品评级|风险分类"
_LETTER: Final = re.compile(r"(?<![a-z0-9])p?r\s?([1-5])(?![0-9a-z%])级?")
_LEVEL: Final = re.compile(
    rf"(?:{_CUE})[^。;,!?\n\d]{{0,6}}?((?<![一二三四五\d第])([一二三四五1-5])\s?级)|"
    rf"(?<![一二三四五\d第])(([一二三四五1-5])级)\s?\((?:{_HAN_WORD})(?:等)?(?:风险)?\)|"
    r"\brisk (?:rating|grade|level)(?: is| of|:)?\s((?:level )?([1-5]))(?![\d.%])"
)
# One group each: the words of the grade.
_PHRASES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_CUE})(?:为|是|属于?|评定为|评为|:|\s){{0,4}}((?:{_HAN_WORD})(?:等?风险|(?![\u4e00-\u9fff])))",
        rf"(?:属于?|定位为?|评为|[为是])(?:一款|一只|一个)?((?:{_HAN_WORD})等?风险)(?=[,。;!?)\n]|$|的|等级|级|理财|产品|基金|类)",
        rf"\bp?r\s?[1-5]级?\s?[(/、,-]\s?((?:{_HAN_WORD})等?风险)",
        rf"(?<![较中])((?:{_HAN_WORD})等?风险)(?=等级|级别|评级|(?:类|型|的)?(?:理财|投资|基金|信托)?产品|理财|基金|"
        r"的(?:好|优质|优选|稳健|理财|投资)?(?:产品|基金|理财|选择))",
        rf"\brisk (?:rating|grade|level)(?: is| of|:)?\s((?:{_LATIN_WORD})\b)",
        rf"\b((?:{_LATIN_WORD})[- ]risk)\b(?= (?:product|rating|fund|grade))",
    )
)
_NOT_WORD: Final = re.compile(r"等?风险|[- ]risk")
# A list of grades, or what a client may bear, is no statement about one product.
_CLIENT: Final = re.compile(
    r"\s?(?:级|等级)?(?:\([^)]{0,8}\))?\s?(?:及|或|以|\+|承受|偏好|投资者|客户|类?(?:客户|投资者)|or above)"
)
_LISTED: Final = re.compile(r"\s?(?:级|\([^)]{0,8}\))?\s?(?:、|/|-|~|至|到|和|与|及|或|to |and |or )\s?p?r\s?[1-5]")
_LISTED_BEFORE: Final = re.compile(r"p?r\s?[1-5]级?(?:\([^)]{0,8}\))?\s?(?:、|/|-|~|至|到|和|与|及|或|to|and|or)\s?$")


def wrong_grade(reading: Reading) -> Iterator[Statement]:
    """A stated risk grade that is not the sheet's."""
    for part in reading.parts:
        for span, grade in _stated_grades(part):
            for mention in part.about(span):
                wanted = mention.sheet.risk_grade
                if wanted is not None and wanted != grade:
                    yield Statement(part.number, span, mention.sheet, f"R{wanted}", f"R{grade}", mention.score)


def _stated_grades(part: PartReading) -> Iterator[tuple[Span, int]]:
    found: dict[Span, int] = {}
    text = part.part.text
    for match in _LETTER.finditer(text):
        if not _LISTED.match(text, match.end()) and not _LISTED_BEFORE.search(text[: match.start()][-16:]):
            found[Span(*match.span())] = int(match.group(1))
    for match in _LEVEL.finditer(text):
        outer = next(group for group in (1, 3, 5) if match.group(group) is not None)
        digit = match.group(outer + 1)
        found.setdefault(Span(*match.span(outer)), _ORDINALS[digit] if digit in _ORDINALS else int(digit))
    for phrase in _PHRASES:
        for match in phrase.finditer(text):
            found.setdefault(Span(*match.span(1)), _WORDS[_NOT_WORD.sub("", match.group(1))])
    clean = {
        span: grade for span, grade in found.items() if not part.is_name(span) and not _CLIENT.match(text, span.end)
    }
    by_sentence: dict[Span, set[int]] = {}
    for span, grade in clean.items():
        by_sentence.setdefault(part.sentence(span), set()).add(grade)
    for span, grade in sorted(clean.items()):
        if len(by_sentence[part.sentence(span)]) < 3:  # a sentence with three grades explains the scale
            yield span, grade
