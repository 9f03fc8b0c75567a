"""The bytes that digests and hashes are made of."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.canonical import canonical_json, digest, number

# RFC 8785, section 3.2.3 and appendix B, as far as the log writes such values.
VECTORS = [
    ({"b": 1, "a": [True, False, None]}, '{"a":[true,false,null],"b":1}'),
    ({"a": '€$\u000f\nA\'B"\\\\"/'}, '{"a":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'),
    ({"a": "\u0080\u2028保😀"}, '{"a":"\u0080\u2028保😀"}'),
    ([number(1.0), number(0.5), number(0.8), number(-0.0), number(12345678.25)], "[1,0.5,0.8,0,12345678.25]"),
]


@pytest.mark.parametrize(("value", "text"), VECTORS)
def test_vectors(value: object, text: str) -> None:
    assert canonical_json(value) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e16])
def test_numbers_that_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match="canonical"):
        number(value)


@given(st.floats(-1e14, 1e14))
def test_numbers_are_written_without_an_exponent(value: float) -> None:
    text = canonical_json(number(value))

    assert "e" not in text
    assert not text.endswith(".0")
    assert json.loads(text) == pytest.approx(value, abs=1e-4)


def test_digest() -> None:
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    with pytest.raises(UnicodeEncodeError):
        digest("\ud800")
