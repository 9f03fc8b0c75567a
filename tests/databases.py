"""The databases that the store is tested on.

PostgreSQL is looked for at ``SHENYAN_TEST_POSTGRES_URL`` (a database that tests may make schemas in). Without a server
its tests are skipped and say so; with ``SHENYAN_TEST_POSTGRES=required``, as in CI, they fail instead.
"""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import psycopg
import pytest

POSTGRES = os.environ.get("SHENYAN_TEST_POSTGRES_URL", "postgresql://root@127.0.0.1:5432/test")


@cache
def _why_not() -> str:
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.Error as error:
        return str(error).splitlines()[0]
    return ""


@contextmanager
def postgresql_url() -> Iterator[str]:
    """A URL with a schema of its own, dropped at the end. Skips the test where there is no server."""
    why_not = _why_not()
    if why_not and os.environ.get("SHENYAN_TEST_POSTGRES") == "required":
        pytest.fail(f"PostgreSQL is required and not there: {why_not}")
    if why_not:
        pytest.skip(f"no PostgreSQL at SHENYAN_TEST_POSTGRES_URL: {why_not}")
    schema = f"shenyan_{uuid.uuid4().hex}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f"CREATE SCHEMA {schema}")
    try:
        yield f"{POSTGRES}?options=-csearch_path%3D{schema}"
    finally:  # on a connection of its own: the server may have been restarted meanwhile
        with psycopg.connect(POSTGRES, autocommit=True) as server:
            server.execute(f"DROP SCHEMA {schema} CASCADE")
