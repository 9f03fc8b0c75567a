"""What can be wrong with a cell of a table of products, and its cure."""

from collections.abc import Mapping
from typing import Final

from app.model.finding import Localized
from app.model.vocabulary import PRODUCTS


class CellProblem(ValueError):  # noqa: N818 - the word for mistakes in such files is "problem"
    """A cell that cannot be read. The text is one of the codes of `CELL_TEXTS`."""


# Code -> what is wrong, and the cure.
CELL_TEXTS: Final[Mapping[str, tuple[Localized, Localized]]] = {
    "cell-type": (
        Localized("没有这种产品类型。", "There is no such product type."),
        Localized(
            f"写中文名（如 理财、基金、贷款）或：{', '.join(PRODUCTS)}。", f"Write one of: {', '.join(PRODUCTS)}."
        ),
    ),
    "cell-grade": (
        Localized("看不懂这个风险等级。", "This risk grade cannot be read."),
        Localized("写 R1 至 R5，或 一级 至 五级，或 低、中低、中、中高、高。", "Write R1 to R5."),
    ),
    "cell-client": (
        Localized("看不懂这个客户等级。", "This client level cannot be read."),
        Localized("写最低的等级，C1 至 C5。", "Write the lowest level, C1 to C5."),
    ),
    "cell-days": (
        Localized("天数应为整数。", "Days are a whole number."),
        Localized("换算成天，如 90。", "Convert it to days, like 90."),
    ),
    "cell-yes-no": (
        Localized("应为“是”或“否”。", "This is yes or no."),
        Localized("写 是 或 否。", "Write yes or no."),
    ),
    "cell-kind": (
        Localized("没有这种利率类型。", "There is no such kind of rate."),
        Localized("写 固定、业绩比较基准、年化利率 或 无。", "Write fixed, benchmark, apr or none."),
    ),
    "cell-percent": (
        Localized("看不懂这个百分比。", "This percentage cannot be read."),
        Localized("写成 2.60% 或 2.60%-3.20%。", "Write it like 2.60% or 2.60%-3.20%."),
    ),
    "cell-percent-sign": (
        Localized(
            "分不清：可能是百分比格式的单元格（3.2% 存作 0.032）。",
            "Not clear: this may be a percentage cell (3.2 % is stored as 0.032).",
        ),
        Localized(
            "把单元格设为文本，带百分号写，如 3.20% 或 0.25%。",
            "Format the cell as text and write the sign, like 3.20% or 0.25%.",
        ),
    ),
    "cell-day": (
        Localized("看不懂这个日期。", "This day cannot be read."),
        Localized("写成 2026-01-31。", "Write it like 2026-01-31."),
    ),
    "cell-amount": (
        Localized("看不懂这个金额。", "This amount cannot be read."),
        Localized("写成 10000 或 1万。", "Write it like 10000."),
    ),
    "cell-empty": (
        Localized("这一格必填。", "This cell must not be empty."),
        Localized("请填写。", "Fill it in."),
    ),
    "cell-formula": (
        Localized("这一格是公式，算出的值可能过时。", "This cell holds a formula; its value may be out of date."),
        Localized("请复制后“选择性粘贴—数值”。", "Copy it and paste the value in its place."),
    ),
    "cell-merged": (
        Localized("合并的单元格只有第一格有值。", "Of merged cells only the first has the value."),
        Localized("请取消合并，每行都填上。", "Unmerge them and fill in every row."),
    ),
}
