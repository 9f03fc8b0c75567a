"""The verdict log that a command works with."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.cli.errors import InputError
from app.settings import Settings, load_settings
from app.store import opening
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
    log = opening.open_log(settings)
    if log.made_key_file is not None:
        path = log.made_key_file
        sys.stderr.write(f"已为结论日志新建密钥 {path}，请备份 / made a key for the verdict log: back up {path}\n")
    try:
        yield log
    finally:
        log.close()
