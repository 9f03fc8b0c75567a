from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.verdict_log import VerdictLog
from app.store.writer import LogOptions
from tests.databases import postgresql_url
from tests.store.keys import CONTENT_KEYS, KEYS
from tests.store.raw import Raw


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, path: Path) -> Iterator[str]:
    """A new database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{path}"
    else:
        with postgresql_url() as made:
            yield made


@pytest.fixture
def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture
def log(url: str) -> Iterator[VerdictLog]:
    opened = VerdictLog.open(url, KEYS, LogOptions(0.2, content_keys=CONTENT_KEYS))
    yield opened
    opened.close()


@pytest.fixture
def sqlite_log(sqlite_url: str) -> Iterator[VerdictLog]:
    opened = VerdictLog.open(sqlite_url, KEYS, LogOptions(0.2, content_keys=CONTENT_KEYS))
    yield opened
    opened.close()


@pytest.fixture
def raw(log: VerdictLog, url: str) -> Iterator[Raw]:
    """The database of ``log`` in the hands of somebody who knows SQL."""
    connection = Raw(url)
    yield connection
    connection.close()
