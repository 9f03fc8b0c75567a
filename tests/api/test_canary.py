"""Fifty planted values of made-up personal data go through the service by every way in, and come out nowhere else."""

import io
import zipfile
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.callers import bearer, make_key, open_client
from tests.api.client import Client
from tests.api.conftest import MakeSettings

CANARIES = [
    *(f"1380013{number:04d}" for number in range(8100, 8115)),  # telephone numbers
    *(f"canary{number}.zhang@example.com" for number in range(15)),
    *(f"62220200000000{number:04d}" for number in range(10)),  # account numbers
    *(f"虚构街{number}号楼丙室" for number in range(10)),
]
assert len(set(CANARIES)) == 50


def _bodies(canary: str) -> list[tuple[str, Any]]:
    """Requests, good and bad, that hold ``canary`` in some place."""
    text = f"您好，本产品保本保息，详询{canary}。"
    return [
        ("/v1/reviews", {"text": text, "channel": "sms"}),
        ("/v1/reviews", {"text": "您好", "recipient": {"reference": canary, "name": canary}, "sender": canary}),
        ("/v1/reviews", {"text": "您好", "metadata": {"x": canary}}),
        ("/v1/reviews", {"text": "好的", "conversation": [{"author": "customer", "text": canary}]}),
        ("/v1/reviews", {"text": text, "channel": canary}),
        ("/v1/reviews", {"text": text, canary: canary}),
        ("/v1/reviews", f'{{"text": "{canary}'.encode()),
        ("/v1/reviews/batch", {"messages": [{"text": text}, {"text": text, "stage": canary}]}),
        ("/v1/reviews/batch", {"messages": [{"text": text}, {"text": canary}]}),
        ("/v1/erasures", {"subject": canary, "reason": "asked"}),
        ("/v1/releases/verify", {"token": canary, "message": {"text": canary}}),
    ]


def _send_all(client: Client) -> list[httpx.Response]:
    """Every body of every canary; the answers to others than the sender, and all refusals."""
    told = []
    for canary in CANARIES:
        for path, body in _bodies(canary):
            answer = client.post(path, body, headers={"Idempotency-Key": f"k{len(told)}-{CANARIES.index(canary)}"})
            if answer.status_code != 200:
                told.append(answer)
            elif "review_id" in answer.json():
                told.append(client.get(f"/v1/reviews/{answer.json()['review_id']}"))
        told.append(client.get("/v1/reviews", params={"decision": canary}))
        told.append(client.get("/v1/reviews", params={canary: "1"}))
        told.append(client.get(f"/v1/rules/{canary}"))
        told.append(client.get(f"/v1/queue/{canary}"))
    return told


def _raise_with_the_text(message: Any, _rule_set: Any) -> None:
    raise RuntimeError(message.parts[0].text)


@pytest.mark.parametrize("store_text", ["digest", "full"])
def test_no_planted_value_comes_out(
    make_settings: MakeSettings, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    store_text: str,
) -> None:  # fmt: skip
    settings = make_settings(store_text=store_text, log_level="debug", rate_per_minute=1_000_000)
    with open_client(settings) as client:
        reader = bearer(make_key(settings, ["auditor", "reviewer", "approver"]))
        told = _send_all(client)
        for path in ("/metrics", "/v1/reviews?limit=200", "/v1/events?limit=200", "/v1/queue", "/v1/evidence"):
            told.append(client.get(path, headers=reader))
            assert told[-1].status_code == 200, path
        monkeypatch.setattr("app.intake.review", _raise_with_the_text)
        crashed = [client.post("/v1/reviews", {"text": canary}) for canary in CANARIES]
    assert {answer.status_code for answer in crashed} == {503}
    assert {200, 400, 404, 422} <= {answer.status_code for answer in told}

    captured = capfd.readouterr()
    assert "review failed" in captured.err
    outputs = {"stdout": captured.out.encode(), "stderr": captured.err.encode()}
    outputs |= {f"{answer.request.url.path} {answer.status_code} {place}": answer.content
                for place, answer in enumerate([*told, *crashed])}  # fmt: skip
    outputs |= {file.name: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    with zipfile.ZipFile(io.BytesIO(told[-1].content)) as pack:
        outputs |= {name: pack.read(name) for name in pack.namelist()}
    assert {"log.db", "records.jsonl"} <= set(outputs)
    found = {(name, canary) for name, content in outputs.items() for canary in CANARIES if canary.encode() in content}
    assert found == set()
