"""Checks an exported log without the database: with the public halves of the keys, or with what the file itself says.

Shares no code with the side that appends and exports.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

from app.errors import ShenyanError
from app.model.finding import Localized
from app.store.chain_check import ChainCheck, Row, Signed
from app.store.damage import BrokenRecord, Damage, Verification, altered
from app.store.diagnosis import diagnose
from app.store.verifying_keys import VerifyingKeys, read_verifying_keys

_FORMAT: Final = "shenyan-verdict-log-1"
_AT_ONCE: Final = 1000
_NUMBERS: Final = frozenset({"sequence", "created_at", "clock_step"})


class UnreadableExport(ShenyanError):  # noqa: N818 - the names of errors read as what happened
    """The file is no export, or not one that this version can read."""

    code = "unreadable-export"
    title = Localized("不是结论日志的导出文件", "This is not an export of a verdict log")


def verify_export(path: Path, keys: VerifyingKeys | None = None, checkpoints: Iterable[Signed] = ()) -> Verification:
    """Check the export at ``path``; without ``keys`` by those it names itself, which proves less.

    ``checkpoints`` are such as were kept elsewhere. Raises UnreadableExport or OSError.
    """
    with path.open(encoding="utf-8", errors="surrogateescape") as file:
        head, named = _read_head(file.readline())
        known = named if keys is None else keys
        marks, first_records = _read_checkpoints(file)
        check = ChainCheck(known, [head, *marks, *checkpoints])
        broken = _check_records(path, check, head, first_records, file)
        return Verification(
            check.count, check.head_hash, broken or check.end(), check.covered, known.authenticates, check.clock_steps
        )


def read_checkpoints(path: Path) -> list[Signed]:
    """The checkpoints in a checkpoint file, or the head of an export. Raises UnreadableExport or OSError."""
    found = []
    with path.open(encoding="utf-8", errors="surrogateescape") as file:
        for line in file:
            value = _parsed(line)
            if "export" in value:
                return [_read_head(line)[0]]
            if "checkpoint" not in value:
                raise UnreadableExport
            found.append(_signed(value["checkpoint"]))
    return found


def _read_head(line: str) -> tuple[Signed, VerifyingKeys]:
    try:
        export = _parsed(line)["export"]
        named = "".join(f"{key['id']} {key['public_key']}\n" for key in export["public_keys"])
        keys = read_verifying_keys(named)
        known = export["format"] == _FORMAT
    except (KeyError, TypeError, ValueError):
        raise UnreadableExport from None
    if not known:
        raise UnreadableExport
    return _signed(export.get("head")), keys


def _read_checkpoints(lines: Iterator[str]) -> tuple[list[Signed], list[str]]:
    """The checkpoints before the records, and the first line that is none."""
    marks: list[Signed] = []
    for line in lines:
        value = _parsed(line)
        if "checkpoint" not in value:
            return marks, [line]
        marks.append(_signed(value["checkpoint"]))
    return marks, []


def _check_records(
    path: Path, check: ChainCheck, head: Signed, first: list[str], rest: Iterator[str]
) -> BrokenRecord | None:
    rows: list[Row] = []
    for line in chain(first, rest, [""]):
        row = _row(line) if line else None
        if row is not None:
            rows.append(row)
        if row is not None and len(rows) < _AT_ONCE:
            continue
        bad = check.take(rows)
        if check.broken_checkpoint is not None:
            return check.broken_checkpoint
        if bad is not None:
            return diagnose(_FileRecords(path, head), rows[bad], check.count + 1, check.head_hash)
        if row is None and line:
            return altered(check.count + 1)
        rows = []
    return _beyond_head(check, head)


def _beyond_head(check: ChainCheck, head: Signed) -> BrokenRecord | None:
    if check.count <= head.sequence:
        return None
    text = Localized(
        f"记录 {head.sequence + 1} 及其后各条不在导出时签名的范围内",
        f"Record {head.sequence + 1} and what follows are not covered by the signature of the export",
    )
    return BrokenRecord(head.sequence + 1, "", Damage.INSERTED, text)


def _row(line: str) -> Row | None:
    """The record of a line, or None when it is none."""
    record = _parsed(line).get("record")
    if not isinstance(record, dict) or record.keys() != set(Row._fields):
        return None
    for name, value in record.items():
        if type(value) is not (int if name in _NUMBERS else str):
            return None
    return Row(**record)


def _signed(value: Any) -> Signed:
    if not isinstance(value, dict) or value.keys() != set(Signed._fields):
        raise UnreadableExport
    for name, item in value.items():
        if type(item) is not (int if name in ("sequence", "created_at") else str):
            raise UnreadableExport
    return Signed(**value)


def _parsed(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


class _FileRecords:
    """Any record of the file, for `app.store.diagnosis`: read whole, as this happens once, for a damaged file."""

    def __init__(self, path: Path, head: Signed) -> None:
        with path.open(encoding="utf-8", errors="surrogateescape") as file:
            self._rows = [row for row in map(_row, file) if row is not None]
        self._head = head

    def at(self, sequence: int) -> Row | None:
        """The record with this sequence number."""
        return next((row for row in self._rows if row.sequence == sequence), None)

    def following(self, previous_hash: str) -> Row | None:
        """The last record that says it follows the one with this hash."""
        return next((row for row in reversed(self._rows) if row.previous_hash == previous_hash), None)

    def last(self) -> int:
        """The highest sequence number there is, or 0."""
        return max((row.sequence for row in self._rows), default=0)

    def head(self) -> tuple[int, str] | None:
        """What the signed head says."""
        return self._head.sequence, self._head.hash
