"""What is not a proper request is told what it is, never crashes, and leaves nothing behind."""

import json
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.callers import open_client
from tests.api.client import Client
from tests.api.conftest import MakeSettings

CANARY = "13987654321"


def _deep(depth: int) -> bytes:
    return b'{"text":"a","metadata":' + b'{"a":' * depth + b"1" + b"}" * depth + b"}"


BAD = {
    "no body": (b"", 400, "malformed-request", ""),
    "blank": (b" \n", 400, "malformed-request", None),
    "cut off": (b'{"text": "' + CANARY.encode(), 400, "malformed-request", None),
    "invalid UTF-8": (b'{"text":"\xff\xfe"}', 400, "malformed-request", None),
    "UTF-16": ('{"text":"a"}'.encode("utf-16"), 400, "malformed-request", None),
    "byte order mark": (b'\xef\xbb\xbf{"text":"a"}', 400, "malformed-request", None),
    "encoded surrogate": (b'{"text":"\xed\xa0\x80"}', 400, "malformed-request", None),
    "raw NUL": (b'{"text":"a\x00b"}', 400, "malformed-request", None),
    "NaN": (b'{"text":NaN}', 400, "malformed-request", None),
    "infinity": (b'{"text":-Infinity}', 400, "malformed-request", None),
    "key twice": (b'{"text":"a","text":"b"}', 400, "malformed-request", None),
    "inner key twice": (b'{"text":"a","metadata":{"k":"1","k":"2"}}', 400, "malformed-request", None),
    "deep arrays": (b"[" * 100_000, 400, "malformed-request", None),
    "deep objects": (_deep(5000), 400, "malformed-request", None),
    "just too deep": (_deep(101), 400, "malformed-request", None),
    "wide array": (b'{"text":"a","products":[' + b"1," * 200_000 + b"1]}", 400, "malformed-request", None),
    "huge integer": (b'{"text":' + b"9" * 10_000 + b"}", 400, "malformed-request", None),
    "lone surrogate": (b'{"text":"a\\ud800b"}', 422, "invalid-message", "/text"),
    "lone low surrogate": (b'{"parts":[{"name":"a","text":"\\udfff"}]}', 422, "invalid-message", "/parts/0/text"),
    "surrogate in a key": (b'{"text":"a","metadata":{"\\ud800":"1"}}', 422, "invalid-message", "/metadata"),
    "surrogate in a value": (b'{"text":"a","metadata":{"k":"\\ud800"}}', 422, "invalid-message", "/metadata/k"),
    "array": (b"[]", 422, "invalid-request", ""),
    "string": (b'"a"', 422, "invalid-request", ""),
    "null": (b"null", 422, "invalid-request", ""),
    "empty object": (b"{}", 422, "invalid-request", ""),
    "empty text": (b'{"text":""}', 422, "invalid-request", "/text"),
    "no parts": (b'{"parts":[]}', 422, "invalid-request", "/parts"),
    "empty parts": (b'{"parts":[{"name":"a","text":""}]}', 422, "invalid-message", "/parts"),
    "only blanks": (b'{"text":" \\n\\t"}', 422, "invalid-message", "/parts"),
    "only invisible": (b'{"text":"\\u200b\\u2060\\ufeff\\u3164"}', 422, "invalid-message", "/parts"),
    "only controls": (b'{"text":"\\u0000\\u0007"}', 422, "invalid-message", "/parts"),
    "only noncharacters": (b'{"text":"\\uffff"}', 422, "invalid-message", "/parts"),
    "parts of one name": (
        b'{"parts":[{"name":"a","text":"x"},{"name":"a","text":"y"}]}', 422, "invalid-message", "/parts",
    ),
    "text and parts": (b'{"text":"a","parts":[{"name":"a","text":"b"}]}', 422, "invalid-request", ""),
    "number as text": (b'{"text":1}', 422, "invalid-request", "/text"),
    "unknown channel": (b'{"text":"a","channel":"13987654321"}', 422, "invalid-request", "/channel"),
    "unknown language": (b'{"text":"a","language":"tlh"}', 422, "invalid-request", "/language"),
    "unknown product": (b'{"text":"a","products":["13987654321"]}', 422, "invalid-request", "/products/0"),
    "unknown field": (b'{"text":"a","chanel":"sms"}', 422, "invalid-request", "/chanel"),
    "telling field": (b'{"text":"a","13987654321":"sms"}', 422, "invalid-request", "/*"),
    "no such day": (b'{"text":"a","day":"2026-02-30"}', 422, "invalid-request", "/day"),
    "day as number": (b'{"text":"a","day":20260230}', 422, "invalid-request", "/day"),
    "long metadata": (
        json.dumps({"text": "a", "metadata": {"k": CANARY * 500}}).encode(), 422, "invalid-request", "/metadata/k",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_requests(client: Client, name: str) -> None:
    body, status, code, pointer = BAD[name]
    started = time.perf_counter()

    answer = client.post("/v1/reviews", body)

    assert time.perf_counter() - started < 1
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert CANARY not in answer.text
    if pointer is not None and answer.json()["errors"]:
        assert answer.json()["errors"][0]["pointer"] == pointer
    assert client.get("/v1/reviews").json()["reviews"] == []


GOOD = {
    "NUL": "a\x00b",
    "zero width": "\u200b保\u200b本保息",
    "bidirectional": "\u202e保本保息\u202c",
    "astral": "😀" * 10,
    "control characters": "a" + "".join(map(chr, range(1, 32))),
    "tag characters": "a\U000e0041\U000e0042",
    "noncharacters": "a\ufffe\uffff\U0010ffff",
}


@pytest.mark.parametrize("name", GOOD)
def test_strange_text_is_judged_and_found_again(client: Client, name: str) -> None:
    answer = client.post("/v1/reviews", {"text": GOOD[name]})

    assert answer.status_code == 200
    assert client.get(f"/v1/reviews/{answer.json()['review_id']}").status_code == 200
    assert client.app.state.gate.log.verify().broken is None


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ('Application/JSON;charset="UTF-8"', 200),
        ("application/json; charset=gb18030", 415),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("", 415),
    ],
)
def test_content_types(client: Client, content_type: str, status: int) -> None:
    answer = client.request(
        "POST", "/v1/reviews", content=b'{"text":"a"}', headers={"Content-Type": content_type} if content_type else {}
    )

    assert answer.status_code == status


