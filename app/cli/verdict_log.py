"""The verdict log that a command works with."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.cli.errors import InputError
from app.settings import Settings, load_settings
from app.store.verdict_log import VerdictLog

_SQLITE = "sqlite:///"


@contextmanager
def open_log() -> Iterator[VerdictLog]:
    """The log of the settings, for reading. Raises InputError when there is none yet, DatabaseUnusable."""
    settings = load_settings()
    existing_log_url(settings)
    with open_settings_log(settings) as log:
        yield log


def existing_log_url(settings: Settings) -> str:
    """Where the log is. Raises InputError when there is none yet: reading must not create one."""
    url = settings.database_url
    if url.startswith(_SQLITE) and not Path(url.removeprefix(_SQLITE)).is_file():
        raise InputError("error.no-log", path=url.removeprefix(_SQLITE))
    return url


@contextmanager
def open_settings_log(settings: Settings) -> Iterator[VerdictLog]:
    """The log of ``settings``, made when missing. Raises DatabaseUnusable."""
    log = VerdictLog.open(
        settings.database_url,
        busy_timeout_seconds=settings.busy_timeout_seconds,
        max_pending=settings.max_pending_appends,
        idempotency_hours=settings.idempotency_hours,
    )
    try:
        yield log
    finally:
        log.close()
