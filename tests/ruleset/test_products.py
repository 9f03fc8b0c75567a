"""Product sheets as files and from tables: every mistake at its place, nothing half-done."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.product import FEES, Fee, ProductSheet, Rate, RateKind
from app.model.vocabulary import PRODUCTS
from app.review import compile_rule_set, review
from app.ruleset.loader import RuleSetProblems, load_rule_set
from app.ruleset.product_columns import heading_key
from app.ruleset.product_import import ImportPlan, plan_import, planned_files
from app.ruleset.product_rows import ImportProblems
from app.ruleset.product_table import TableUnreadable, column_letters, read_tables
from app.ruleset.product_writing import changed_fields, write_sheet
from app.ruleset.rule import RuleSet
from tests.made import MINIMAL_RULE, message, rule_files

SHEET = """\
id: wenhang
name: 慎言示例·稳航90天
aliases: [Shenyan Sample SteadySail 90]
type: wealth-management
issuer: 慎言示例理财有限责任公司
risk_grade: R2
term_days: 90
rate: {kind: benchmark, low: 2.60, high: 3.20}
fees: {management: 0.20}
sale: {from: 2026-01-05, until: 2026-12-31}
min_amount: 1
clients: C2
disclosures: [wm-risk]
"""
DISCLOSURE = """\
id: wm-risk
title: {zh: 风险提示, en: Risk warning}
text: {zh-Hans: 理财非存款、产品有风险、投资须谨慎。}
accept: [理财非存款、产品有风险、投资须谨慎]
"""
RULE = """\
id: product-rate
title: {zh: 测试, en: Test}
family: misleading
severity: block
owner: tests
why: {zh: 测试, en: test}
applies_to: {product: [wealth-management]}
detect:
  rate: {detector: product-facts, check: wrong-rate}
when: {detected: rate}
message: {zh: "“{rate}”", en: "“{rate}”"}
examples:
  violates: [{text: 慎言示例·稳航90天年化5%, quotes: [5%]}]
  complies: [{text: 慎言示例·稳航90天年化3%}]
