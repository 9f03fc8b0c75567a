"""A small rule set of its own, so that these tests do not change with the real rules."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import build_app

PROJECT = Path(__file__).parent / "project"
GOLDEN = Path(__file__).parent / "golden"

DRAFT = "【远山财富】稳健理财保\u200b本保息，年化4.5%，名额有限，先到先得！尊享礼遇，立即购买。\n"


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    values = {
        "SHENYAN_RULES_DIR": str(PROJECT / "rules"),
        "SHENYAN_LEXICONS_DIR": str(PROJECT / "lexicons"),
        "SHENYAN_DATABASE_URL": f"sqlite:///{tmp_path}/log.db",
        "SHENYAN_LOG_KEY": "a1" * 32,
        "SHENYAN_LANG": "zh",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return values


@pytest.fixture
def shenyan(environment: dict[str, str]) -> Callable[..., Result]:
    def run(*args: object, given: str | bytes | None = None) -> Result:
        return CliRunner().invoke(build_app(), [str(arg) for arg in args], input=given)

    return run


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path
