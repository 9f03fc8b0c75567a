from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.verdict_log import VerdictLog


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


@pytest.fixture
def url(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture
def log(url: str) -> Iterator[VerdictLog]:
    opened = VerdictLog.open(url, busy_timeout_seconds=0.2)
    yield opened
    opened.close()
