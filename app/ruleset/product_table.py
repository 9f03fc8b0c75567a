"""Tables of products as people keep them: sheets of an XLSX workbook, or a CSV file, as text with places."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from app.model.finding import Localized
from app.model.problem import Problem

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_UNPACKED: Final = 200 * 1024 * 1024
MAX_ROWS: Final = 20_000

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


def read_tables(name: str, raw: bytes) -> tuple[Table, ...]:
    """The tables of a file: its visible sheets, or the one of a CSV file. Raises TableUnreadable."""
    if len(raw) > MAX_BYTES:
        raise _unreadable(
            name,
            "table-too-large",
            Localized(f"文件超过 {MAX_BYTES // 1024 // 1024} MB。", f"Over {MAX_BYTES // 1024 // 1024} MB."),
            Localized("请拆成几个文件。", "Split it into several files."),
        )
    kind = name.rpartition(".")[2].lower()
    if kind == "csv":
        return (_read_csv(name, raw),)
    if kind == "xlsx":
        return tuple(_read_workbook(name, raw))
    raise _unreadable(
        name,
        "table-kind",
        Localized("不认识的文件类型。", "Unknown kind of file."),
        Localized("请另存为 .xlsx 或 .csv。", "Save it as .xlsx or .csv."),
    )


def _read_csv(name: str, raw: bytes) -> Table:
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
    return Table(name, _limited(name, rows), formulas=formulas)


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


def _read_workbook(name: str, raw: bytes) -> Iterator[Table]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
                raise _broken(name)
            formulas = _formulas(archive)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        for sheet in workbook.sheets_metadata:
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible:
                yield _read_sheet(name, workbook.get_sheet_by_name(sheet.name), formulas.get(sheet.name, frozenset()))
    except (CalamineError, zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError, OSError, EOFError):
        raise _broken(name) from None


def _broken(name: str) -> TableUnreadable:
    return _unreadable(
        name,
        "table-workbook",
        Localized(
            "不是能读的 XLSX 工作簿（损坏或有密码）。", "This XLSX workbook cannot be read (broken or protected)."
        ),
        Localized("请在表格软件里打开，去掉密码，重新另存。", "Open it, remove the password and save it again."),
    )


def _read_sheet(name: str, sheet: CalamineSheet, formulas: frozenset[Coordinate]) -> Table:
    path = f"{name}#{sheet.name}"
    rows = [tuple(_text(cell) for cell in row) for row in sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS + 1)]
    merged = tuple(
        ((start[0] + 1, start[1] + 1), (end[0] + 1, end[1] + 1)) for start, end in sheet.merged_cell_ranges or ()
    )
    return Table(path, _limited(path, rows), merged, formulas)


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


def _limited(path: str, rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    if len(rows) > MAX_ROWS:
        raise _unreadable(
            path,
            "table-too-long",
            Localized(f"超过 {MAX_ROWS} 行。", f"More than {MAX_ROWS} rows."),
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
