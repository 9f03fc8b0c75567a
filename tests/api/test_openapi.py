"""The OpenAPI document is true, and its page needs no network."""

import re
from typing import Any

import jsonschema_rs
import pytest

from app.api.examples import BATCH_REQUEST, REVIEW_ANSWER, REVIEW_REQUESTS
from tests.api.client import Client
from tests.api.test_access import OPEN, ROUTES


@pytest.fixture
def document(client: Client) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/openapi.json").json()
    return answer


def _check(document: dict[str, Any], name: str, value: object) -> None:
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    jsonschema_rs.Draft202012Validator(schema).validate(value)


def test_every_operation_is_named_and_says_how_it_fails(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    names = []
    documented = set()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            names.append(operation["operationId"])
            assert operation["summary"], (path, method)
            assert operation["description"], (path, method)
            assert "200" in operation["responses"]
            for status, response in operation["responses"].items():
                if status >= "400":
                    assert list(response["content"]) == ["application/problem+json"], (path, status)
            if path.startswith("/v1/"):
                assert "401" in operation["responses"]
            documented.add((method.upper(), path))
    assert len(names) == len(set(names))
    assert documented == {*ROUTES, *(("GET", path) for path in OPEN if not path.startswith(("/docs", "/openapi")))}
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_all_references_resolve(document: dict[str, Any]) -> None:
    for name in set(re.findall(r"#/components/schemas/(\w+)", str(document))):
        assert name in document["components"]["schemas"], name


@pytest.mark.parametrize("name", REVIEW_REQUESTS)
def test_request_examples_are_true(client: Client, document: dict[str, Any], name: str) -> None:
    _check(document, "ReviewRequest", REVIEW_REQUESTS[name])

    answer = client.post("/v1/reviews", REVIEW_REQUESTS[name])

    assert answer.status_code == 200
    _check(document, "ReviewAnswer", answer.json())


def test_answer_example_is_true(client: Client, document: dict[str, Any]) -> None:
    _check(document, "ReviewAnswer", REVIEW_ANSWER)

    answer = client.post("/v1/reviews", REVIEW_REQUESTS["text"]).json()

    own = (
        "review_id",
        "principal",
        "created_at",
        "duration_ms",
        "record",
        "rule_set_revision",
        "message_digest",
        "app_version",
    )
    assert {key: value for key, value in answer.items() if key not in own} == {
        key: value for key, value in REVIEW_ANSWER.items() if key not in own
    }


def test_batch_example_is_true(client: Client, document: dict[str, Any]) -> None:
    _check(document, "BatchRequest", BATCH_REQUEST)
    answer = client.post("/v1/reviews/batch", BATCH_REQUEST)
    _check(document, "BatchAnswer", answer.json())


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("/v1/rules", "RuleList"),
        ("/v1/rules/phone-number", "RuleAnswer"),
        ("/v1/rule-set", "RuleSetAnswer"),
        ("/v1/reviews", "ReviewPage"),
        ("/healthz", "Status"),
        ("/readyz", "Status"),
        ("/v1/rules/unknown", "Problem"),
    ],
)
def test_answers_fit_their_schemas(client: Client, document: dict[str, Any], path: str, schema: str) -> None:
    client.post("/v1/reviews", REVIEW_REQUESTS["text"])

    _check(document, schema, client.get(path).json())


def test_the_page_loads_nothing_from_elsewhere(client: Client) -> None:
    page = client.get("/docs")

    assert page.headers["content-type"].startswith("text/html")
    sources = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(sources) == 4
    for source in sources:
        assert source.startswith("/docs/assets/")
        assert client.get(source).status_code == 200
    assert not re.search(r"<script(?![^>]*src=)", page.text)
    assert "Apache License" in client.get("/docs/assets/swagger-ui.LICENSE.txt").text
