"""The verdict log of the settings."""

from pathlib import Path
from typing import Final

from app.settings import Settings, StoreText
from app.store.key_source import KeyPlace
from app.store.verdict_log import VerdictLog
from app.store.writer import LogHooks, LogOptions

KEY_FILE_NAME: Final = "log-keys"
CONTENT_KEY_FILE_NAME: Final = "content-keys"
_NO_HOOKS: Final = LogHooks()


def open_log(settings: Settings, hooks: LogHooks = _NO_HOOKS, busy_timeout_seconds: float | None = None) -> VerdictLog:
    """The log of ``settings``, made when missing. Raises DatabaseUnusable, LogKeyMissing too."""
    wait = settings.busy_timeout_seconds if busy_timeout_seconds is None else busy_timeout_seconds
    options = LogOptions(
        wait,
        settings.max_pending_appends,
        settings.idempotency_hours,
        settings.checkpoint_file,
        content_key_place(settings),
    )
    log = VerdictLog.open(settings.database_url, key_place(settings), options, hooks)
    if settings.store_text is StoreText.FULL:
        try:
            log.contents.prepare()
        except BaseException:
            log.close()
            raise
    return log


def key_place(settings: Settings) -> KeyPlace:
    """Where the keys are: as set, or else in the state directory, where a new log gets a key of its own."""
    if settings.log_key is not None:
        return KeyPlace(Path(), settings.log_key.get_secret_value())
    if settings.log_key_file is not None:
        return KeyPlace(settings.log_key_file)
    return KeyPlace(settings.state_dir / KEY_FILE_NAME, may_make=True)


def content_key_place(settings: Settings) -> KeyPlace:
    """The same for the master keys of kept messages."""
    if settings.content_key is not None:
        return KeyPlace(Path(), settings.content_key.get_secret_value())
    if settings.content_key_file is not None:
        return KeyPlace(settings.content_key_file)
    return KeyPlace(settings.state_dir / CONTENT_KEY_FILE_NAME, may_make=True)
