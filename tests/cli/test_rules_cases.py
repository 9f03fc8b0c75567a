"""``shenyan rules case``, and what `rules test` and `rules check` say of known cases."""

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import PROJECT


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment) -> Path:
    copy = tmp_path / "project"
    shutil.copytree(PROJECT, copy)
    monkeypatch.setenv("SHENYAN_RULES_DIR", str(copy / "rules"))
    monkeypatch.setenv("SHENYAN_LEXICONS_DIR", str(copy / "lexicons"))
    monkeypatch.setenv("SHENYAN_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.chdir(copy)
    return copy


def write_case(project: Path, decision: str) -> Path:
    path = project / "rules" / "cases" / "known.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        "id: known\nbecause: 旧案\nmessage:\n  parts:\n    - {name: body, text: 本产品保本保息}\n  channel: sms\n"
        f"decision: {decision}\nfindings:\n  - {{rule: guaranteed-return, quotes: [保本保息]}}\n",
        "utf-8",
    )
    return path


def test_rules_test_runs_the_cases(shenyan, project: Path) -> None:
    write_case(project, "block")
    holds = shenyan("rules", "test", "--lang", "en")
    assert (holds.exit_code, "1 known case(s), 0 judged otherwise" in holds.stdout) == (0, True), holds.stdout

    write_case(project, "pass")
    for what in ([], ["known"], ["rules/cases/known.yaml"]):
        changed = shenyan("rules", "test", *what, "--lang", "en")
        assert changed.exit_code == 1
        assert "✗ known  rules/cases/known.yaml" in changed.stdout
        assert "because 旧案" in changed.stdout
        assert re.search(r"want .*\n.*got ", changed.stdout)
        assert "1 known case(s), 1 judged otherwise" in changed.stdout


def test_lint_tells_mistakes_in_a_case(shenyan, project: Path) -> None:
    path = write_case(project, "block")
    path.write_text(path.read_text("utf-8").replace("guaranteed-return", "guaranteed-retun"), "utf-8")
    result = shenyan("rules", "lint", "--lang", "en")
    assert result.exit_code == 1
    assert "rules/cases/known.yaml:9:6: rule-unknown" in result.stdout


def logged(shenyan) -> str:
    """The id of a review that is in the log."""
    shenyan("check", "-", "--lang", "en", given="本产品保本保息")
    return re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", shenyan("log", "search").stdout)[0]


def test_a_review_becomes_a_case_and_holds_a_draft_back(shenyan, project: Path, tmp_path: Path) -> None:
    review = logged(shenyan)
    draft = shenyan("rules", "draft", "--note", "x", "--lang", "en").stdout.split()[1]
    message = tmp_path / "message.json"
    message.write_text('{"parts": [{"name": "body", "text": "本产品保本保息"}], "channel": "sms"}', "utf-8")

    missing = shenyan("rules", "case", draft, review, "--lang", "en")
    assert missing.exit_code == 3
    assert "give the whole message" in missing.stderr
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("parts: []\n", "utf-8")
    refused = shenyan("rules", "case", draft, review, "--message", wrong, "--lang", "en")
    assert refused.exit_code == 3
    assert "is no message: 1:1 “parts” needs at least 1 item(s)" in refused.stderr

    kept = shenyan(
        "rules", "case", draft, review, "--message", message, "--decision", "pass", "--silent", "guaranteed-return",
        "--because", "旧案", "--id", "known", "--lang", "en",
    )  # fmt: skip
    assert kept.exit_code == 0, kept.stderr
    assert "± rules/cases/known.yaml" in kept.stdout
    checked = shenyan("rules", "check", draft, "--lang", "en")
    assert checked.exit_code == 1
    assert "rules/cases/known.yaml: 旧案" in checked.stdout
    assert "want pass, got block" in checked.stdout
    assert "guaranteed-return: want does not fire, got “保本保息”" in checked.stdout

    right = ("--decision", "block", "--finding", "guaranteed-return=保本保息", "--id", "known")
    assert shenyan("rules", "case", draft, review, "--message", message, *right).exit_code == 0
    passed = shenyan("rules", "check", draft, "--lang", "en")
    assert (passed.exit_code, "1 cases)" in passed.stdout) == (0, True), passed.stdout
