"""What ``shenyan products`` says, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

from app.model.finding import Localized

PRODUCTS_HELP: Final[Mapping[str, Localized]] = {
    "products": Localized("产品说明：从表格导入。", "Product sheets: import them from a table."),
    "products.import": Localized(
        "从 XLSX 或 CSV 导入产品说明，先列出新增、改动和未列出的产品；表格有错时退出码 1，什么也不写。",
        "Import product sheets from XLSX or CSV, showing what changes; exit code 1 for a problem, nothing is written.",
    ),
    "products.file": Localized("产品表，.xlsx 或 .csv。", "The table of products, .xlsx or .csv."),
    "products.dry-run": Localized("只预览，不写文件。", "Show what would change and write nothing."),
    "products.remove": Localized(
        "删除表格未列出的产品说明。", "Delete the sheets of products that the table does not list."
    ),
}

PRODUCTS_TEXTS: Final[Mapping[str, Localized]] = {
    "products.sheet": Localized("{file} 工作表“{sheet}”", "{file}, sheet “{sheet}”"),
    "products.cell": Localized("{file} 第 {row} 行 {column} 列", "{file}, row {row}, column {column}"),
    "products.cell-heading": Localized(
        "{file} 第 {row} 行 {column} 列“{heading}”", "{file}, row {row}, column {column} “{heading}”"
    ),
    "products.problems": Localized("{count} 处错误，没有写任何文件。", "{count} problem(s); nothing was written."),
    "products.added": Localized("+ {id}  {name}", "+ {id}  {name}"),
    "products.changed": Localized("~ {id}  {name}", "~ {id}  {name}"),
    "products.field": Localized("    {field}: {old} → {new}", "    {field}: {old} → {new}"),
    "products.nothing": Localized("（无）", "(none)"),
    "products.removed": Localized("- {id}  {name}", "- {id}  {name}"),
    "products.kept": Localized("? {id}  {name}（表格未列出，保留）", "? {id}  {name} (not in the table, kept)"),
    "products.ignored": Localized("未用的列：{listed}", "Columns not used: {listed}"),
    "products.counts": Localized(
        "新增 {added}，改动 {changed}，不变 {unchanged}，表格未列出 {removed}",
        "{added} added, {changed} changed, {unchanged} unchanged, {removed} not in the table",
    ),
    "products.dry": Localized("只是预览，没有写文件。", "A preview: nothing was written."),
    "products.wrote": Localized(
        "写入 {written} 个、删除 {deleted} 个文件：{path}", "{written} file(s) written, {deleted} deleted: {path}"
    ),
    "products.next": Localized(
        "接着运行 shenyan rules test，确认规则的例子仍然成立。",
        "Next, run shenyan rules test: the rules' examples must still hold.",
    ),
}
