"""``shenyan log replay``: the verdict again, or what is gone."""

import json
import shutil

from tests.cli.conftest import PROJECT


def review_id(shenyan, draft) -> str:
    return json.loads(shenyan("check", draft, "--format", "json").stdout)["review_id"]


def test_the_same_verdict_after_the_rules_have_changed(shenyan, draft, monkeypatch, tmp_path):
    monkeypatch.setenv("SHENYAN_STORE_TEXT", "full")
    first = review_id(shenyan, draft)
    rules = tmp_path / "rules"
    shutil.copytree(PROJECT / "rules", rules)
    for path in rules.rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("severity: block", "severity: revise"), "utf-8")
    monkeypatch.setenv("SHENYAN_RULES_DIR", str(rules))

    result = shenyan("log", "replay", first)
    as_json = json.loads(shenyan("log", "replay", first, "--format", "json").stdout)

    assert (result.exit_code, "逐字节相同" in result.stdout) == (0, True)
    assert (as_json["identical"], as_json["digest"]) == (True, as_json["logged_digest"])
    assert shenyan("log", "verify").exit_code == 0


def test_without_the_text_it_says_so(shenyan, draft):
    result = shenyan("--lang", "en", "log", "replay", review_id(shenyan, draft))

    assert result.exit_code == 2
    assert "was not kept, or was erased" in " ".join(result.stdout.split())
    assert shenyan("log", "replay", "no-such-id").exit_code == 3
