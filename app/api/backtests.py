"""/v1/drafts/{id}/backtests: what a draft would have changed in the logged messages of a period."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from app.api.answers import json_response
from app.api.backtest_models import (
    BacktestAnswer,
    BacktestList,
    BacktestRequest,
    SamplePage,
    backtest_answer,
    sample_answer,
)
from app.api.body import read_json
from app.api.drafts import TheGate
from app.api.gate import Allowed, actor_of
from app.api.openapi import request_body
from app.api.problems import problem_responses
from app.api.requests import read_as
from app.auth.permissions import Permission, require, view_of
from app.model.principal import Principal
from app.publishing.backtest import Effect
from app.publishing.log_backtests import BackgroundBacktests
from app.publishing.reading_kept import read_kept

router: Final = APIRouter(tags=["drafts"])
Runner = Annotated[Principal, Depends(Allowed(Permission.RUN_BACKTEST))]

_READING: Final = problem_responses(401, 403, 404, 422, 429, 503)
_WRITING: Final = problem_responses(400, 401, 403, 404, 409, 413, 415, 422, 429, 503)
_SAMPLES: Final = 20


async def _background(request: Request) -> BackgroundBacktests:
    background: BackgroundBacktests = request.app.state.backtests
    return background


Background = Annotated[BackgroundBacktests, Depends(_background)]


@router.post(
    "/v1/drafts/{draft_id}/backtests",
    operation_id="beginBacktest",
    summary="Begin a backtest over the log",
    response_model=BacktestAnswer,
    responses=_WRITING,
    openapi_extra=request_body(BacktestRequest),
)
async def begin_backtest(
    draft_id: str, request: Request, gate: TheGate, principal: Runner, background: Background
) -> Response:
    """Over the kept messages that the caller may read. In the background, on all cores; it survives a restart."""
    require(principal, Permission.READ_REVIEW)
    wanted = read_as(BacktestRequest, await read_json(request, gate.settings.max_body_bytes)).to_selection()
    actor = actor_of(request, principal)
    begun = await run_in_threadpool(background.backtests.begin, draft_id, wanted, actor, view_of(principal))
    background.wake()
    answer = json_response(backtest_answer(begun, None))
    answer.headers["Location"] = f"/v1/drafts/{begun.draft}/backtests/{begun.id}"
    return answer


@router.get(
    "/v1/drafts/{draft_id}/backtests",
    operation_id="listBacktests",
    summary="The backtests of a draft",
    response_model=BacktestList,
    responses=_READING,
)
async def list_backtests(draft_id: str, principal: Runner, background: Background) -> Response:
    """Newest first, those over reviews that the caller may read."""
    found = await run_in_threadpool(background.backtests.list, draft_id, view_of(principal))
    return json_response({"backtests": [backtest_answer(item, None) for item in found]})


@router.get(
    "/v1/drafts/{draft_id}/backtests/{backtest_id}",
    operation_id="getBacktest",
    summary="How far it is, and what it found",
    response_model=BacktestAnswer,
    responses=_READING,
)
async def get_backtest(draft_id: str, backtest_id: str, principal: Runner, background: Background) -> Response:
    """Counts by effect, rule, channel and business unit, and samples as review ids: no words of any message."""

    def look() -> dict[str, Any]:
        found = background.backtests.get(draft_id, backtest_id, view_of(principal))
        return backtest_answer(found, background.backtests.report(found, _SAMPLES))

    return json_response(await run_in_threadpool(look))


@router.get(
    "/v1/drafts/{draft_id}/backtests/{backtest_id}/samples",
    operation_id="getBacktestSamples",
    summary="Samples with their texts",
    response_model=SamplePage,
    responses=_READING,
)
async def get_samples(  # noqa: PLR0913 - one parameter a part of the request
    draft_id: str,
    backtest_id: str,
    request: Request,
    *,
    gate: TheGate,
    principal: Runner,
    background: Background,
    effect: Annotated[Effect, Query(description="Which change.")] = Effect.NEWLY_BLOCKED,
    limit: Annotated[int, Query(ge=1, le=_SAMPLES)] = 5,
) -> Response:
    """The messages themselves. Each is a read of its review, recorded before it is shown."""
    require(principal, Permission.READ_REVIEW)
    actor, view = actor_of(request, principal), view_of(principal)

    def look() -> list[dict[str, Any]]:
        backtests = background.backtests
        found = backtests.report(backtests.get(draft_id, backtest_id, view), limit)
        return [
            sample_answer(outcome, read_kept(gate.log, outcome.review_id, view, actor)[1])
            for outcome in found.samples.get(effect, ())
        ]

    return json_response({"samples": await run_in_threadpool(look)})


@router.post(
    "/v1/drafts/{draft_id}/backtests/{backtest_id}/cancel",
    operation_id="cancelBacktest",
    summary="Stop a backtest",
    response_model=BacktestAnswer,
    responses=problem_responses(401, 403, 404, 409, 422, 429, 503),
)
async def cancel_backtest(
    draft_id: str, backtest_id: str, request: Request, principal: Runner, background: Background
) -> Response:
    """What it found so far stays to be read."""
    actor = actor_of(request, principal)
    ended = await run_in_threadpool(background.backtests.cancel, draft_id, backtest_id, actor, view_of(principal))
    return json_response(backtest_answer(ended, None))
