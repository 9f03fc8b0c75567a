"""``shenyan queue``: what was held over HTTP is decided on the machine."""

import json

import pytest

from app.api.application import create_app
from app.model.principal import Role
from app.settings import load_settings
from tests.api.callers import bearer, make_key
from tests.api.client import Client


@pytest.fixture
def blocked(environment) -> str:
    settings = load_settings(log_level="error", queue_sample_share=0)
    key = bearer(make_key(settings, [Role.SENDER]))
    with Client(create_app(settings), key) as client:
        answer = client.post("/v1/reviews", {"text": "本产品保本保息。", "channel": "sms"}).json()
    assert answer["decision"] == "block"
    return answer["review_id"]


def test_one_person_at_the_machine_is_not_enough_for_a_block(shenyan, blocked):
    listed = [json.loads(line) for line in shenyan("queue", "list", "--format", "json").stdout.splitlines()]
    assert listed == [{"review_id": blocked, "state": "waiting", "escalation": 0}]

    assert shenyan("queue", "release", blocked, "--reason", "x").exit_code == 3
    assert "已领取" in shenyan("queue", "claim", blocked).stdout
    released = shenyan("queue", "release", blocked, "--reason", "说明书如此")
    assert "还需另一人放行（1/2）" in released.stdout
    again = shenyan("queue", "claim", blocked)
    assert (again.exit_code, "另一人" in again.stderr) == (3, True)
    shown = shenyan("--lang", "en", "queue", "show", blocked).stdout
    assert "说明书如此" in shown
    assert "waiting" in shown
    assert "1 条" in shenyan("queue", "rebuild").stdout
    assert shenyan("log", "verify").exit_code == 0


def test_a_refusal_ends_it(shenyan, blocked):
    shenyan("queue", "claim", blocked)
    assert "已拒绝" in shenyan("queue", "refuse", blocked, "-r", "夸大").stdout
    assert "0 条" in shenyan("queue", "list").stdout
    assert "已拒绝" in shenyan("queue", "list", "--state", "refused").stdout


def test_what_came_from_the_machine_is_not_held_and_an_unknown_id_is_said(shenyan, draft):
    shenyan("check", draft)
    assert "0 条" in shenyan("queue", "list").stdout
    assert shenyan("queue", "show", "no-such-id").exit_code == 3


def test_the_precision_of_rules_follows_from_the_decisions(shenyan, blocked):
    assert "0 条规则" in shenyan("rules", "precision").stdout
    shenyan("queue", "claim", blocked)
    shenyan("queue", "refuse", blocked, "-r", "夸大")

    shown = shenyan("rules", "precision").stdout
    assert "guaranteed-return  精确率 100%  维持 1  推翻 0" in shown
    found = [json.loads(line) for line in shenyan("rules", "precision", "--format", "json").stdout.splitlines()]
    assert ("guaranteed-return", 1.0) in [(item["rule_id"], item["precision"]) for item in found]
    assert shenyan("rules", "precision", "--since", "2099-01-01").stdout.startswith("0 条规则")
