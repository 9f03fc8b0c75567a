"""A message with the products that it names, and which of them a figure is about."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from app.detectors.product_facts.mentions import Mention, ProductNames
from app.detectors.product_facts.promotion import asks, is_done, is_to_come
from app.model.product import ProductSheet
from app.model.span import Span
from app.text.document import Document
from app.text.normalize import NormalizedText

# Figures in such a sentence belong to the products one by one: which to which is not told.
_ONE_BY_ONE: Final = re.compile(r"分别|依次|\brespectively\b")
_ALL: Final = re.compile(r"均|都|皆|同为|\b(?:both|all|each)\b")
# What makes a clause about something else than the product.
_SOMETHING_ELSE: Final = re.compile(
    r"存款(?!期)|活期|定期(?!开放)|存单|国债|余额宝|同类|同业|同期|行业|平均|市场|lpr|通胀|通货膨胀|cpi|指数|另有|另一|另外|"
    r"其他|其它|别的|竞品|对比|相比|(?<![绩占])比(?![较例重])|比起|较之|高于|低于|优于|跑赢|不同于|\b(?:deposits?|average|market|index|inflation|"
    r"other|another|compared|versus|vs|than|unlike)\b"
)
_DEPOSITS: Final = re.compile(r"存款(?!期)|活期|定期(?!开放)|存单|\bdeposits?\b")
_HEADING_BEFORE: Final = re.compile(
    r"[\s\d.、)(\[\]【】《“\"*#·•一二三四五六七八九十-]*$|.{0,8}(?:产品|名称|product|name)[^:]{0,4}:\s*$"
)


@dataclass(frozen=True)
class PartReading:
    """One part with its mentions. ``only`` is the one product of the whole message, if it names just one."""

    number: int
    part: NormalizedText
    mentions: tuple[Mention, ...]
    only: Mention | None

    @cached_property
    def ids(self) -> frozenset[str]:
        """The products that the part names."""
        return frozenset(mention.sheet.id for mention in self.mentions)

    @cached_property
    def words(self) -> str:
        """The text with products' names blanked, since a name may hold any word; of the same length."""
        pieces: list[str] = []
        end = 0
        for mention in self.mentions:
            pieces += (self.part.text[end : mention.span.start], "\x00" * len(mention.span))
            end = mention.span.end
        return "".join((*pieces, self.part.text[end:]))

    @cached_property
    def asking(self) -> frozenset[Span]:
        """The sentences that ask the reader to take a product."""
        return frozenset(sentence for sentence in self.part.sentences if asks(self.part, self.words, sentence))

    def promotes(self, mention: Mention, *, now: bool = False) -> bool:
        """True when the mention's sentence promotes it or, where the part names no other product, any sentence does.

        With ``now``, the announcement of a sale to come is no promotion.
        """
        own = self.sentence(mention.span)
        if own not in self.asking and (len(self.ids) > 1 or not self.asking):
            return False
        return not is_done(self.words, own) and not (now and is_to_come(self.words, own))

    def sentence(self, span: Span) -> Span:
        """The sentence in which ``span`` starts."""
        return _holding(self.part.sentences, span)

    def clause(self, span: Span) -> Span:
        """The clause in which ``span`` starts."""
        return _holding(self.part.clauses, span)

    def is_name(self, span: Span) -> bool:
        """True for a figure that is part of a product's name."""
        return bool(self._between(span.start, span.end))

    def about(self, span: Span) -> tuple[Mention, ...]:
        """Mentions of the products that a figure at ``span`` is about, one a product; none where that is not sure.

        One product in the sentence: that one. Several: the one named last before the figure. None: the heading above
        it, or the only product of the part, or of the message.
        """
        sentence = self.sentence(span)
        named = self._between(sentence.start, sentence.end)
        if not named:
            return self._from_around(span)
        before = self._between(sentence.start, span.start)
        if len(self.ids) > 1 and any(mention.sheet.id != named[0].sheet.id for mention in named):
            if _ONE_BY_ONE.search(self.words, sentence.start, sentence.end):
                return ()
            if before and _ALL.search(self.part.text[before[-1].span.end : span.start]):
                return tuple({mention.sheet.id: mention for mention in before}.values())
        nearest = before[-1] if before else named[0]
        return () if self._is_about_something_else(span, nearest) else (nearest,)

    def _between(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that share a character with ``[start, end)``: they are in order and never overlap."""
        first = bisect_right(self.mentions, start, key=lambda mention: mention.span.end)
        last = bisect_left(self.mentions, end, key=lambda mention: mention.span.start)
        return self.mentions[first:last]

    def _from_around(self, span: Span) -> tuple[Mention, ...]:
        if not self.mentions:
            nearest = self.only
        elif len(self.ids) == 1:
            before = self._between(0, span.start)
            nearest = before[-1] if before else self.mentions[0]
        else:
            nearest = self._heading(span)
        if nearest is None or self._is_about_something_else(span, nearest):
            return ()
        return (nearest,)

    def _heading(self, span: Span) -> Mention | None:
        """The last mention above the line of ``span``, if it begins its own line."""
        text = self.part.text
        line_start = text.rfind("\n", 0, span.start) + 1
        above = self._between(0, line_start)
        if not above or self._between(line_start, span.start):
            return None
        own_line = text.rfind("\n", 0, above[-1].span.start) + 1
        return above[-1] if _HEADING_BEFORE.match(text, own_line, above[-1].span.start) else None

    def _is_about_something_else(self, span: Span, mention: Mention) -> bool:
        """True when the words between clause start (or name) and figure name another subject."""
        clause = self.clause(span)
        start = mention.span.end if clause.start <= mention.span.start < span.start else clause.start
        end = clause.end if mention.span.start >= span.end else span.start
        words = self.words[start : max(start, end)]
        if mention.sheet.type in ("deposit", "structured-deposit"):
            words = _DEPOSITS.sub("", words)
        return _SOMETHING_ELSE.search(words) is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """A message that names at least one product."""

    document: Document
    parts: tuple[PartReading, ...]

    def firsts(self) -> Iterator[tuple[PartReading, Mention]]:
        """The first mention of each product, in order."""
        seen: set[str] = set()
        for part in self.parts:
            for mention in part.mentions:
                if mention.sheet.id not in seen:
                    seen.add(mention.sheet.id)
                    yield part, mention

    def promotion(self, sheet: ProductSheet, *, now: bool = False) -> tuple[PartReading, Mention] | None:
        """The first mention of a product that promotes it."""
        for part in self.parts:
            seen: Span | None = None
            for mention in part.mentions:
                own = part.sentence(mention.span)
                if mention.sheet is not sheet or own == seen:
                    continue
                seen = own
                if part.promotes(mention, now=now):
                    return part, mention
        return None


def read_products(document: Document, names: ProductNames) -> Reading | None:
    """The products of a message; None where it names none that has a sheet."""
    found = [names.find(part) for part in document.parts]
    mentions = [mention for part in found for mention in part]
    if not mentions:
        return None
    only = mentions[0] if len({mention.sheet.id for mention in mentions}) == 1 else None
    return Reading(
        document,
        tuple(PartReading(number, part, found[number], only) for number, part in enumerate(document.parts)),
    )


def _holding(stretches: tuple[Span, ...], span: Span) -> Span:
    index = bisect_right(stretches, span.start, key=lambda stretch: stretch.start) - 1
    return stretches[index] if index >= 0 else span
