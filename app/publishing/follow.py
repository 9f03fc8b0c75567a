"""Every process follows the active version: it looks each second, builds a new one beside, and swaps the reference.

While the store cannot be read, or a version cannot be built, the one that judges goes on judging.
"""

import gc
import threading
from collections.abc import Callable
from typing import Final

import structlog

from app.logging import named
from app.publishing.active import ActiveRuleSet, compile_files, warmed
from app.review import CompiledRuleSet
from app.store.lifecycle_records import Activation
from app.store.lifecycle_store import LifecycleStore
from app.store.rule_set_store import RuleSetStore

LOOK_SECONDS: Final = 1.0
_AFTER_FAILURE_SECONDS: Final = 5.0

_log = structlog.get_logger()


def _nothing() -> None:
    pass


class Follower:
    """A thread that keeps ``active`` at the active version. ``position`` is that of the activation it has now.

    ``swapped`` is told of each new rule set; ``tick`` is called at each look.
    """

    def __init__(
        self,
        active: ActiveRuleSet,
        position: int,
        stores: tuple[LifecycleStore, RuleSetStore],
        swapped: Callable[[CompiledRuleSet], None],
        tick: Callable[[], None] = _nothing,
    ) -> None:
        self._active = active
        self._position = position
        self._store, self._rule_sets = stores
        self._swapped = swapped
        self._tick = tick
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="rule-set-follower", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def wake(self) -> None:
        """Look now: this process itself has just published."""
        self._wake.set()

    def stop(self) -> None:
        """End the thread; waits for a rule set that is being built."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()

    def look(self) -> bool:
        """Follow once; True when another rule set judges now. Raises what the store and the rule set raise."""
        entry = self._store.active()
        if entry is None or entry.position == self._position:
            return False
        changed = entry.revision != self._active.current.revision
        if changed:
            self._build_and_swap(entry)
        self._position = entry.position
        return changed

    def _build_and_swap(self, entry: Activation) -> None:
        compiled = warmed(compile_files(self._rule_sets.load_revision(entry.revision)))
        previous = self._active.swap(compiled)
        self._swapped(compiled)
        _log.info("rule set swapped", version=entry.version, rule_set_revision=entry.revision)
        if previous is not None:
            del previous
            _settle()

    def _run(self) -> None:
        wait = LOOK_SECONDS
        while True:
            self._wake.wait(wait)
            self._wake.clear()
            if self._stopping.is_set():
                return
            wait = LOOK_SECONDS
            try:
                self._tick()
                self.look()
            except Exception as error:  # the old version goes on judging
                wait = _AFTER_FAILURE_SECONDS
                _log.warning("active version not followed", **named(error))


def _settle() -> None:
    """Let go of the rule set before. What was built at the start is frozen, so that no collection looks through it."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
