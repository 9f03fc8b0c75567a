"""A lexicon as a table: one row a term, a second sheet about the lexicon itself; read back, every mistake placed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from app.detectors.lexicon import normalize_terms
from app.model.finding import Localized
from app.model.lexicon import Lexicon, Term
from app.model.problem import Problem
from app.ruleset.product_cells import CELL_TEXTS, CellProblem
from app.ruleset.product_columns import as_day, as_text, heading_key
from app.ruleset.product_rows import ImportProblems
from app.ruleset.product_table import Coordinate, Table
from app.ruleset.table_writing import typed_cell

MOST_TERMS: Final = 50_000
"""Rows of a table. The file of a lexicon is limited too (`app.ruleset.source.MAX_BYTES`)."""
_LONGEST_TERM: Final = 100
_LONGEST_EXCEPT: Final = 4000
_HEADING_ROWS: Final = 10

# Field -> its headings; the first is written. A lexicon's own facts stand in a sheet of two columns.
TERM_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "term": ("词条", "term", "词语", "敏感词", "关键词"),
    "tag": ("标签", "tag", "分类"),
    "except": ("例外（用|分隔）", "例外", "except", "除外"),
    "from": ("生效日", "from", "生效日期", "起始日"),
    "until": ("失效日", "until", "失效日期", "截止日"),
}
FACT_HEADINGS: Final = (("项目", "field"), ("内容", "value"))
FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("编号", "id"),
    "title_zh": ("名称", "中文名称", "title (zh)"),
    "title_en": ("英文名称", "title (en)"),
    "owner": ("负责人", "owner", "负责部门"),
    "references": ("义务编号", "references"),
    "from": ("生效日", "from"),
    "until": ("失效日", "until"),
    "except": ("例外（用|分隔）", "例外", "except"),
}
_TERM_OF: Final = {heading_key(name): key for key, names in TERM_HEADINGS.items() for name in names}
_FACT_OF: Final = {heading_key(name): key for key, names in FACTS.items() for name in names}
_FACT_COLUMNS: Final = tuple(frozenset(heading_key(name) for name in names) for names in FACT_HEADINGS)
_TEXTS: Final[Mapping[str, tuple[Localized, Localized]]] = {
    **CELL_TEXTS,
    "term-too-long": (
        Localized(f"词条超过 {_LONGEST_TERM} 个字。", f"A term has at most {_LONGEST_TERM} characters."),
        Localized("只写词语，不写整句。", "Write the words, not the whole sentence."),
    ),
    "term-nothing": (
        Localized("词条里没有可匹配的文字。", "Nothing of this term is left to be found."),
        Localized("写文字；符号和空格不算。", "Write letters or characters; signs and spaces do not count."),
    ),
    "except-too-long": (
        Localized(f"例外超过 {_LONGEST_EXCEPT} 个字。", f"An exception has at most {_LONGEST_EXCEPT} characters."),
        Localized("请缩短。", "Shorten it."),
    ),
    "days-reversed": (
        Localized("失效日早于生效日。", "The last day is before the first."),
        Localized("请检查两个日期。", "Check both days."),
    ),
    "fact-unknown": (
        Localized("没有这个项目。", "There is no such field."),
        Localized("项目有：" + "、".join(n[0] for n in FACTS.values()), "Fields: " + ", ".join(FACTS)),
    ),
}


@dataclass(frozen=True, slots=True)
class LexiconReading:
    """What a table says. ``facts`` are those of the second sheet, if there is one; ``ignored`` headings not ours."""

    terms: tuple[Term, ...]
    facts: Mapping[str, str]
    ignored: tuple[str, ...] = ()


def lexicon_sheets(lexicon: Lexicon) -> dict[str, list[tuple[str, ...]]]:
    """The tables of a lexicon by the name of their sheet, headings first."""
    return {"词条 terms": term_rows(lexicon), "词库 lexicon": _fact_rows(lexicon)}


def term_rows(lexicon: Lexicon) -> list[tuple[str, ...]]:
    """The terms, in the order of the file."""
    head = tuple(names[0] for names in TERM_HEADINGS.values())
    rows = [
        (term.text, term.tag, joined(term.except_), _day(term.effective_from), _day(term.effective_until))
        for term in lexicon.terms
    ]
    return [head, *rows]


def joined(texts: Iterable[str]) -> str:
    """Several texts in one cell."""
    return " | ".join(texts)


def split(cell: str) -> tuple[str, ...]:
    """The texts of one cell: parted by | or a line break, empty ones left out."""
    pieces = cell.replace("｜", "|").replace("\n", "|").split("|")
    return tuple(text for text in map(as_text, pieces) if text)


def read_lexicon(name: str, tables: Iterable[Table]) -> LexiconReading:
    """The lexicon that the tables of a file say. Raises ImportProblems with every mistake of every sheet."""
    reading = _Reading(name)
    for table in tables:
        reading.read(table)
    return reading.finish()


@dataclass(slots=True)
class _Reading:
    name: str
    problems: list[Problem] = field(default_factory=list)
    headings: dict[tuple[str, int], str] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    places: list[tuple[Table, int, int]] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    tables: int = 0

    def read(self, table: Table) -> None:
        """One sheet: of terms, of facts, or with headings that are not ours (then it is passed over)."""
        for number, cells in enumerate(table.rows[:_HEADING_ROWS], 1):
            keys = [heading_key(cell) for cell in cells]
            if any(_TERM_OF.get(key) == "term" for key in keys):
                self.tables += 1
                self._read_terms(table, number)
                return
            if len(keys) >= 2 and keys[0] in _FACT_COLUMNS[0] and keys[1] in _FACT_COLUMNS[1]:
                self._read_facts(table, number)
                return

    def finish(self) -> LexiconReading:
        if self.tables == 0:
            self._add(
                Problem(
                    self.name,
                    1,
                    1,
                    "headings-missing",
                    Localized("没有找到“词条”列。", "There is no column of terms."),
                    Localized(
                        f"前 {_HEADING_ROWS} 行里要有标题，至少有“词条”（或 term）。",
                        f"One of the first {_HEADING_ROWS} rows has headings, at least “term”.",
                    ),
                )
            )
        elif not self.terms and not self.problems:
            self._add(
                Problem(
                    self.name,
                    1,
                    1,
                    "terms-missing",
                    Localized("表格里没有词条。", "The table has no terms."),
                    Localized("至少写一个词条。", "Write at least one."),
                )
            )
        self._check_terms()
        if self.problems:
            raise ImportProblems(self.problems, self.headings)
        return LexiconReading(tuple(self.terms), self.facts, tuple(dict.fromkeys(self.ignored)))

    def _read_terms(self, table: Table, heading_row: int) -> None:
        columns: dict[str, int] = {}
        for number, heading in enumerate(table.rows[heading_row - 1], 1):
            key = _TERM_OF.get(heading_key(heading)) if heading else None
            if heading:
                self.headings[table.path, number] = heading
            if key in columns:
                message = Localized("这一列出现了两次。", "This column is there twice.")
                hint = Localized("请只留一列。", "Keep one of them.")
                self._add(Problem(table.path, heading_row, number, "column-repeated", message, hint))
            elif key is not None:
                columns[key] = number
            elif heading:
                self.ignored.append(heading)
        self._check_merged(table, heading_row, columns.values())
        for number, cells in enumerate(table.rows[heading_row:], heading_row + 1):
            if any(cells[column - 1 : column] != ("",) for column in columns.values() if column <= len(cells)):
                self._read_row(table, number, cells, columns)

    def _read_row(self, table: Table, number: int, cells: tuple[str, ...], columns: Mapping[str, int]) -> None:
        before = len(self.problems)
        values: dict[str, str] = {}
        for key, column in columns.items():
            if (number, column) in table.formulas:
                self._report(table, (number, column), "cell-formula")
            values[key] = typed_cell(cells[column - 1]) if column <= len(cells) else ""
        text = as_text(values["term"])
        place = (number, columns["term"])
        if not text:
            self._report(table, place, "cell-empty")
        elif len(text) > _LONGEST_TERM:
            self._report(table, place, "term-too-long")
        except_ = split(values.get("except", ""))
        if any(len(item) > _LONGEST_EXCEPT for item in except_):
            self._report(table, (number, columns["except"]), "except-too-long")
        days = [self._day(table, (number, columns.get(key, 1)), values.get(key, "")) for key in ("from", "until")]
        if days[0] is not None and days[1] is not None and days[1] < days[0]:
            self._report(table, (number, columns["until"]), "days-reversed")
        if len(self.problems) == before:
            self.terms.append(Term(text, except_, as_text(values.get("tag", "")), days[0], days[1]))
            self.places.append((table, number, columns["term"]))

    def _check_terms(self) -> None:
        """What only the terms as the normaliser leaves them tell."""
        seen: dict[tuple[str, str], int] = {}
        read = [text.strip().rstrip("*") for text in normalize_terms([term.text for term in self.terms])]
        for index, (term, text) in enumerate(zip(self.terms, read, strict=True)):
            table, row, column = self.places[index]
            key = (text, term.tag)
            if not any(character.isalnum() for character in text):
                self._report(table, (row, column), "term-nothing")
            elif key in seen:
                first, first_row, _ = self.places[seen[key]]
                where = f"{first.path} 第 {first_row} 行", f"row {first_row} of {first.path}"
                message = Localized(f"与{where[0]}的词条相同。", f"This term is that of {where[1]}.")
                hint = Localized(
                    "请删除一行；繁体、大小写、全角写法不必另列。",
                    "Remove one; other scripts, cases and widths are the same.",
                )
                self._add(Problem(table.path, row, column, "term-repeated", message, hint))
            seen.setdefault(key, index)

    def _read_facts(self, table: Table, heading_row: int) -> None:
        self._check_merged(table, heading_row, (1, 2))
        for number, cells in enumerate(table.rows[heading_row:], heading_row + 1):
            if not cells[0]:
                continue
            key = _FACT_OF.get(heading_key(cells[0]))
            if key is None:
                self._report(table, (number, 1), "fact-unknown")
            elif (number, 2) in table.formulas:
                self._report(table, (number, 2), "cell-formula")
            else:
                value = typed_cell(cells[1]) if len(cells) > 1 else ""
                day = self._day(table, (number, 2), value) if key in ("from", "until") else None
                self.facts[key] = _day(day) if key in ("from", "until") else value

    def _day(self, table: Table, place: Coordinate, cell: str) -> date | None:
        if not cell:
            return None
        try:
            return date.fromisoformat(as_day(cell))
        except (CellProblem, ValueError):
            self._report(table, place, "cell-day")
            return None

    def _check_merged(self, table: Table, heading_row: int, columns: Iterable[int]) -> None:
        wanted = set(columns)
        for (top, left), (bottom, right) in table.merged:
            if bottom >= heading_row and any(left <= number <= right for number in wanted):
                self._report(table, (max(top, heading_row), left), "cell-merged")

    def _report(self, table: Table, place: Coordinate, code: str) -> None:
        self._add(Problem(table.path, *place, code, *_TEXTS[code]))

    def _add(self, problem: Problem) -> None:
        self.problems.append(problem)


def facts_of(lexicon: Lexicon) -> dict[str, str]:
    """What the second sheet says of a lexicon, by the keys of `FACTS`."""
    return {
        "id": lexicon.id,
        "title_zh": lexicon.title.zh,
        "title_en": lexicon.title.en,
        "owner": lexicon.owner,
        "references": joined(lexicon.references),
        "from": _day(lexicon.effective_from),
        "until": _day(lexicon.effective_until),
        "except": joined(lexicon.except_),
    }


def _fact_rows(lexicon: Lexicon) -> list[tuple[str, ...]]:
    values = facts_of(lexicon)
    head = tuple(names[0] for names in FACT_HEADINGS)
    return [head, *((names[0], values[key]) for key, names in FACTS.items())]


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