"""


def files(sheet: str = SHEET, **more: str) -> dict[str, bytes]:
    made = rule_files(MINIMAL_RULE.format(id="some-rule", severity="block"), RULE)
    made["lexicons/disclosures/wm-risk.yaml"] = DISCLOSURE.encode()
    made["lexicons/products/wenhang.yaml"] = sheet.encode()
    made |= {f"lexicons/products/{name}.yaml": text.encode() for name, text in more.items()}
    return made


def rule_set(**more: str) -> RuleSet:
    return load_rule_set(files(**more))


def problems_of(made: dict[str, bytes]) -> list[tuple[str, str, int, int]]:
    with pytest.raises(RuleSetProblems) as raised:
        load_rule_set(made)
    for problem in raised.value.problems:
        assert problem.message.zh != problem.message.en
        assert problem.hint.zh != problem.hint.en
    return [(problem.code, problem.path, problem.line, problem.column) for problem in raised.value.problems]


def test_a_sheet_as_loaded() -> None:
    assert rule_set().products["wenhang"] == ProductSheet(
        id="wenhang",
        name="慎言示例·稳航90天",
        type="wealth-management",
        issuer="慎言示例理财有限责任公司",
        aliases=("Shenyan Sample SteadySail 90",),
        risk_grade=2,
        term_days=90,
        rate=Rate(RateKind.BENCHMARK, Decimal("2.60"), Decimal("3.20")),
        fees=(Fee("management", Decimal("0.20")),),
        on_sale_from=date(2026, 1, 5),
        on_sale_until=date(2026, 12, 31),
        min_amount=Decimal(1),
        clients=2,
        disclosures=("wm-risk",),
    )


def test_the_name_tells_the_product_and_the_sheet_is_part_of_the_revision() -> None:
    compiled = compile_rule_set(rule_set())

    assert [item.rule_id for item in review(message("慎言示例·稳航90天年化5%"), compiled).findings] == ["product-rate"]
    assert review(message("慎言示例·稳航90天年化5%", products=("loan",)), compiled).findings == ()
    assert compiled.revision != load_rule_set(files(SHEET.replace("3.20", "3.21"))).revision


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("name: 慎言示例·稳航90天", "name: 稳航", "product-name-short", 2),
        ("issuer: 慎言示例理财有限责任公司\n", "", "key-missing", 1),
        ("type: wealth-management", "type: wealth", "product-unknown", 4),
        ("risk_grade: R2", "risk_grade: R6", "product-grade", 6),
        ("term_days: 90", "term_days: ninety", "number-expected", 7),
        ("term_days: 90", "term_days: 0", "number-range", 7),
        ("term_days: 90", "term_days: 90\nopen_ended: true", "product-open-ended", 8),
        ("term_days: 90", "term_days: 90\nmin_holding_days: 7", "product-open-ended", 8),
        ("term_days: 90", "open_ended: perhaps", "yes-no-expected", 7),
        ("low: 2.60", "low: 3.60", "product-rate-range", 8),
        ("kind: benchmark", "kind: none", "product-rate-none", 8),
        ("kind: benchmark", "kind: yearly", "value-unknown", 8),
        ("high: 3.20", "high: 3.2%", "number-expected", 8),
        ("{management: 0.20}", "{entrance: 0.20}", "product-fee", 9),
        ("until: 2026-12-31", "until: 2025-12-31", "product-sale-range", 10),
        ("until: 2026-12-31", "until: soon", "day-expected", 10),
        ("clients: C2", "clients: R2", "product-client", 12),
        ("[wm-risk]", "[wm-risk, fund-risk]", "disclosure-unknown", 13),
        ("min_amount: 1", "minimum: 1", "key-unknown", 11),
    ],
)
def test_mistakes_in_a_sheet(old: str, new: str, code: str, line: int) -> None:
    assert old in SHEET

    found = problems_of(files(SHEET.replace(old, new)))

    assert [(item[0], item[1], item[2]) for item in found] == [(code, "lexicons/products/wenhang.yaml", line)]


def test_two_products_cannot_share_a_name_whatever_its_form() -> None:
    other = SHEET.replace("id: wenhang", "id: other").replace("慎言示例·稳航90天", "慎言示例稳航９０天")
    other = other.replace("Shenyan Sample SteadySail 90", "SHENYAN SAMPLE STEADYSAIL 90")

    path = "lexicons/products/wenhang.yaml"
    assert problems_of(files(other=other)) == [
        ("product-name-repeated", path, 2, 1),
        ("product-name-repeated", path, 3, 11),
    ]


@pytest.mark.parametrize("raw", ["- 1\n", "text\n", "{}\n", "id: [1]\n"])
def test_files_of_another_shape(raw: str) -> None:
    assert problems_of(files(wrong=raw))


NAMES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=3, max_size=12).map(lambda text: f"慎言{text}")
FIGURES = st.decimals(0, 100, places=2)


@given(
    st.builds(
        ProductSheet,
        id=st.just("wenhang"),
        name=NAMES,
        type=st.sampled_from(sorted(PRODUCTS)),
        issuer=NAMES,
        aliases=st.lists(NAMES, max_size=2).map(tuple),
        risk_grade=st.none() | st.integers(1, 5),
        term_days=st.none() | st.integers(1, 4000),
        rate=st.none()
        | st.just(Rate())
        | st.tuples(FIGURES, FIGURES).map(lambda ends: Rate(RateKind.FIXED, min(ends), max(ends))),
        fees=st.lists(st.sampled_from(sorted(FEES)), unique=True).map(
            lambda names: tuple(Fee(name, Decimal("0.20")) for name in FEES if name in names)
        ),
        on_sale_from=st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1)),
        on_sale_until=st.none() | st.dates(date(2031, 1, 1), date(2050, 1, 1)),
        clients=st.none() | st.integers(1, 5),
        disclosures=st.just(()) | st.just(("wm-risk",)),
    )
)
def test_a_sheet_is_written_as_it_is_read(sheet: ProductSheet) -> None:
    assert load_rule_set(files(write_sheet(sheet))).products["wenhang"] == sheet


def test_fields_that_changed() -> None:
    sheet = rule_set().products["wenhang"]

    assert changed_fields(sheet, sheet) == ()
    assert changed_fields(sheet, replace(sheet, risk_grade=3, clients=None)) == (
        ("risk_grade", "R2", "R3"),
        ("clients", "C2", ""),
    )


# --- tables ---------------------------------------------------------------------------------------------------------

HEADINGS = (
    "产品代码",
    "产品名称",
    "产品类型",
    "发行机构",
    "风险等级",
    "产品期限（天）",
    "业绩比较基准",
    "管理费率（%）",
    "停售日",
    "适合客户",
    "备注",
)
ROW = (
    "WENHANG",
    "慎言示例·稳航90天",
    "理财",
    "慎言示例理财",
    "PR2（中低风险）",
    "90天",
    "2.60%-3.20%",
    "0.20%",
    "2026年12月31日",
    "C2及以上",
    "x",
)
OTHER = ("yuanfan", "慎言示例·远帆成长混合", "基金", "慎言示例基金", "四级", "", "无", "", "2027/1/31", "C4", "")


def cell_xml(row: int, column: int, value: object) -> str:
    place = f'r="{column_letters(column)}{row}"'
    if isinstance(value, str) and value.startswith("="):
        return f"<c {place}><f>{escape(value[1:])}</f><v>7</v></c>"
    if isinstance(value, str):
        return f'<c {place} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c {place}><v>{value}</v></c>"


def row_xml(row: int, cells: Sequence[object]) -> str:
    inside = [cell_xml(row, column, value) for column, value in enumerate(cells, 1) if value != ""]
    return f'<row r="{row}">{"".join(inside)}</row>'


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]], merged: str = "", state: str = "visible") -> bytes:
    """A small XLSX file: inline texts, numbers, and formulas written as "=..."."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = list(sheets)
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets>'
        + "".join(
            f'<sheet name="{escape(name)}" sheetId="{number}" r:id="r{number}"'
            f' state="{state if number > 1 else "visible"}"/>'
            for number, name in enumerate(names, 1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="r{number}" Type="{office}/worksheet" Target="worksheets/sheet{number}.xml"/>'
            for number in range(1, len(names) + 1)
        )
        + "</Relationships>",
    }
    for number, rows in enumerate(sheets.values(), 1):
        data = "".join(row_xml(row, cells) for row, cells in enumerate(rows, 1))
        cells_merged = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f"<worksheet {main}><sheetData>{data}</sheetData>{cells_merged}</worksheet>"
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, text in parts.items():
            archive.writestr(path, text)
    return out.getvalue()


