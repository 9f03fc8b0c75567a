"""Every route × role × tenant is as the table says; what is done by those who may is in the log."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import Depends, FastAPI

from app.api.access import refuse_undeclared, routes_of
from app.api.access_models import EventPage, IssuedKeyAnswer, KeyAnswer, KeyList, MeAnswer
from app.api.application import create_app
from app.api.gate import Allowed
from app.api.problems import Problem
from app.auth.permissions import Permission
from app.model.principal import Role
from tests.api.callers import bearer, make_key, open_client
from tests.api.client import Client
from tests.api.conftest import MakeSettings

EVERY = {role.value for role in Role}
SENDING = {"sender", "reviewer", "author", "approver"}
LOOKING = {"auditor", "admin"}

# The table: who may call what. A route that is not here fails the test.
ROUTES: dict[tuple[str, str], set[str]] = {
    ("GET", "/v1/me"): EVERY,
    ("POST", "/v1/reviews"): SENDING,
    ("POST", "/v1/reviews/batch"): SENDING,
    ("GET", "/v1/reviews"): EVERY,
    ("GET", "/v1/reviews/{review_id}"): EVERY,
    ("GET", "/v1/rules"): EVERY,
    ("GET", "/v1/rules/{rule_id}"): EVERY,
    ("GET", "/v1/rule-set"): EVERY,
    ("GET", "/v1/approved-wordings"): EVERY,
    ("GET", "/v1/precision"): EVERY - {"sender"},
    ("GET", "/v1/drafts"): EVERY - {"sender"},
    ("POST", "/v1/drafts"): {"author"},
    ("GET", "/v1/drafts/{draft_id}"): EVERY - {"sender"},
    ("GET", "/v1/drafts/{draft_id}/editions"): EVERY - {"sender"},
    ("GET", "/v1/drafts/{draft_id}/diff"): EVERY - {"sender"},
    ("POST", "/v1/drafts/{draft_id}/check"): EVERY - {"sender"},
    ("POST", "/v1/drafts/{draft_id}/files"): {"author"},
    ("POST", "/v1/drafts/{draft_id}/examples"): {"author"},
    ("POST", "/v1/drafts/{draft_id}/cases"): {"author"},
    ("POST", "/v1/drafts/{draft_id}/rebase"): {"author"},
    ("GET", "/v1/drafts/{draft_id}/backtests"): LOOKING | {"author", "approver"},
    ("POST", "/v1/drafts/{draft_id}/backtests"): LOOKING | {"author", "approver"},
    ("GET", "/v1/drafts/{draft_id}/backtests/{backtest_id}"): LOOKING | {"author", "approver"},
    ("GET", "/v1/drafts/{draft_id}/backtests/{backtest_id}/samples"): LOOKING | {"author", "approver"},
    ("POST", "/v1/drafts/{draft_id}/backtests/{backtest_id}/cancel"): LOOKING | {"author", "approver"},
    ("GET", "/v1/lexicons"): EVERY,
    ("GET", "/v1/lexicons/{lexicon_id}/table"): EVERY,
    ("GET", "/v1/drafts/{draft_id}/lexicons/{lexicon_id}/table"): EVERY - {"sender"},
    ("POST", "/v1/drafts/{draft_id}/lexicons/{lexicon_id}/table"): {"author"},
    ("POST", "/v1/drafts/{draft_id}/lexicons/{lexicon_id}/terms"): {"author"},
    ("POST", "/v1/drafts/{draft_id}/submit"): {"author"},
    ("POST", "/v1/drafts/{draft_id}/withdraw"): {"author"},
    ("POST", "/v1/drafts/{draft_id}/approve"): {"approver"},
    ("POST", "/v1/drafts/{draft_id}/return"): {"approver"},
    ("POST", "/v1/drafts/{draft_id}/schedule"): {"approver"},
    ("POST", "/v1/drafts/{draft_id}/publish"): {"approver"},
    ("POST", "/v1/drafts/{draft_id}/publish-in-emergency"): {"approver"},
    ("GET", "/v1/versions"): EVERY - {"sender"},
    ("GET", "/v1/versions/{number}"): EVERY - {"sender"},
    ("GET", "/v1/versions/{number}/files"): EVERY - {"sender"},
    ("GET", "/v1/versions/{number}/diff"): EVERY - {"sender"},
    ("POST", "/v1/versions/rollback"): {"approver"},
    ("GET", "/v1/waivers"): EVERY - {"sender"},
    ("GET", "/v1/waivers/{waiver_id}"): EVERY - {"sender"},
    ("POST", "/v1/waivers"): {"reviewer", "author", "approver"},
    ("POST", "/v1/waivers/{waiver_id}/end"): {"reviewer", "author", "approver"},
    ("POST", "/v1/waivers/{waiver_id}/approve"): {"approver"},
    ("POST", "/v1/waivers/{waiver_id}/refuse"): {"approver"},
    ("GET", "/v1/events"): LOOKING,
    ("GET", "/v1/keys"): LOOKING,
    ("POST", "/v1/keys"): {"admin"},
    ("POST", "/v1/keys/{key_id}/rotate"): {"admin"},
    ("POST", "/v1/keys/{key_id}/revoke"): {"admin"},
    ("GET", "/metrics"): LOOKING,
    ("GET", "/v1/evidence"): LOOKING,
    ("GET", "/v1/holds"): LOOKING,
    ("POST", "/v1/holds"): LOOKING,
    ("POST", "/v1/holds/{hold_id}/release"): LOOKING,
    ("POST", "/v1/erasures"): {"admin"},
    ("POST", "/v1/releases/verify"): {"sender"},
    ("POST", "/v1/reviews/{review_id}/replay"): LOOKING,
    ("GET", "/v1/queue"): LOOKING | {"reviewer", "approver"},
    ("GET", "/v1/queue/{review_id}"): LOOKING | {"reviewer", "approver"},
    **{("POST", f"/v1/queue/{{review_id}}/{act}"): {"reviewer", "approver"} for act in ("claim", "release", "refuse")},
    ("POST", "/v1/queue/{review_id}/ask-back"): {"reviewer", "approver"},
    ("POST", "/v1/reviews/{review_id}/appeal"): SENDING,
    ("GET", "/v1/reviews/{review_id}/release"): SENDING,
}
OPEN = {"/healthz", "/readyz", "/docs", "/docs/assets", "/openapi.json", "/.well-known/jwks.json"}
ELSEWHERE = "203.0.113.9"

TEXT = {"text": "本产品保本保息，详询13812345678。", "channel": "sms"}


@pytest.fixture
def keys(make_settings: MakeSettings) -> dict[str, dict[str, str]]:
    """A key of each role."""
    return {role: bearer(make_key(make_settings(), [role])) for role in sorted(EVERY)}


@pytest.fixture
def outside(make_settings: MakeSettings) -> Iterator[Client]:
    """A client on another machine that sends no key by itself."""
    with Client(create_app(make_settings()), address=ELSEWHERE) as client:
        yield client


def _call(client: Client, method: str, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
    body = {"json": {}} if method == "POST" else {}
    return client.request(method, path.replace("{", "").replace("}", ""), headers=headers, **body)


def test_every_route_and_every_role(outside: Client, keys: dict[str, dict[str, str]]) -> None:
    routes = {(route.method, route.path) for route in routes_of(outside.app)}

    assert routes == {*ROUTES, *(("GET", path) for path in OPEN)}
    for (method, path), may in ROUTES.items():
        for role, key in keys.items():
            answer = _call(outside, method, path, key)
            assert answer.status_code < 500, (method, path, role)
            assert answer.status_code != 401, (method, path, role)
            assert (answer.status_code == 403) == (role not in may), (method, path, role)
            if answer.status_code == 403:
                assert Problem.model_validate_json(answer.content).code == "forbidden"


WRONG = ["", "x", "Basic {key}", "Bearer", "Bearer ", "Bearer wrong", "Bearer {key}x", "Bearer {key}, {key}", "{key}",
         "Bearer ü", "Bearer shy_aaaaaaaaaaaa_" + "a" * 43, "Bearer {other}"]  # fmt: skip


@pytest.mark.parametrize("header", WRONG)
def test_without_a_right_key_nothing_is_open(outside: Client, keys: dict[str, dict[str, str]], header: str) -> None:
    key = keys["admin"]["Authorization"].removeprefix("Bearer ")
    other = key[:-1] + ("A" if key[-1] != "A" else "B")
    headers = {"Authorization": header.format(key=key, other=other).encode("latin-1")} if header else {}
    for method, path in ROUTES:
        answer = _call(outside, method, path, headers)  # type: ignore[arg-type]
        assert answer.status_code == 401, (method, path)
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert Problem.model_validate_json(answer.content).code == "unauthenticated"


def test_a_key_is_given_once(outside: Client, keys: dict[str, dict[str, str]]) -> None:
    (key,) = keys["admin"].values()
    assert outside.get("/v1/keys", headers=[("Authorization", key)]).status_code == 200
    for other in (key, "Bearer nonsense"):
        twice = [("Authorization", key), ("Authorization", other)]
        assert outside.get("/v1/keys", headers=twice).status_code == 401


def test_the_open_routes_are_open(outside: Client) -> None:
    for path in OPEN:
        full = f"{path}/docs.js" if path == "/docs/assets" else path
        assert outside.get(full).status_code == 200, path


def test_metrics_are_open_on_the_machine_only(make_settings: MakeSettings, outside: Client) -> None:
    with Client(create_app(make_settings())) as here:
        assert here.get("/metrics").status_code == 200
    scoped = bearer(make_key(make_settings(), ["auditor"], scopes=(Permission.READ_METRICS,)))

    assert outside.get("/metrics").status_code == 401
    assert outside.get("/metrics", headers=scoped).status_code == 200
    assert outside.get("/v1/reviews", headers=scoped).status_code == 403


def test_a_route_that_declares_nothing_keeps_the_service_from_starting() -> None:
    app = FastAPI(docs_url=None, redoc_url=None)

    @app.get("/v1/fine", dependencies=[Depends(Allowed(Permission.READ_RULE))])
    async def fine() -> None: ...

    refuse_undeclared(app)

    @app.get("/v1/hole")
    async def hole() -> None: ...

    with pytest.raises(LookupError, match="/v1/hole"):
        refuse_undeclared(app)


# Who reads the review that a sender of the tenant "retail" asked for: (role, tenant of the reader) -> found.
READERS = {
    ("sender", "retail"): False,
    ("author", "retail"): False,
    **{(role, "retail"): True for role in ("reviewer", "approver", "auditor", "admin")},
    **{(role, "wealth"): False for role in EVERY},
    **{(role, ""): False for role in ("sender", "author", "reviewer", "approver")},
    **{(role, ""): True for role in ("auditor", "admin")},
}


def test_tenants_do_not_see_each_others_messages(make_settings: MakeSettings, outside: Client) -> None:
    sender = bearer(make_key(make_settings(), ["sender"], tenant="retail"))
    review_id = outside.post("/v1/reviews", TEXT, headers=sender).json()["review_id"]
    assert set(READERS) == {(role, tenant) for role in EVERY for tenant in ("retail", "wealth", "")}

    for (role, tenant), found in READERS.items():
        key = bearer(make_key(make_settings(), [role], tenant=tenant))
        one = outside.get(f"/v1/reviews/{review_id}", headers=key)
        listed = [item["review_id"] for item in outside.get("/v1/reviews", headers=key).json()["reviews"]]
        assert one.status_code == (200 if found else 404), (role, tenant)
        assert listed == ([review_id] if found else []), (role, tenant)
        if not found:
            unknown = outside.get("/v1/reviews/no-such-id", headers=key)
            assert one.content == unknown.content, "another tenant's id must look like one that does not exist"
    assert outside.get(f"/v1/reviews/{review_id}", headers=sender).status_code == 200
    by_name = outside.get("/v1/reviews?principal=key:aaaaaaaaaaaa", headers=sender).json()
    assert by_name["reviews"] == []


def test_a_key_through_its_life(client: Client) -> None:
    wanted = {"name": "座席工作台", "roles": ["sender"], "tenant": "retail", "expires_in_days": 30, "per_minute": 90}
    made = IssuedKeyAnswer.model_validate_json(client.post("/v1/keys", wanted).content)
    me = client.get("/v1/me", headers=bearer(made.key))

    assert MeAnswer.model_validate_json(me.content).permissions == [
        "release:verify",
        "review:create",
        "review:read",
        "rule:read",
        "self:read",
    ]
    assert (me.json()["principal"], me.json()["tenant"], me.json()["reads"]) == (f"key:{made.id}", "retail", "own")

    rotated = client.post(f"/v1/keys/{made.id}/rotate", {}).json()
    assert client.post(f"/v1/keys/{made.id}/rotate", {}).json()["code"] == "key-ended"
    for key in (made.key, rotated["key"]):
        assert client.get("/v1/me", headers=bearer(key)).json()["principal"] == f"key:{made.id}"

    for _ in range(2):
        revoked = KeyAnswer.model_validate_json(client.post(f"/v1/keys/{made.id}/revoke", {}).content)
        assert revoked.revoked_at is not None
    assert client.get("/v1/me", headers=bearer(made.key)).status_code == 401
    assert client.get("/v1/me", headers=bearer(rotated["key"])).status_code == 200

    listed = client.get("/v1/keys")
    assert [key.rotated_to for key in KeyList.model_validate_json(listed.content).keys] == [None, rotated["id"], None]
    assert made.key not in listed.text
    acts = [event.act for event in EventPage.model_validate_json(client.get("/v1/events").content).events]
    assert acts == ["key-revoked", "key-rotated", "key-created", "version-published", "key-created"]


def test_what_was_done_is_told_with_who_and_where(outside: Client, make_settings: MakeSettings) -> None:
    admin = bearer(make_key(make_settings(), ["admin"]))
    made = outside.post("/v1/keys", {"name": "bot", "roles": ["sender"]}, headers=admin).json()
    me = outside.get("/v1/me", headers=admin).json()["principal"]
    outside.post(f"/v1/keys/{made['id']}/revoke", {}, headers=admin)

    revoked, created = outside.get("/v1/events", headers=admin).json()["events"][:2]

    assert (created["principal"], created["from"], created["subject"]) == (me, ELSEWHERE, f"key:{made['id']}")
    assert (created["before"], created["after"]["roles"]) == (None, ["sender"])
    assert revoked["before"]["revoked_at"] is None
    assert revoked["after"]["revoked_at"] is not None
    assert made["key"].split("_", 2)[2] not in str((created, revoked))


def test_every_read_of_a_review_is_in_the_log(client: Client) -> None:
    review_id = client.post("/v1/reviews", TEXT).json()["review_id"]
    for _ in range(2):
        client.get(f"/v1/reviews/{review_id}")
    client.get("/v1/reviews/no-such-id")

    events = client.get("/v1/events").json()["events"]

    assert [event["act"] for event in events] == ["review-read", "review-read", "version-published", "key-created"]
    assert events[0]["subject"] == f"review:{review_id}"
    assert "保本" not in str(events)
    assert client.app.state.gate.log.verify().broken is None


def test_a_read_that_cannot_be_recorded_is_not_answered(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    review_id = client.post("/v1/reviews", TEXT).json()["review_id"]
    log = client.app.state.gate.log
    log._writer.close()

    answer = client.get(f"/v1/reviews/{review_id}")

    assert (answer.status_code, answer.json()["code"]) == (503, "verdict-log-unavailable")
    assert "findings" not in answer.text


@pytest.mark.parametrize(
    ("maker", "wanted", "status"),
    [
        ({"tenant": "retail"}, {}, 200),
        ({"tenant": "retail"}, {"tenant": "retail"}, 200),
        ({"tenant": "retail"}, {"tenant": "wealth"}, 403),
        ({"tenant": "retail"}, {"tenant": ""}, 403),
        ({}, {"tenant": "wealth"}, 200),
        ({"scopes": (Permission.MANAGE_KEY,)}, {}, 403),
        ({"scopes": (Permission.MANAGE_KEY,)}, {"roles": ["admin"]}, 403),
        ({"scopes": (Permission.MANAGE_KEY,)}, {"roles": ["admin"], "scopes": ["key:manage"]}, 200),
        ({"scopes": (Permission.MANAGE_KEY, Permission.READ_RULE)}, {"scopes": ["rule:read"]}, 200),
    ],
)
def test_nobody_makes_a_key_that_may_more(
    make_settings: MakeSettings, outside: Client, maker: dict[str, Any], wanted: dict[str, Any], status: int
) -> None:
    key = bearer(make_key(make_settings(), ["admin"], **maker))

    answer = outside.post("/v1/keys", {"name": "x", "roles": ["sender"], **wanted}, headers=key)

    assert answer.status_code == status
    if status == 200:
        assert answer.json()["tenant"] == wanted.get("tenant", maker.get("tenant", ""))


def test_an_administrator_of_one_tenant_manages_its_keys_only(make_settings: MakeSettings, outside: Client) -> None:
    ours, theirs = (bearer(make_key(make_settings(), ["admin"], tenant=tenant)) for tenant in ("retail", "wealth"))
    their_id = outside.get("/v1/keys", headers=theirs).json()["keys"][0]["id"]

    for act in ("rotate", "revoke"):
        answer = outside.post(f"/v1/keys/{their_id}/{act}", {}, headers=ours)
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown-key")
    assert [key["tenant"] for key in outside.get("/v1/keys", headers=ours).json()["keys"]] == ["retail"]
    assert {event["tenant"] for event in outside.get("/v1/events", headers=ours).json()["events"]} == {"retail"}
    assert outside.get("/v1/me", headers=theirs).status_code == 200


@pytest.mark.parametrize(
    "wanted",
    [
        {"name": "x"},
        {"name": "", "roles": ["sender"]},
        {"name": "a\u0000b", "roles": ["sender"]},
        {"name": "x", "roles": []},
        {"name": "x", "roles": ["root"]},
        {"name": "x", "roles": ["sender"], "tenant": "a b"},
        {"name": "x", "roles": ["sender"], "tenant": "*"},
        {"name": "x", "roles": ["sender"], "scopes": ["everything"]},
        {"name": "x", "roles": ["sender"], "expires_in_days": 0},
        {"name": "x", "roles": ["sender"], "expires_in_days": "30"},
        {"name": "x", "roles": ["sender"], "per_minute": 0},
        {"name": "x", "roles": ["sender"], "id": "mine"},
    ],
)
def test_a_key_that_makes_no_sense_is_not_made(client: Client, wanted: dict[str, Any]) -> None:
    answer = client.post("/v1/keys", wanted)

    assert answer.status_code == 422
    assert Problem.model_validate_json(answer.content).errors
    assert len(client.get("/v1/keys").json()["keys"]) == 1


def test_too_fast_is_told_to_wait(make_settings: MakeSettings) -> None:
    with open_client(make_settings(), ["sender"], per_minute=5) as client:
        answers = [client.post("/v1/reviews", TEXT) for _ in range(6)]
        batch = client.post("/v1/reviews/batch", {"messages": [TEXT]})
        other = client.get("/v1/me", headers=bearer(make_key(make_settings(), ["sender"])))
        logged = client.app.state.gate.log.verify().records

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert (batch.status_code, other.status_code) == (429, 200)
    assert 1 <= int(answers[5].headers["retry-after"]) <= 60
    assert Problem.model_validate_json(answers[5].content).code == "rate-limited"
    assert logged == 3 + 5, "what was turned away was not judged"


def test_each_message_of_a_batch_counts(make_settings: MakeSettings) -> None:
    with open_client(make_settings(), ["sender"], per_minute=5) as client:
        statuses = [client.post("/v1/reviews/batch", {"messages": [TEXT] * 3}).status_code for _ in range(2)]

    assert statuses == [200, 429]


def test_keys_leave_no_trace(client: Client, tmp_path: Path) -> None:
    made = client.post("/v1/keys", {"name": "x", "roles": ["sender"]}).json()["key"]
    client.get("/v1/me", headers=bearer(made))

    secret = made.split("_", 2)[2].encode()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert secret not in path.read_bytes(), path


def test_keys_of_another_pepper_keep_the_service_from_starting(make_settings: MakeSettings) -> None:
    from app.errors import PepperLost

    make_key(make_settings(key_pepper="p" * 32))
    with pytest.raises(PepperLost), Client(create_app(make_settings(key_pepper="q" * 32))):
        pass
    make_key(make_settings(key_pepper="q" * 32))
    with Client(create_app(make_settings(key_pepper="q" * 32))) as client:
        assert client.get("/readyz").status_code == 200


def test_when_a_key_was_used_last_is_noted(make_settings: MakeSettings) -> None:
    settings = make_settings()
    key = make_key(settings, ["admin"])
    for used in (False, True):
        with Client(create_app(settings), bearer(key)) as client:
            noted = client.get("/v1/keys").json()["keys"][0]["last_used_at"]
        assert (noted is not None) == used
