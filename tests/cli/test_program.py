"""The command line as a whole: languages, help, exit codes."""

import ast
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import typer

from app.cli.groups import Log, Rules
from app.cli.help_texts import CHOICES, HELP
from app.cli.main import Shenyan, build_app
from app.cli.texts import TEXTS

CLI = Path(__file__).parents[2] / "app" / "cli"


def test_every_text_is_there_in_both_languages():
    for key, text in {**TEXTS, **HELP}.items():
        assert text.zh, key
        assert text.en, key
        assert _holes(text.zh) == _holes(text.en), key


def _holes(text: str) -> set[str]:
    return {piece.split("}")[0].split(":")[0] for piece in text.replace("{{", "").split("{")[1:]}


def test_every_text_that_the_code_says_is_in_the_table():
    for path in CLI.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in (
                "say",
                "InputError",
            ):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    assert first.value in TEXTS, f"{path.name}: {first.value}"


@pytest.mark.parametrize("group", [Shenyan, Rules, Log])
def test_every_command_has_help_for_all_it_takes(group):
    for name, target in group.ENTRIES.items():
        assert f"{group.HELP_PREFIX}{name}" in HELP
        module, _, function = target.partition(":")
        found = getattr(import_module(module), function)
        if isinstance(found, type):
            continue
        app = typer.Typer(add_completion=False)
        app.command()(found)
        for param in typer.main.get_command(app).params:
            if param.name != "help":
                assert param.help in HELP, f"{name} {param.name}"
                assert param.metavar or param.is_flag, f"{name} {param.name}"
    assert set(CHOICES) <= set(HELP)


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_help_pages_are_in_the_readers_language(shenyan, tongue):
    for args in (
        [],
        ["check", "--help"],
        ["rules", "--help"],
        ["rules"],
        ["log", "search", "--help"],
        ["eval", "--help"],
    ):
        result = shenyan("--lang", tongue, *args)
        assert result.exit_code == 0
        assert ("用法：" if tongue == "zh" else "Usage:") in result.stdout


def test_the_language_follows_the_environment(shenyan, monkeypatch):
    monkeypatch.delenv("SHENYAN_LANG")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert "Usage:" in shenyan().stdout
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert "用法：" in shenyan().stdout
    assert "Usage:" in shenyan("--lang=en").stdout


def test_what_nobody_foresaw_is_told_without_a_stack_trace(shenyan, draft, monkeypatch):
    def explode(*_args: object) -> None:
        raise ZeroDivisionError("本产品保本保息")

    monkeypatch.setattr("app.cli.check.review", explode)
    result = shenyan("check", draft, "--no-log")
    assert result.exit_code == 3
    assert "ZeroDivisionError" in result.stderr
    assert "保本" not in result.stderr


def test_the_module_runs_as_a_command(environment, draft):
    result = subprocess.run(
        [sys.executable, "-m", "app.cli", "check", str(draft), "--no-log"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(CLI.parents[1])},
        check=False,
    )
    assert result.returncode == 2
    assert "禁止发送" in result.stdout.decode("utf-8")
    assert b"\x1b" not in result.stdout  # plain when it is not a terminal


def test_help_does_not_load_the_detectors():
    code = "import sys, app.cli.main as m\ntry: m.main()\nexcept SystemExit: pass\nprint('spacy' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code, "--help"], capture_output=True, check=True, cwd=CLI.parents[1], text=True
    )
    assert result.stdout.endswith("False\n")


def test_the_version(shenyan):
    assert shenyan("--version").stdout.startswith("shenyan ")
    assert build_app().info.name == "shenyan"
