"""How the mistakes that pydantic finds are told to an author: in the two languages, with a cure."""

from collections.abc import Mapping
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError

from app.model.finding import Localized
from app.model.problem import Problem
from app.model.product import FEES
from app.model.vocabulary import PRODUCTS
from app.ruleset.source import Path, Source
from app.ruleset.templates import FEWEST_FIXED, VARIABLES

# pydantic error type -> (code, message, hint); {braces} are filled from the error's context.
_TEXTS: Final[Mapping[str, tuple[str, Localized, Localized]]] = {
    "missing": (
        "key-missing",
        Localized("缺少“{key}”。", "“{key}” is missing."),
        Localized("请补上这个键。", "Add this key."),
    ),
    "extra_forbidden": (
        "key-unknown",
        Localized("不认识的键“{key}”。", "Unknown key “{key}”."),
        Localized(
            "允许的键：{allowed}。花括号里含逗号或冒号的文本要加引号。",
            "Allowed keys: {allowed}. In braces, put text with a comma or colon in quotes.",
        ),
    ),
    "enum": (
        "value-unknown",
        Localized("“{key}”的值不在允许范围内。", "The value of “{key}” is not allowed."),
        Localized("允许：{expected}。", "Allowed: {expected}."),
    ),
    "literal_error": (
        "value-unknown",
        Localized("“{key}”的值不在允许范围内。", "The value of “{key}” is not allowed."),
        Localized("允许：{expected}。", "Allowed: {expected}."),
    ),
    "string_type": (
        "text-expected",
        Localized("“{key}”应为文本。", "“{key}” must be text."),
        Localized("请写文本；含冒号时加引号。", "Write text; put it in quotes if it has a colon."),
    ),
    "string_too_short": (
        "text-empty",
        Localized("“{key}”不能为空。", "“{key}” must not be empty."),
        Localized("请填写。", "Fill it in."),
    ),
    "string_too_long": (
        "text-too-long",
        Localized("“{key}”太长，上限 {max_length} 个字。", "“{key}” is too long; at most {max_length} characters."),
        Localized("请缩短。", "Shorten it."),
    ),
    "string_pattern_mismatch": (
        "id-form",
        Localized("“{key}”的写法不合规定。", "“{key}” is not written as it must be."),
        Localized("只用小写字母、数字和连字符，以字母或数字开头。", "Use lower-case letters, digits and hyphens only."),
    ),
    "tuple_type": (
        "list-expected",
        Localized("“{key}”应为列表。", "“{key}” must be a list."),
        Localized("请写成 [甲, 乙]，或每行一个“- ”。", "Write [a, b], or one “- ” a line."),
    ),
    "too_short": (
        "list-too-short",
        Localized("“{key}”至少要有 {min_length} 项。", "“{key}” needs at least {min_length} item(s)."),
        Localized("请补足。", "Add what is missing."),
    ),
    "too_long": (
        "list-too-long",
        Localized("“{key}”最多 {max_length} 项。", "“{key}” has at most {max_length} items."),
        Localized("请拆成几个文件。", "Split it into several files."),
    ),
    "dict_type": (
        "mapping-expected",
        Localized("“{key}”应为键值映射。", "“{key}” must be a mapping."),
        Localized("请写成“键: 值”。", "Write “key: value”."),
    ),
    "model_type": (
        "mapping-expected",
        Localized("“{key}”应为键值映射。", "“{key}” must be a mapping."),
        Localized("请写成“键: 值”，例如 {{zh: …, en: …}}。", "Write “key: value”, such as {{zh: …, en: …}}."),
    ),
}
# What numbers, days and yes-or-no values are called when they are none.
_NUMBER: Final = (
    "number-expected",
    Localized("“{key}”应为数字。", "“{key}” must be a number."),
    Localized("只写数字，如 90 或 2.60；不写单位和百分号。", "Write the number alone, like 90 or 2.60."),
)
_RANGE: Final = (
    "number-range",
    Localized("“{key}”超出允许范围。", "“{key}” is out of range."),
    Localized("请检查单位和小数位。", "Check its unit and decimals."),
)
_DAY: Final = (
    "day-expected",
    Localized("“{key}”应为日期。", "“{key}” must be a day."),
    Localized("请写成 2026-01-31 的样子。", "Write it like 2026-01-31."),
)
_YES_NO: Final = (
    "yes-no-expected",
    Localized("“{key}”应为 true 或 false。", "“{key}” must be true or false."),
    Localized("写 true 或 false。", "Write true or false."),
)
_VALUE_TEXTS: Final[Mapping[str, tuple[str, Localized, Localized]]] = {
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float", "decimal_parsing", "decimal_type"), _NUMBER),
    **dict.fromkeys(("greater_than_equal", "less_than_equal", "decimal_max_places", "decimal_max_digits"), _RANGE),
    **dict.fromkeys(("finite_number", "int_parsing_size", "decimal_whole_digits"), _RANGE),
    **dict.fromkeys(("date_from_datetime_parsing", "date_parsing", "date_type"), _DAY),
    **dict.fromkeys(("bool_parsing", "bool_type"), _YES_NO),
}
# ValueErrors that our own validators raise: their text is the code.
_OWN: Final[Mapping[str, tuple[Localized, Localized]]] = {
    "suggestion-kind": (
        Localized("一条建议只能是一种。", "A suggestion is of exactly one kind."),
        Localized(
            "写 replace（加 with）、delete、mask、insert 或 say 之一。",
            "Write one of replace (with `with`), delete, mask, insert, say.",
        ),
    ),
    "product-unknown": (
        Localized("没有这种产品。", "There is no such product."),
        Localized(f"产品有：{', '.join(PRODUCTS)}。", f"Products: {', '.join(PRODUCTS)}."),
    ),
    "model-weights": (
        Localized("模型权重不完整或不是 base64。", "The model's weights are incomplete or no base64."),
        Localized("请重新训练并生成该文件。", "Train the model again to make this file."),
    ),
    "approved-variable": (
        Localized("没有这种可变部分，或花括号不成对。", "There is no such variable, or a brace stands alone."),
        Localized(
            f"可变部分有：{', '.join(VARIABLES)}；不能写自由文字。",
            f"Variables: {', '.join(VARIABLES)}; none of them takes free text.",
        ),
    ),
    "approved-adjacent": (
        Localized("两个可变部分之间没有固定文字。", "No fixed words stand between two variables."),
        Localized("请在中间写上固定文字或标点。", "Put fixed words or a punctuation mark between them."),
    ),
    "approved-short": (
        Localized("固定文字太少，会与任何话相合。", "A text with so few fixed words could be said of anything."),
        Localized(f"每条至少 {FEWEST_FIXED} 个固定的字。", f"Each text has at least {FEWEST_FIXED} fixed letters."),
    ),
    "approved-term": (
        Localized("最后一日早于第一日。", "The last day is before the first."),
        Localized("请检查 from 和 until。", "Check from and until."),
    ),
    "case-parts": (
        Localized("两个部分同名。", "Two parts have the same name."),
        Localized("给每个部分各起一个名称。", "Give each part a name of its own."),
    ),
    "disclosure-empty": (
        Localized("披露没有可接受的写法。", "The disclosure accepts no wording."),
        Localized("请写 accept 或 elements。", "Write accept or elements."),
    ),
    "product-name-short": (
        Localized("产品名称太短，会与普通词语混淆。", "A product's name this short reads like an ordinary word."),
        Localized("名称和别名至少三个字。", "Names and aliases have at least three characters."),
    ),
    "product-grade": (
        Localized("没有这个风险等级。", "There is no such risk grade."),
        Localized("写 R1 至 R5。", "Write R1 to R5."),
    ),
    "product-client": (
        Localized("没有这个客户等级。", "There is no such client level."),
        Localized("写 C1 至 C5。", "Write C1 to C5."),
    ),
    "product-rate-none": (
        Localized("没有利率的产品不写 low 和 high。", "A product without a rate has no low and high."),
        Localized("删去 low 和 high，或改 kind。", "Remove low and high, or change kind."),
    ),
    "product-rate-range": (
        Localized("利率要有 low 和 high，且 low 不大于 high。", "A rate has low and high, and low is not above high."),
        Localized("单一数字时两者写同一个数。", "For a single figure write it twice."),
    ),
    "product-sale-range": (
        Localized("停售日早于发售日。", "The last day of sale is before the first."),
        Localized("请检查 from 和 until。", "Check from and until."),
    ),
    "product-open-ended": (
        Localized("有期限的产品不是开放式的。", "A product with a term is not open-ended."),
        Localized(
            "只写 term_days，或 open_ended 和 min_holding_days。",
            "Write term_days alone, or open_ended and min_holding_days.",
        ),
    ),
    "product-fee": (
        Localized("没有这种费用。", "There is no such fee."),
        Localized(f"费用有：{', '.join(FEES)}。", f"Fees: {', '.join(FEES)}."),
    ),
}


