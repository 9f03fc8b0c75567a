"""The waivers that reviews are given in this process. One reference, swapped at once, like the rule set."""

from app.model.waiver import NO_WAIVERS, WaiverSet
from app.settings import Settings
from app.store.waiver_store import WaiverStore


class ActiveWaivers:
    """``current`` is what a review is given; it was kept before, so that every verdict can be had again."""

    __slots__ = ("_current", "_steps")

    def __init__(self, waivers: WaiverSet = NO_WAIVERS) -> None:
        self._current = waivers
        self._steps = -1

    @property
    def current(self) -> WaiverSet:
        """The waivers in force; which of them are over by a message's day the review itself sees."""
        return self._current

    def follow(self, store: WaiverStore) -> None:
        """Look for changes. Raises VerdictLogUnavailable; then those that were known stay."""
        steps = store.steps()
        if steps != self._steps:
            self._current = store.in_force()
            self._steps = steps


def load_waivers(settings: Settings) -> ActiveWaivers:
    """Those of the settings' database, whose log must be open. Raises DatabaseUnusable or VerdictLogUnavailable."""
    store = WaiverStore.open(settings.database_url, settings.busy_timeout_seconds)
    try:
        return ActiveWaivers(store.in_force())
    finally:
        store.close()
