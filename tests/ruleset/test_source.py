"""YAML: everything that could crash, explode or silently change its meaning ends in one placed problem."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ruleset.source import MAX_BYTES, MAX_DEPTH, read_source


def test_every_key_and_item_knows_its_place() -> None:
    source, problems = read_source("a.yaml", b"id: x\nlist:\n  - one\n  - {key: two}\n")

    assert problems == ()
    assert source is not None
    assert source.data == {"id": "x", "list": ["one", {"key": "two"}]}
    assert source.place(("id",)) == (1, 1)
    assert source.place(("list", 0)) == (3, 5)
    assert source.place(("list", 1, "key")) == (4, 6)
    assert source.place(("list", 1, "missing")) == (4, 5)


def test_scalars_stay_text_and_only_plain_nulls_are_nothing() -> None:
    source, _ = read_source("a.yaml", b"a: no\nb: 12:30\nc: 0777\nd: ~\ne: ''\nf: 1e3\ng: '~'\nh:\n")

    assert source is not None
    assert source.data == {
        "a": "no", "b": "12:30", "c": "0777", "d": None, "e": "", "f": "1e3", "g": "~", "h": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "place", "code"),
    [
        (b"", (1, 1), "yaml-empty"),
        (b"# only a comment\n", (1, 1), "yaml-empty"),
        (b"a: 1\nb: [1, 2\n", (3, 1), "yaml-syntax"),
        (b"a: b: c\n", (1, 5), "yaml-syntax"),
        (b"a: \x00\n", (1, 4), "yaml-syntax"),
        (b"a: \xff\xfe\n", (1, 4), "yaml-encoding"),
        (b"a: &x 1\nb: 2\n", (1, 4), "yaml-tag"),
        (b"a: *x\n", (1, 4), "yaml-alias"),
        (b"a: !!python/object:os.system x\n", (1, 4), "yaml-tag"),
        (b"a: 1\n---\nb: 2\n", (2, 1), "yaml-documents"),
        (b"? [a, b]\n: 1\n", (1, 3), "yaml-key"),
        (b"[" * 100_000, (1, MAX_DEPTH + 1), "yaml-too-deep"),
        (b"a: " + b"x" * MAX_BYTES, (1, 1), "yaml-too-large"),
        (b"[" + b"1," * 250_000 + b"]", (1, 399_999 + 1), "yaml-too-many-nodes"),
        (b"a: &a [x,x]\nb: &b [*a,*a]\n", (1, 4), "yaml-tag"),
    ],
)
def test_what_is_refused(raw: bytes, place: tuple[int, int], code: str) -> None:
    source, problems = read_source("a.yaml", raw)

    assert source is None
    assert [(problem.code, (problem.line, problem.column)) for problem in problems] == [(code, place)]
    assert problems[0].message.zh
    assert problems[0].hint.en


def test_all_duplicate_keys_are_reported() -> None:
    _, problems = read_source("a.yaml", b"a: 1\na: 2\nb: {c: 1, c: 2}\n")

    assert [(problem.code, problem.line, problem.column) for problem in problems] == [
        ("yaml-duplicate-key", 2, 1),
        ("yaml-duplicate-key", 3, 11),
    ]


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(raw: bytes) -> None:
    source, problems = read_source("a.yaml", raw)

    assert source is not None or problems


@given(st.text(alphabet="ab:-[]{},&*!#|>'\"% \n\t?~", max_size=80))
def test_no_yaml_like_text_crashes_the_reader(text: str) -> None:
    source, problems = read_source("a.yaml", text.encode())

    assert source is not None or problems
