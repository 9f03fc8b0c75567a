"""Lexicons as tables: there and back without loss, every mistake at its cell, hostile workbooks refused."""

import io
import struct
import time
import zipfile
import zlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.finding import Localized
from app.model.lexicon import Lexicon, Term
from app.review import compile_rule_set, review
from app.ruleset.lexicon_import import LexiconPlan, lexicons_in, plan_lexicon
from app.ruleset.lexicon_table import MOST_TERMS, lexicon_sheets, read_lexicon, term_rows
from app.ruleset.lexicon_use import places_of, uses_of
from app.ruleset.lexicon_writing import write_lexicon
from app.ruleset.loader import load_rule_set
from app.ruleset.product_rows import ImportProblems
from app.ruleset.product_table import TableUnreadable, read_tables
from app.ruleset.source import read_source
from app.ruleset.table_writing import to_csv, to_xlsx
from tests.made import MINIMAL_RULE, message, rule_files

PATH = "lexicons/terms/words.yaml"
FILE = """\
id: words
title: {zh: 词, en: words}
owner: compliance
# kept as it is
terms:
  - 保本
  - {term: 第一, tag: top, except: [第一季度]}   # a remark
  - '零风险'
except:
  - 保本点
"""
FILES = {PATH: FILE.encode()}
WORDS = lexicons_in(FILES)["words"][1]


def plan(text: str, name: str = "words.csv", *, keep: bool = False) -> LexiconPlan:
    return plan_lexicon(name, "words", read_lexicon(name, read_tables(name, text.encode())), FILES, keep=keep)


def problems(name: str, raw: bytes) -> list[tuple[str, int, int, str]]:
    with pytest.raises(ImportProblems) as raised:
        plan_lexicon(name, "words", read_lexicon(name, read_tables(name, raw, MOST_TERMS)), FILES)
    return [(item.path, item.line, item.column, item.code) for item in raised.value.problems]


def test_what_was_exported_changes_nothing() -> None:
    for name, raw in (("w.csv", to_csv(term_rows(WORDS))), ("w.xlsx", to_xlsx(lexicon_sheets(WORDS)))):
        found = plan_lexicon(name, "words", read_lexicon(name, read_tables(name, raw)), FILES)
        assert found.changes_nothing
        assert (found.unchanged, found.text) == (3, FILE)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
TERMS = st.builds(
    Term,
    TEXTS.map(lambda text: " ".join(f"词{text}".split())),
    st.lists(st.sampled_from(["词甲", "=1+1", "'=1", "词，乙: 丙", "- 词"]), max_size=2, unique=True).map(tuple),
    st.sampled_from(["", "top", "@tag", "null"]),
    st.sampled_from([None, date(2026, 1, 1)]),
    st.sampled_from([None, date(2026, 12, 31)]),
)


@given(st.lists(TERMS, min_size=1, max_size=4, unique_by=lambda term: term.text))
@settings(deadline=None, max_examples=60)
def test_any_lexicon_is_written_as_a_file_that_says_the_same(terms: list[Term]) -> None:
    made = Lexicon(
        "words", Localized("词: {甲}", "null"), tuple(terms), ("#x",), ("CN-1",), "王: 合规", date(2026, 1, 1)
    )
    text = write_lexicon(made)

    assert lexicons_in({PATH: text.encode()})["words"][1] == made
    again = read_lexicon_or_none(to_csv(term_rows(made)))
    assert again is None or again == made.terms


def read_lexicon_or_none(raw: bytes) -> tuple[Term, ...] | None:
    """None where two of the terms are one to the normaliser, which is a mistake of the table."""
    try:
        return read_lexicon("w.csv", read_tables("w.csv", raw)).terms
    except ImportProblems as found:
        assert {item.code for item in found.problems} <= {"term-repeated"}  # noqa: PT017
        return None


def test_a_table_shows_what_comes_goes_and_changes_and_leaves_the_other_lines() -> None:
    found = plan("词条,标签,备注\n第一,best,x\n保本,,\n稳赚,,\n")

    assert [term.text for term in found.added] == ["稳赚"]
    assert [term.text for term in found.removed] == ["零风险"]
    assert found.changed == ((WORDS.terms[1], Term("第一", (), "best")),)
    assert (found.unchanged, found.ignored, found.facts) == (1, ("备注",), ())
    assert "# kept as it is\nterms:\n  - {term: 第一, tag: best}\n  - 保本\n  - 稳赚\nexcept:\n" in found.text

    kept = plan("词条\n稳赚\n", keep=True)
    assert ([term.text for term in kept.kept], kept.removed) == (["保本", "第一", "零风险"], ())