def csv_of(*rows: Sequence[object]) -> str:
    return "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)


def plan(name: str, raw: bytes, known: RuleSet | None = None) -> ImportPlan:
    return plan_import(name, read_tables(name, raw), known or rule_set())


def import_problems(name: str, raw: bytes) -> list[tuple[str, str, int, str]]:
    """Code, file and sheet, row, column."""
    with pytest.raises(ImportProblems) as raised:
        plan(name, raw)
    for problem in raised.value.problems:
        assert problem.message.zh != problem.message.en
        assert problem.hint.zh != problem.hint.en
    return [(item.code, item.path, item.line, column_letters(item.column)) for item in raised.value.problems]


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("p.csv", csv_of(HEADINGS, ROW, OTHER).encode()),
        ("p.csv", b"\xef\xbb\xbf" + csv_of(HEADINGS, ROW, OTHER).encode()),
        ("p.csv", csv_of(HEADINGS, ROW, OTHER).encode("gb18030")),
        ("p.csv", csv_of(HEADINGS, ROW, OTHER).replace('","', '"\t"').encode()),
        ("p.xlsx", workbook({"产品": [("产品目录",), (), HEADINGS, ROW, (), OTHER], "说明": [("请看第一张",)]})),
        ("p.XLSX", workbook({"理财": [HEADINGS, ROW], "基金 & 其他": [HEADINGS, OTHER]})),
    ],
)
def test_a_table_becomes_sheets(name: str, raw: bytes) -> None:
    result = plan(name, raw)

    assert result.added == (
        ProductSheet(
            id="yuanfan",
            name="慎言示例·远帆成长混合",
            type="fund",
            issuer="慎言示例基金",
            risk_grade=4,
            rate=Rate(),
            on_sale_until=date(2027, 1, 31),
            clients=4,
        ),
    )
    ((old, new),) = result.changed
    assert [key for key, _, _ in changed_fields(old, new)] == ["issuer"]
    assert new.rate == Rate(RateKind.BENCHMARK, Decimal("2.60"), Decimal("3.20"))
    assert (result.removed, result.unchanged, result.ignored) == ((), 0, ("备注",))


