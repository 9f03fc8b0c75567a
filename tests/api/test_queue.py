"""Human review over HTTP, from the sender's appeal to the token."""

from collections.abc import Callable
from typing import Any

import pytest

from app.api.problems import Problem
from app.api.queue_models import HeldAnswer, HeldReviewAnswer, QueuePage, ReleaseAnswer
from app.model.principal import Role
from tests.api.callers import bearer, make_key
from tests.api.client import Client
from tests.api.conftest import MakeSettings

BLOCKED = {"text": "本产品保本保息。", "channel": "sms"}
REVISED = {"text": "请联系13812345678。", "channel": "sms"}
WHY = {"reason": "产品说明书第三条如此写明"}
Keys = dict[str, dict[str, str]]


@pytest.fixture
def keys(make_settings: MakeSettings) -> Keys:
    roles = {"sender": "sender", "anna": "reviewer", "ben": "reviewer", "chief": "approver", "auditor": "auditor"}
    return {name: bearer(make_key(make_settings(), [Role(role)])) for name, role in roles.items()}


@pytest.fixture
def send(client: Client, keys: Keys) -> Callable[[dict[str, Any]], str]:
    def review(message: dict[str, Any]) -> str:
        return client.post("/v1/reviews", message, headers=keys["sender"]).json()["review_id"]

    return review


def act(client: Client, keys: Keys, who: str, what: str, review_id: str, body: Any = WHY) -> tuple[int, str]:
    answer = client.post(f"/v1/queue/{review_id}/{what}", body, headers=keys[who])
    if answer.status_code == 200:
        return 200, HeldAnswer.model_validate_json(answer.content).state
    return answer.status_code, Problem.model_validate_json(answer.content).code


def test_a_block_from_the_verdict_to_the_token(client: Client, keys: Keys, send: Any) -> None:
    review_id = send(BLOCKED)
    listed = QueuePage.model_validate_json(client.get("/v1/queue", headers=keys["anna"]).content)
    assert [(item.review_id, item.state) for item in listed.items] == [(review_id, "waiting")]

    steps = [
        ("anna", "claim", (200, "claimed")),
        ("ben", "claim", (409, "claimed-by-other")),
        ("anna", "release", (200, "waiting")),
        ("anna", "claim", (409, "second-person-needed")),
        ("ben", "release", (409, "not-claimed")),
        ("ben", "claim", (200, "claimed")),
        ("ben", "release", (200, "released")),
        ("chief", "claim", (409, "queue-closed")),
    ]
    for who, what, expected in steps:
        token = client.get(f"/v1/reviews/{review_id}/release", headers=keys["sender"])
        assert ReleaseAnswer.model_validate_json(token.content).release_token is None or expected[0] == 409
        assert act(client, keys, who, what, review_id) == expected

    token = client.get(f"/v1/reviews/{review_id}/release", headers=keys["sender"]).json()["release_token"]
    answer = client.post("/v1/releases/verify", {"token": token, "message": BLOCKED})
    assert answer.json()["result"] == "released"
    others = client.get(f"/v1/reviews/{review_id}/release", headers=keys["anna"])
    assert (others.status_code, others.json()["code"]) == (403, "not-the-sender")


def test_a_revise_comes_before_a_person_by_appeal(client: Client, keys: Keys, send: Any) -> None:
    review_id = send(REVISED)
    assert client.get("/v1/queue", headers=keys["anna"]).json()["items"] == []
    assert act(client, keys, "anna", "claim", review_id) == (404, "not-held")

    appealed = client.post(f"/v1/reviews/{review_id}/appeal", WHY, headers=keys["sender"])
    assert HeldAnswer.model_validate_json(appealed.content).cause == "appeal"
    again = client.post(f"/v1/reviews/{review_id}/appeal", WHY, headers=keys["sender"])
    assert (again.status_code, again.json()["code"]) == (409, "already-appealed")
    assert act(client, keys, "anna", "claim", review_id) == (200, "claimed")
    assert act(client, keys, "anna", "ask-back", review_id) == (200, "asked-back")
    assert client.post(f"/v1/reviews/{review_id}/appeal", WHY, headers=keys["sender"]).status_code == 200
    assert act(client, keys, "ben", "claim", review_id) == (200, "claimed")
    assert act(client, keys, "ben", "release", review_id) == (200, "released")
    assert client.get(f"/v1/reviews/{review_id}/release", headers=keys["sender"]).json()["release_token"]


def test_a_reviewer_sees_what_it_is_about_and_that_is_recorded(client: Client, keys: Keys, send: Any) -> None:
    review_id = send(BLOCKED)
    shown = client.get(f"/v1/queue/{review_id}", headers=keys["anna"])

    held = HeldReviewAnswer.model_validate_json(shown.content)
    assert (held.cause, held.review.findings[0].rule_id, held.message) == ("block", "guaranteed-return", None)
    events = client.get("/v1/events").json()["events"]
    assert (events[0]["act"], events[0]["subject"]) == ("review-read", f"review:{review_id}")


def test_of_reviewers_who_claim_at_once_one_gets_it(client: Client, keys: Keys, send: Any) -> None:
    review_id = send(BLOCKED)
    path = f"/v1/queue/{review_id}/claim"

    answers = client.together([("POST", path, {"headers": keys[who]}) for who in ("anna", "ben", "chief")])

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"claimed-by-other"}


def test_nobody_reviews_their_own(client: Client, keys: Keys) -> None:
    review_id = client.post("/v1/reviews", BLOCKED, headers=keys["anna"]).json()["review_id"]

    assert act(client, keys, "anna", "claim", review_id) == (403, "own-message")
    assert act(client, keys, "ben", "claim", review_id) == (200, "claimed")


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "x" * 2001}, {"reason": 1}, {"reason": "x", "a": 1}])
def test_a_reason_is_needed(client: Client, keys: Keys, send: Any, body: Any) -> None:
    review_id = send(BLOCKED)
    act(client, keys, "anna", "claim", review_id)

    for what in ("release", "refuse", "ask-back"):
        assert act(client, keys, "anna", what, review_id, body)[0] == 422


def test_pages(client: Client, keys: Keys, send: Any) -> None:
    ids = [send(BLOCKED) for _ in range(5)]
    found, after = [], ""
    for _ in range(3):
        page = client.get(f"/v1/queue?limit=2&after={after}", headers=keys["auditor"]).json()
        found += [item["review_id"] for item in page["items"]]
        after = page["next"]
    assert (found, after) == (ids, None)
    assert client.get("/v1/queue?state=released", headers=keys["auditor"]).json()["items"] == []
