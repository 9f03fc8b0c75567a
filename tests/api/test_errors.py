"""One shape of error on all routes; nothing of a message in logs."""

import io
from pathlib import Path

import pytest

from app.api.problems import Problem
from app.errors import InvalidSettings
from app.logging import configure_logging
from tests.api.client import Client
from tests.api.conftest import MakeSettings

ERRORS = [
    ("GET", "/nothing-here", 404),
    ("GET", "/v1", 404),
    ("GET", "/v1/reviews/", 404),
    ("GET", "/v1/reviews/00000000-0000-7000-8000-000000000000", 404),
    ("GET", "/v1/reviews/%00%ff..%2f..%2fetc", 404),
    ("GET", "/v1/rules/..%2f..%2fetc%2fpasswd", 404),
    ("GET", "/v1/rules/unknown", 404),
    ("GET", "/docs/assets/../../settings.py", 404),
    ("DELETE", "/v1/reviews", 405),
    ("PUT", "/v1/rules", 405),
    ("POST", "/healthz", 405),
    ("GET", "/v1/reviews?limit=0", 422),
    ("GET", "/v1/reviews?limit=x", 422),
    ("GET", "/v1/reviews?decision=maybe", 422),
    ("GET", "/v1/reviews?since=yesterday", 422),
    ("GET", "/v1/reviews?since=2026-01-01T00:00:00", 422),
    ("GET", "/v1/reviews?unknown=1", 422),
    ("GET", "/v1/reviews?cursor=%21%21", 400),
    ("GET", "/v1/reviews?cursor=cw", 400),
    ("POST", "/v1/reviews", 415),
    ("POST", "/v1/reviews/batch", 415),
]


@pytest.mark.parametrize(("method", "path", "status"), ERRORS)
def test_every_error_has_the_one_shape(client: Client, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = Problem.model_validate_json(answer.content)
    assert problem.status == status
    assert problem.type == f"urn:shenyan:error:{problem.code}"
    assert problem.title_zh != problem.title


ALLOWED = [
    ("PUT", "/v1/reviews", "GET, POST"),
    ("OPTIONS", "/v1/reviews", "GET, POST"),
    ("GET", "/docs/assets/x.css/y", None),
    ("PATCH", "/v1/reviews/00000000-0000-7000-8000-000000000000", "GET"),
    ("DELETE", "/v1/reviews/batch", "GET, POST"),
    ("POST", "/docs/assets/x.css", "GET, HEAD"),
    ("GET", "/nothing-here", None),
]


@pytest.mark.parametrize(("method", "path", "allowed"), ALLOWED)
def test_a_wrong_method_is_told_all_the_right_ones(client: Client, method: str, path: str, allowed: str | None) -> None:
    answer = client.request(method, path)

    assert answer.status_code == (404 if allowed is None else 405)
    assert answer.headers.get("allow") == allowed
    assert Problem.model_validate_json(answer.content).status == answer.status_code


def test_what_nobody_foresaw_is_a_500_of_the_same_shape(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    configure_logging("info", said)

    def fail(*_: object) -> None:
        raise RuntimeError("secret 13812345678")

    monkeypatch.setattr(client.app.state.gate.log, "search", fail)
    answer = client.get("/v1/reviews")

    assert answer.status_code == 500
    assert Problem.model_validate_json(answer.content).code == "internal-error"
    assert "138" not in answer.text + said.getvalue()
    assert "RuntimeError" in said.getvalue()


def test_logs_and_metrics_hold_nothing_of_a_message(client: Client) -> None:
    said = io.StringIO()
    configure_logging("debug", said)

    client.post("/v1/reviews", {"text": "canary-text 13812345678", "sender": "canary-sender"})
    client.post("/v1/reviews", {"text": "canary-text", "channel": "canary-channel"})
    client.get("/v1/reviews?principal=canary-principal&limit=x")
    client.get("/canary-path")
    metrics = client.get("/metrics").text

    assert "canary" not in said.getvalue() + metrics
    assert "13812345678" not in said.getvalue() + metrics
    assert '"status": 422' in said.getvalue()


@pytest.mark.parametrize("path", ["/healthz", "/v1/rules", "/docs", "/nothing", "/openapi.json"])
def test_security_headers(client: Client, path: str) -> None:
    headers = client.get(path, headers={"X-Request-Id": "request-17"}).headers

    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-request-id"] == "request-17"


def test_a_forged_request_id_is_replaced(client: Client) -> None:
    assert "<" not in client.get("/healthz", headers={"X-Request-Id": "<script>"}).headers["x-request-id"]


def test_settings_errors_never_show_values(make_settings: MakeSettings, tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings) as caught:
        make_settings(key_pepper="short-secret", port="a-port")

    assert "key_pepper" in str(caught.value)
    assert "port" in str(caught.value)
    assert "short-secret" not in str(caught.value)


def test_settings_come_from_the_environment_and_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from app.settings import load_settings

    (tmp_path / "x.env").write_text("SHENYAN_PORT=9001\nSHENYAN_MAX_BATCH=7\n")
    monkeypatch.setenv("SHENYAN_PORT", "9002")

    settings = load_settings(tmp_path / "x.env", max_parts=3)

    assert (settings.port, settings.max_batch, settings.max_parts) == (9002, 7, 3)
