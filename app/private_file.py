"""Files that only their owner may read: secrets, and exports of the log.

A file is whole from the moment it has its name; a reader never sees half of one.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

Content = TypeVar("Content")


class ReadableByOthers(PermissionError):  # noqa: N818 - named for what happened
    """Somebody else than its owner may read the file (its mode is not 600 or 400)."""


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes the name ``path`` when the block ends well. Raises OSError."""
    with _draft(path, os.replace) as file:
        yield file


def create(path: Path, content: str) -> bool:
    """Write a new file, and its folder; False when there is one: of several makers one wins. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _draft(path, os.link) as file:
            file.write(content.encode())
    except FileExistsError:
        return False
    return True


def replace(path: Path, content: str) -> None:
    """Write the file, whatever it was. Raises OSError."""
    with replacing(path) as file:
        file.write(content.encode())


class WatchedFile(Generic[Content]):
    """What a file holds, parsed again when the file changes."""

    def __init__(self, path: Path, parse: Callable[[str], Content]) -> None:
        self._path = path
        self._parse = parse
        self._last: tuple[tuple[int, ...], Content] | None = None

    def read(self) -> Content:
        """The content as it is now. Raises OSError (also ReadableByOthers), ValueError for what is not ASCII, and what
        ``parse`` raises.
        """
        status = self._path.stat()
        seen = (status.st_ino, status.st_mtime_ns, status.st_size)
        if self._last is None or seen != self._last[0]:
            if os.name == "posix" and status.st_mode & 0o077:
                raise ReadableByOthers(None, "others can read it (chmod 600)", str(self._path))
            self._last = seen, self._parse(self._path.read_text("ascii"))
        return self._last[1]


@contextmanager
def _draft(path: Path, put: Callable[[Path, Path], None]) -> Iterator[BinaryIO]:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        put(draft, path)
    finally:
        draft.unlink(missing_ok=True)
