"""Files of a rule set and changes to them: applied, compared, shown, brought onto another base."""

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Final

from app.publishing.refusals import InvalidPath
from app.store.lifecycle_records import Changes

_PATH: Final = re.compile(r"(rules|lexicons)(/[A-Za-z0-9][A-Za-z0-9_.-]*)*/[A-Za-z0-9][A-Za-z0-9_-]*\.yaml")
_LONGEST_PATH: Final = 200

Files = Mapping[str, bytes]


def check_path(path: str) -> str:
    """``path``, when a file of a rule set can have it. Raises InvalidPath."""
    if len(path) > _LONGEST_PATH or _PATH.fullmatch(path) is None or ".." in path:
        raise InvalidPath
    return path


def apply(files: Files, changes: Changes) -> dict[str, bytes]:
    """``files`` with ``changes``."""
    result = dict(files)
    for path, text in changes.items():
        if text is None:
            result.pop(path, None)
        else:
            result[path] = text.encode()
    return result


def between(before: Files, after: Files) -> dict[str, str | None]:
    """The changes that make ``after`` of ``before``. Raises UnicodeDecodeError for a changed file that is no text."""
    changes: dict[str, str | None] = {path: None for path in before if path not in after}
    for path, content in after.items():
        if before.get(path) != content:
            changes[path] = content.decode()
    return dict(sorted(changes.items()))


def trimmed(files: Files, changes: Changes) -> dict[str, str | None]:
    """``changes`` without those that leave ``files`` as they are, in the order of the paths."""
    return {
        path: text
        for path, text in sorted(changes.items())
        if (None if text is None else text.encode()) != files.get(path)
    }


def conflicts(base: Files, active: Files, changes: Changes) -> tuple[str, ...]:
    """The changed paths that ``active`` has changed since ``base`` too, and not to the same."""
    return tuple(
        path
        for path, text in changes.items()
        if active.get(path) != base.get(path) and active.get(path) != (None if text is None else text.encode())
    )


def show(before: Files, after: Files) -> str:
    """The difference as a unified diff, file by file, in the order of the paths."""
    return "".join(_show_files(before, after))


def show_file(path: str, before: bytes | None, after: bytes | None) -> str:
    """The difference of one file; None where there is none."""
    old = "/dev/null" if before is None else f"a/{path}"
    new = "/dev/null" if after is None else f"b/{path}"
    lines = difflib.unified_diff(_lines(before), _lines(after), old, new)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _show_files(before: Files, after: Files) -> Iterator[str]:
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path):
            yield show_file(path, before.get(path), after.get(path))


def _lines(content: bytes | None) -> list[str]:
    return [] if content is None else content.decode(errors="replace").splitlines(keepends=True)
