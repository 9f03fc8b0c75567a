"""A scheduled draft goes live at its moment by the service itself, once, and not when its approval was taken back."""

import threading
import time
from contextlib import ExitStack

import httpx
import pytest

from app.publishing.drafts import microseconds
from app.publishing.scheduled import publish_due
from app.settings import Settings
from app.store.lifecycle_records import ActivationKind, DraftState
from app.store.lifecycle_store import LifecycleStore
from tests.api.callers import bearer, make_key
from tests.api.conftest import make_settings, rule_folders  # noqa: F401 - fixtures
from tests.api.running import Service, running
from tests.publishing.conftest import FILES, LI, RULE, WANG, ZHAO, House, other_rule
from tests.publishing.test_versions import events

NEW = "rules/other-rule.yaml"
SOON = 4_000_000
"""Microseconds: time enough to schedule it and take it back."""


@pytest.fixture
def settings(database_url: str, make_settings) -> Settings:  # noqa: F811
    return make_settings(database_url=database_url, busy_timeout_seconds=10)


def scheduled(http: httpx.Client, roles: dict[str, dict[str, str]], moment: int) -> str:
    """The address of a draft of the author's that is to be published at ``moment``, edition 4."""
    files = {"note": "n", "files": {"rules/third.yaml": THIRD}}
    draft = http.post("/v1/drafts", json=files, headers=roles["author"]).json()
    path = f"/v1/drafts/{draft['id']}"
    at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment // 1_000_000)) + f".{moment % 1_000_000:06d}Z"
    for act, role, edition, body in (
        ("submit", "author", 1, None),
        ("approve", "approver", 2, {"revision": draft["revision"]}),
        ("schedule", "approver", 3, {"at": at}),
    ):
        answer = http.post(f"{path}/{act}", json=body, headers={**roles[role], "If-Match": str(edition)}, timeout=60)
        assert answer.status_code == 200, answer.text
    return path


THIRD = """\
id: third
title: {zh: 零风险, en: No risk}
family: misleading
severity: block
status: active
owner: marketing-compliance
references: [CN-WM-27-4]
why: {zh: 没有零风险。, en: There is always a risk.}
detect:
  claim: {detector: pattern, pattern: 零风险}
when: {detected: claim}
message: {zh: "“{claim}”不实。", en: "“{claim}” is not so."}
examples:
  violates:
    - {text: 零风险！, quotes: [零风险]}
  complies:
    - {text: 有风险。}
"""


def test_two_processes_publish_it_once_at_its_moment(settings: Settings) -> None:
    roles = {role: bearer(make_key(settings, [role])) for role in ("author", "approver", "auditor")}
    with ExitStack() as opened:
        services = [opened.enter_context(running(settings)) for _ in range(2)]
        https = [opened.enter_context(_client(service)) for service in services]
        first = https[0].get("/v1/rule-set", headers=roles["author"]).json()["revision"]
        moment = microseconds() + SOON
        path = scheduled(https[0], roles, moment)
        seen: list[list[tuple[float, str]]] = [[], []]
        while microseconds() < moment + 6_000_000:
            for http, of_this in zip(https, seen, strict=True):
                answer = http.get("/v1/rule-set", headers=roles["author"]).json()
                of_this.append(((microseconds() - moment) / 1e6, answer["revision"]))
            time.sleep(0.05)
        draft = https[0].get(path, headers=roles["author"]).json()
        versions = https[1].get("/v1/versions", headers=roles["author"]).json()["versions"]
        review = https[1].post("/v1/reviews", json={"text": "零风险"}, headers=bearer(services[1].key)).json()

    for of_this in seen:
        assert {revision for seconds, revision in of_this if seconds < 0} <= {first}
        assert next(seconds for seconds, revision in of_this if revision == draft["revision"]) < 5
    store = LifecycleStore.open(settings.database_url, 5)
    activations = store.activations()
    store.close()
    assert [(item.version, item.kind, item.activated_by) for item in activations] == [
        (2, ActivationKind.PUBLISHED, "system"), (1, ActivationKind.FIRST, "system"),
    ]  # fmt: skip
    assert [(item["number"], item["draft"]) for item in versions] == [(2, draft["id"]), (1, None)]
    assert (draft["state"], draft["version"]) == ("published", 2)
    assert (review["rule_set_revision"], review["findings"][0]["rule_id"]) == (draft["revision"], "third")


