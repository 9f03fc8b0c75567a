"""Evidence, erasure and holds over HTTP: within the caller's view, and each act in the log."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.api.content_models import ErasureAnswer, HoldAnswer, HoldList
from app.reports.evidence_check import check_pack
from tests.api.callers import bearer, make_key, open_client
from tests.api.client import Client
from tests.api.conftest import MakeSettings

MESSAGE = {"text": "本产品保本保息，详询13812345678。", "channel": "sms", "recipient": {"reference": "C-4711"}}


@pytest.fixture
def client(make_settings: MakeSettings) -> Iterator[Client]:
    """A service that keeps messages."""
    with open_client(make_settings(store_text="full")) as opened:
        yield opened


def _send(client: Client, **changes: object) -> str:
    review_id: str = client.post("/v1/reviews", {**MESSAGE, **changes}).json()["review_id"]
    return review_id


def _has_text(client: Client, review_id: str) -> bool:
    log = client.app.state.gate.log
    return log.message_of(log.get(review_id)) is not None


def _acts(client: Client) -> list[str]:
    acts = [event["act"] for event in reversed(client.get("/v1/events").json()["events"])]
    return [act for act in acts if act.startswith(("hold-", "content-", "evidence-"))]


def test_a_person_is_erased_and_held(client: Client) -> None:
    ids = [_send(client), _send(client, recipient={"reference": "C-1"}), _send(client)]
    hold = HoldAnswer.model_validate_json(client.post("/v1/holds", {"review_id": ids[2], "reason": "case 7"}).content)

    refused = client.post("/v1/erasures", {"subject": "C-4711", "reason": "asked"})
    assert (refused.status_code, refused.json()["code"]) == (409, "content-on-hold")
    assert client.post(f"/v1/holds/{hold.id}/release", {"reason": "settled"}).status_code == 200
    assert client.post(f"/v1/holds/{hold.id}/release", {"reason": "settled"}).status_code == 409
    answer = client.post("/v1/erasures", {"subject": "C-4711", "reason": "asked"})

    assert ErasureAnswer.model_validate_json(answer.content).erased == 2
    assert [_has_text(client, each) for each in ids] == [False, True, False]
    assert [each.id for each in HoldList.model_validate_json(client.get("/v1/holds").content).holds] == [hold.id]
    assert _acts(client) == ["hold-placed", "hold-released", "content-erased"]
    assert "C-4711" not in client.get("/v1/events").text
    assert client.app.state.gate.log.verify().broken is None


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/erasures", {"reason": "x"}),
        ("/v1/erasures", {"reason": "x", "review_id": "a", "subject": "b"}),
        ("/v1/erasures", {"review_id": "a"}),
        ("/v1/erasures", {"review_id": "a", "reason": ""}),
        ("/v1/holds", {"reason": "x"}),
        ("/v1/holds", {"reason": "x", "since": "2026-01-01"}),
        ("/v1/holds", {"reason": "x", "until": 0}),
        ("/v1/holds", {"reason": "x", "until": "1893456000"}),
        ("/v1/holds", {"reason": "x", "until": "2026-01-01T00:00:00"}),
    ],
)
def test_requests_that_make_no_sense(client: Client, path: str, body: dict[str, Any]) -> None:
    assert client.post(path, body).status_code == 422
    assert _acts(client) == []


@pytest.mark.parametrize("path", ["/v1/evidence", "/v1/reviews", "/v1/events"])
def test_a_moment_is_written_out(client: Client, path: str) -> None:
    answer = client.get(path, params={"until": "0.5"})

    assert answer.status_code == 422
    (mistake,) = answer.json()["errors"]
    assert (mistake["in"], mistake["pointer"], mistake["code"]) == ("query", "/until", "wrong-form")
    assert "2026-11-21T09:00:00+08:00" in mistake["message"]["en"]


def test_another_business_units_messages_are_out_of_reach(make_settings: MakeSettings, client: Client) -> None:
    review_id = _send(client)
    theirs = bearer(make_key(make_settings(), ["admin"], tenant="wealth"))

    for path in ("/v1/erasures", "/v1/holds"):
        answer = client.post(path, {"review_id": review_id, "reason": "x"}, headers=theirs)
        unknown = client.post(path, {"review_id": "no-such-id", "reason": "x"}, headers=theirs)
        assert (answer.status_code, answer.content) == (404, unknown.content)
    assert client.post("/v1/erasures", {"subject": "C-4711", "reason": "x"}, headers=theirs).json()["erased"] == 0
    assert client.get(f"/v1/evidence?review_id={review_id}", headers=theirs).status_code == 404
    assert _has_text(client, review_id)


@pytest.mark.parametrize(("texts", "shown"), [("false", False), ("true", True)])
def test_an_auditor_gets_evidence(
    make_settings: MakeSettings, client: Client, tmp_path: Path, texts: str, shown: bool
) -> None:
    _send(client)
    _send(client, text="您好", channel="email")
    auditor = bearer(make_key(make_settings(), ["auditor"]))

    answer = client.get(f"/v1/evidence?decision=block&channel=sms&texts={texts}", headers=auditor)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    (tmp_path / "pack.zip").write_bytes(answer.content)
    assert check_pack(tmp_path / "pack.zip", None) == 1
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        everything = b"".join(files.read(name) for name in files.namelist())
        manifest = json.loads(files.read("manifest.json"))
    assert manifest["selection"] == {"decision": "block", "channel": "sms", "texts": shown}
    assert (b"13812345678" in everything) == shown
    assert _acts(client)[-1] == "evidence-packed"


def test_too_much_evidence_for_one_pack(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.api.evidence.MOST_RECORDS", 1)
    _send(client)
    assert client.get("/v1/evidence").status_code == 200
    _send(client)
    answer = client.get("/v1/evidence")
    assert (answer.status_code, answer.json()["code"]) == (413, "evidence-too-large")