def test_numbers_and_days_of_a_workbook() -> None:
    headings = ("id", "name", "type", "issuer", "rate_kind", "rate_low", "rate_high", "min_amount", "term_days")
    row = ("new", "慎言示例·新品", "deposit", "慎言示例银行", "fixed", 1.5, 2, 10000, 365.0)

    (sheet,) = plan("p.xlsx", workbook({"S": [headings, row]})).added

    assert sheet.rate == Rate(RateKind.FIXED, Decimal("1.5"), Decimal(2))
    assert (sheet.min_amount, sheet.term_days) == (Decimal(10000), 365)


def test_what_the_table_does_not_list_is_removed_only_when_asked() -> None:
    known = rule_set()
    result = plan("p.csv", csv_of(HEADINGS, OTHER).encode(), known)

    assert [sheet.id for sheet in result.removed] == ["wenhang"]
    assert list(planned_files(result, known, remove=False)) == ["lexicons/products/yuanfan.yaml"]
    assert planned_files(result, known, remove=True)["lexicons/products/wenhang.yaml"] is None


def test_columns_that_the_table_lacks_and_cells_that_are_empty() -> None:
    headings = ("id", "name", "type", "issuer", "fee_custody", "sale_from", "clients")
    row = ("wenhang", "慎言示例·稳航90天", "理财", "慎言示例理财有限责任公司", "0.02%", "2026-02-01", "")

    ((old, new),) = plan("p.csv", csv_of(headings, row).encode()).changed

    assert changed_fields(old, new) == (
        ("fees", "{management: 0.2}", "{management: 0.2, custody: 0.02}"),
        ("sale", "{from: 2026-01-05, until: 2026-12-31}", "{from: 2026-02-01, until: 2026-12-31}"),
        ("clients", "C2", ""),
    )


def test_importing_what_is_there_changes_nothing() -> None:
    known = rule_set()
    headings = (
        "id",
        "name",
        "aliases",
        "type",
        "issuer",
        "risk_grade",
        "term_days",
        "benchmark",
        "管理费",
        "sale_from",
    )
    row = (
        "wenhang",
        "慎言示例·稳航90天",
        "Shenyan Sample SteadySail 90",
        "wealth-management",
        "慎言示例理财有限责任公司",
    )
    row = (*row, "R2", "90", "2.60%至3.20%", "0.20%", "20260105")
    more, values = ("sale_until", "min_amount", "clients", "disclosures"), ("2026-12-31", "1元起", "C2", "wm-risk")

    result = plan("p.csv", csv_of((*headings, *more), (*row, *values)).encode(), known)

    assert (result.added, result.changed, result.removed, result.unchanged) == ((), (), (), 1)
    assert planned_files(result, known, remove=True) == {}


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        (1, "", "cell-empty"),
        (1, "稳航", "id-form"),
        (2, "", "cell-empty"),
        (2, "稳航", "product-name-short"),
        (3, "奇妙", "cell-type"),
        (5, "R7", "cell-grade"),
        (6, "三个月", "cell-days"),
        (6, "=60+30", "cell-formula"),
        (7, "约3%", "cell-percent"),
        (7, "0.032", "cell-percent-sign"),
        (7, "3.2%-2.6%", "product-rate-range"),
        (8, "0.2", "cell-percent-sign"),
        (9, "年底", "cell-day"),
        (9, "2026-02-31", "day-expected"),
        (10, "稳健", "cell-client"),
    ],
)
def test_mistakes_in_cells(column: int, cell: str, code: str) -> None:
    row = [*ROW]
    row[column - 1] = cell

    assert import_problems("p.csv", csv_of(HEADINGS, row).encode()) == [(code, "p.csv", 2, column_letters(column))]
    found = import_problems("p.xlsx", workbook({"产品": [("目录",), HEADINGS, row]}))
    assert found == [(code, "p.xlsx#产品", 3, column_letters(column))]