def test_terms_that_other_lexicons_have_too_are_named() -> None:
    files = {
        **FILES,
        "lexicons/terms/other.yaml": b"id: other\ntitle: {zh: x, en: x}\nterms: [\xe7\xa9\xa9\xe8\xb3\xba]\n",
    }
    reading = read_lexicon("w.csv", read_tables("w.csv", "term\n稳赚\n".encode()))

    assert plan_lexicon("w.csv", "words", reading, files).elsewhere == (("稳赚", ("other",)),)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("词\n保本\n", [(1, 1, "headings-missing")]),
        ("词条\n", [(1, 1, "terms-missing")]),
        ("词条,标签\n,x\n", [(2, 1, "cell-empty")]),
        ("词条\n保本\n保 本\n保夲\n保本\n", [(5, 1, "term-repeated")]),
        ("词条\n零风险\n零風險\n", [(3, 1, "term-repeated")]),
        ("词条\n=A1\n", [(2, 1, "cell-formula")]),
        ("词条,词语\n保本,保息\n", [(1, 2, "column-repeated")]),
        ("词条\n！！\n", [(2, 1, "term-nothing")]),
        (f"词条\n{'保' * 101}\n", [(2, 1, "term-too-long")]),
        ("词条,生效日\n保本,下月\n保息,2026-02-30\n", [(2, 2, "cell-day"), (3, 2, "cell-day")]),
        ("词条,生效日,失效日\n保本,2026-02-01,2026-01-31\n", [(2, 3, "days-reversed")]),
    ],
)
def test_every_mistake_has_its_row_and_column(rows: str, expected: list[tuple[int, int, str]]) -> None:
    assert problems("w.csv", rows.encode()) == [("w.csv", *item) for item in expected]


def workbook(sheet: str, **more: bytes) -> bytes:
    """A workbook whose only sheet has this XML within."""
    packed = io.BytesIO(to_xlsx({"词条": [("词条",)]}))
    out = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            raw = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                raw = raw.split(b"<sheetData>")[0] + sheet.encode() + b"</worksheet>"
            new.writestr(name, raw)
        for name, raw in more.items():
            new.writestr(name, raw)
    return out.getvalue()


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_merged_cells_and_formulas_of_a_workbook_name_sheet_row_and_column() -> None:
    merged = workbook(
        f'<sheetData><row r="1">{cell("A1", "词条")}</row><row r="2">{cell("A2", "保本")}</row></sheetData>'
        '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
    )
    formula = workbook(
        f'<sheetData><row r="1">{cell("A1", "词条")}</row>'
        '<row r="2"><c r="A2" t="str"><f>CONCATENATE("a","b")</f><v>ab</v></c></row></sheetData>'
    )

    assert problems("w.xlsx", merged) == [("w.xlsx#词条", 2, 1, "cell-merged")]
    assert problems("w.xlsx", formula) == [("w.xlsx#词条", 2, 1, "cell-formula")]


def lying(raw: bytes, real: int) -> bytes:
    """A workbook with a part of ``real`` bytes of which its headers say that it has ten."""
    name = b"xl/sharedStrings.xml"
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(real // 1_000_000)) + packer.flush()
    check = zlib.crc32(b" " * 10)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        start, count = archive.start_dir, len(archive.infolist())
    head = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 33, check, len(packed), 10, len(name), 0) + name
    entry = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 8, 0, 33, check, len(packed), 10, len(name), 0, 0, 0, 0, 0, start
    )
    directory = raw[start : raw.rindex(b"PK\5\6")] + entry + name
    end = struct.pack(
        "<4sHHHHIIH", b"PK\5\6", 0, 0, count + 1, count + 1, len(directory), start + len(head) + len(packed), 0
    )
    return raw[:start] + head + packed + directory + end


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        (workbook("<sheetData/>", bomb=b" " * 210_000_000), {"table-swollen"}),
        (workbook("<sheetData/>", **{f"p{number}": b"" for number in range(2001)}), {"table-swollen"}),
        (lying(workbook("<sheetData/>"), 4_000_000_000), {"table-swollen", "table-workbook"}),
        (
            workbook(f'<sheetData><row r="1">{cell("A1", "词条")}</row><row r="1048576">{cell("XFD1048576", "x")}</row>'
                     "</sheetData>"),
            {"table-swollen", "table-workbook", "table-too-long"},
        ),
    ],
    ids=["swells", "parts", "lies", "sparse"],
)  # fmt: skip
def test_a_workbook_that_swells_is_refused_soon(raw: bytes, codes: set[str]) -> None:
    started = time.monotonic()
    with pytest.raises(TableUnreadable) as raised:
        read_tables("w.xlsx", raw)

    assert raised.value.problem.code in codes
    assert time.monotonic() - started < 40


