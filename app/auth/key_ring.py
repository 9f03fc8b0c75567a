"""Recognises API keys, quickly: what the database said is believed for a moment."""

import asyncio
import hmac
import threading
import time
from collections.abc import Callable
from typing import Final

from app.auth.keys import digest_of, microseconds
from app.auth.pepper import Pepper
from app.store.account_store import AccountStore, StoredKey

BELIEVED_SECONDS: Final = 2.0
"""A key revoked by another process is refused here after so long; one revoked here, at once."""
_MANY: Final = 10_000


class KeyRing:
    """Safe to share between tasks and threads."""

    def __init__(self, accounts: AccountStore, pepper: Pepper, clock: Callable[[], int] = microseconds) -> None:
        self._accounts = accounts
        self._pepper = pepper
        self._clock = clock
        self._known: dict[str, tuple[float, StoredKey]] = {}
        self._uses: dict[str, int] = {}
        self._changes = 0
        self._lock = threading.Lock()
        self._nobody = pepper.digest("nobody")

    async def recognise(self, text: str) -> StoredKey | None:
        """The valid key that ``text`` is; None for anything else. Raises VerdictLogUnavailable.

        A wrong key of a known id takes as long as one of an unknown id, but for the database's own time.
        """
        named = digest_of(text, self._pepper)
        if named is None:
            return None
        key_id, digest = named
        believed = self._known.get(key_id)
        if believed is not None and time.monotonic() - believed[0] < BELIEVED_SECONDS:
            key: StoredKey | None = believed[1]
        else:
            key = await asyncio.to_thread(self._look_up, key_id)
        is_right = hmac.compare_digest(digest, self._nobody if key is None else key.secret_digest)
        now = self._clock()
        if key is None or not is_right or not key.is_valid_at(now):
            return None
        with self._lock:
            self._uses[key.id] = now
        return key

    def forget(self, key_id: str) -> None:
        """Ask the database again at the next use of this key."""
        with self._lock:
            self._changes += 1
            self._known.pop(key_id, None)

    def note_uses(self) -> None:
        """Write down when keys were used last. Raises VerdictLogUnavailable; then the next call tries again."""
        with self._lock:
            uses, self._uses = self._uses, {}
        if not uses:
            return
        try:
            self._accounts.note_uses(uses)
        except BaseException:
            with self._lock:
                self._uses = uses | self._uses
            raise

    def _look_up(self, key_id: str) -> StoredKey | None:
        asked_at, changes = time.monotonic(), self._changes
        key = self._accounts.find_key(key_id)
        with self._lock:
            if key is not None and changes == self._changes:  # else it may be what was true before `forget`
                if len(self._known) > _MANY:
                    self._known.clear()
                self._known[key_id] = asked_at, key
        return key
