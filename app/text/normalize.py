"""The normalised form of a text: what all detectors read."""

from dataclasses import dataclass
from typing import Final

from app.model.span import Span
from app.text.digits import read_digits
from app.text.errors import TextError
from app.text.joined import gaps, is_sound, join
from app.text.offsets import OffsetMap
from app.text.rewrite import Hidden, Step
from app.text.segment import find_clauses, find_sentences
from app.text.steps.bidi import undo_bidi
from app.text.steps.compatibility import fold_compatibility
from app.text.steps.confusables import fold_confusables
from app.text.steps.html import read_html, shield_markup
from app.text.steps.invisible import remove_invisible
from app.text.steps.marks import fold_accents, remove_marks
from app.text.steps.plain import lower_case, unify_punctuation, unify_quotation, unify_spaces
from app.text.steps.traditional import simplify
from app.text.variants import Gap, Variant

# The order matters: references may stand for anything; invisible characters and marks part letters of a reversed
# run; look-alikes are told apart by their capitals; OpenCC's phrases need plain characters.
STEPS: Final = (
    Step("html", read_html),
    Step("invisible", remove_invisible),
    Step("marks", remove_marks),
    Step("bidi", undo_bidi),
    Step("compatibility", fold_compatibility),
    Step("accents", fold_accents),
    Step("confusables", fold_confusables),
    Step("case", lower_case),
    Step("traditional", simplify),
    Step("punctuation", unify_punctuation),
    Step("quotation", unify_quotation),
    Step("spaces", unify_spaces),
)
_SHIELD: Final = Step("shield", shield_markup)
_MOST_READINGS: Final = 3


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """One part of a message, normalised. All spans lie in ``text``, but those of ``hidden`` in ``original``.

    ``text`` is Simplified, lower-case and half-width, without invisible characters or HTML. ``offsets`` leads from it
    to ``original``. ``joined`` is another reading of ``text`` with separators inside words taken out.
    """

    name: str
    original: str
    text: str
    offsets: OffsetMap
    joined: Variant
    sentences: tuple[Span, ...]
    clauses: tuple[Span, ...]
    hidden: tuple[Hidden, ...]

    @property
    def digits(self) -> Variant:
        """``text`` with telephone and card numbers that are written in Han numerals or look-alike letters in 0-9."""
        return read_digits(self.text)

    def gaps(self, span: Span) -> tuple[Gap, ...]:
        """The separators that a span of ``joined.text`` reaches across."""
        return gaps(self.text, self.joined, span)

    def joins(self, span: Span) -> bool:
        """False when a span of ``joined.text`` is put together from pieces of two words (担保 本产品: 保本)."""
        return is_sound(self.text, self.joined, span)

    def reads_otherwise(self, span: Span) -> bool:
        """True when a span of ``joined.text`` is not in ``text`` as it stands, and no accident of spacing."""
        place = self.joined.offsets.to_original(span)
        differs = self.text[place.start : place.end] != self.joined.text[span.start : span.end]
        return differs and self.joins(span)

    def to_original(self, span: Span) -> Span:
        """Where a span of ``text`` stands in ``original``."""
        return self.offsets.to_original(span)

    def quote(self, span: Span) -> str:
        """The original words of a span of ``text``."""
        place = self.offsets.to_original(span)
        return self.original[place.start : place.end]


def normalize(name: str, original: str) -> NormalizedText:
    """Normalises one part. Raises `TextError` when it holds a lone surrogate.

    Normalising the result once more changes nothing.
    """
    _refuse_surrogates(name, original)
    state = _apply(STEPS, _State(original, OffsetMap.identity(len(original)), ()))
    for _ in range(_MOST_READINGS):  # what was escaped or disguised may itself be markup
        if state.text is original or read_html(state.text) is None:
            break
        state = _apply(STEPS, state)
    else:
        state = _apply((_SHIELD,), state)
    sentences = find_sentences(state.text)
    return NormalizedText(
        name,
        original,
        state.text,
        state.offsets,
        join(state.text),
        sentences,
        find_clauses(state.text, sentences),
        tuple(sorted(state.hidden)),
    )


@dataclass(frozen=True, slots=True)
class _State:
    """A text on its way through the steps, with what leads back to the original."""

    text: str
    offsets: OffsetMap
    hidden: tuple[Hidden, ...]


def _apply(steps: tuple[Step, ...], state: _State) -> _State:
    text, offsets, hidden = state.text, state.offsets, state.hidden
    for step in steps:
        rewrite = step.apply(text)
        if rewrite is None:
            continue
        if rewrite.hidden:
            hidden += tuple(Hidden(offsets.to_original(found.span), found.kind) for found in rewrite.hidden)
        text = rewrite.text
        if rewrite.offsets is not None:
            offsets = offsets.then(rewrite.offsets)
    return _State(text, offsets, hidden)


def _refuse_surrogates(name: str, text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise TextError(name, error.start) from None
