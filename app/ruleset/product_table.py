"""Tables as people keep them: sheets of an XLSX workbook, or a CSV file, as text with places.

A workbook is unpacked and parsed in a process of its own, with little memory and time: what was made to swell ends
there, whatever its headers say of its size.
"""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from app.model.finding import Localized
from app.model.problem import Problem

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_UNPACKED: Final = 200 * 1024 * 1024
MAX_ROWS: Final = 20_000
MAX_PARTS: Final = 2000
_CHILD_MEMORY: Final = 1536 * 1024 * 1024
_CHILD_SECONDS: Final = 30
_ROOT: Final = Path(__file__).resolve().parents[2]
_CHILD: Final = (sys.executable, "-m", "app.ruleset.product_table")

Coordinate = tuple[int, int]
"""Row and column, counted from 1."""

_FORMULA: Final = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<f\b')
_SHEET: Final = re.compile(rb'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_RELATION: Final = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE: Final = re.compile(rb'\b(Id|Target)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. ``rows`` start at row 1; cells are text as a person would write it, empty ones "".

    ``merged`` are the first and last cell of merged ranges, ``formulas`` the cells that hold one.
    """

    path: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[tuple[Coordinate, Coordinate], ...] = ()
    formulas: frozenset[Coordinate] = field(default=frozenset())


class TableUnreadable(Exception):  # noqa: N818 - a table with a problem that hides its cells
    """The file is no table that can be read; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message.en)


def read_file(path: Path) -> bytes:
    """The bytes of a table's file, looked at only when it is not too large. Raises TableUnreadable or OSError."""
    if path.stat().st_size > MAX_BYTES:
        raise too_large(path.name)
    return path.read_bytes()


def too_large(name: str) -> TableUnreadable:
    """A file over `MAX_BYTES`."""
    return _unreadable(
        name,
        "table-too-large",
        Localized(f"文件超过 {MAX_BYTES // 1024 // 1024} MB。", f"Over {MAX_BYTES // 1024 // 1024} MB."),
        Localized("请拆成几个文件。", "Split it into several files."),
    )


def read_tables(name: str, raw: bytes, most_rows: int = MAX_ROWS) -> tuple[Table, ...]:
    """The tables of a file: its visible sheets, or the one of a CSV file. Raises TableUnreadable."""
    if len(raw) > MAX_BYTES:
        raise too_large(name)
    kind = name.rpartition(".")[2].lower()
    if kind == "csv":
        return (_read_csv(name, raw, most_rows),)
    if kind == "xlsx":
        return _read_workbook(name, raw, most_rows)
    raise _unreadable(
        name,
        "table-kind",
        Localized("不认识的文件类型。", "Unknown kind of file."),
        Localized("请另存为 .xlsx 或 .csv。", "Save it as .xlsx or .csv."),
    )


