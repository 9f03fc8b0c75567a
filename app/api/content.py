"""/v1/erasures and /v1/holds: kept messages are erased, or kept from it."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from app.api.answers import json_response
from app.api.body import read_json
from app.api.content_models import (
    ErasureAnswer,
    ErasureRequest,
    HoldAnswer,
    HoldList,
    HoldRelease,
    HoldRequest,
    erasure_answer,
    hold_answer,
)
from app.api.gate import Allowed, Gate, actor_of, get_gate
from app.api.openapi import request_body
from app.api.problems import problem_responses
from app.api.requests import read_as
from app.auth.permissions import Permission, view_of
from app.model.principal import Principal
from app.store.content_erasure import Erasure
from app.store.holds import Holds

router: Final = APIRouter(tags=["evidence"])
_HOLDER: Final = Depends(Allowed(Permission.MANAGE_HOLD))


@router.post(
    "/v1/erasures",
    operation_id="eraseMessages",
    summary="Erase kept messages",
    response_model=ErasureAnswer,
    responses=problem_responses(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
    openapi_extra=request_body(ErasureRequest),
)
async def erase_messages(
    request: Request,
    gate: Annotated[Gate, Depends(get_gate)],
    principal: Annotated[Principal, Depends(Allowed(Permission.ERASE_CONTENT))],
) -> Response:
    """Their keys are destroyed; the records stay, and one more tells of it. Nothing under a legal hold is erased."""
    wanted = read_as(ErasureRequest, await read_json(request, gate.settings.max_body_bytes))
    erasure, actor, view = Erasure(gate.log), actor_of(request, principal), view_of(principal)
    if wanted.review_id is not None:
        erased = await run_in_threadpool(erasure.erase_review, wanted.review_id, wanted.reason, actor, view)
    else:
        erased = await run_in_threadpool(erasure.erase_subject, wanted.subject or "", wanted.reason, actor, view)
    return json_response(erasure_answer(erased))


@router.get(
    "/v1/holds",
    operation_id="listHolds",
    summary="Legal holds",
    response_model=HoldList,
    responses=problem_responses(401, 403, 429, 503),
)
async def list_holds(gate: Annotated[Gate, Depends(get_gate)], principal: Annotated[Principal, _HOLDER]) -> Response:
    """Those of the caller's business unit; of the whole house, all."""
    holds = await run_in_threadpool(Holds(gate.log).list, view_of(principal))
    return json_response({"holds": [hold_answer(hold) for hold in holds]})


@router.post(
    "/v1/holds",
    operation_id="placeHold",
    summary="Place a legal hold",
    response_model=HoldAnswer,
    responses=problem_responses(400, 401, 403, 404, 413, 415, 422, 429, 503),
    openapi_extra=request_body(HoldRequest),
)
async def place_hold(
    request: Request, gate: Annotated[Gate, Depends(get_gate)], principal: Annotated[Principal, _HOLDER]
) -> Response:
    """What it names is neither erased nor expires until the hold is released."""
    wanted = read_as(HoldRequest, await read_json(request, gate.settings.max_body_bytes)).to_new_hold()
    actor, view = actor_of(request, principal), view_of(principal)
    return json_response(hold_answer(await run_in_threadpool(Holds(gate.log).place, wanted, actor, view)))


@router.post(
    "/v1/holds/{hold_id}/release",
    operation_id="releaseHold",
    summary="End a legal hold",
    response_model=HoldAnswer,
    responses=problem_responses(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
    openapi_extra=request_body(HoldRelease),
)
async def release_hold(
    hold_id: str,
    request: Request,
    gate: Annotated[Gate, Depends(get_gate)],
    principal: Annotated[Principal, _HOLDER],
) -> Response:
    """Retention and erasure go on from now."""
    wanted = read_as(HoldRelease, await read_json(request, gate.settings.max_body_bytes))
    actor, view = actor_of(request, principal), view_of(principal)
    hold = await run_in_threadpool(Holds(gate.log).release, hold_id, wanted.reason, actor, view)
    return json_response(hold_answer(hold))