def test_all_mistakes_are_told_at_once() -> None:
    bad = [*OTHER]
    bad[4], bad[8] = "R9", "soon"

    found = import_problems("p.csv", csv_of(HEADINGS, [*ROW[:5], "x", *ROW[6:]], bad).encode())

    assert [(item[0], item[2], item[3]) for item in found] == [
        ("cell-days", 2, "F"),
        ("cell-grade", 3, "E"),
        ("cell-day", 3, "I"),
    ]


def test_ids_and_names_are_used_once() -> None:
    again = [*OTHER]
    again[0] = "WENHANG"
    assert import_problems("p.csv", csv_of(HEADINGS, ROW, again).encode()) == [("id-repeated", "p.csv", 3, "A")]

    again[0], again[1] = "third", ROW[1]
    assert import_problems("p.csv", csv_of(HEADINGS, again).encode()) == [("product-name-repeated", "p.csv", 2, "B")]


def test_merged_cells_below_the_headings() -> None:
    rows = [("目录",), HEADINGS, ROW, OTHER]

    assert plan("p.xlsx", workbook({"S": rows}, merged="A1:K1")).added
    assert import_problems("p.xlsx", workbook({"S": rows}, merged="D3:D4")) == [("cell-merged", "p.xlsx#S", 3, "D")]


def test_headings() -> None:
    assert import_problems("p.csv", csv_of(("a", "b"), ("c", "d")).encode()) == [("headings-missing", "p.csv", 1, "A")]
    without_id = import_problems("p.csv", csv_of(HEADINGS[1:], ROW[1:]).encode())
    assert without_id == [("column-missing", "p.csv", 1, "A")]
    twice = import_problems("p.csv", csv_of((*HEADINGS, "风险评级"), (*ROW, "R2")).encode())
    assert twice == [("column-repeated", "p.csv", 1, "L")]
    assert heading_key("管理费率（%）") == heading_key("管理费")


def test_hidden_sheets_are_not_read() -> None:
    raw = workbook({"S": [HEADINGS, ROW], "旧": [HEADINGS, ROW]}, state="hidden")

    assert plan("p.xlsx", raw).added == ()


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("p.xls", b"", "table-kind"),
        ("p.xlsx", b"", "table-workbook"),
        ("p.xlsx", b"PK\x03\x04 nothing", "table-workbook"),
        ("p.xlsx", workbook({"S": [HEADINGS]})[:-60], "table-workbook"),
        ("p.csv", b"\xff\xfe\xff", "table-encoding"),
        ("p.csv", b"x" * (10 * 1024 * 1024 + 1), "table-too-large"),
        ("p.csv", b"a\n" * 20_001, "table-too-long"),
    ],
)
def test_files_that_cannot_be_read(name: str, raw: bytes, code: str) -> None:
    with pytest.raises(TableUnreadable) as raised:
        read_tables(name, raw)

    assert raised.value.problem.code == code


@given(st.binary(max_size=300), st.sampled_from(["p.csv", "p.xlsx"]))
def test_no_file_makes_it_fail(raw: bytes, name: str) -> None:
    try:
        plan(name, raw)
    except (TableUnreadable, ImportProblems):
        return


@given(
    st.lists(
        st.lists(st.sampled_from([*HEADINGS, *ROW, *OTHER, "", "=1", "0.1", "'", '"', "\n"]), max_size=11), max_size=5
    )
)
def test_no_rows_make_it_fail(rows: list[list[str]]) -> None:
    try:
        plan("p.csv", csv_of(HEADINGS, *rows).encode())
    except (TableUnreadable, ImportProblems):
        return
