"""What must hold for whatever comes in: each parser ends in a value or in its own error, never in another one."""

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from app.api.strict_json import parse_json
from app.errors import InvalidMessage, MalformedRequest
from app.model.principal import Role
from app.ruleset.loader import RuleSetProblems, load_rule_set
from app.ruleset.source import read_source
from app.store.export import export_log
from app.store.export_verification import UnreadableExport, verify_export
from app.store.verdict_log import VerdictLog
from app.store.verifying_keys import read_verifying_keys
from app.text.errors import TextError
from app.text.normalize import normalize
from tests.api.callers import open_client
from tests.api.client import Client
from tests.api.openapi_run import made_settings
from tests.fuzzing.mutating import (
    JSON_PIECES,
    YAML_PIECES,
    message_seeds,
    mutated,
    mutated_text,
    mutated_values,
    rule_file_seeds,
)
from tests.store.entries import entry
from tests.store.keys import KEYS, RING
from tests.text.test_properties import check_parts, check_spans

Check = Callable[[Any], None]
"""Raises AssertionError, or what the tested code should not have raised."""


@contextmanager
def yaml_files() -> Iterator[tuple[st.SearchStrategy[Any], Check]]:
    """Rule files: a rule set, or problems with a place that the file has and words in both languages."""
    seeds = dict(rule_file_seeds())
    other = {path: raw for path, raw in seeds.items() if path in ("rules/policy.yaml", "rules/references.yaml")}
    paths = sorted(seeds)

    def check(case: tuple[str, bytes]) -> None:
        path, raw = case
        source, found = read_source(path, raw)
        assert source is not None or found
        try:
            load_rule_set({**other, path: raw})
        except RuleSetProblems as refused:
            found += refused.problems
        lines = raw.count(b"\n") + raw.count(b"\r") + raw.count(b"\xc2\x85") + raw.count(b"\xe2\x80") + 2
        for problem in found:
            assert problem.message.zh
            assert problem.message.en
            assert problem.path != path or (1 <= problem.line <= lines and problem.column >= 1), problem

    cases = st.sampled_from(paths).flatmap(
        lambda path: st.tuples(st.just(path), mutated([seeds[path], *list(seeds.values())[:8]], YAML_PIECES))
    )
    yield cases, check


@contextmanager
def json_bodies() -> Iterator[tuple[st.SearchStrategy[Any], Check]]:
    """JSON: the value that the standard library reads, or one of two errors."""

    def check(raw: bytes) -> None:
        try:
            value = parse_json(raw)
        except (MalformedRequest, InvalidMessage):
            return
        assert value == json.loads(raw)
        json.dumps(value, allow_nan=False, ensure_ascii=False).encode()

    yield st.one_of(mutated(_json_seeds(), JSON_PIECES), st.binary(max_size=80)), check


@contextmanager
def normalised_texts() -> Iterator[tuple[st.SearchStrategy[Any], Check]]:
    """The normaliser: every place leads back into the original, and a second time changes nothing."""

    def check(original: str) -> None:
        try:
            part = normalize("body", original)
        except TextError:
            assert any("\ud800" <= letter <= "\udfff" for letter in original)
            return
        check_spans(part)
        check_parts(part)
        assert normalize("body", part.text).text == part.text

    yield mutated_text(message_seeds()), check


@contextmanager
def api_bodies() -> Iterator[tuple[st.SearchStrategy[Any], Check]]:
    """Every route that takes a body: an answer that the OpenAPI document names, and no internal error."""
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        roles = [role.value for role in Role]
        client: Client = opened.enter_context(open_client(made_settings(folder), roles))
        document = client.get("/openapi.json").json()
        routes = {
            path: (_examples(document, operations["post"]), set(operations["post"]["responses"]))
            for path, operations in document["paths"].items()
            if "post" in operations
        }

        def check(case: tuple[str, bytes]) -> None:
            path, raw = case
            answer = client.post(path.replace("{number}", "1").replace("{", "").replace("}", ""), raw)
            assert answer.status_code < 500, answer.text
            assert str(answer.status_code) in routes[path][1], answer.text

        weighted = sorted(routes) + ["/v1/reviews", "/v1/reviews/batch", "/v1/drafts"] * 8
        cases = st.sampled_from(weighted).flatmap(
            lambda path: st.tuples(
                st.just(path), st.one_of(mutated_values(routes[path][0]), mutated(routes[path][0], JSON_PIECES))
            )
        )
        yield cases, check


@contextmanager
def exports() -> Iterator[tuple[st.SearchStrategy[Any], Check]]:
    """Exports of the log: refused, found damaged, or still saying exactly what was exported."""
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        url = f"sqlite:///{folder}/log.db"
        log = VerdictLog.open(url, KEYS)
        for number in range(4):
            log.append(entry(number))
        log.close()
        whole = "".join(export_log(url, KEYS)).encode()
        keys = read_verifying_keys(RING.secret_lines())
        records = _records(whole)
        path = folder / "export.jsonl"

        def check(raw: bytes) -> None:
            path.write_bytes(raw)
            try:
                result = verify_export(path, keys)
            except UnreadableExport:
                return
            assert result.broken is not None or _records(raw) == records

        lines = whole.splitlines(keepends=True)
        places = st.sampled_from(range(len(lines)))
        line_changed = places.flatmap(
            lambda place: mutated_values([lines[place]]).map(
                lambda line: b"".join([*lines[:place], line + b"\n", *lines[place + 1 :]])
            )
        )
        yield st.one_of(mutated([whole], JSON_PIECES), line_changed), check


TARGETS: dict[str, Callable[[], Any]] = {
    "yaml": yaml_files,
    "json": json_bodies,
    "text": normalised_texts,
    "api": api_bodies,
    "export": exports,
}
"""Contexts that give a strategy for cases and a check for each case."""


def _records(raw: bytes) -> list[Any]:
    lines = (
        json.loads(line) for line in raw.decode("utf-8", "surrogateescape").splitlines() if '"record"' in line[:20]
    )
    return [line["record"] for line in lines]


@cache
def _json_seeds() -> list[bytes]:
    from app.api.examples import BATCH_REQUEST, REVIEW_ANSWER, REVIEW_REQUESTS

    values = [
        *REVIEW_REQUESTS.values(),
        BATCH_REQUEST,
        REVIEW_ANSWER,
        {"a": [1, -2.5e-3, True, None, "\\\u4fdd\ud83d"]},
    ]
    return [json.dumps(value).encode() for value in values]


def _examples(document: dict[str, Any], operation: dict[str, Any]) -> list[bytes]:
    """The examples of an operation's body, in the document."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    schema = document["components"]["schemas"].get(name, {})
    given = [*schema.get("examples", []), *(each["value"] for each in content.get("examples", {}).values())]
    return [json.dumps(value, ensure_ascii=False).encode() for value in given or [{}]]
