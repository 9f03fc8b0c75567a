from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from app.releases.keys import FILE_NAME, make_key_file
from app.settings import Settings, load_settings
from tests.api.callers import open_client
from tests.api.client import Client
from tests.api.rule_files import write_rule_files


class MakeSettings(Protocol):
    def __call__(self, **overrides: Any) -> Settings: ...


@pytest.fixture(scope="session")
def rule_folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("rule-set")
    make_key_file(folder / FILE_NAME)  # here, so that no test's log begins with the making of it
    return write_rule_files(folder)


@pytest.fixture
def make_settings(tmp_path: Path, rule_folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> MakeSettings:
    for name in ("HOST", "DATABASE_URL", "STORE_TEXT", "STATE_DIR", "KEY_PEPPER", "OIDC_ISSUER"):
        monkeypatch.delenv(f"SHENYAN_{name}", raising=False)
    rules, lexicons = rule_folders

    def make(**overrides: Any) -> Settings:
        return load_settings(
            tmp_path / "no.env",
            **{
                "database_url": f"sqlite:///{tmp_path}/log.db",
                "state_dir": rules.parent,
                "rules_dir": rules,
                "lexicons_dir": lexicons,
                "busy_timeout_seconds": 0.2,
                "log_level": "error",
                **overrides,
            },
        )

    return make


@pytest.fixture
def client(make_settings: MakeSettings) -> Iterator[Client]:
    with open_client(make_settings()) as opened:
        yield opened
