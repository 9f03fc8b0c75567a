"""A logged review kept as a known case, over HTTP."""

import pytest

from app.api.lifecycle_models import DraftAnswer, TrialAnswer
from tests.api.callers import open_client
from tests.api.client import Client
from tests.api.conftest import MakeSettings

PARTS = [{"name": "subject", "text": "新品"}, {"name": "body", "text": "谨防“保本保息”骗局"}]


def test_a_right_verdict_is_kept_and_a_change_of_it_is_shown(make_settings: MakeSettings) -> None:
    with open_client(make_settings(store_text="full"), ["author", "approver", "auditor"]) as client:
        sent = {"parts": PARTS, "channel": "sms", "metadata": {"campaign": "autumn"}}
        review = client.post("/v1/reviews", sent).json()
        draft = client.post("/v1/drafts", {"note": "x", "files": {}}).json()["id"]
        path = f"/v1/drafts/{draft}"
        answer = client.post(f"{path}/cases", {"review_id": review["review_id"]}, headers={"If-Match": "1"})
        assert answer.status_code == 200, answer.text
        kept = DraftAnswer.model_validate_json(answer.content)
        case_path, text = next(iter(kept.files.items()))
        assert case_path == f"rules/cases/case-{review['review_id'][-12:]}.yaml"
        assert 'findings:\n  - {rule: "guaranteed-return", quotes: ["保本保息"]}\n' in str(text)
        assert 'metadata: {"campaign": "autumn"}' in str(text)
        assert "decision: block" in str(text)
        trial = TrialAnswer.model_validate(client.post(f"{path}/check", {}).json())
        assert (trial.holds, trial.cases, trial.failed_cases) == (True, 1, [])
        reads = [item["subject"] for item in client.get("/v1/events").json()["events"] if item["act"] == "review-read"]
        assert reads == [f"review:{review['review_id']}"]

        wrong = {"review_id": review["review_id"], "decision": "pass", "silent": ["guaranteed-return"]}
        assert client.post(f"{path}/cases", wrong, headers={"If-Match": "2"}).status_code == 200
        trial = TrialAnswer.model_validate(client.post(f"{path}/check", {}).json())
        (failed,) = trial.failed_cases
        assert (failed.expected, failed.actual) == ("pass", "block")
        assert [(item.rule_id, item.expected, item.actual) for item in failed.differences] == [
            ("guaranteed-return", None, ["保本保息"])
        ]
        refused = client.post(f"{path}/submit", {}, headers={"If-Match": "3"})
        assert (refused.status_code, refused.json()["code"]) == (422, "trial-failed")


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ({"review_id": "nowhere"}, 404),
        ({}, 422),
        ({"review_id": "R", "decision": "maybe"}, 422),
        ({"review_id": "R", "id": "../x"}, 422),
        ({"review_id": "R", "message": {"parts": []}}, 422),
        ({"review_id": "R"}, 422),
    ],
)
def test_bad_input_is_refused(make_settings: MakeSettings, wanted: dict, status: int) -> None:
    with open_client(make_settings(), ["author"]) as client:
        review = client.post("/v1/reviews", {"text": "您好"}).json()["review_id"]
        draft = client.post("/v1/drafts", {"note": "x", "files": {}}).json()["id"]
        if wanted.get("review_id") == "R":
            wanted = {**wanted, "review_id": review}
        answer = client.post(f"/v1/drafts/{draft}/cases", wanted, headers={"If-Match": "1"})
        assert answer.status_code == status, answer.text
        assert client.get(f"/v1/drafts/{draft}").json()["files"] == {}


def test_a_message_with_personal_data_is_given_with_invented_data(make_settings: MakeSettings) -> None:
    with open_client(make_settings(store_text="full"), ["author"]) as client:
        review = client.post("/v1/reviews", {"text": "保本保息，请联系13812345678。"}).json()["review_id"]
        path = _path(client)
        refused = client.post(path, {"review_id": review}, headers={"If-Match": "1"})
        assert (refused.status_code, refused.json()["code"]) == (422, "no-example")
        given = {"review_id": review, "message": {"text": "保本保息，请联系客服。"}, "decision": "block"}
        files = client.post(path, given, headers={"If-Match": "1"}).json()["files"]
    assert "13812345678" not in str(files)


def _path(client: Client) -> str:
    return f"/v1/drafts/{client.post('/v1/drafts', {'note': 'x', 'files': {}}).json()['id']}/cases"