def test_compressed_bodies_are_refused(client: Client) -> None:
    assert client.post("/v1/reviews", b"x", headers={"Content-Encoding": "gzip"}).status_code == 415


def test_a_body_over_the_limit_is_not_read_to_its_end(make_settings: MakeSettings) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield b" " * 1024

    with open_client(make_settings(max_body_bytes=64 * 1024)) as client:
        headers = {"Content-Type": "application/json"}
        streamed = client.request("POST", "/v1/reviews", content=endless(), headers=headers)
        declared = client.post("/v1/reviews", b'{"text":"a"}', headers={"Content-Length": "99999999"})

    assert (streamed.status_code, streamed.json()["code"]) == (413, "body-too-large")
    assert sent <= 66
    assert declared.status_code == 413


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": "x" * 1001}, 413, "message-too-long"),
        ({"text": "x" * 1000}, 200, None),
        ({"text": "x" * 900, "conversation": [{"author": "customer", "text": "x" * 101}]}, 413, "message-too-long"),
        ({"parts": [{"name": str(i), "text": "x"} for i in range(4)]}, 422, "invalid-message"),
    ],
)
def test_limits(make_settings: MakeSettings, body: dict[str, Any], status: int, code: str | None) -> None:
    with open_client(make_settings(max_text_chars=1000, max_parts=3)) as client:
        answer = client.post("/v1/reviews", body)

    assert answer.status_code == status
    assert answer.json().get("code") == code


def test_batch_limit(make_settings: MakeSettings) -> None:
    with open_client(make_settings(max_batch=2)) as client:
        answer = client.post("/v1/reviews/batch", {"messages": [{"text": "a"}] * 3})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/messages"


@pytest.mark.parametrize("text", ["保" * 1_000_000, "保" + "\u200b" * 999_999, "a" * 1_000_000])
def test_a_million_characters_do_not_hold_up_others(client: Client, text: str) -> None:
    answer = client.post("/v1/reviews", {"text": text})

    assert answer.status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["text", "parts", "name", "channel", "metadata", "x"]), inner, max_size=4)
        ),
        max_leaves=10,
    )
)
def test_no_json_makes_an_internal_error(client: Client, value: Any) -> None:
    answer = client.post("/v1/reviews", json.dumps(value).encode())

    assert answer.status_code in (200, 400, 422)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=60))
def test_no_bytes_make_an_internal_error(client: Client, body: bytes) -> None:
    assert client.post("/v1/reviews", body).status_code in (200, 400, 422)
