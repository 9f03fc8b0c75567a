"""``shenyan rules waive`` and what follows: two persons, two keys."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from app.model.principal import Role
from app.settings import load_settings
from tests.api.callers import make_key

UNTIL = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
TEXT = "本产品保本保息。"


@pytest.fixture
def wang(environment) -> str:
    return make_key(load_settings(log_level="error"), [Role.APPROVER])


def waive(shenyan, *more: str):
    return shenyan("rules", "waive", "guaranteed-return", "-r", "清库存", "--owner", "市场部", "--until", UNTIL, *more)


def test_from_the_request_to_the_end(shenyan, wang, monkeypatch, tmp_path):
    message = tmp_path / "message.txt"
    message.write_text(TEXT, encoding="utf-8")
    assert shenyan("check", message, "--campaign", "autumn").exit_code == 2
    asked = waive(shenyan, "--campaign", "autumn", "--wording", TEXT)
    assert asked.exit_code == 0, asked.stderr
    waiver_id = asked.stdout.split()[0]
    assert "待批准" in asked.stdout
    own = shenyan("rules", "waiver-approve", waiver_id)
    assert (own.exit_code, "他人批准" in own.stderr) == (3, True)

    with monkeypatch.context() as patch:
        patch.setenv("SHENYAN_API_KEY", wang)
        assert "已批准" in shenyan("rules", "waiver-approve", waiver_id).stdout
    checked = shenyan("check", message, "--campaign", "autumn")
    assert (checked.exit_code, f"豁免 {waiver_id}" in checked.stdout) == (0, True)
    assert "清库存" in checked.stdout
    assert shenyan("check", message).exit_code == 2
    shown = json.loads(shenyan("check", message, "--campaign", "autumn", "--format", "json").stdout)
    assert shown["findings"][0]["exemption"]["id"] == waiver_id

    listed = [json.loads(line) for line in shenyan("rules", "waivers", "--format", "json").stdout.splitlines()]
    assert [(item["id"], item["narrowing"]["wording"]) for item in listed] == [(waiver_id, "本产品保本保息。")]
    assert "1 份豁免在 30 日内到期" in shenyan("rules", "waivers", "--expiring", "30").stdout
    assert "0 份豁免在 3 日内到期" in shenyan("rules", "waivers", "--expiring", "3").stdout
    assert "已终止" in shenyan("rules", "waiver-end", waiver_id, "-r", "已更正").stdout
    assert shenyan("check", message, "--campaign", "autumn").exit_code == 2


def test_what_is_refused_is_said(shenyan, wang):
    assert shenyan("rules", "waive", "guaranteed-return", "-r", "x", "--owner", "y", "--until", "soon").exit_code == 3
    assert "不超过一年" in shenyan("rules", "waive", "guaranteed-return", "-r", "x", "--owner", "y", "--until",
                              "2099-01-01").stderr  # fmt: skip
    assert "没有这条规则" in shenyan("rules", "waive", "nothing", "-r", "x", "--owner", "y", "--until", UNTIL).stderr
    assert waive(shenyan, "--channel", "fax").exit_code == 3
