"""API keys for tests, made the way the command line makes them."""

from collections.abc import Sequence
from typing import Any

from app.api.application import create_app
from app.auth.access import SYSTEM, Access
from app.auth.keys import NewKey
from app.model.principal import Role
from app.settings import Settings
from app.store.events import Actor
from app.store.opening import open_log
from tests.api.client import Client

KEY_RECORDS = 2
"""The first records of the `client` fixture's log: its key was made, and its rules became version 1."""


def make_key(settings: Settings, roles: Sequence[str] = ("admin", "sender"), **options: Any) -> str:
    """A new key's text, for an application of ``settings`` that may or may not be running."""
    log = open_log(settings)
    access = Access.open(settings, log)
    try:
        wanted = NewKey("tests", tuple(Role(role) for role in roles), **options)
        return access.keys.create(wanted, Actor(SYSTEM, "tests")).secret
    finally:
        access.close()
        log.close()


def bearer(key: str) -> dict[str, str]:
    """The header that carries ``key``."""
    return {"Authorization": f"Bearer {key}"}


def open_client(settings: Settings, roles: Sequence[str] = ("admin", "sender"), **options: Any) -> Client:
    """A client of a new application, with a key of its own."""
    return Client(create_app(settings), bearer(make_key(settings, roles, **options)))
