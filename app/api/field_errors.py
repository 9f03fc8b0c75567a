"""What pydantic says of a request, in two languages, and without the request's own words."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from app.api.strict_json import shown
from app.errors import ShenyanError
from app.model.finding import Localized

# pydantic error type -> (code, text); {braces} are filled from the error's context, which holds limits and choices.
_TEXTS: Final[Mapping[str, tuple[str, Localized]]] = {
    "missing": ("missing", Localized("缺少这一项", "This field is missing")),
    "extra_forbidden": ("unknown-field", Localized("没有这一项", "There is no such field")),
    "enum": ("unknown-value", Localized("只能是：{expected}", "It must be one of: {expected}")),
    "literal_error": ("unknown-value", Localized("只能是：{expected}", "It must be one of: {expected}")),
    "string_type": ("wrong-type", Localized("须为字符串", "It must be a string")),
    "string_too_short": (
        "too-short",
        Localized("至少 {min_length} 个字符", "It needs at least {min_length} characters"),
    ),
    "string_too_long": ("too-long", Localized("最多 {max_length} 个字符", "It has at most {max_length} characters")),
    "string_pattern_mismatch": ("wrong-form", Localized("格式不对：{pattern}", "It does not match {pattern}")),
    "too_short": ("too-short", Localized("至少 {min_length} 项", "It needs at least {min_length} items")),
    "too_long": ("too-long", Localized("最多 {max_length} 项", "It has at most {max_length} items")),
    "list_type": ("wrong-type", Localized("须为数组", "It must be an array")),
    "tuple_type": ("wrong-type", Localized("须为数组", "It must be an array")),
    "dict_type": ("wrong-type", Localized("须为对象", "It must be an object")),
    "model_type": ("wrong-type", Localized("须为对象", "It must be an object")),
    "model_attributes_type": ("wrong-type", Localized("须为对象", "It must be an object")),
    "int_parsing": ("wrong-type", Localized("须为整数", "It must be an integer")),
    "int_type": ("wrong-type", Localized("须为整数", "It must be an integer")),
    "greater_than_equal": ("too-small", Localized("不得小于 {ge}", "It must be at least {ge}")),
    "less_than_equal": ("too-large", Localized("不得大于 {le}", "It must be at most {le}")),
    "text_or_parts": (
        "text-or-parts",
        Localized("text 与 parts 须且只须给一项", "Give either text or parts, not both"),
    ),
    "unknown_product": (
        "unknown-value",
        Localized("没有这种产品：见接口文档", "There is no such product; see the API page"),
    ),
    "review_or_subject": (
        "review-or-subject",
        Localized("review_id 与 subject 须且只须给一项", "Give either review_id or subject, not both"),
    ),
    "nothing_to_hold": (
        "nothing-to-hold",
        Localized("review_id、subject、since、until 至少给一项", "Give review_id, subject, since or until"),
    ),
    "not_a_moment": (
        "wrong-form",
        Localized(
            "须为带时区的日期和时间，如 2026-11-21T09:00:00+08:00",
            "It must be a date and time with a time zone, such as 2026-11-21T09:00:00+08:00",
        ),
    ),
    "not_a_day": ("wrong-form", Localized("须为 YYYY-MM-DD", "It must be YYYY-MM-DD")),
}
_MOMENTS: Final = ("datetime", "timezone")
_OTHER: Final = ("invalid", Localized("这一项的值无效", "The value of this field is not valid"))
_PLACES: Final = ("body", "query", "path", "header")


class Texts(BaseModel):
    """One text in Chinese and in English."""

    model_config = ConfigDict(extra="forbid")

    zh: str
    en: str


class FieldError(BaseModel):
    """A mistake in one place of a request."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    place: str = Field(alias="in", examples=["body"], description="body, query, path or header")
    pointer: str = Field(examples=["/channel"], description="JSON pointer; a name that is not ours appears as *")
    code: str = Field(examples=["unknown-value"])
    message: Texts

    @classmethod
    def of(cls, place: str, pointer: str, code: str, message: Localized) -> Self:
        """A mistake at ``pointer`` of ``place``."""
        return cls(place=place, pointer=pointer, code=code, message=Texts(zh=message.zh, en=message.en))


class InvalidRequest(ShenyanError):  # noqa: N818 - as in app.errors
    """The request does not fit the schema; all mistakes are listed."""

    code: ClassVar[str] = "invalid-request"
    title: ClassVar[Localized] = Localized("请求不符合接口定义", "The request does not fit the schema")

    def __init__(self, found: Sequence[FieldError]) -> None:
        self.errors = tuple(found)
        super().__init__()


def field_errors(items: Sequence[Mapping[str, Any]], place: str | None = None) -> list[FieldError]:
    """pydantic's ``errors()`` as ours, at most 50. ``place`` is where all are, else each names its own first."""
    return [_field_error(item, place) for item in items[:50]]


def _field_error(item: Mapping[str, Any], place: str | None) -> FieldError:
    steps = list(item["loc"])
    if place is None:
        place = str(steps.pop(0)) if steps and steps[0] in _PLACES else "body"
    kind: str = item["type"]
    if kind.startswith(_MOMENTS):
        kind = "not_a_moment"
    elif kind.startswith("date"):
        kind = "not_a_day"
    code, text = _TEXTS.get(kind, _OTHER)
    context = item.get("ctx", {})
    return FieldError.of(
        place,
        "".join(f"/{shown(step)}" for step in steps),
        code,
        Localized(text.zh.format_map(context).replace(" or ", "、"), text.en.format_map(context)),
    )
