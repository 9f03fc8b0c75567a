"""What reviewers made of each rule, and the approved wordings, over HTTP."""

from app.api.approved import ApprovedWordingList
from app.api.precision import PrecisionAnswer
from app.model.principal import Role
from tests.api.callers import bearer, make_key
from tests.api.client import Client
from tests.api.conftest import MakeSettings

BLOCKED = {"text": "本产品保本保息。", "channel": "sms"}
WHY = {"reason": "说明书如此"}


def test_a_noisy_rule_is_shown_with_its_dismissals(client: Client, make_settings: MakeSettings) -> None:
    roles = {"sender": "sender", "anna": "reviewer", "ben": "reviewer", "author": "author"}
    keys = {name: bearer(make_key(make_settings(), [Role(role)])) for name, role in roles.items()}
    review_id = client.post("/v1/reviews", BLOCKED, headers=keys["sender"]).json()["review_id"]
    assert client.get("/v1/precision", headers=keys["author"]).json() == {"rules": []}
    for who in ("anna", "ben"):
        for act, body in (("claim", None), ("release", WHY)):
            assert client.post(f"/v1/queue/{review_id}/{act}", body, headers=keys[who]).status_code == 200

    answer = client.get("/v1/precision?least=1", headers=keys["author"])
    rule = next(
        item
        for item in PrecisionAnswer.model_validate_json(answer.content).rules
        if item.rule_id == "guaranteed-return"
    )
    assert (rule.precision, rule.upheld, rule.dismissed, rule.noisy) == (0.0, 0, 1, True)
    assert [(item.review_id, item.reason) for item in rule.dismissals] == [(review_id, "说明书如此")]
    assert client.get("/v1/precision?since=2099-01-01T00:00:00Z", headers=keys["author"]).json() == {"rules": []}
    for wrong in ("noisy=2", "least=0", "since=soon", "other=1"):
        assert client.get(f"/v1/precision?{wrong}", headers=keys["author"]).status_code == 422


def test_the_approved_wordings_of_the_active_rule_set(client: Client) -> None:
    answer = client.get("/v1/approved-wordings")

    assert ApprovedWordingList.model_validate_json(answer.content).approved_wordings == []
