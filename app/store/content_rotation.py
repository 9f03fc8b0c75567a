"""A new master key for kept messages: their data keys are wrapped anew, and nothing else is touched."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.store.events import Actor, Event, event_entry
from app.store.key_source import keep_current, rotate
from app.store.verdict_log import VerdictLog

_SETTLE_SECONDS: Final = 1.0
"""A process that read the key file just before the new key was in it has written its message by then."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """The master key ``id`` now wraps all data keys; ``count`` of them it did not before."""

    id: str
    count: int


def rotate_content_keys(log: VerdictLog, file: Path | None, actor: Actor, *, forget_old: bool = False) -> Rotation:
    """Add a master key to ``file`` and wrap every data key with it, and record that. May be stopped and run again.

    Without ``file`` the ring is that of a setting, whose last key is new already. ``forget_old`` takes the older keys
    out of the file: copies of data keys that were wrapped with them, as in backups, are then of no use to anybody.
    Raises LogKeyMissing, DatabaseUnusable or VerdictLogUnavailable.
    """
    before = log.contents.current().id
    if file is not None:
        rotate(file)
        time.sleep(_SETTLE_SECONDS)
    count = 0
    with log.storing():
        while some := log.contents.rewrap():
            count += some
        if file is not None and forget_old:
            keep_current(file)
        log.contents.database.purge()
    rotation = Rotation(log.contents.current().id, count)
    after = {"key": rotation.id, "data_keys": count, "older_keys_forgotten": forget_old}
    event = Event("data-key-rotated", "content-keys", before={"key": before}, after=after)
    log.append(event_entry(event, actor))
    return rotation
