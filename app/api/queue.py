"""/v1/queue: human review; and a sender's appeal and release."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from app.api.answers import json_response
from app.api.body import read_json
from app.api.gate import Allowed, Gate, actor_of, get_gate
from app.api.openapi import request_body
from app.api.problems import problem_responses
from app.api.queue_models import (
    HeldAnswer,
    HeldReviewAnswer,
    QueuePage,
    QueueReason,
    QueueSearch,
    ReleaseAnswer,
    held_answer,
    held_review_answer,
    page_answer,
)
from app.api.requests import read_as
from app.auth.permissions import Permission, view_of
from app.model.principal import Principal
from app.queue.state import OPEN, ActKind
from app.store.events import Actor, Event, event_entry

router: Final = APIRouter(tags=["queue"])
_ERRORS: Final = problem_responses(400, 401, 403, 404, 409, 413, 415, 422, 429, 503)
_Gate = Annotated[Gate, Depends(get_gate)]
_Reader = Annotated[Principal, Depends(Allowed(Permission.READ_QUEUE))]
_Reviewer = Annotated[Principal, Depends(Allowed(Permission.DECIDE_QUEUE))]
_Sender = Annotated[Principal, Depends(Allowed(Permission.CREATE_REVIEW))]


@router.get(
    "/v1/queue",
    operation_id="listQueue",
    summary="What waits for a person",
    response_model=QueuePage,
    responses=problem_responses(401, 403, 422, 429, 503),
)
async def list_queue(search: Annotated[QueueSearch, Query()], gate: _Gate, principal: _Reader) -> Response:
    """The held reviews of the caller's business unit, oldest first."""
    states = OPEN if search.state is None else (search.state,)
    tenant = view_of(principal).tenant
    rows = await run_in_threadpool(gate.queue.list, states, tenant, search.after, search.limit)
    return json_response(page_answer(rows, search.limit))


@router.get(
    "/v1/queue/{review_id}",
    operation_id="getHeld",
    summary="One held review",
    response_model=HeldReviewAnswer,
    responses=problem_responses(401, 403, 404, 422, 429, 503),
)
async def get_held(review_id: str, request: Request, gate: _Gate, principal: _Reader) -> Response:
    """Verdict, acts, and the message where it is kept. That it was read is logged before it is answered."""
    held = await run_in_threadpool(gate.queue.get, review_id, view_of(principal))
    message = await run_in_threadpool(gate.log.message_of, held.record)
    event = Event("review-read", f"review:{review_id}", held.record.tenant)
    await gate.log.append_async(event_entry(event, actor_of(request, principal)))
    return json_response(held_review_answer(held, message))


@router.post(
    "/v1/queue/{review_id}/claim",
    operation_id="claimHeld",
    summary="Claim a held review",
    response_model=HeldAnswer,
    responses=_ERRORS,
)
async def claim(review_id: str, request: Request, gate: _Gate, principal: _Reviewer) -> Response:
    """Of several who claim at once one gets it, the others 409. Nobody claims a message of their own."""
    return await _act(gate, actor_of(request, principal), review_id, ActKind.CLAIMED)


@router.post(
    "/v1/queue/{review_id}/release",
    operation_id="releaseHeld",
    summary="Let a message out",
    response_model=HeldAnswer,
    responses=_ERRORS,
    openapi_extra=request_body(QueueReason),
)
async def release(review_id: str, request: Request, gate: _Gate, principal: _Reviewer) -> Response:
    """Of a block the first release waits for another person's. The sender then fetches the token."""
    return await _act_with_reason(gate, request, principal, review_id, ActKind.RELEASED)


@router.post(
    "/v1/queue/{review_id}/refuse",
    operation_id="refuseHeld",
    summary="Keep a message back",
    response_model=HeldAnswer,
    responses=_ERRORS,
    openapi_extra=request_body(QueueReason),
)
async def refuse(review_id: str, request: Request, gate: _Gate, principal: _Reviewer) -> Response:
    """Final. The release of a message that had passed is withdrawn."""
    return await _act_with_reason(gate, request, principal, review_id, ActKind.REFUSED)


@router.post(
    "/v1/queue/{review_id}/ask-back",
    operation_id="askBackHeld",
    summary="Ask the sender",
    response_model=HeldAnswer,
    responses=_ERRORS,
    openapi_extra=request_body(QueueReason),
)
async def ask_back(review_id: str, request: Request, gate: _Gate, principal: _Reviewer) -> Response:
    """The sender answers by an appeal; then it waits for a reviewer again."""
    return await _act_with_reason(gate, request, principal, review_id, ActKind.ASKED_BACK)


@router.post(
    "/v1/reviews/{review_id}/appeal",
    operation_id="appealReview",
    summary="Ask a person",
    response_model=HeldAnswer,
    responses=_ERRORS,
    openapi_extra=request_body(QueueReason),
)
async def appeal(review_id: str, request: Request, gate: _Gate, principal: _Sender) -> Response:
    """Brings a `revise` before a reviewer, adds a word to a `block`, or answers a reviewer who asked back."""
    return await _act_with_reason(gate, request, principal, review_id, ActKind.APPEAL)


@router.get(
    "/v1/reviews/{review_id}/release",
    operation_id="getRelease",
    summary="The release of one's message",
    response_model=ReleaseAnswer,
    responses=problem_responses(401, 403, 404, 422, 429, 503),
)
async def get_release(review_id: str, gate: _Gate, principal: _Sender) -> Response:
    """For its sender: null until the message has passed or was released."""
    token = await run_in_threadpool(gate.queue.token, review_id, principal)
    return json_response({"release_token": token})


async def _act_with_reason(
    gate: Gate, request: Request, principal: Principal, review_id: str, kind: ActKind
) -> Response:
    wanted = read_as(QueueReason, await read_json(request, gate.settings.max_body_bytes))
    return await _act(gate, actor_of(request, principal), review_id, kind, wanted.reason)


async def _act(gate: Gate, actor: Actor, review_id: str, kind: ActKind, reason: str = "") -> Response:
    view = view_of(actor.principal)
    held = await run_in_threadpool(gate.queue.act, review_id, kind, actor, reason, view)
    return json_response(held_answer(held))
