"""Errors as RFC 9457 problem details: one shape on every route. What the caller sent is never repeated."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from app import errors
from app.api.field_errors import FieldError, InvalidRequest, field_errors
from app.errors import ShenyanError, Unavailable
from app.model.finding import Localized

MEDIA_TYPE: Final = "application/problem+json"

_STATUS: Final[Mapping[type[ShenyanError], int]] = {
    errors.MalformedRequest: 400,
    errors.InvalidCursor: 400,
    errors.InvalidIdempotencyKey: 400,
    errors.Unauthenticated: 401,
    errors.UnknownReview: 404,
    errors.UnknownRule: 404,
    errors.IdempotencyInFlight: 409,
    errors.BodyTooLarge: 413,
    errors.MessageTooLong: 413,
    errors.UnsupportedContentType: 415,
    errors.InvalidMessage: 422,
    errors.IdempotencyMismatch: 422,
    InvalidRequest: 422,
    errors.VerdictLogUnavailable: 503,
    errors.Overloaded: 503,
    errors.RuleSetNotLoaded: 503,
}

# Answers that no code of ours chose: code and titles by status.
_BY_STATUS: Final[Mapping[int, tuple[str, Localized]]] = {
    400: ("bad-request", Localized("请求有误", "Bad request")),
    404: ("not-found", Localized("没有这个地址", "There is nothing at this address")),
    405: ("method-not-allowed", Localized("该地址不支持此方法", "This address does not support the method")),
    413: ("body-too-large", errors.BodyTooLarge.title),
}


class Problem(BaseModel):
    """An error. `type` and `code` never change meaning; the texts may."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(examples=["urn:shenyan:error:invalid-request"])
    code: str = Field(examples=["invalid-request"])
    status: int = Field(examples=[422])
    title: str = Field(examples=["The request does not fit the schema"])
    title_zh: str = Field(examples=["请求不符合接口定义"])
    detail: str = Field(examples=["The request does not fit the schema"])
    detail_zh: str = Field(examples=["请求不符合接口定义"])
    errors: list[FieldError] = Field(description="Each mistake with its place; empty when the error has no place.")


def problem_response(
    status: int,
    named: tuple[str, Localized],
    detail: Localized | None = None,
    mistakes: Sequence[FieldError] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A problem as an answer. ``named`` is its code and title."""
    code, title = named
    detail = title if detail is None else detail
    content = {
        "type": f"urn:shenyan:error:{code}",
        "code": code,
        "status": status,
        "title": title.en,
        "title_zh": title.zh,
        "detail": detail.en,
        "detail_zh": detail.zh,
        "errors": [mistake.model_dump(by_alias=True) for mistake in mistakes],
    }
    return Response(json.dumps(content, ensure_ascii=False).encode(), status, headers, MEDIA_TYPE)


def problem_of(error: Exception) -> Response:
    """The answer to any exception; what nobody foresaw is an internal error without details."""
    match error:
        case ShenyanError():
            status = next((_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS), 500)
            return problem_response(status, (error.code, error.title), error.detail, _mistakes(error), _headers(error))
        case RequestValidationError():
            return problem_of(InvalidRequest(field_errors(error.errors())))
        case HTTPException(status_code=status, headers=headers):
            phrase = HTTPStatus(status).phrase
            other = (phrase.lower().replace(" ", "-"), Localized(phrase, phrase))
            return problem_response(status, _BY_STATUS.get(status, other), headers=headers)
        case _:
            return problem_response(500, (ShenyanError.code, ShenyanError.title))


def _mistakes(error: ShenyanError) -> Sequence[FieldError]:
    match error:
        case InvalidRequest():
            return error.errors
        case errors.InvalidMessage():
            return [FieldError.of("body", error.pointer, error.code, error.detail)]
        case _:
            return ()


def _headers(error: ShenyanError) -> dict[str, str] | None:
    match error:
        case Unavailable():
            return {"Retry-After": str(error.retry_after)}
        case errors.Unauthenticated():
            return {"WWW-Authenticate": 'Bearer realm="shenyan"'}
        case _:
            return None


async def answer_with_problem(_request: Request, error: Exception) -> Response:
    """Exception handler for everything that is foreseen."""
    return problem_of(error)


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The ``responses=`` of a route that can answer with these errors."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in sorted({*statuses, 500})
    }