def problems_of(source: Source, error: ValidationError, model: type[BaseModel], base: Path = ()) -> list[Problem]:
    """One problem for each of pydantic's errors, at the key it is about."""
    details = error.errors(include_url=False, include_input=False)
    places = [detail["loc"] for detail in details]
    found: list[Problem] = []
    for detail in details:
        loc = detail["loc"]
        # A list whose items are wrong is also called too short: the items are what to put right.
        if detail["type"] == "too_short" and any(
            len(other) > len(loc) and other[: len(loc)] == loc for other in places
        ):
            continue
        found.append(_problem(source, (*base, *_real_path(source, base, loc)), detail, model))
    return found


def _real_path(source: Source, base: Path, loc: tuple[int | str, ...]) -> Path:
    """pydantic's location without the names it adds itself, as far as the file has it; the last part stays."""
    path: Path = ()
    for part in loc:
        if (*base, *path, part) in source.places or part is loc[-1]:
            path = (*path, part)
    return path


def _problem(source: Source, path: Path, detail: Any, model: type[BaseModel]) -> Problem:
    key = str(path[-1]) if path else "(file)"
    if detail["type"] == "value_error":
        code = str(detail["ctx"]["error"])
        if code in _OWN:
            return source.problem(path, code, *_OWN[code])
    context = {
        "key": key,
        "allowed": ", ".join(_keys(_model_at(model, detail["loc"][:-1]))),
        **{name: value for name, value in detail.get("ctx", {}).items() if isinstance(value, str | int)},
    }
    context.setdefault("expected", "")
    known = _TEXTS.get(detail["type"]) or _VALUE_TEXTS.get(detail["type"])
    if known is not None:
        code, message, hint = known
        return source.problem(path, code, _fill(message, context), _fill(hint, context))
    return source.problem(
        path,
        "value-invalid",
        Localized(f"“{key}”的值不合规定：{detail['msg']}。", f"The value of “{key}” is not valid: {detail['msg']}."),
        Localized("请参阅 docs/writing-rules.md。", "See docs/writing-rules.md."),
    )


def _fill(text: Localized, context: Mapping[str, Any]) -> Localized:
    return Localized(text.zh.format_map(context), text.en.format_map(context))


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> type[BaseModel]:
    """The model of the mapping at ``loc``, as far as field names lead to one."""
    for part in loc:
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        if part in fields:
            inner = _models_in(fields[str(part)].annotation)
            model = inner[0] if inner else model
    return model


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for argument in get_args(annotation) for found in _models_in(argument)]
