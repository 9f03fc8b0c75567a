"""/v1/waivers: exemptions from a rule for a time, asked for by one person and approved by another."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from app.api.answers import json_response
from app.api.body import read_json
from app.api.drafts import IfMatch, TheGate
from app.api.gate import Allowed, Gate, actor_of
from app.api.lifecycle_models import ReasonRequest
from app.api.openapi import request_body
from app.api.problems import problem_responses
from app.api.requests import read_as
from app.api.waiver_models import WaiverAnswer, WaiverList, WaiverRequest, waiver_answer
from app.auth.permissions import Permission
from app.model.principal import Principal
from app.store.waiver_records import WaiverEdition, WaiverState

router: Final = APIRouter(tags=["waivers"])

Reader = Annotated[Principal, Depends(Allowed(Permission.READ_WAIVER))]
Requester = Annotated[Principal, Depends(Allowed(Permission.REQUEST_WAIVER))]
Approver = Annotated[Principal, Depends(Allowed(Permission.APPROVE_WAIVER))]

_ACTING: Final = problem_responses(400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 503)


@router.get(
    "/v1/waivers",
    operation_id="listWaivers",
    summary="All waivers",
    response_model=WaiverList,
    responses=problem_responses(401, 403, 422, 429, 503),
)
async def list_waivers(
    gate: TheGate,
    _principal: Reader,
    state: Annotated[WaiverState | None, Query()] = None,
    expiring: Annotated[
        int | None, Query(ge=0, le=366, description="Only those in force that end within so many days.")
    ] = None,
) -> Response:
    """By last day, the one that ends first before the others."""
    found = await run_in_threadpool(gate.rules.life.waivers.list, state, expiring)
    return json_response({"waivers": [waiver_answer(item) for item in found]})


@router.post(
    "/v1/waivers",
    operation_id="requestWaiver",
    summary="Ask for a waiver",
    response_model=WaiverAnswer,
    responses=problem_responses(400, 401, 403, 404, 413, 415, 422, 429, 503),
    openapi_extra=request_body(WaiverRequest),
)
async def request_waiver(request: Request, gate: TheGate, principal: Requester) -> Response:
    """It does nothing until somebody else approves it. Rules on personal data and secrets are never waived."""
    wanted = read_as(WaiverRequest, await read_json(request, gate.settings.max_body_bytes))
    actor = actor_of(request, principal)
    return _answer(await run_in_threadpool(gate.rules.life.waivers.request, wanted.to_new_waiver(), actor))


@router.get(
    "/v1/waivers/{waiver_id}",
    operation_id="getWaiver",
    summary="One waiver",
    response_model=WaiverAnswer,
    responses=problem_responses(401, 403, 404, 422, 429, 503),
)
async def get_waiver(waiver_id: str, gate: TheGate, _principal: Reader) -> Response:
    """The waiver as it is now; its edition is the `ETag`."""
    return _answer(await run_in_threadpool(gate.rules.life.waivers.get, waiver_id))


@router.post(
    "/v1/waivers/{waiver_id}/approve",
    operation_id="approveWaiver",
    summary="Approve a waiver",
    response_model=WaiverAnswer,
    responses=_ACTING,
)
async def approve_waiver(
    waiver_id: str, request: Request, gate: TheGate, principal: Approver, if_match: IfMatch
) -> Response:
    """Never by one who asked or answers for it. It is in force from today, in every process within seconds."""
    return await _act(gate, gate.rules.life.waivers.approve, waiver_id, if_match, actor_of(request, principal))


@router.post(
    "/v1/waivers/{waiver_id}/refuse",
    operation_id="refuseWaiver",
    summary="Refuse a waiver",
    response_model=WaiverAnswer,
    responses=_ACTING,
    openapi_extra=request_body(ReasonRequest),
)
async def refuse_waiver(
    waiver_id: str, request: Request, gate: TheGate, principal: Approver, if_match: IfMatch
) -> Response:
    """With the reason."""
    why = read_as(ReasonRequest, await read_json(request, gate.settings.max_body_bytes)).reason
    return await _act(gate, gate.rules.life.waivers.refuse, waiver_id, if_match, why, actor_of(request, principal))


@router.post(
    "/v1/waivers/{waiver_id}/end",
    operation_id="endWaiver",
    summary="End a waiver before its last day",
    response_model=WaiverAnswer,
    responses=_ACTING,
    openapi_extra=request_body(ReasonRequest),
)
async def end_waiver(
    waiver_id: str, request: Request, gate: TheGate, principal: Requester, if_match: IfMatch
) -> Response:
    """Or take a request back. The rule counts again, in every process within seconds."""
    why = read_as(ReasonRequest, await read_json(request, gate.settings.max_body_bytes)).reason
    return await _act(gate, gate.rules.life.waivers.end, waiver_id, if_match, why, actor_of(request, principal))


async def _act(gate: Gate, act: Any, waiver_id: str, if_match: str, *values: Any) -> Response:
    edition: WaiverEdition = await run_in_threadpool(act, waiver_id, int(if_match.strip('"')), *values)
    gate.rules.follower.wake()
    return _answer(edition)


def _answer(edition: WaiverEdition) -> Response:
    response = json_response(waiver_answer(edition))
    response.headers["ETag"] = f'"{edition.edition}"'
    return response
