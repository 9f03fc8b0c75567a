"""/v1/keys: API keys are made, rotated, revoked and listed."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from app.api.access_models import (
    IssuedKeyAnswer,
    KeyAnswer,
    KeyList,
    KeyRequest,
    RotationRequest,
    issued_key_answer,
    key_answer,
)
from app.api.answers import json_response
from app.api.body import read_json
from app.api.gate import Allowed, Gate, actor_of, get_gate
from app.api.openapi import request_body
from app.api.problems import problem_responses
from app.api.requests import read_as
from app.auth.permissions import Permission
from app.model.principal import Principal

router: Final = APIRouter(tags=["access"])
_MANAGER: Final = Depends(Allowed(Permission.MANAGE_KEY))


@router.get(
    "/v1/keys",
    operation_id="listKeys",
    summary="API keys",
    response_model=KeyList,
    responses=problem_responses(401, 403, 429, 503),
)
async def list_keys(
    request: Request,
    gate: Annotated[Gate, Depends(get_gate)],
    principal: Annotated[Principal, Depends(Allowed(Permission.READ_KEY))],
) -> Response:
    """Those of the caller's business unit; of the whole house, all. Secrets are never shown."""
    keys = await run_in_threadpool(gate.access.keys.list, actor_of(request, principal))
    return json_response({"keys": [key_answer(key) for key in keys]})


@router.post(
    "/v1/keys",
    operation_id="createKey",
    summary="Make an API key",
    response_model=IssuedKeyAnswer,
    responses=problem_responses(400, 401, 403, 413, 415, 422, 429, 503),
    openapi_extra=request_body(KeyRequest),
)
async def create_key(
    request: Request, gate: Annotated[Gate, Depends(get_gate)], principal: Annotated[Principal, _MANAGER]
) -> Response:
    """The answer is the only showing of the key."""
    wanted = read_as(KeyRequest, await read_json(request, gate.settings.max_body_bytes)).to_new_key()
    issued = await run_in_threadpool(gate.access.keys.create, wanted, actor_of(request, principal))
    return json_response(issued_key_answer(issued))


@router.post(
    "/v1/keys/{key_id}/rotate",
    operation_id="rotateKey",
    summary="Replace an API key",
    response_model=IssuedKeyAnswer,
    responses=problem_responses(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
    openapi_extra=request_body(RotationRequest),
)
async def rotate_key(
    key_id: str,
    request: Request,
    gate: Annotated[Gate, Depends(get_gate)],
    principal: Annotated[Principal, _MANAGER],
) -> Response:
    """The new key speaks for the same principal; for a while both are valid. The answer is its only showing."""
    wanted = read_as(RotationRequest, await read_json(request, gate.settings.max_body_bytes))
    actor = actor_of(request, principal)
    issued = await run_in_threadpool(gate.access.keys.rotate, key_id, actor, wanted.overlap_seconds)
    gate.access.forget(key_id)
    return json_response(issued_key_answer(issued))


@router.post(
    "/v1/keys/{key_id}/revoke",
    operation_id="revokeKey",
    summary="End an API key",
    response_model=KeyAnswer,
    responses=problem_responses(401, 403, 404, 422, 429, 503),
)
async def revoke_key(
    key_id: str,
    request: Request,
    gate: Annotated[Gate, Depends(get_gate)],
    principal: Annotated[Principal, _MANAGER],
) -> Response:
    """From now on here, within two seconds in other processes. Revoking twice is revoking once."""
    key = await run_in_threadpool(gate.access.keys.revoke, key_id, actor_of(request, principal))
    gate.access.forget(key_id)
    return json_response(key_answer(key))
