"""Where the keys of the verdict log come from: a setting, or a file that is looked at before every commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from app import private_file
from app.errors import DatabaseUnusable
from app.model.finding import Localized
from app.store.log_keys import LogKey, LogKeys, new_secret, read_ring


class LogKeyMissing(DatabaseUnusable):
    """A key of the verdict log is missing or cannot be read: nothing may be appended without one."""

    code = "log-key-missing"
    title = Localized("缺少结论日志的密钥", "A key of the verdict log is missing")


class KeySource(Protocol):
    """Gives the ring as it is now. Raises LogKeyMissing."""

    def read(self) -> LogKeys:
        """The ring, read anew where it may have changed."""


class GivenKeys:
    """A ring that never changes: that of a setting."""

    def __init__(self, ring: str) -> None:
        """``ring`` is as in a key file; commas may stand for line ends. Raises LogKeyMissing."""
        try:
            self._keys = read_ring(ring.replace(",", "\n"))
        except ValueError as error:
            raise _unreadable(f"SHENYAN_LOG_KEY: {error}") from None

    def read(self) -> LogKeys:
        """The ring."""
        return self._keys


class KeyFile:
    """A file with a ring. It is read again when it changes, so that a rotation needs no restart."""

    def __init__(self, path: Path) -> None:
        """Raises LogKeyMissing when the file cannot be read, or others than its owner may read it."""
        self.path = path
        self._file = private_file.WatchedFile(path, read_ring)
        self.read()

    def read(self) -> LogKeys:
        """The ring as the file has it now."""
        try:
            return self._file.read()
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            raise _unreadable(f"{self.path}: {why}") from None


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where to look for the keys: ``ring`` is a ring itself, else ``file`` has one.

    With ``may_make`` the file is made when it is missing, but only for a log without records: a log that was written
    with a key is never continued with another that somebody slipped in.
    """

    file: Path
    ring: str | None = field(default=None, repr=False)
    may_make: bool = False

    def open(self, *, new_log: bool) -> tuple[KeySource, Path | None]:
        """The keys, and the file that was made for them, if it was. Raises LogKeyMissing."""
        if self.ring is not None:
            return GivenKeys(self.ring), None
        made = self.may_make and new_log and not self.file.exists() and make_key_file(self.file)
        return KeyFile(self.file), self.file if made else None


def make_key_file(path: Path) -> bool:
    """Make a file with a new key, readable by its owner only; False when there is one. Raises LogKeyMissing."""
    with _naming(path):
        return private_file.create(path, LogKeys((LogKey.of(new_secret()),)).secret_lines())


def rotate(path: Path) -> LogKeys:
    """Put a new key after those of the file; it is current from the next commit on. Raises LogKeyMissing."""
    keys = LogKeys((*KeyFile(path).read().keys, LogKey.of(new_secret())))
    with _naming(path):
        private_file.replace(path, keys.secret_lines())
    return keys


def keep_current(path: Path) -> LogKeys:
    """Take all keys but the current one out of the file. Raises LogKeyMissing."""
    keys = LogKeys((KeyFile(path).read().current,))
    with _naming(path):
        private_file.replace(path, keys.secret_lines())
    return keys


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _unreadable(f"{path}: {error.strerror}") from None


def _unreadable(why: str) -> LogKeyMissing:
    return LogKeyMissing(
        Localized(f"结论日志的密钥无法使用（{why}）", f"The key of the verdict log cannot be used ({why})")
    )
