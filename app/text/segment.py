"""Sentences and clauses of a normalised text."""

import re
from typing import Final

from app.model.span import Span

_CLOSERS: Final = "[”\"'’)\\]}】》]*"
# Both patterns begin with a look at the first character: at most places that is all, and takes half of the time.
_SENTENCE_END: Final = re.compile(rf"(?=[。!?;\n.])(?:[。!?;\n]+{_CLOSERS}\s*|\.+{_CLOSERS}(?:\s+|\Z))")
# A comma or colon between digits (1,000 or 10:30) and the colon of an address (https://) break nothing.
_CLAUSE_END: Final = re.compile(
    rf"(?=[,:\-.])(?:(?:,(?!(?<=\d,)\d)|:(?!(?<=\d:)\d|//))+{_CLOSERS}\s*|-{{2,}}|\.{{3,}})"
)
_ABBREVIATION: Final = re.compile(
    r"(?:(?:^|(?<=[^a-z]))(?:[a-z]|mr|mrs|ms|dr|prof|st|no|nos|vs|etc|inc|ltd|co|corp|plc|llc|approx|est|min|max|avg|incl"
    r"|excl|fig|art|sec|para|cl|vol|ch|pp|ref|tel|fax|ext|dept|acct|govt|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)"
    r"|(?:^|(?<=\s))\d{1,3})$"
)
_LONGEST_ABBREVIATION: Final = 8


def find_sentences(text: str) -> tuple[Span, ...]:
    """Sentences in order. They cover the text without gaps: white space belongs to the sentence before it.

    A sentence ends after 。 ! ? ; and the end of a line, and after a full stop with white space or nothing behind it,
    unless an abbreviation, an initial or the number of a list item stands before it. Closing quotation marks and
    brackets stay with their sentence. An empty text has none.
    """
    spans: list[Span] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        end = match.end()
        if match.group()[:2] == ". " and end < len(text) and _abbreviates(text, start, match.start()):
            continue
        spans.append(Span(start, end))
        start = end
    if start < len(text):
        spans.append(Span(start, len(text)))
    return tuple(spans)


def _abbreviates(text: str, start: int, stop: int) -> bool:
    before = text[max(start, stop - _LONGEST_ABBREVIATION) : stop]
    if not before or not before[-1].isascii() or not before[-1].isalnum():
        return False
    if before[-1].isdigit():  # "1. First": only at the beginning of a sentence
        return text[start:stop].strip().isdigit() and stop - start <= _LONGEST_ABBREVIATION
    return _ABBREVIATION.search(before) is not None


def find_clauses(text: str, sentences: tuple[Span, ...]) -> tuple[Span, ...]:
    """The clauses of ``sentences`` in order; they cover each sentence without gaps.

    A clause ends after a comma, a colon, a dash of two strokes (——) and an ellipsis. 、 joins the items of a list, and
    brackets and quotation marks stand inside a clause: a negation before them holds for what is in them.
    """
    spans: list[Span] = []
    for sentence in sentences:
        start = sentence.start
        for match in _CLAUSE_END.finditer(text, sentence.start, sentence.end):
            if match.end() == sentence.end:
                break
            spans.append(Span(start, match.end()))
            start = match.end()
        spans.append(Span(start, sentence.end))
    return tuple(spans)
