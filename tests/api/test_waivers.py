"""Waivers over HTTP: who may, what is answered, and what a review shows of one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.api.answers import ReviewAnswer
from app.api.problems import Problem
from app.api.waiver_models import WaiverAnswer, WaiverList
from app.model.principal import Role
from tests.api.callers import bearer, make_key
from tests.api.client import Client
from tests.api.conftest import MakeSettings

MESSAGE = {"text": "本产品保本保息。", "channel": "sms", "metadata": {"campaign": "autumn"}}
TODAY = (datetime.now(UTC) + timedelta(hours=8)).date()
ASKED = {
    "rule_id": "guaranteed-return",
    "reason": "清库存",
    "owner": "市场部",
    "until": (TODAY + timedelta(days=20)).isoformat(),
    "channels": ["sms"],
    "campaign": "autumn",
}
Keys = dict[str, dict[str, str]]


@pytest.fixture
def keys(make_settings: MakeSettings) -> Keys:
    return {role.value: bearer(make_key(make_settings(), [role])) for role in Role}


def act(client: Client, keys: Keys, who: str, waiver: dict, what: str, body: Any = None, edition: int = 1) -> Any:
    headers = {**keys[who], "If-Match": f'"{edition}"'}
    return client.post(f"/v1/waivers/{waiver['id']}/{what}", body, headers=headers)


def judged(client: Client, keys: Keys) -> ReviewAnswer:
    return ReviewAnswer.model_validate_json(client.post("/v1/reviews", MESSAGE, headers=keys["sender"]).content)


def test_a_waiver_from_the_request_to_the_end(client: Client, keys: Keys) -> None:
    asked = client.post("/v1/waivers", ASKED, headers=keys["author"])
    waiver = asked.json()
    assert (asked.status_code, WaiverAnswer.model_validate_json(asked.content).state) == (200, "requested")
    assert asked.headers["etag"] == '"1"'
    assert judged(client, keys).decision == "block"

    approved = act(client, keys, "approver", waiver, "approve")
    assert (approved.status_code, approved.json()["since"]) == (200, TODAY.isoformat())
    client.app.state.gate.rule_sets.waivers.follow(client.app.state.gate.rules.life.waiver_store)
    answer = judged(client, keys)
    exempt = answer.findings[0].exemption
    assert (answer.decision, exempt.kind, exempt.id, exempt.owner) == ("pass", "waiver", waiver["id"], "市场部")
    assert answer.release_token
    shown = client.get(f"/v1/reviews/{answer.review_id}", headers=keys["sender"])
    assert ReviewAnswer.model_validate_json(shown.content).findings[0].exemption == exempt

    listed = client.get("/v1/waivers?expiring=30", headers=keys["auditor"])
    assert [item.id for item in WaiverList.model_validate_json(listed.content).waivers] == [waiver["id"]]
    assert client.get("/v1/waivers?expiring=10", headers=keys["auditor"]).json() == {"waivers": []}

    ended = act(client, keys, "author", waiver, "end", {"reason": "已更正"}, 2)
    assert (ended.status_code, ended.json()["note"]) == (200, "已更正")
    client.app.state.gate.rule_sets.waivers.follow(client.app.state.gate.rules.life.waiver_store)
    assert judged(client, keys).decision == "block"
    acts = [event["act"] for event in client.get("/v1/events").json()["events"]]
    assert [item for item in acts if item.startswith("waiver")] == [
        "waiver-ended",
        "waiver-approved",
        "waiver-requested",
    ]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"rule_id": "nothing"}, 404, "unknown-rule"),
        ({"until": "2020-01-01"}, 422, "waiver-term"),
        ({"until": "2099-01-01"}, 422, "waiver-term"),
        ({"until": "soon"}, 422, "invalid-request"),
        ({"until": None}, 422, "invalid-request"),
        ({"reason": ""}, 422, "invalid-request"),
        ({"owner": ""}, 422, "invalid-request"),
        ({"products": ["nothing"]}, 422, "invalid-request"),
        ({"wording": "a", "text": "b"}, 422, "waiver-invalid"),
        ({"forever": True}, 422, "invalid-request"),
    ],
)
def test_what_is_refused(client: Client, keys: Keys, change: dict, status: int, code: str) -> None:
    answer = client.post("/v1/waivers", {**ASKED, **change}, headers=keys["author"])

    assert (answer.status_code, Problem.model_validate_json(answer.content).code) == (status, code)
    assert client.get("/v1/waivers", headers=keys["author"]).json() == {"waivers": []}


def test_who_may(client: Client, keys: Keys, make_settings: MakeSettings) -> None:
    both = bearer(make_key(make_settings(), ["author", "approver"]))
    assert client.post("/v1/waivers", ASKED, headers=keys["sender"]).status_code == 403
    assert client.get("/v1/waivers", headers=keys["sender"]).status_code == 403
    waiver = client.post("/v1/waivers", ASKED, headers=both).json()

    assert act(client, keys, "author", waiver, "approve").status_code == 403
    own = act(client, {"both": both}, "both", waiver, "approve")
    assert (own.status_code, own.json()["code"]) == (409, "own-waiver")
    late = act(client, keys, "approver", waiver, "approve", edition=7)
    assert (late.status_code, late.json()["code"]) == (412, "waiver-changed")
    refused = act(client, keys, "approver", waiver, "refuse", {"reason": "不够具体"})
    assert (refused.status_code, refused.json()["state"]) == (200, "refused")
    closed = act(client, keys, "approver", waiver, "approve", edition=2)
    assert (closed.status_code, closed.json()["code"]) == (409, "waiver-state")
    assert client.get("/v1/waivers/nothing", headers=keys["author"]).json()["code"] == "unknown-waiver"


def test_a_rule_on_personal_data_is_never_waived(client: Client, keys: Keys) -> None:
    rules = client.get("/v1/rules", headers=keys["author"]).json()["rules"]
    personal = next(rule["id"] for rule in rules if rule["family"] == "pii")
    answer = client.post("/v1/waivers", {**ASKED, "rule_id": personal}, headers=keys["author"])

    assert (answer.status_code, answer.json()["code"]) == (422, "not-waivable")
