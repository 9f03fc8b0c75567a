"""JSON as RFC 8259 means it: UTF-8, no NaN, no key twice in an object, limited depth and number of values."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from app.errors import InvalidMessage, MalformedRequest
from app.model.finding import Localized

_DEEPEST: Final = 100
_MOST_VALUES: Final = 50_000
_SURROGATE_ESCAPE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_BRACKET: Final = re.compile(r"[\[\]{}]")


def parse_json(body: bytes) -> Any:
    """The value of ``body``.

    Raises MalformedRequest (with the place, never the text), or InvalidMessage for a lone surrogate, with a pointer.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _malformed(f"第 {error.start} 字节处不是 UTF-8", f"not UTF-8 at byte {error.start}") from None
    _check_shape(text)
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise _malformed(f"第 {error.pos} 个字符处有语法错误", f"syntax error at character {error.pos}") from None
    except (ValueError, RecursionError):  # an integer of thousands of digits
        raise _malformed("数字过长或结构过深", "a number is too long or the structure too deep") from None
    if _SURROGATE_ESCAPE.search(text):
        _refuse_surrogates(value)
    return value


def _check_shape(text: str) -> None:
    """Depth and width, before anything is built. Cheap for what is small, whatever it is."""
    openings = text.count("[") + text.count("{")
    if openings <= _DEEPEST and text.count(",") <= _MOST_VALUES:
        return
    # Outside strings only: drop escaped characters, then every second piece between quotes.
    outside = "".join(text.replace("\\\\", "").replace('\\"', "").split('"')[::2])
    if outside.count(",") + outside.count("[") + outside.count("{") > _MOST_VALUES:
        raise _malformed(f"值超过 {_MOST_VALUES} 个", f"more than {_MOST_VALUES} values")
    depth = 0
    for bracket in _BRACKET.finditer(outside):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > _DEEPEST:
            raise _malformed(f"嵌套超过 {_DEEPEST} 层", f"nested deeper than {_DEEPEST}")


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise _malformed("同一对象中有重复的键", "an object has the same key twice")
    return value


def _no_constant(_name: str) -> None:
    raise _malformed("NaN 和 Infinity 不是 JSON", "NaN and Infinity are not JSON")


def _refuse_surrogates(value: Any) -> None:
    for pointer, text in _texts(value, ""):
        if _SURROGATE.search(text):
            raise InvalidMessage(
                Localized("含有不成对的代理码元（\\ud800-\\udfff）", "It holds a lone surrogate (\\ud800-\\udfff)"),
                pointer,
            )


def _texts(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield pointer, value
        case list():
            for index, item in enumerate(value):
                yield from _texts(item, f"{pointer}/{index}")
        case dict():
            for key, item in value.items():
                yield pointer, key
                yield from _texts(item, f"{pointer}/{shown(key)}")


def shown(name: str | int) -> str:
    """A step of a JSON pointer: an index, or a name that can hold no personal data; anything else becomes ``*``."""
    return str(name) if isinstance(name, int) or _PLAIN_NAME.fullmatch(name) else "*"


def _malformed(zh: str, en: str) -> MalformedRequest:
    return MalformedRequest(Localized(f"请求不是合法的 JSON：{zh}", f"The request is not valid JSON: {en}"))


_PLAIN_NAME: Final = re.compile(r"[a-z]+(_[a-z]+){0,3}")
_DECODER: Final = json.JSONDecoder(object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
