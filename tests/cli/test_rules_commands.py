"""``shenyan rules`` and ``shenyan explain``."""

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
    monkeypatch.chdir(copy)
    return copy


RULE = "rules/CN/misleading/guaranteed-return.yaml"


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_lint_of_sound_rules(shenyan, project):
    result = shenyan("rules", "lint")
    assert result.exit_code == 0
    assert "没有错误：4 条规则" in result.stdout


def test_lint_names_every_problem_with_its_place_and_cure(shenyan, project):
    replace(project / RULE, "severity: block", "severity: bloc")
    replace(project / RULE, "lexicon: guarantee", "lexicon: guarante")
    replace(project / "lexicons/terms/guarantee.yaml", "terms:", "term:")
    result = shenyan("rules", "lint", "--lang", "en")
    assert result.exit_code == 1
    assert f"{RULE}:4:1: value-unknown" in result.stdout
    assert "lexicons/terms/guarantee.yaml:3:1: key-unknown" in result.stdout
    assert "    → " in result.stdout


def test_lint_of_one_file_shows_its_problems_only(shenyan, project):
    replace(project / RULE, "severity: block", "severity: bloc")
    replace(project / "rules/CN/misleading/urgency.yaml", "severity: advise", "severity: advice")
    result = shenyan("rules", "lint", RULE)
    assert result.exit_code == 1
    assert "urgency" not in result.stdout
    assert "另有 1 处错误" in result.stdout


def test_other_commands_point_to_lint(shenyan, project, draft):
    replace(project / RULE, "severity: block", "severity: bloc")
    for args in (["check", draft, "--no-log"], ["rules", "test"], ["rules", "list"], ["explain", "urgency"]):
        result = shenyan(*args)
        assert result.exit_code == 3
        assert "shenyan rules lint" in result.stderr


@pytest.mark.parametrize("what", [[], ["guaranteed-return"], [RULE], ["rules/CN"]])
def test_examples_that_hold(shenyan, project, what):
    result = shenyan("rules", "test", *what)
    assert result.exit_code == 0
    assert "全部成立" in result.stdout


def test_a_failing_example_shows_what_was_expected_and_what_came(shenyan, project):
    replace(project / RULE, "quotes: [保本保息]", "quotes: [保本]")
    result = shenyan("rules", "test", "guaranteed-return")
    assert result.exit_code == 1
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert f"✗ guaranteed-return  {RULE}  violates 1" in lines
    assert "应为 “保本”" in lines
    assert "得到 “保本保息”" in lines


def test_a_new_rule_is_valid_and_its_examples_hold(shenyan, project):
    result = shenyan("rules", "new", "my-rule", "--family", "tone")
    assert result.exit_code == 0
    path = project / "rules/CN/tone/my-rule.yaml"
    assert path.is_file()
    assert shenyan("rules", "lint").exit_code == 0
    replace(path, "status: draft   ", "status: active  ")
    tested = shenyan("rules", "test", "my-rule")
    assert tested.exit_code == 0, tested.stdout
    assert "2 个例子全部成立" in tested.stdout


def test_a_new_rule_never_overwrites(shenyan, project):
    before = (project / RULE).read_bytes()
    result = shenyan("rules", "new", "guaranteed-return", "--jurisdiction", "HK")
    assert result.exit_code == 3
    assert (project / RULE).read_bytes() == before


@pytest.mark.parametrize("name", ["../x", "A", "a b", "", "规则"])
def test_a_new_rule_needs_an_id_of_the_right_form(shenyan, project, name):
    assert shenyan("rules", "new", name).exit_code == 3


def test_list(shenyan, environment):
    result = shenyan("rules", "list", "--severity", "block")
    assert "guaranteed-return" in result.stdout
    assert "urgency" not in result.stdout


def test_explain(shenyan, environment):
    result = shenyan("explain", "guaranteed-return", "--lang", "en")
    assert result.exit_code == 0
    for words in (
        "Promises principal",
        "Wealth-management sales measures, art. 27 [CN-WM-27-4]",
        "negated",
        "✗ 本产品保本保息",
    ):
        assert words in result.stdout
