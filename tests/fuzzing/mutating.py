"""Files and texts that are almost right: a real one, cut, doubled, spliced, or with what parsers trip over."""

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st

ROOT: Final = Path(__file__).resolve().parents[2]

YAML_PIECES: Final = [
    *(b"\t", b"  ", b"\n", b"- ", b": ", b"? ", b"|\n", b">-\n", b"{", b"}", b"[", b"]", b",", b"#", b"'", b'"', b"\\"),
    *(
        b"&a ",
        b"*a",
        b"!!python/object:os.system ",
        b"!x ",
        b"<<: *a\n",
        b"---\n",
        b"...\n",
        b"%YAML 9.9\n",
        b"~",
        b"no",
    ),
    *(
        b"[" * 60,
        b"{a: " * 60,
        b"- " * 60,
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xc2\x85",
        b"\xe2\x80\xa8",
        b"\xf0\x9f",
    ),
    *(b"1e999", b"0777", b"12:30:45", b"99999999999999999999", b"-1", b"2026-02-30", b".nan", "“{promise}”".encode()),
    *(b"(?=x)", b"(a+)+$", b"[", b"(?P<", b"\\pX", b"{", b"id: x\n", b"when: {all: []}\n", b"status: active\n"),
]
JSON_PIECES: Final = [
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b'"',
        b"\\",
        b"\\u",
        b"\\ud800",
        b"\\udc00",
        b"\\u0000",
        b"/*x*/",
        b" ",
        b"\n",
    ),
    *(b"null", b"true", b"NaN", b"-Infinity", b"1e999", b"-0", b"0x1", b"9" * 400, b"1.5", b'""', b'{"a":' * 101),
    *(b"[" * 101, b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xf0\x9f\x98\x80", b'"text":', b'"a":1,"a":2'),
]
TEXT_PIECES: Final = [
    *("\u200b", "\u200d", "\u202e", "\u202c", "\u2066", "\u2069", "\ufe0f", "\u0301", "\u0336", "\u20e3", "\U000e0061"),
    *(
        "&lt;",
        "&#x4fdd;",
        "&amp;amp;",
        "&",
        ";",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<script>",
        "<p hidden>",
        "<",
        ">",
        "<td>",
    ),
    *(
        "\x00",
        "\r\n",
        "\x85",
        "\u2028",
        "\u3000",
        "\xa0",
        "\t",
        "，",
        "。",
        "·",
        "*",
        "-",
        "ﷺ",
        "㍿",
        "①",
        "ß",
        "İ",
        "ﬁ",
    ),
    *(
        "保本",
        "保",
        "本",
        "bǎo",
        "13812345678",
        "一三八",
        "6222020000000000018",
        "a@b.cn",
        "🔥",
        "👨\u200d👩",
        "＜",
        "\ufffe",
    ),
    *("\u1100", "\u1161", "\u05d0", "\u0e31", "\u093c", "\u3099", "\U0001f3f4", "\ufdfa", "\u1fc1", "\u2126", "0", "1"),
]


@st.composite
def mutated(draw: Any, seeds: Sequence[bytes], pieces: Sequence[bytes]) -> bytes:
    """One of ``seeds`` after up to eight edits."""
    value = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 8))):
        size = len(value)
        start, end = sorted((draw(st.integers(0, size)), draw(st.integers(0, size))))
        short = min(end, start + 12)
        match draw(st.sampled_from(["insert", "replace", "delete", "cut", "double", "swap", "bytes", "splice"])):
            case "insert":
                value = value[:start] + draw(st.sampled_from(pieces)) + value[start:]
            case "replace":
                value = value[:start] + draw(st.sampled_from(pieces)) + value[short:]
            case "delete":
                value = value[:start] + value[short:]
            case "cut":
                value = value[:end] if size > 200 else value[start:]
            case "double":
                value = value[:short] + value[start:]
            case "swap":
                value = value[:start] + value[start:short][::-1] + value[short:]
            case "bytes":
                value = value[:start] + draw(st.binary(max_size=4)) + value[short:]
            case "splice":
                other = draw(st.sampled_from(seeds))
                value = value[:start] + other[len(other) // 2 :]
    return value


@st.composite
def mutated_text(draw: Any, seeds: Sequence[str]) -> str:
    """One of ``seeds`` with up to twelve pieces put in, repeated, or in place of something."""
    value = draw(st.sampled_from(seeds))[:200]
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(value)))
        piece = draw(st.one_of(st.sampled_from(TEXT_PIECES), st.text(max_size=3)))
        again = draw(st.sampled_from([1, 1, 1, 2, 40]))
        skip = draw(st.integers(0, 2))
        value = value[:at] + piece * again + value[at + skip :]
    return value


STRANGE_VALUES: Final = [
    *(
        None,
        True,
        False,
        0,
        -1,
        1,
        2**31,
        2**63,
        10**30,
        0.5,
        -0.0,
        1e308,
        "",
        " ",
        "0",
        "a",
        "null",
        "\x00",
        "\ud800",
        "’",
    ),
    *(
        "a" * 300,
        "保" * 70_000,
        "../../etc/passwd",
        "rules/../x.yaml",
        "CN",
        "2026-02-30",
        "2026-11-21T09:00:00Z",
        "9" * 30,
    ),
    *("0000-00-00T00:00:00Z", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "2026-11-21T09:00:60Z"),
    *([], {}, [[]], [None], {"": ""}, {"a": {"b": []}}, ["a"] * 300, {"x" * 300: 1}, {str(n): "" for n in range(80)}),
]


@st.composite
def mutated_values(draw: Any, seeds: Sequence[bytes]) -> bytes:
    """One of the JSON ``seeds`` with one to four of its values replaced, left out, doubled or renamed."""
    value = json.loads(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 4))):
        places = [place for place in _places(value) if place]
        if not places:
            break
        *path, step = draw(st.sampled_from(places))
        inside = value
        for each in path:
            inside = inside[each]
        strange = deepcopy(
            draw(
                st.one_of(
                    st.sampled_from(STRANGE_VALUES), st.text(max_size=4), st.integers(), st.floats(allow_nan=False)
                )
            )
        )
        match draw(st.sampled_from(["replace", "replace", "drop", "add", "wrap"])):
            case "replace":
                inside[step] = strange
            case "drop":
                del inside[step]
            case "add" if isinstance(inside, list):
                inside.insert(step, inside[step])
            case "add":
                inside[draw(st.text(max_size=3))] = strange
            case "wrap":
                inside[step] = [inside[step]]
    return json.dumps(value).encode()


def _places(value: Any) -> Iterator[tuple[str | int, ...]]:
    yield ()
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inside in steps:
        yield from ((step, *rest) for rest in _places(inside))


def rule_file_seeds() -> list[tuple[str, bytes]]:
    """Files of the bundled rule set, short ones: path and content."""
    found = [path for folder in ("rules", "lexicons") for path in sorted((ROOT / folder).rglob("*.yaml"))]
    short = [path for path in found if path.stat().st_size < 6000]
    return [(path.relative_to(ROOT).as_posix(), path.read_bytes()) for path in short]


def message_seeds() -> list[str]:
    """Texts of the sample."""
    lines = (ROOT / "tests" / "corpus" / "sample_messages.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]
