"""The underlined text: every caret under its character, nothing dangerous or invisible, whatever the text."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from app.cli.underline import HIDDEN, Mark, show_character, show_text, underline
from app.model.span import Span

TEXTS = st.text(
    alphabet=st.sampled_from("保本年化ab 1,，。\n\r\t\u200b\u202e\x1b❤\ufe0f😀é\u0301\ud800ﾎ"), min_size=1, max_size=120
)


def rows_of(text: str, marks: list[Mark], width: int = 20) -> list[str]:
    return [row.plain for row in underline(text, marks, width)]


@given(TEXTS, st.data())
def test_every_marked_character_is_underlined_once_and_nothing_else_is(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    rows = rows_of(text, [Mark(Span(start, end), "1")])
    carets = sum(row.count("^") for row in rows)
    cells = sum(
        cell_len(show_character(text[i], text[i - 1] if i else "")) for i in range(start, end) if text[i] != "\n"
    )
    assert carets >= min(cells, 1)
    if not set(text[start:end]) & set("\n\r\ufe0f\u0301"):
        assert carets == cells


@given(TEXTS)
def test_no_row_is_wider_than_asked_and_no_text_is_lost(text):
    rows = rows_of(text, [], 10)
    assert all(cell_len(row) <= 11 for row in rows)
    if not text.count("\r") and len(rows) < 14:
        assert "".join(rows) == show_text(text).replace("⏎", "")


@given(TEXTS)
def test_nothing_shown_is_a_control_character_or_a_lone_surrogate(text):
    shown = show_text(text)
    assert all(character >= " " and character not in "\x7f\u200b\u202e\ud800" for character in shown)
    shown.encode()


def test_marks_in_one_place_share_their_carets():
    assert rows_of("保本保息", [Mark(Span(0, 2), "1"), Mark(Span(0, 2), "2")]) == ["保本保息", "^^^^ 1,2"]


def test_marks_that_overlap_get_rows_of_their_own():
    assert rows_of("abcdef", [Mark(Span(0, 4), "1"), Mark(Span(2, 6), "2")]) == ["abcdef", "^^^^ 1", "  ^^^^ 2"]


def test_an_empty_place_at_the_end_is_shown():
    assert rows_of("ab", [Mark(Span(2, 2), "1")]) == ["ab", "  ^ 1"]


def test_a_mark_over_a_line_break_goes_on_below():
    assert rows_of("保本\n保息", [Mark(Span(0, 5), "1")]) == ["保本", "^^^^", "保息", "^^^^ 1"]


def test_punctuation_never_starts_a_row_and_words_stay_whole():
    assert rows_of("本产品保本保息吗？是的", [], 16) == ["本产品保本保息", "吗？是的"]
    assert rows_of("guaranteed returns", [], 14)[0] == "guaranteed "


def test_an_emoji_keeps_its_shape_and_a_stray_selector_shows():
    assert show_text("❤\ufe0f") == "❤"
    assert show_text("保\ufe0f") == f"保{HIDDEN}"


def test_a_long_text_is_cut_down_to_the_rows_around_its_marks():
    text = "\n".join(f"line {i}" for i in range(100))
    place = text.index("line 50")
    rows = rows_of(text, [Mark(Span(place, place + 7), "1")])
    assert rows == ["⋮ 49", "line 49", "line 50", "^^^^^^^ 1", "line 51", "⋮ 48"]
