"""The laws of the house that a machine can check: names, sizes, the environment, paths that the docs name."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "app").rglob("*.py"))
BANNED_MODULES = {"utils", "util", "helpers", "helper", "common", "misc"}
BANNED_SUFFIXES = ("Manager", "Service", "Handler", "Processor", "Helper")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_module(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)

    assert path.stem not in BANNED_MODULES
    assert len(text.splitlines()) <= 350, "split it"
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            assert not node.name.endswith(BANNED_SUFFIXES), node.name
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv"):
            assert path.name == "settings.py", "only settings.py reads the environment"
    if text.strip():
        assert ast.get_docstring(tree), "a module says what it is"


@pytest.mark.parametrize("path", [path for path in MODULES if "api" not in path.parts], ids=relative)
def test_public_functions_and_classes_have_docstrings(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))

    undocumented = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]

    assert undocumented == []


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=relative)
def test_paths_that_the_docs_name_exist(path: Path) -> None:
    text = path.read_text("utf-8")

    named = set(re.findall(r"`((?:app|rules|lexicons|tests|docs|deploy)/[\w./-]+)`", text))
    missing = [name for name in sorted(named) if not (ROOT / name.rstrip("/")).exists()]

    assert missing == []