def test_the_limits_of_a_lexicon_are_told() -> None:
    many = "词条\n" + "".join(f"词条第{number}号\n" for number in range(200_000))
    with pytest.raises(TableUnreadable) as raised:
        read_tables("w.csv", many.encode(), MOST_TERMS)
    assert raised.value.problem.code == "table-too-long"
    assert "50000" in raised.value.problem.message.en

    long = "词条\n" + "".join(f"{'很长的词条' * 8}第{number}号\n" for number in range(20_000))
    assert problems("w.csv", long.encode()) == [("w.csv", 1, 1, "lexicon-too-large")]

    works = "词条\n" + "".join(f"词条{number}\n" for number in range(45_000))
    reading = read_lexicon("w.csv", read_tables("w.csv", works.encode(), MOST_TERMS))
    assert len(plan_lexicon("w.csv", "words", reading, FILES).added) == 45_000


def test_a_term_counts_on_its_days() -> None:
    rule = MINIMAL_RULE.format(id="good-rule", severity="block")
    words = "id: words\ntitle: {zh: 词, en: words}\neffective: {until: 2026-12-31}\nterms:\n  - 保本\n"
    words += "  - {term: 稳赚, effective: {from: 2026-11-05, until: 2026-11-06}}\n  - {term: 稳, tag: x}\n"
    files = {**rule_files(rule), PATH: words.encode()}
    rules = compile_rule_set(load_rule_set(files))

    def quotes(text: str, day: date) -> list[str]:
        findings = review(message(text, day=day), rules).findings
        return [item.quote for finding in findings for item in finding.evidence]

    assert quotes("本产品稳赚", date(2026, 11, 4)) == ["稳"]
    assert quotes("本产品稳赚", date(2026, 11, 5)) == ["稳赚"]
    assert quotes("本产品稳赚", date(2026, 11, 6)) == ["稳赚"]
    assert quotes("本产品稳赚", date(2026, 11, 7)) == ["稳"]
    assert quotes("本产品保本", date(2026, 12, 31)) == ["保本"]
    assert quotes("本产品保本", date(2027, 1, 1)) == []


def test_where_a_lexicon_and_a_term_are_used() -> None:
    tagged = MINIMAL_RULE.format(id="tagged", severity="advise").replace(
        "lexicon: words}", "lexicon: words, tags: [top]}"
    )
    files = rule_files(MINIMAL_RULE.format(id="good-rule", severity="block"), tagged)
    files[PATH] = FILE.encode()
    rules = load_rule_set(files)

    assert [(use.rule.id, use.tags) for use in uses_of("words", rules.rules)] == [
        ("good-rule", ()),
        ("tagged", ("top",)),
    ]
    (plain,), (top,) = (places_of(text, rules.lexicons, rules.rules) for text in ("零風險", "第一"))
    assert ([use.rule.id for use in plain.rules], plain.term.text) == (["good-rule"], "零风险")
    assert [use.rule.id for use in top.rules] == ["good-rule", "tagged"]
    assert places_of("没有", rules.lexicons, rules.rules) == ()


def test_a_file_that_shares_lines_is_written_anew() -> None:
    files = {PATH: b"id: words\ntitle: {zh: x, en: x}\nterms: [a1, b1]\n"}
    reading = read_lexicon("w.csv", read_tables("w.csv", b"term\na1\nc1\n"))
    text = plan_lexicon("w.csv", "words", reading, files).text

    assert text == "id: words\ntitle: {zh: x, en: x}\nterms:\n  - a1\n  - c1\n"
    assert read_source(PATH, text.encode())[1] == ()