@pytest.mark.parametrize("taken_back_by", ["return", "withdraw", "files"])
def test_it_is_not_published_when_its_approval_was_taken_back(settings: Settings, taken_back_by: str) -> None:
    body, role = {
        "return": ({"reason": "not yet"}, "approver"),
        "withdraw": (None, "author"),
        "files": ({"files": {"rules/third.yaml": THIRD.replace("零风险！", "绝对零风险！")}}, "author"),
    }[taken_back_by]
    roles = {name: bearer(make_key(settings, [name])) for name in ("author", "approver")}
    with running(settings) as service, _client(service) as http:
        moment = microseconds() + SOON
        path = scheduled(http, roles, moment)
        answer = http.post(f"{path}/{taken_back_by}", json=body, headers={**roles[role], "If-Match": "4"})
        assert (answer.status_code, microseconds() < moment) == (200, True)
        time.sleep(max(0, moment / 1e6 - time.time()) + 3)
        draft = http.get(path, headers=roles["author"]).json()
        versions = http.get("/v1/versions", headers=roles["author"]).json()["versions"]

    assert [item["number"] for item in versions] == [1]
    assert (draft["edition"], draft["version"], draft["approver"]) == (5, None, None)
    assert draft["state"] == ("withdrawn" if taken_back_by == "withdraw" else "draft")


def test_many_that_look_at_one_moment_publish_it_once(house: House) -> None:
    draft_id, edition = house.approved()
    house.drafts.schedule(draft_id, edition, 1, ZHAO)
    together = threading.Barrier(4)
    published: list[bool] = []

    def look() -> None:
        together.wait()
        published.append(publish_due(house.drafts, house.versions, microseconds()))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(published) == [False, False, False, True]
    assert [item.number for item in house.versions.list()] == [2, 1]
    assert house.drafts.get(draft_id).state is DraftState.PUBLISHED
    assert [event["by"] for event in events(house) if event["act"] == "version-published"] == ["system", "system"]
    assert house.log.verify().broken is None


def test_of_two_at_one_moment_the_later_goes_back_with_the_reason(house: House) -> None:
    first, second = house.approved(), house.approved("rules/third-rule.yaml", other_rule("third-rule"))
    house.drafts.schedule(*second, 20, ZHAO)
    house.drafts.schedule(*first, 10, ZHAO)

    assert publish_due(house.drafts, house.versions, 9) is False
    assert publish_due(house.drafts, house.versions, 20) is True

    assert house.drafts.get(first[0]).version == 2
    left = house.drafts.get(second[0])
    assert (left.state, left.approver, left.changed_by) == (DraftState.DRAFT, None, "system")
    assert "It was built on version 1 and version 2 is active" in left.reason


def test_one_that_was_scheduled_and_edited_in_the_meantime_waits_for_approval(house: House) -> None:
    draft_id, edition = house.approved()
    left = house.drafts.schedule(draft_id, edition, 1, ZHAO)
    house.drafts.edit(draft_id, left.edition, {RULE: FILES[RULE].decode() + "\n"}, LI)

    assert publish_due(house.drafts, house.versions, microseconds()) is False
    assert house.versions.active().version == 1
    with pytest.raises(Exception, match="only submitted"):
        house.drafts.approve(draft_id, left.edition + 1, house.drafts.get(draft_id).revision, WANG)


def _client(service: Service) -> httpx.Client:
    return httpx.Client(base_url=f"http://127.0.0.1:{service.port}", timeout=30, trust_env=False)
