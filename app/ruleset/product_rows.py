"""The rows of a table of products, as product sheets, or every problem with its cell."""

from collections.abc import Iterable, Mapping, Set
from typing import Any, Final

from pydantic import ValidationError

from app.model.finding import Localized
from app.model.problem import Problem
from app.model.product import ProductSheet
from app.ruleset.loader import PRODUCTS_PREFIX
from app.ruleset.problems import problems_of
from app.ruleset.product_cells import CELL_TEXTS, CellProblem
from app.ruleset.product_columns import COLUMNS, Column, find_column
from app.ruleset.product_file import ProductFile, make_sheet, product_link_problems
from app.ruleset.product_table import Coordinate, Table
from app.ruleset.rule import RuleSet
from app.ruleset.source import Path, Place, Source, read_source

# The row of headings is one of the first, and has at least so many of ours.
_HEADING_ROWS: Final = 10
_FEWEST_HEADINGS: Final = 3
# What has a column a piece, and what says one thing in several columns.
_BY_PIECE: Final = ("fees", "sale")
_LENGTHS: Final = frozenset({"term_days", "open_ended", "min_holding_days"})


class ImportProblems(Exception):  # noqa: N818 - the word for mistakes in such files is "problem"
    """The table has problems. Their ``line`` is the row; ``headings`` has the heading of (path, column)."""

    def __init__(self, problems: Iterable[Problem], headings: Mapping[tuple[str, int], str] | None = None) -> None:
        self.problems = tuple(sorted(problems))
        self.headings = dict(headings or {})
        super().__init__(f"{len(self.problems)} problem(s), first: {self.problems[0].message.en}")


class TableReading:
    """Reads the rows of tables one after the other, and keeps every problem with its cell."""

    def __init__(self, name: str, rule_set: RuleSet) -> None:
        self.name = name
        self.rule_set = rule_set
        self.known = _known_sources(rule_set)
        self.problems: list[Problem] = []
        self.headings: dict[tuple[str, int], str] = {}
        self.ignored: list[str] = []
        self.sheets: dict[str, ProductSheet] = {}
        self.sources: dict[str, Source] = {}
        self.tables = 0

    def read_table(self, table: Table) -> None:
        """Every row below the headings; a sheet without headings of ours is passed over."""
        heading_row = _find_headings(table)
        if heading_row is None:
            return
        self.tables += 1
        columns = self._columns(table, heading_row)
        if not all(column in columns.values() for column in COLUMNS if column.required):
            return  # every row would lack the same
        self._check_merged(table, heading_row, columns)
        for number, cells in enumerate(table.rows[heading_row:], heading_row + 1):
            if any(cells):
                self._read_row(table, number, cells, columns)

    def finish(self) -> dict[str, ProductSheet]:
        """The sheets by id, sound beside those that are there. Raises ImportProblems."""
        if self.tables == 0:
            self._report_no_headings()
        sources = {f"{PRODUCTS_PREFIX}{key}.yaml": source for key, source in {**self.known, **self.sources}.items()}
        products = {**self.rule_set.products, **self.sheets}
        self.problems += product_link_problems(sources, PRODUCTS_PREFIX, products, self.rule_set.disclosures)
        if self.problems:
            raise ImportProblems(self.problems, self.headings)
        return self.sheets

    def _columns(self, table: Table, heading_row: int) -> dict[int, Column]:
        columns: dict[int, Column] = {}
        for number, heading in enumerate(table.rows[heading_row - 1], 1):
            if not heading:
                continue
            self.headings[table.path, number] = heading
            column = find_column(heading)
            if column is None:
                self.ignored.append(heading)
            elif column.path in (known.path for known in columns.values()):
                message = Localized("这一列出现了两次。", "This column is there twice.")
                hint = Localized("请只留一列。", "Keep one of them.")
                self._report(table, (heading_row, number), "column-repeated", message, hint)
            else:
                columns[number] = column
        for column in COLUMNS:
            if column.required and column not in columns.values():
                english, chinese = column.headings[:2]
                message = Localized(f"缺少“{chinese}”列。", f"The column “{english}” is missing.")
                hint = Localized(
                    f"请加一列，标题写 {' 或 '.join(column.headings)}。",
                    f"Add a column headed {' or '.join(column.headings)}.",
                )
                self._report(table, (heading_row, 1), "column-missing", message, hint)
        return columns

    def _check_merged(self, table: Table, heading_row: int, columns: Mapping[int, Column]) -> None:
        for (top, left), (bottom, right) in table.merged:
            if bottom >= heading_row and any(left <= number <= right for number in columns):
                self._report(table, (max(top, heading_row), left), "cell-merged", *CELL_TEXTS["cell-merged"])

    def _read_row(self, table: Table, number: int, cells: tuple[str, ...], columns: Mapping[int, Column]) -> None:
        data: dict[str, Any] = {}
        places: dict[Path, Place] = {(): (number, 1)}
        problems_before = len(self.problems)
        for column_number, column in columns.items():
            cell = cells[column_number - 1] if column_number <= len(cells) else ""
            place = (number, column_number)
            if place in table.formulas:
                self._report(table, place, "cell-formula", *CELL_TEXTS["cell-formula"])
            elif cell:
                try:
                    _put(data, places, column.path, column.read(cell), place)
                except CellProblem as problem:
                    self._report(table, place, str(problem), *CELL_TEXTS[str(problem)])
            elif column.required:
                self._report(table, place, "cell-empty", *CELL_TEXTS["cell-empty"])
        if len(self.problems) == problems_before:
            if data["id"] in self.known:
                _keep(data, self.known[data["id"]].data, {column.path for column in columns.values()})
            self._add(Source(table.path, data, places))

    def _add(self, source: Source) -> None:
        try:
            sheet = make_sheet(ProductFile.model_validate(source.data))
        except ValidationError as error:
            self.problems += problems_of(source, error, ProductFile)
            return
        if sheet.id not in self.sheets:
            self.sheets[sheet.id] = sheet
            self.sources[sheet.id] = source
            return
        first = self.sources[sheet.id]
        row = first.place(("id",))[0]
        message = Localized(
            f"编号“{sheet.id}”与 {first.path} 第 {row} 行重复。",
            f"The id “{sheet.id}” is that of row {row} of {first.path}.",
        )
        hint = Localized("每个产品一行，编号各不相同。", "One row a product; ids differ.")
        self.problems.append(source.problem(("id",), "id-repeated", message, hint))

    def _report_no_headings(self) -> None:
        required = [column.headings for column in COLUMNS if column.required]
        message = Localized("没有找到标题行。", "There is no row of headings.")
        hint = Localized(
            f"前 {_HEADING_ROWS} 行里要有标题，至少有：{'、'.join(headings[1] for headings in required)}。",
            f"One of the first {_HEADING_ROWS} rows has headings, at least: "
            f"{', '.join(headings[0] for headings in required)}.",
        )
        self.problems.append(Problem(self.name, 1, 1, "headings-missing", message, hint))

    def _report(self, table: Table, place: Coordinate, code: str, message: Localized, hint: Localized) -> None:
        self.problems.append(Problem(table.path, *place, code, message, hint))


