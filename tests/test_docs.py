"""The generated pages are those of the rule set as it is."""

import json
import shutil
from functools import cache
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from typer.testing import CliRunner, Result

from app.cli.main import build_app
from app.cli.rules_docs import all_pages, approved_schema_text, schema_text, stale_pages
from app.publishing.bundled import bundled_directories
from app.reports.coverage import PAGE, coverage_page
from app.reports.rule_pages import FOLDER, inline, page_of, rule_pages
from app.ruleset.condition_reader import _KINDS
from app.ruleset.json_schema import (
    APPROVED_SCHEMA_NAME,
    CONDITION_KEYS,
    SCHEMA_NAME,
    approved_json_schema,
    rule_json_schema,
)
from app.ruleset.loader import APPROVED_PREFIX, load_rule_set, read_directory
from app.ruleset.rule import RuleSet
from tests.cli.conftest import PROJECT

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
RULES = ROOT / "rules"
RENEW = "run `shenyan rules coverage --write` and `shenyan rules docs --write`"


@cache
def bundled() -> RuleSet:
    return load_rule_set(read_directory(*bundled_directories()))


def test_the_coverage_map_is_current():
    assert (DOCS / PAGE).read_text("utf-8") == coverage_page(bundled()), RENEW


def test_the_pages_about_the_rules_are_current():
    pages = all_pages(bundled())
    out_of_date = [
        name
        for name, page in pages.items()
        if not (DOCS / FOLDER / name).is_file() or (DOCS / FOLDER / name).read_text("utf-8") != page
    ]
    assert out_of_date == [], RENEW
    assert stale_pages(DOCS / FOLDER, pages) == [], RENEW


def test_the_schema_for_editors_is_current():
    assert (RULES / SCHEMA_NAME).read_text("utf-8") == schema_text(), RENEW
    assert (RULES / APPROVED_SCHEMA_NAME).read_text("utf-8") == approved_schema_text(), RENEW


def test_every_rule_is_on_its_page_once():
    pages = rule_pages(bundled())
    for rule in bundled().rules:
        assert pages[page_of(rule)].count(f"\n## {rule.id}\n") == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("保\u200b本", "保⟨U+200B⟩本"),
        ("a|b\nc", "a\\|b ⏎ c"),
        ("<b>*x*</b>", "\\<b\\>\\*x\\*\\</b\\>"),
    ],
)
def test_examples_are_shown_and_not_rendered(text, shown):
    assert inline(text) == shown


class _Editor(yaml.CSafeLoader):
    """YAML as an editor reads it: 1.2, where a day is text."""


_Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def schema() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(rule_json_schema())


def test_the_schema_accepts_every_rule():
    wrong = {}
    for rule in bundled().rules:
        data = yaml.load(bundled().files[rule.path], _Editor)
        errors = [f"{'/'.join(map(str, error.instance_path))}: {error.message}" for error in schema().iter_errors(data)]
        if errors:
            wrong[rule.path] = errors[:2]
    assert wrong == {}


def test_the_schema_of_approved_wordings_accepts_them_and_refuses_what_the_loader_refuses():
    schema_of_approved = jsonschema_rs.Draft202012Validator(approved_json_schema())
    paths = [path for path in bundled().files if path.startswith(APPROVED_PREFIX)]
    for path in paths:
        good = yaml.load(bundled().files[path], _Editor)
        assert schema_of_approved.is_valid(good), path
        for change in ({"texts": []}, {"effective": {"from": "2026-01-01"}}, {"owners": "x"}):
            assert not schema_of_approved.is_valid({**good, **change})
    assert paths


@pytest.mark.parametrize(
    "change",
    [
        {"severity": "bloc"},
        {"sevrity": "block"},
        {"applies_to": {"product": ["nothing"]}},
        {"applies_to": {"channel": ["fax"]}},
        {"detect": {"a": {"detector": "lexikon", "lexicon": "x"}}},
        {"detect": {"a": {"detector": "pattern"}}},
        {"when": {"detectd": "a"}},
        {"when": {"detected": "a", "within": "part"}},
        {"when": {"near": ["a"]}},
        {"suggestion": {"insert": "x", "applicability": "maybe"}},
        {"examples": {"violates": []}},
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(change):
    good = yaml.load(bundled().files[bundled().rules[0].path], _Editor)
    assert schema().is_valid(good)
    assert not schema().is_valid({**good, **change})


def test_the_schema_knows_every_condition():
    assert {kind: set(keys) for kind, keys in CONDITION_KEYS.items()} == {k: set(v) for k, v in _KINDS.items()}


def test_the_schema_is_json():
    assert json.loads(schema_text())["$schema"].startswith("https://json-schema.org/")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "project"
    shutil.copytree(PROJECT, copy)
    monkeypatch.setenv("SHENYAN_RULES_DIR", str(copy / "rules"))
    monkeypatch.setenv("SHENYAN_LEXICONS_DIR", str(copy / "lexicons"))
    return copy


def shenyan(*args: str) -> Result:
    return CliRunner().invoke(build_app(), ["--lang", "en", *args])


def test_the_commands_say_what_is_out_of_date_and_renew_it(project):
    before = shenyan("rules", "docs")
    assert before.exit_code == 1
    assert "out of date" in before.stdout
    assert not (project / "docs").exists()

    assert shenyan("rules", "docs", "--write").exit_code == 0
    assert shenyan("rules", "docs").exit_code == 0
    assert (project / "docs/rules/cn-misleading.md").read_text("utf-8").startswith("# 中国内地：误导")
    assert (project / "rules/rule.schema.json").is_file()


def test_a_page_whose_rules_are_gone_is_removed_and_a_written_one_is_kept(project):
    shenyan("rules", "docs", "--write")
    own = project / "docs/rules/own.md"
    own.write_text("# mine\n", encoding="utf-8")
    shutil.rmtree(project / "rules/CN/disclosure")
    assert shenyan("rules", "docs").exit_code == 1
    assert shenyan("rules", "docs", "--write").exit_code == 0
    assert not (project / "docs/rules/cn-disclosure.md").exists()
    assert own.is_file()


def test_the_map_is_written_where_it_is_asked_for(project, tmp_path):
    folder = tmp_path / "elsewhere"
    assert shenyan("rules", "coverage", "--write", "--docs", str(folder)).exit_code == 0
    assert (folder / "coverage.md").is_file()
    assert not (project / "docs").exists()
    assert shenyan("rules", "coverage", "--docs", str(folder)).exit_code == 0


def test_an_open_obligation_is_named(project):
    path = project / "rules/references.yaml"
    path.write_text(path.read_text("utf-8") + "  CN-NEW-1: {title: {zh: 新规, en: A new law}}\n", encoding="utf-8")
    result = shenyan("rules", "coverage", "--write")
    assert result.exit_code == 1
    assert "CN-NEW-1  A new law" in result.stdout
    assert "1 obligation(s) with neither" in result.stdout
