"""Texts made to be slow take time in proportion to their length."""

import time

import pytest

from app.text.normalize import normalize

HOSTILE = {
    "zero width": "保" + "\u200b" * 200_000 + "本",
    "zero width, one by one": "保\u200b" * 100_000,
    "marks": "a" + "\u0336\u0301" * 100_000,
    "Hebrew points": "א" + "\u05bc\u05b0" * 100_000,
    "nested tags": "<b>" * 50_000 + "保本" + "</b>" * 50_000,
    "unseen tags": "<b hidden>x" * 20_000 + "</b>" * 20_000,
    "overrides": "\u202ea\u202db" * 50_000,
    "less than": "<" * 200_000,
    "open comments": "<!--" * 50_000,
    "open attributes": "<b a=\"<b a='" * 20_000,
    "open scripts": "<script>" * 25_000,
    "ampersands": "&" + "amp;" * 50_000,
    "spaces": "<b" + " " * 200_000,
    "spaced Han": "保 " * 100_000,
    "spelled": "a " * 100_000,
    "ligatures": "\ufdfa" * 10_000,
    "Han digits": "一" * 200_000,
    "letter digits": "1o" * 100_000,
    "spaced digits": "1 " * 100_000 + "a",
    "leet": "a0" * 100_000,
    "stops": "." * 200_000,
    "emoji": "👨\u200d👩\u200d👧" * 40_000,
    "mixed words": "аa " * 70_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_linear_time(name: str) -> None:
    start = time.perf_counter()
    part = normalize("body", HOSTILE[name])
    assert part.digits.offsets.original_length == len(part.text)

    assert time.perf_counter() - start < 5  # each takes well under a second; a quadratic one takes minutes


def test_markup_that_never_ends_is_shielded() -> None:
    original = "保本" + "&am&#112;" * 8 + "lt;b>"
    part = normalize("body", original)

    assert part.text.startswith("保本")
    assert normalize("body", part.text).text == part.text
