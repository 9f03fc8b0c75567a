"""Errors as RFC 9457 problem details: one shape on every route. What the caller sent is never repeated."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from app import errors
from app.api.field_errors import FieldError, InvalidRequest, field_errors
from app.errors import ShenyanError, Unavailable
from app.model.finding import Localized
from app.publishing import refusals
from app.publishing import waiver_refusals as waived
from app.publishing.lexicon_changes import TableRefused, TermRefused, UnknownLexicon
from app.publishing.log_backtests import UnknownBacktest
from app.queue import refusals as held
from app.releases.keys import ReleaseKeyUnusable
from app.store.content_erasure import ContentOnHold
from app.store.holds import HoldReleased, UnknownHold
from app.store.key_source import LogKeyMissing
from app.store.queue_store import QueueChanged

MEDIA_TYPE: Final = "application/problem+json"

_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

_STATUS: Final[Mapping[type[ShenyanError], int]] = {
    errors.MalformedRequest: 400,
    errors.InvalidCursor: 400,
    errors.InvalidIdempotencyKey: 400,
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.UnknownKey: 404,
    errors.UnknownReview: 404,
    errors.UnknownRule: 404,
    errors.IdempotencyInFlight: 409,
    errors.KeyEnded: 409,
    UnknownHold: 404,
    ContentOnHold: 409,
    HoldReleased: 409,
    LogKeyMissing: 503,
    errors.EvidenceTooLarge: 413,
    errors.BodyTooLarge: 413,
    errors.MessageTooLong: 413,
    errors.UnsupportedContentType: 415,
    errors.InvalidMessage: 422,
    errors.IdempotencyMismatch: 422,
    InvalidRequest: 422,
    refusals.UnknownDraft: 404,
    refusals.UnknownVersion: 404,
    refusals.OwnDraft: 409,
    refusals.DraftChanged: 412,
    refusals.InvalidPath: 422,
    refusals.TrialFailed: 422,
    refusals.UnknownExample: 422,
    UnknownBacktest: 404,
    UnknownLexicon: 404,
    TermRefused: 422,
    TableRefused: 422,
    refusals.Refusal: 409,
    waived.UnknownWaiver: 404,
    waived.WaiverClosed: 409,
    waived.OwnWaiver: 409,
    waived.WaiverChanged: 412,
    waived.NotWaivable: 422,
    waived.WaiverTerm: 422,
    waived.WaiverInvalid: 422,
    errors.RateLimited: 429,
    errors.IdentityUnavailable: 503,
    errors.VerdictLogUnavailable: 503,
    errors.Overloaded: 503,
    ReleaseKeyUnusable: 503,
    QueueChanged: 409,
    held.NotTheSender: 403,
    held.OwnMessage: 403,
    held.ApproverNeeded: 403,
    held.NotHeld: 404,
    held.NothingToAppeal: 409,
    held.AlreadyAppealed: 409,
    held.QueueClosed: 409,
    held.ClaimedByOther: 409,
    held.NotClaimed: 409,
    held.WaitsForSender: 409,
    held.SecondPersonNeeded: 409,
    errors.RuleSetNotLoaded: 503,
    errors.ReviewFailed: 503,
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
        case refusals.RebaseConflict():
            return [
                FieldError.of("body", f"/files/{_escaped(path)}", "conflict", _same(diff))
                for path, diff in error.conflicts
            ]
        case TableRefused():
            return [
                FieldError.of("body", f"/{_escaped(item.path)}/{item.line}/{item.column}", item.code, item.message)
                for item in error.problems[:50]
            ]
        case refusals.TrialFailed():
            return [FieldError.of("draft", f"/{_escaped(place)}", code, text) for place, code, text in error.found]
        case errors.InvalidMessage():
            return [FieldError.of("body", error.pointer, error.code, error.detail)]
        case _:
            return ()


def _escaped(path: str) -> str:
    """A path as one step of a JSON pointer."""
    return path.replace("~", "~0").replace("/", "~1")


def _same(text: str) -> Localized:
    return Localized(text, text)


def _headers(error: ShenyanError) -> dict[str, str] | None:
    match error:
        case Unavailable() | errors.RateLimited() | errors.ReviewFailed():
            return {"Retry-After": str(error.retry_after)}
        case errors.Unauthenticated():
            return {"WWW-Authenticate": 'Bearer realm="shenyan"'}
        case _:
            return None


async def answer_with_problem(request: Request, error: Exception) -> Response:
    """Exception handler for everything that is foreseen."""
    answer = problem_of(error)
    if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED and (methods := _methods_at(request)):
        answer.headers["Allow"] = ", ".join(methods)
    return answer


def _methods_at(request: Request) -> list[str]:
    """The methods that some route takes at the address. The framework names those of the first route only."""
    return [
        method
        for method in _METHODS
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in request.app.routes)
    ]


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The ``responses=`` of a route that can answer with these errors."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in sorted({*statuses, 500})
    }
