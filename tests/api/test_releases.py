"""Release tokens over HTTP: what a sender gets, what a gateway asks, what everybody may see."""

from pathlib import Path
from typing import Any

import pytest

from app.api.answers import ReviewAnswer
from app.api.release_models import JsonWebKeys, VerifyAnswer
from app.auth.permissions import Permission
from app.gateway.release_verifier import ReleaseRefusedError, ReleaseVerifier
from tests.api.callers import bearer, make_key
from tests.api.client import Client
from tests.api.conftest import MakeSettings

FINE = {"text": "本产品有风险，投资须谨慎。", "channel": "sms"}


def passed(client: Client, **changes: Any) -> ReviewAnswer:
    return ReviewAnswer.model_validate_json(client.post("/v1/reviews", {**FINE, **changes}).content)


def test_from_review_to_release(client: Client) -> None:
    review = passed(client)
    token = review.release_token
    answers = [
        VerifyAnswer.model_validate_json(
            client.post("/v1/releases/verify", {"token": token, "message": message}).content
        )
        for message in (FINE, {**FINE, "text": FINE["text"] + " "}, {"parts": [{"name": "body", "text": FINE["text"]}]})
    ]

    assert [(item.result, item.reason and item.reason.code) for item in answers] == [
        ("released", None), ("refused", "text-changed"), ("refused", "other-channel"),
    ]  # fmt: skip
    assert (answers[0].review_id, answers[0].one_time) == (review.review_id, False)
    assert answers[1].reason is not None
    assert answers[1].reason.message.zh
    events = client.get("/v1/events").json()["events"]
    assert [event["act"] for event in events[:3]] == ["release-refused", "release-refused", "release-used"]
    assert {event["subject"] for event in events[:3]} == {f"review:{review.review_id}"}


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é", "\u0000"])
def test_what_is_no_token_is_refused(client: Client, token: str) -> None:
    answer = client.post("/v1/releases/verify", {"token": token, "message": FINE})

    body = VerifyAnswer.model_validate_json(answer.content)
    assert (answer.status_code, body.result, body.review_id) == (200, "refused", None)
    assert body.reason is not None
    assert body.reason.code == "malformed"


@pytest.mark.parametrize(
    "body",
    [{}, {"token": "x"}, {"token": "x", "message": {}}, {"token": 1, "message": FINE},
     {"token": "x", "message": {**FINE, "parts": []}}, {"token": "x", "message": FINE, "more": 1},
     {"token": "x", "message": {"text": "x", "channel": "fax"}}],
)  # fmt: skip
def test_a_question_that_makes_no_sense(client: Client, body: dict[str, Any]) -> None:
    assert client.post("/v1/releases/verify", body).status_code == 422


def test_only_a_pass_has_a_token_and_only_in_the_senders_answer(client: Client) -> None:
    blocked = client.post("/v1/reviews", {"text": "本产品保本保息。"}).json()
    revised = client.post("/v1/reviews", {"text": "请联系13812345678。"}).json()
    review = passed(client)

    assert (blocked["decision"], blocked["release_token"]) == ("block", None)
    assert (revised["decision"], revised["release_token"]) == ("revise", None)
    assert review.release_token is not None
    assert client.get(f"/v1/reviews/{review.review_id}").json()["release_token"] is None
    assert review.release_token not in client.get("/v1/reviews").text
    batch = client.post("/v1/reviews/batch", {"messages": [FINE, {"text": "本产品保本保息。"}]}).json()["reviews"]
    assert [item["release_token"] is not None for item in batch] == [True, False]


def test_the_published_keys_are_all_that_a_gateway_needs(client: Client) -> None:
    token = passed(client).release_token
    assert token is not None
    answer = client.get("/.well-known/jwks.json", headers={"Authorization": ""})

    JsonWebKeys.model_validate_json(answer.content)
    assert '"d"' not in answer.text
    verifier = ReleaseVerifier(answer.json())
    assert verifier.check(token, [("body", FINE["text"])], "sms").channel == "sms"
    with pytest.raises(ReleaseRefusedError, match="text-changed"):
        verifier.check(token, [("body", FINE["text"][:-1])], "sms")


def test_a_gateways_key_can_do_nothing_else(make_settings: MakeSettings, client: Client) -> None:
    key = bearer(make_key(make_settings(), ["sender"], scopes=(Permission.VERIFY_RELEASE,)))
    wanted = {"token": passed(client).release_token, "message": FINE}

    assert client.post("/v1/releases/verify", wanted, headers=key).json()["result"] == "released"
    assert client.post("/v1/reviews", FINE, headers=key).status_code == 403


def test_a_release_that_cannot_be_recorded_is_none(client: Client) -> None:
    wanted = {"token": passed(client).release_token, "message": FINE}
    client.app.state.gate.log._writer.close()

    answer = client.post("/v1/releases/verify", wanted)

    assert (answer.status_code, answer.json()["code"]) == (503, "verdict-log-unavailable")


def test_the_secret_key_is_in_its_file_alone(client: Client, make_settings: MakeSettings) -> None:
    settings = make_settings()
    secret = (settings.state_dir / "release-keys").read_text().split()[2]

    passed(client)
    database = settings.database_url.removeprefix("sqlite:///")
    for end in ("", "-wal"):
        content = Path(database + end).read_bytes()
        assert secret.encode() not in content
        assert bytes.fromhex(secret) not in content
