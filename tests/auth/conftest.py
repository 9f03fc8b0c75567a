"""The accounts on each kind of database, with a clock that stands still until it is moved."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.auth.key_ring import KeyRing
from app.auth.keys import IssuedKey, Keys, NewKey
from app.auth.pepper import Pepper
from app.model.principal import Principal, Role
from app.settings import load_settings
from app.store.account_store import AccountStore, StoredKey
from app.store.events import Actor
from app.store.opening import open_log
from app.store.verdict_log import VerdictLog
from tests.databases import postgresql_url

DAY = 24 * 3600
ADMIN = Actor(Principal("boss", (Role.ADMIN,)), "tests")


@dataclass
class Accounts:
    """What administrators and callers meet, on one database."""

    log: VerdictLog
    store: AccountStore
    pepper: Pepper = field(default_factory=lambda: Pepper(b"p" * 32))
    now: int = 1_790_000_000_000_000

    def __post_init__(self) -> None:
        self.keys = Keys(self.store, self.log, self.pepper, lambda: self.now)

    def make(self, **options: object) -> IssuedKey:
        values: dict[str, object] = {"name": "tests", "roles": (Role.SENDER,), **options}
        return self.keys.create(NewKey(**values), ADMIN)  # type: ignore[arg-type]

    def ring(self) -> KeyRing:
        return KeyRing(self.store, self.pepper, lambda: self.now)

    def recognised(self, text: str) -> StoredKey | None:
        """What a service that has just started makes of a key."""
        return asyncio.run(self.ring().recognise(text))

    def wait(self, seconds: float) -> None:
        self.now += int(seconds * 1_000_000)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/log.db"
    else:
        with postgresql_url() as made:
            yield made


@pytest.fixture
def accounts(url: str, tmp_path: Path) -> Iterator[Accounts]:
    log = open_log(load_settings(tmp_path / "no.env", database_url=url, state_dir=tmp_path))
    store = AccountStore.open(url, 2.0)
    yield Accounts(log, store)
    store.close()
    log.close()
