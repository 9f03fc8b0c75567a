"""The columns of a table of products: what they may be called, and how their cells are read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from app.model.product import FEES
from app.model.vocabulary import PRODUCTS
from app.ruleset.product_cells import CellProblem
from app.ruleset.source import Path

TYPE_NAMES: Final[Mapping[str, str]] = {
    "存款": "deposit", "结构性存款": "structured-deposit", "理财": "wealth-management", "理财产品": "wealth-management",
    "银行理财": "wealth-management", "基金": "fund", "公募基金": "fund", "货币基金": "money-market-fund",
    "私募基金": "private-fund", "信托": "trust", "资管计划": "asset-management", "资管产品": "asset-management",
    "债券": "bond", "国债": "bond", "期货": "futures", "贵金属": "gold", "黄金": "gold",
    "养老金": "pension", "保险": "insurance",
    "健康险": "health-insurance", "人寿保险": "life-insurance", "分红险": "participating-insurance",
    "万能险": "universal-insurance", "投连险": "unit-linked-insurance", "贷款": "loan", "个人贷款": "personal-loan",
    "消费贷": "personal-loan", "经营贷": "business-loan", "房贷": "mortgage", "信用卡": "credit-card",
}  # fmt: skip
_GRADES: Final = {"低": 1, "中低": 2, "较低": 2, "中": 3, "中等": 3, "中高": 4, "较高": 4, "高": 5}
_ORDINALS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_KINDS: Final = {
    "固定": "fixed",
    "业绩比较基准": "benchmark",
    "基准": "benchmark",
    "年化利率": "apr",
    "贷款利率": "apr",
    "无": "none",
}
_YES: Final = {"是", "开放式", "开放", "true", "yes", "y", "1"}
_NO: Final = {"否", "封闭式", "封闭", "false", "no", "n", "0"}
_PERCENT: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([%％]?)")
_RANGE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([%％]?)\s*(?:-|~|～|–|—|至|到)+\s*(\d+(?:\.\d+)?)\s*([%％]?)")
_DAY: Final = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})日?(?:[ T].*)?")
_SEPARATORS: Final = re.compile(r"[;；、|\n,，]+")
# Below this a number without a per cent sign may be a percentage cell: 3.2 % is stored as 0.032.
_AMBIGUOUS: Final = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Column:
    """``headings`` are compared without spaces, signs and brackets; ``read`` makes a cell the value at ``path``."""

    path: Path
    headings: tuple[str, ...]
    read: Callable[[str], Any]
    required: bool = False


def as_text(cell: str) -> str:
    """A cell with single spaces."""
    return " ".join(cell.split())


def _as_id(cell: str) -> str:
    return cell.lower().replace("_", "-").replace(" ", "-")


def _as_list(cell: str) -> list[str]:
    return [text for text in (as_text(piece) for piece in _SEPARATORS.split(cell)) if text]


def _as_type(cell: str) -> str:
    name = TYPE_NAMES.get(cell, cell.lower())
    if name not in PRODUCTS:
        raise CellProblem("cell-type")
    return name


def _as_grade(cell: str) -> str:
    text = cell.upper().replace(" ", "").removeprefix("P").removeprefix("R")
    text = re.split(r"[(（]", text, maxsplit=1)[0].removesuffix("级")
    if text in _ORDINALS:
        return f"R{_ORDINALS[text]}"
    if text in ("1", "2", "3", "4", "5"):
        return f"R{text}"
    word = text.removesuffix("风险").removesuffix("等")
    if word in _GRADES:
        return f"R{_GRADES[word]}"
    raise CellProblem("cell-grade")


def _as_client(cell: str) -> str:
    match = re.fullmatch(r"C?([1-5])(?:级|类|\(.*\)|（.*）)?(?:及以上|以上|\+)?", cell.upper().replace(" ", ""))
    if match is None:
        raise CellProblem("cell-client")
    return f"C{match.group(1)}"


def _as_days(cell: str) -> str:
    match = re.fullmatch(r"(\d{1,5})\s*(?:天|日|days?)?", cell.lower())
    if match is None:
        raise CellProblem("cell-days")
    return match.group(1)


def _as_yes_no(cell: str) -> str:
    word = cell.lower()
    if word not in _YES | _NO:
        raise CellProblem("cell-yes-no")
    return "true" if word in _YES else "false"


def _as_kind(cell: str) -> str:
    kind = _KINDS.get(cell, cell.lower())
    if kind not in _KINDS.values():
        raise CellProblem("cell-kind")
    return kind


def _as_percent(cell: str) -> str:
    match = _PERCENT.fullmatch(cell)
    if match is None:
        raise CellProblem("cell-percent")
    return _plain(match.group(1), bool(match.group(2)))


def _plain(number: str, has_sign: bool) -> str:
    if not has_sign and 0 < Decimal(number) < _AMBIGUOUS:
        raise CellProblem("cell-percent-sign")
    return number


def _rate_of(kind: str) -> Callable[[str], dict[str, str]]:
    def read(cell: str) -> dict[str, str]:
        if cell in ("无", "-", "—", "/", "none"):
            return {"kind": "none"}
        match = _RANGE.fullmatch(cell)
        if match is not None:
            has_sign = bool(match.group(2) or match.group(4))
            low, high = _plain(match.group(1), has_sign), _plain(match.group(3), has_sign)
        else:
            low = high = _as_percent(cell)
        return {"kind": kind, "low": low, "high": high}

    return read


def as_day(cell: str) -> str:
    """A day as people write it, as 2026-01-31. Raises CellProblem."""
    match = _DAY.fullmatch(cell)
    if match is None:
        raise CellProblem("cell-day")
    year, month, day = (int(group) for group in match.groups())
    return f"{year:04}-{month:02}-{day:02}"


def _as_amount(cell: str) -> str:
    match = re.fullmatch(r"(?:人民币|¥|￥|rmb|cny)?\s*([\d,，]+(?:\.\d+)?)\s*(万)?\s*元?(?:起购|起)?", cell.lower())
    if match is None:
        raise CellProblem("cell-amount")
    try:
        amount = Decimal(match.group(1).replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise CellProblem("cell-amount") from None
    return f"{amount * 10_000 if match.group(2) else amount:f}"


COLUMNS: Final[tuple[Column, ...]] = (
    Column(("id",), ("id", "产品编号", "产品代码", "编号", "代码"), _as_id, required=True),
    Column(("name",), ("name", "产品名称", "名称", "产品简称"), as_text, required=True),
    Column(("aliases",), ("aliases", "别名", "其他名称", "英文名称", "简称"), _as_list),
    Column(("type",), ("type", "产品类型", "类型", "产品类别"), _as_type, required=True),
    Column(("issuer",), ("issuer", "发行机构", "发行人", "管理人", "发行管理机构"), as_text, required=True),
    Column(("issuer_aliases",), ("issuer_aliases", "发行机构别名", "发行机构简称", "管理人简称"), _as_list),
    Column(("risk_grade",), ("risk_grade", "风险等级", "风险评级", "产品风险等级"), _as_grade),
    Column(("term_days",), ("term_days", "期限", "期限天", "产品期限", "产品期限天"), _as_days),
    Column(("open_ended",), ("open_ended", "开放式", "是否开放式", "运作方式"), _as_yes_no),
    Column(
        ("min_holding_days",), ("min_holding_days", "最短持有", "最短持有天", "最短持有期", "最短持有期天"), _as_days
    ),
    Column(("rate", "kind"), ("rate_kind", "利率类型", "收益类型"), _as_kind),
    Column(("rate", "low"), ("rate_low", "利率下限", "基准下限", "业绩比较基准下限"), _as_percent),
    Column(("rate", "high"), ("rate_high", "利率上限", "基准上限", "业绩比较基准上限"), _as_percent),
    Column(("rate",), ("benchmark", "业绩比较基准", "业绩基准"), _rate_of("benchmark")),
    Column(("rate",), ("apr", "年化利率", "贷款利率", "贷款年化利率"), _rate_of("apr")),
    Column(("rate",), ("fixed_rate", "固定利率", "存款利率", "年利率"), _rate_of("fixed")),
    *(
        Column(("fees", name), (f"fee_{name.replace('-', '_')}", *words[:2]), _as_percent)
        for name, words in FEES.items()
    ),
    Column(("sale", "from"), ("sale_from", "发售日", "起售日", "销售起始日", "成立日"), as_day),
    Column(("sale", "until"), ("sale_until", "停售日", "销售截止日", "销售结束日"), as_day),
    Column(("min_amount",), ("min_amount", "起购金额", "起点金额", "最低金额", "起购金额元"), _as_amount),
    Column(("clients",), ("clients", "客户等级", "适合客户", "适合客户等级", "最低客户等级"), _as_client),
    Column(("disclosures",), ("disclosures", "披露", "必要披露", "须作披露"), _as_list),
)


def heading_key(heading: str) -> str:
    """A heading without what does not tell columns apart: spaces, brackets, signs, case, a final 率."""
    return re.sub(r"[\s()（）\[\]【】%％*:：/_-]", "", heading.lower()).removesuffix("率") or heading


_BY_HEADING: Final = {heading_key(heading): column for column in COLUMNS for heading in column.headings}


def find_column(heading: str) -> Column | None:
    """The column of that heading; None for one that product sheets do not have."""
    return _BY_HEADING.get(heading_key(heading))
