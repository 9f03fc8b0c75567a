"""An auditor has a message judged again over HTTP; that is recorded."""

import pytest

from app.api.replay import ReplayAnswer
from tests.api.callers import bearer, make_key, open_client
from tests.api.conftest import MakeSettings

TEXT = {"text": "本产品保本保息，详询13812345678。", "channel": "sms"}


@pytest.mark.parametrize(("store_text", "identical", "gone"), [("full", True, []), ("digest", None, ["text"])])
def test_replay(make_settings: MakeSettings, store_text: str, identical: bool | None, gone: list[str]) -> None:
    settings = make_settings(store_text=store_text)
    auditor = bearer(make_key(settings, ["auditor"]))
    with open_client(settings, ["sender"]) as client:
        review_id = client.post("/v1/reviews", TEXT).json()["review_id"]
        refused = client.post(f"/v1/reviews/{review_id}/replay", {})
        unknown = client.post("/v1/reviews/no-such-id/replay", {}, headers=auditor)
        answer = client.post(f"/v1/reviews/{review_id}/replay", {}, headers=auditor)
        event = client.get("/v1/events", headers=auditor).json()["events"][0]

    assert (refused.status_code, unknown.status_code) == (403, 404)
    result = ReplayAnswer.model_validate_json(answer.content)
    assert (result.identical, [item.code for item in result.gone], result.differs) == (identical, gone, [])
    assert (result.digest == result.logged_digest) == bool(identical)
    assert (event["act"], event["after"]) == (
        "review-replayed", {"identical": identical, "gone": gone, "differs": []},
    )  # fmt: skip
    assert "保本" not in answer.text
