"""Tokens of an identity provider, through the whole service."""

from collections.abc import Iterator

import pytest

from app.api.application import create_app
from tests.api.callers import bearer, make_key
from tests.api.client import Client
from tests.api.conftest import MakeSettings
from tests.auth.issuer_server import AUDIENCE, IssuerServer, running_issuer


@pytest.fixture
def issuer() -> Iterator[IssuerServer]:
    with running_issuer() as running:
        yield running


def test_a_token_works_like_a_key(make_settings: MakeSettings, issuer: IssuerServer) -> None:
    settings = make_settings(oidc_issuer=issuer.url, oidc_audience=AUDIENCE, oidc_tenant_claim="unit")
    with Client(create_app(settings)) as client:
        sender, reviewer, stranger = (
            bearer(issuer.token(sub=sub, unit=unit, roles=[role]))
            for sub, unit, role in (("a", "retail", "sender"), ("b", "retail", "reviewer"), ("c", "wealth", "reviewer"))
        )
        review = client.post("/v1/reviews", {"text": "保本保息"}, headers=sender).json()
        path = f"/v1/reviews/{review['review_id']}"

        assert review["principal"] == client.get("/v1/me", headers=sender).json()["principal"]
        assert client.get(path, headers=reviewer).status_code == 200
        assert client.get(path, headers=stranger).status_code == 404
        assert client.get("/v1/keys", headers=sender).status_code == 403
        assert client.get("/v1/me", headers=bearer(issuer.unsigned())).status_code == 401
        assert client.get("/v1/me", headers=bearer(issuer.confused())).status_code == 401
        assert client.get("/v1/me", headers=bearer(make_key(settings))).status_code == 200


def test_without_the_issuer_tokens_wait_and_keys_work(make_settings: MakeSettings, issuer: IssuerServer) -> None:
    issuer.status = 500
    settings = make_settings(oidc_issuer=issuer.url, oidc_audience=AUDIENCE)
    with Client(create_app(settings), bearer(make_key(settings))) as client:
        refused = client.get("/v1/me", headers=bearer(issuer.token()))

        assert (refused.status_code, refused.json()["code"]) == (503, "identity-unavailable")
        assert int(refused.headers["retry-after"]) > 0
        assert client.get("/v1/me").status_code == 200


def test_other_login_settings_are_recorded_once(make_settings: MakeSettings, issuer: IssuerServer) -> None:
    plain = make_settings()
    key = bearer(make_key(plain))
    with_login = make_settings(oidc_issuer=issuer.url, oidc_audience=AUDIENCE)
    renamed = make_settings(oidc_issuer=issuer.url, oidc_audience=AUDIENCE, oidc_role_names={"boss": "admin"})

    for settings in (plain, with_login, with_login, renamed, plain):
        with Client(create_app(settings), key) as client:
            events = [event for event in client.get("/v1/events").json()["events"] if event["subject"] == "settings"]

    assert [event["act"] for event in events] == ["access-configured"] * 3
    assert [None if event["after"] is None else event["after"]["oidc_role_names"] for event in events] == [
        None,
        {"boss": "admin"},
        {},
    ]
    assert [event["before"] for event in events] == [event["after"] for event in events[1:]] + [None]
    assert {event["principal"] for event in events} == {"system"}