def sheet_paths(rule_set: RuleSet) -> dict[str, str]:
    """Product id -> the path of its sheet."""
    paths = [path for path in rule_set.files if path.startswith(PRODUCTS_PREFIX)]
    return {path.rsplit("/", 1)[-1].removesuffix(".yaml"): path for path in paths}


def _known_sources(rule_set: RuleSet) -> dict[str, Source]:
    """Product id -> its sheet as parsed."""
    parsed = {key: read_source(path, rule_set.files[path])[0] for key, path in sheet_paths(rule_set).items()}
    return {key: source for key, source in parsed.items() if source is not None}


def _keep(data: dict[str, Any], known: Mapping[str, Any], covered: Set[Path]) -> None:
    """Put into ``data`` what the sheet that is there says on matters for which the table has no column."""
    roots = {path[0] for path in covered}
    for key, value in known.items():
        if key in _BY_PIECE and isinstance(value, dict):
            pieces = {piece: old for piece, old in value.items() if (key, piece) not in covered}
            if pieces:
                data[key] = {**pieces, **data.get(key, {})}
        elif key not in roots and not (key in _LENGTHS and not roots.isdisjoint(_LENGTHS)):
            data[key] = value


def _find_headings(table: Table) -> int | None:
    """The number of the first row with enough headings of ours."""
    for number, cells in enumerate(table.rows[:_HEADING_ROWS], 1):
        if sum(find_column(cell) is not None for cell in cells if cell) >= _FEWEST_HEADINGS:
            return number
    return None


def _put(data: dict[str, Any], places: dict[Path, Place], path: Path, value: Any, place: Place) -> None:
    """Store a value at a path of one or two keys; a rate given whole and in pieces is put together."""
    places[path] = place
    places.setdefault(path[:1], place)
    key = str(path[0])
    if len(path) == 2:
        data.setdefault(key, {})[path[1]] = value
    elif isinstance(value, dict):
        data.setdefault(key, {}).update(value)
    else:
        data[key] = value
    for index in range(len(value) if isinstance(value, list) else 0):
        places[(*path, index)] = place
