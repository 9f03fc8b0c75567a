"""An Idempotency-Key gives the first answer again, also after a restart, and never two verdicts."""

from typing import Any

import pytest

from app.api.application import create_app
from tests.api.callers import bearer, make_key
from tests.api.client import Client
from tests.api.conftest import MakeSettings

BODY = {"text": '本产品保本保息，详询13812345678。"1"\n保本保息', "channel": "sms"}
KEY = {"Idempotency-Key": "order-17"}


def test_the_first_answer_comes_back_byte_for_byte(make_settings: MakeSettings) -> None:
    settings = make_settings()
    key = bearer(make_key(settings))
    with Client(create_app(settings), key) as client:
        first = client.post("/v1/reviews", BODY, headers=KEY)
        again = client.post("/v1/reviews", BODY, headers=KEY)
    with Client(create_app(settings), key) as client:
        after_restart = client.post("/v1/reviews", BODY, headers=KEY)
        reviews = client.get("/v1/reviews").json()["reviews"]

    assert first.status_code == 200
    assert again.content == first.content
    assert after_restart.content == first.content
    assert len(reviews) == 1


def test_another_body_is_refused(client: Client) -> None:
    client.post("/v1/reviews", BODY, headers=KEY)

    answer = client.post("/v1/reviews", {**BODY, "channel": "email"}, headers=KEY)

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency-mismatch")


def test_keys_of_other_spelling_are_other_keys(client: Client) -> None:
    ids = {client.post("/v1/reviews", BODY, headers={"Idempotency-Key": key}).json()["review_id"] for key in "abAB"}

    assert len(ids) == 4


@pytest.mark.parametrize("key", ["", "a b", "é", "x" * 256, "a\tb"])
def test_a_key_is_visible_ascii(client: Client, key: str) -> None:
    answer = client.post("/v1/reviews", BODY, headers={"Idempotency-Key": key.encode()})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-idempotency-key")


def test_duplicates_at_the_same_time_give_one_record(client: Client) -> None:
    request: tuple[str, str, dict[str, Any]] = ("POST", "/v1/reviews", {"json": BODY, "headers": KEY})

    answers = client.together([request] * 50)

    statuses = {answer.status_code for answer in answers}
    assert statuses <= {200, 409}
    assert len({answer.content for answer in answers if answer.status_code == 200}) == 1
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} <= {"idempotency-in-flight"}
    assert len(client.get("/v1/reviews").json()["reviews"]) == 1


def test_two_services_with_one_log_give_one_record(make_settings: MakeSettings) -> None:
    settings = make_settings(busy_timeout_seconds=5)
    key = bearer(make_key(settings))
    with Client(create_app(settings), key) as one, Client(create_app(settings), key) as other:
        answers = [service.post("/v1/reviews", BODY, headers=KEY) for service in (one, other)]

        assert answers[0].content == answers[1].content
        assert len(one.get("/v1/reviews").json()["reviews"]) == 1


def test_a_batch_is_one_request(client: Client) -> None:
    batch = {"messages": [BODY, {"text": "a"}]}
    first = client.post("/v1/reviews/batch", batch, headers=KEY)
    again = client.post("/v1/reviews/batch", batch, headers=KEY)
    other = client.post("/v1/reviews/batch", {"messages": [BODY, {"text": "b"}]}, headers=KEY)
    longer = client.post("/v1/reviews/batch", {"messages": [*batch["messages"], {"text": "c"}]}, headers=KEY)

    assert first.content == again.content
    assert [other.status_code, longer.status_code] == [422, 422]


def test_a_key_is_forgotten_after_its_time(client: Client) -> None:
    first = client.post("/v1/reviews", BODY, headers=KEY).json()
    appender = client.app.state.gate.log._writer._appender
    appender._idempotency_us = -10_000_000  # as if that time had passed

    again = client.post("/v1/reviews", BODY, headers=KEY).json()

    assert again["review_id"] != first["review_id"]


def test_without_a_key_each_request_is_a_review(client: Client) -> None:
    ids = {client.post("/v1/reviews", BODY).json()["review_id"] for _ in range(3)}

    assert len(ids) == 3
