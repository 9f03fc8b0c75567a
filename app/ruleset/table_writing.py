"""Tables that a spreadsheet opens, as CSV or XLSX: no cell is ever taken for a formula."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

Rows = Iterable[Sequence[str]]
"""The rows of a table, headings first."""

_STARTS_A_FORMULA: Final = re.compile(r"^[\s'\"]*[=+\-@\t\r\n\x00＝＋－＠]")
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST_CELL: Final = 32_767
"""What a cell of a spreadsheet holds."""
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def to_csv(rows: Rows) -> bytes:
    """A table as CSV in UTF-8. What a spreadsheet would take for a formula begins with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([plain_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """Tables by the name of their sheet, as a workbook whose every cell is declared as text."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as workbook:
        for name, content in _frame(list(sheets)).items():
            workbook.writestr(name, _XML + content)
        for number, rows in enumerate(sheets.values(), 1):
            workbook.writestr(f"xl/worksheets/sheet{number}.xml", "".join(_sheet(rows)))
    return packed.getvalue()


def plain_cell(text: str) -> str:
    """``text`` so that no program computes it."""
    return f"'{text}" if _STARTS_A_FORMULA.match(text) else text


def typed_cell(cell: str) -> str:
    """What `plain_cell` was given, for a cell that a person or it began with an apostrophe."""
    return cell[1:] if cell.startswith("'") and plain_cell(cell[1:]) == cell else cell


def _frame(names: Sequence[str]) -> dict[str, str]:
    """The parts of a workbook that are not its sheets."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="r{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_KIND}.worksheet+xml"/>'
        for number in numbers
    )
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>{parts}</Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
    }


def _sheet(rows: Rows) -> Iterator[str]:
    yield f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>'
    for row in rows:
        cells = (f'<c t="inlineStr"><is><t xml:space="preserve">{_xml(cell)}</t></is></c>' for cell in row)
        yield f"<row>{''.join(cells)}</row>"
    yield "</sheetData></worksheet>"


def _xml(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text)[:_LONGEST_CELL])
