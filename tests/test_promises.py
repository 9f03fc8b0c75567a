"""docs/promises.md names a test for each promise, and each test is there."""

import ast
import re
from pathlib import Path

import pytest

from tests.api.callers import open_client
from tests.api.rule_files import write_rule_files
from tests.api.test_access import OPEN, ROUTES

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "promises.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| ([RAPO]\d) \| (.+) \|$", PAGE, re.MULTILINE))
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))


def test_every_promise_has_a_row_with_a_test() -> None:
    wanted = [*(f"R{n}" for n in range(1, 10)), *(f"A{n}" for n in range(1, 9)), *(f"P{n}" for n in range(1, 5))]
    assert list(ROWS) == [*wanted, *(f"O{n}" for n in range(1, 7))]
    assert [name for name, row in ROWS.items() if "::test_" not in row] == []


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_the_test_is_there(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("module", sorted(set(re.findall(r"`(tests(?:\.\w+)+)", PAGE))))
def test_the_program_is_there(module: str) -> None:
    assert (ROOT / f"{module.replace('.', '/')}.py").is_file()


def test_no_answer_sets_a_cookie(tmp_path: Path) -> None:
    from app.settings import load_settings

    rules, lexicons = write_rule_files(tmp_path / "rule-set")
    settings = load_settings(
        tmp_path / "no.env", database_url=f"sqlite:///{tmp_path}/log.db", state_dir=tmp_path, rules_dir=rules,
        lexicons_dir=lexicons, log_level="error",
    )  # fmt: skip
    with open_client(settings) as client:
        for method, path in [*ROUTES, *(("GET", path) for path in OPEN)]:
            assert "set-cookie" not in client.request(method, path.replace("{", "").replace("}", "")).headers, path
