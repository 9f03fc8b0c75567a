"""What holds for every text, however strange."""

from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.span import Span
from app.text.errors import TextError
from app.text.language import detect_languages, find_unread
from app.text.nlp import tokenize_en, tokenize_zh
from app.text.normalize import STEPS, NormalizedText, normalize

FRAGMENTS: Final = [
    *"保本收益<>&;#/ab cAB1ilo0@$!¡.,-*· \n\r\t\"'=()“”「」【】",
    *(
        "&lt;",
        "&gt;",
        "&amp;",
        "&#60;",
        "&nbsp",
        "amp;",
        "lt;",
        "<b>",
        "</b>",
        "<p>",
        "<td>",
        "<x>",
        "</x>",
        "<!--",
        "-->",
    ),
    *("<script>", "</script>", "<b hidden>", "<b style='display:none'>", "<?x", "<![x]>", "<!doctype>"),
    *"\u200b\u200d\xad\ufeff\u202e\u202c\u202d\u2066\u2069\u200f\ufe0f\u0336\u0301\u0306\u3099\u3042\u30ab\uff9e\u20e3",
    *"\u1100\u1161\u11a8\u05d0\u05bc\u0627\u0653\u0e01\u0e31\u0915\u093c\u0958\U000e0061\U000e0100\U0001f3f4",
    *"иарсΣςİıßﷺﬁ①㍿＜＞＆乾著於剛兌瞭麼鍾薴藴🔥👨½…‼⁄ǆŉ\u0345\u0340\u0344\u1fc1\u2126\u212a\x85\u2028\x00\u2800",
    *"一三八零四五六二九〇○●💰",
]
TEXTS: Final = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=24).map("".join),
    st.text(max_size=24),
    st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0x33FF), max_size=24),
)


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_every_span_leads_into_the_original(original: str) -> None:
    try:
        part = normalize("body", original)
    except TextError as caught:
        error = caught
        part = None
    if part is None:
        assert "\ud800" <= original[error.position] <= "\udfff"
        return

    check_spans(part)
    check_parts(part)
    for variant in (part.joined, part.digits):
        assert variant.offsets.original_length == len(part.text)
        assert variant.offsets.length == len(variant.text)
        for index in range(len(variant.text)):
            place = variant.offsets.to_original(Span(index, index + 1))
            assert place.end <= len(part.text)
            assert len(place) == 1 or variant.text[index] == " "
        part.gaps(Span(0, len(part.joined.text)))
        part.joins(Span(0, len(part.joined.text)))


def check_spans(part: NormalizedText) -> None:
    assert part.offsets.length == len(part.text)
    assert part.offsets.original_length == len(part.original)
    places = [part.to_original(Span(index, index + 1)) for index in range(len(part.text))]
    for place in places:
        assert place.start < place.end <= len(part.original)
    if part.offsets.monotone:
        assert places == sorted(places)
    if part.offsets.is_identity:
        assert len(part.text) == len(part.original)
    for index in range(len(part.text) + 1):
        assert part.to_original(Span(index, index)).end <= len(part.original)
    for hidden in part.hidden:
        assert hidden.span.start < hidden.span.end <= len(part.original)
        part.offsets.from_original(hidden.span)


def check_parts(part: NormalizedText) -> None:
    for spans in (part.sentences, part.clauses):
        assert "".join(part.text[span.start : span.end] for span in spans) == part.text
        assert all(spans[index].end == spans[index + 1].start for index in range(len(spans) - 1))
        assert all(len(span) for span in spans)


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_normalising_twice_changes_nothing(original: str) -> None:
    try:
        once = normalize("body", original)
    except TextError:
        return

    assert normalize("body", once.text).text == once.text


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_normalising_is_repeatable(original: str) -> None:
    try:
        part = normalize("body", original)
    except TextError:
        return

    assert part == normalize("body", original)
    assert hash(part) == hash(normalize("body", original))


@settings(max_examples=500, deadline=None)
@given(st.text("保本abc，。 12", max_size=30))
def test_characters_that_were_not_touched_are_their_own_origin(original: str) -> None:
    part = normalize("body", f"<b>{original}</b>\u200b\u200b")

    assert [part.quote(Span(index, index + 1)) for index in range(len(part.text))] == list(original)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_steps_keep_the_map_in_step_with_the_text(original: str) -> None:
    text = original.encode("utf-8", "ignore").decode("utf-8")
    for step in STEPS:
        rewrite = step.apply(text)
        if rewrite is None:
            continue
        assert rewrite.offsets is not None or len(rewrite.text) == len(text)
        if rewrite.offsets is not None:
            assert (rewrite.offsets.length, rewrite.offsets.original_length) == (len(rewrite.text), len(text))
        text = rewrite.text


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_tokens_and_languages_of_any_text(original: str) -> None:
    text = original.encode("utf-8", "ignore").decode("utf-8")

    for doc in (tokenize_en(text), tokenize_zh(text)):
        assert doc.text == text
        assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
    detect_languages(text)
    list(find_unread(text))
