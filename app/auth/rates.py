"""How fast one caller may be: a bucket a caller, refilled steadily, a minute's worth deep. Each process has its own."""

import math
import time
from collections.abc import Callable
from typing import Final

from app.errors import RateLimited
from app.model.principal import Principal

_MANY: Final = 10_000


class Rates:
    """Not for several threads at once: the event loop asks it."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._full_at: dict[str, float] = {}

    def take(self, caller: Principal, count: int = 1) -> None:
        """Count ``count`` requests of ``caller``. Raises RateLimited.

        What is refused is not counted. More than a minute's worth at once is let through when the bucket is full: it
        could never be sent otherwise, and is paid for afterwards.
        """
        now = self._clock()
        seconds_each = 60 / (caller.per_minute or self._per_minute)
        full_at = max(self._full_at.get(caller.id, now), now)
        wait = full_at - now + min(count * seconds_each, 60) - 60
        if wait > 1e-6:
            raise RateLimited(math.ceil(wait))
        self._full_at[caller.id] = full_at + count * seconds_each
        if len(self._full_at) > _MANY:
            self._full_at = {name: moment for name, moment in self._full_at.items() if moment > now}
