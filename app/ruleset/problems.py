"""How the mistakes that pydantic finds are told to an author: in the two languages, with a cure."""

from collections.abc import Mapping
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError

from app.model.finding import Localized
from app.model.problem import Problem
from app.model.vocabulary import PRODUCTS
from app.ruleset.source import Path, Source

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
    "disclosure-empty": (
        Localized("披露没有可接受的写法。", "The disclosure accepts no wording."),
        Localized("请写 accept 或 elements。", "Write accept or elements."),
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
    if detail["type"] in _TEXTS:
        code, message, hint = _TEXTS[detail["type"]]
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
