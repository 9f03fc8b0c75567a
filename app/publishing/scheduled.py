"""Drafts whose time has come are published by the service itself, by whichever process is first.

In a thread of its own: a trial may take a minute, and a process that is trying one still follows the active version.
"""

import threading
from collections.abc import Callable
from typing import Final

import structlog

from app.errors import ShenyanError
from app.logging import named
from app.publishing.drafts import Drafts, microseconds
from app.publishing.refusals import Refusal
from app.publishing.versions import SHENYAN, Versions
from app.store.lifecycle_records import Draft, DraftState

LOOK_SECONDS: Final = 1.0
_AFTER_FAILURE_SECONDS: Final = 5.0
_SENT_BACK: Final = ("draft-outdated", "trial-failed", "draft-empty")
"""What keeps a draft from ever being published as it is; all else may be over at the next look."""

_log = structlog.get_logger()


class Scheduler:
    """A thread that looks each second for drafts that are due; ``published`` is called when it has published one."""

    def __init__(self, drafts: Drafts, versions: Versions, published: Callable[[], None]) -> None:
        self._drafts = drafts
        self._versions = versions
        self._published = published
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scheduled-publishing", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread; waits for a draft that is being published."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        wait = LOOK_SECONDS
        while not self._stopping.wait(wait):
            wait = LOOK_SECONDS
            try:
                if publish_due(self._drafts, self._versions, microseconds()):
                    self._published()
            except Exception as error:  # the store may be away; the next look tries again
                wait = _AFTER_FAILURE_SECONDS
                _log.warning("scheduled drafts not published", **named(error))


def publish_due(drafts: Drafts, versions: Versions, now: int) -> bool:
    """Publish what was scheduled for ``now`` (microseconds since 1970) or before; True when something was.

    What cannot be published goes back to its authors, with why. What somebody else published or changed meanwhile is
    left alone. Raises VerdictLogUnavailable.
    """
    due = [item for item in drafts.list(DraftState.SCHEDULED) if item.publish_at is not None and item.publish_at <= now]
    # The earliest first; of those after it, which were built on the same version, the authors are told.
    published = 0
    for draft in sorted(due, key=lambda item: item.publish_at or 0):
        published += _publish(drafts, versions, draft)
    return published > 0


def _publish(drafts: Drafts, versions: Versions, draft: Draft) -> bool:
    try:
        versions.publish(draft.id, draft.edition, SHENYAN)
    except ShenyanError as error:
        if not isinstance(error, Refusal):
            raise
        _log.warning("scheduled draft not published", draft=draft.id, **named(error))
        if error.code in _SENT_BACK:
            _send_back(drafts, draft, f"{error.detail.zh} / {error.detail.en}")
        return False
    return True


def _send_back(drafts: Drafts, draft: Draft, reason: str) -> None:
    try:
        drafts.send_back(draft.id, draft.edition, reason, SHENYAN)
    except Refusal as error:  # another process published it, which is also why it was outdated here
        _log.info("scheduled draft was published or changed meanwhile", draft=draft.id, **named(error))