def _read_csv(name: str, raw: bytes, most_rows: int) -> Table:
    text = _decode(name, raw)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = [
            tuple(cell.strip() for cell in row)
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise _unreadable(
            name,
            "table-csv",
            Localized(f"不是合法的 CSV：{error}。", f"This is no valid CSV: {error}."),
            Localized("请检查引号，或另存为 .xlsx。", "Check the quotation marks, or save it as .xlsx."),
        ) from None
    formulas = frozenset(
        (row, column)
        for row, cells in enumerate(rows, 1)
        for column, cell in enumerate(cells, 1)
        if cell.startswith("=")
    )
    return Table(name, _limited(name, rows, most_rows), formulas=formulas)


def _decode(name: str, raw: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):  # Excel saves Chinese CSV files in GBK
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable(
        name,
        "table-encoding",
        Localized("文件既不是 UTF-8 也不是 GBK。", "The file is neither UTF-8 nor GBK."),
        Localized("请另存为“CSV UTF-8”。", "Save it as “CSV UTF-8”."),
    )


# What `zipfile` raises besides for an archive that it cannot unpack: an unknown compression, a password, a member that
# the directory does not have, an offset outside the file, data that ends too early.
_OF_ZIPFILE: Final = (NotImplementedError, RuntimeError, KeyError, OSError, EOFError)


def _read_workbook(name: str, raw: bytes, most_rows: int) -> tuple[Table, ...]:
    """The visible sheets, read by a child. Raises TableUnreadable."""
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        raise _broken(name)
    try:
        child = subprocess.run(  # noqa: S603 - the command is a constant; the workbook goes through standard input
            (*_CHILD, name, str(most_rows)), input=raw, capture_output=True, timeout=_CHILD_SECONDS, cwd=_ROOT,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _swollen(name) from None
    if child.returncode != 0:  # ended by the limit of its memory, or by a fault in a parser
        raise _swollen(name)
    answer = json.loads(child.stdout)
    problem = answer.get("problem")
    if problem is not None:
        raise TableUnreadable(
            Problem(**{**problem, "message": Localized(**problem["message"]), "hint": Localized(**problem["hint"])})
        )
    return tuple(_table(item) for item in answer["tables"])


def _table(item: dict[str, Any]) -> Table:
    return Table(
        item["path"],
        tuple(tuple(row) for row in item["rows"]),
        tuple((_coordinate(first), _coordinate(last)) for first, last in item["merged"]),
        frozenset(_coordinate(place) for place in item["formulas"]),
    )


def _coordinate(place: Sequence[int]) -> Coordinate:
    return place[0], place[1]


def _unpack(name: str, raw: bytes, most_rows: int) -> Iterator[Table]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(info.file_size for info in parts) > MAX_UNPACKED:
                raise _swollen(name)
            formulas = _formulas(archive)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        for sheet in workbook.sheets_metadata:
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible:
                found = formulas.get(sheet.name, frozenset())
                yield _read_sheet(name, workbook.get_sheet_by_name(sheet.name), found, most_rows)
    except (CalamineError, zipfile.BadZipFile, *_OF_ZIPFILE):
        raise _broken(name) from None
    except MemoryError:
        raise _swollen(name) from None


def _broken(name: str) -> TableUnreadable:
    return _unreadable(
        name,
        "table-workbook",
        Localized(
            "不是能读的 XLSX 工作簿（损坏或有密码）。", "This XLSX workbook cannot be read (broken or protected)."
        ),
        Localized("请在表格软件里打开，去掉密码，重新另存。", "Open it, remove the password and save it again."),
    )


def _swollen(name: str) -> TableUnreadable:
    return _unreadable(
        name,
        "table-swollen",
        Localized("工作簿解压后过大，未读取。", "Unpacked, this workbook is too large; it was not read."),
        Localized(
            "请只留一张表，把表格内容复制到新文件再另存。", "Copy the table alone into a new file and save that one."
        ),
    )


def _read_sheet(name: str, sheet: CalamineSheet, formulas: frozenset[Coordinate], most_rows: int) -> Table:
    path = f"{name}#{sheet.name}"
    rows = [tuple(_text(cell) for cell in row) for row in sheet.to_python(skip_empty_area=False, nrows=most_rows + 1)]
    merged = tuple(
        ((start[0] + 1, start[1] + 1), (end[0] + 1, end[1] + 1)) for start, end in sheet.merged_cell_ranges or ()
    )
    return Table(path, _limited(path, rows, most_rows), merged, formulas)


def _text(value: Any) -> str:
    """A cell's value as a person would write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(round(value, 10))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def _limited(path: str, rows: Sequence[tuple[str, ...]], most_rows: int) -> tuple[tuple[str, ...], ...]:
    if len(rows) > most_rows:
        raise _unreadable(
            path,
            "table-too-long",
            Localized(f"超过 {most_rows} 行。", f"More than {most_rows} rows."),
            Localized("请拆成几个文件。", "Split it into several files."),
        )
    return tuple(rows)


def _unreadable(path: str, code: str, message: Localized, hint: Localized) -> TableUnreadable:
    return TableUnreadable(Problem(path, 1, 1, code, message, hint))


def _formulas(archive: zipfile.ZipFile) -> dict[str, frozenset[Coordinate]]:
    """Sheet name -> the cells that hold a formula: the reader of values does not tell them from typed ones."""
    targets = {}
    for relation in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        attributes = {key.decode(): value.decode() for key, value in _ATTRIBUTE.findall(relation)}
        target = attributes.get("Target", "")
        targets[attributes.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    found = {}
    for sheet, relation_id in _SHEET.findall(archive.read("xl/workbook.xml")):
        path = targets.get(relation_id.decode(), "")
        if path in archive.NameToInfo:
            found[_unescape(sheet.decode())] = frozenset(
                (int(row), _column_number(letters.decode())) for letters, row in _FORMULA.findall(archive.read(path))
            )
    return found


def _unescape(text: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """1 is A, 27 AA: how table programs name a column."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _main() -> None:
    """The child: a workbook on standard input, its name and most rows as arguments; JSON on standard output."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - other systems have none

        resource.setrlimit(resource.RLIMIT_AS, (_CHILD_MEMORY, _CHILD_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    name, most_rows = sys.argv[1], int(sys.argv[2])
    answer: dict[str, Any]
    try:
        tables = list(_unpack(name, sys.stdin.buffer.read(), most_rows))
        answer = {"tables": [{**asdict(table), "formulas": sorted(table.formulas)} for table in tables]}
    except TableUnreadable as unreadable:
        answer = {"problem": asdict(unreadable.problem)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main()
