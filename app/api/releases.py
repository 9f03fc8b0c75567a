"""POST /v1/releases/verify, and the public keys of release tokens."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from app.api.answers import json_response
from app.api.body import read_json
from app.api.gate import Allowed, Gate, actor_of, get_gate
from app.api.openapi import request_body
from app.api.problems import problem_responses
from app.api.release_models import JsonWebKeys, VerifyAnswer, VerifyRequest
from app.api.requests import read_as
from app.auth.permissions import Permission
from app.model.principal import Principal
from app.releases.refusals import REFUSALS
from app.releases.releases import Departure
from app.store.records import to_datetime

router: Final = APIRouter(tags=["releases"])


@router.post(
    "/v1/releases/verify",
    operation_id="verifyRelease",
    summary="May this message leave?",
    response_model=VerifyAnswer,
    responses=problem_responses(400, 401, 403, 413, 415, 422, 429, 503),
    openapi_extra=request_body(VerifyRequest),
)
async def verify_release(
    request: Request,
    gate: Annotated[Gate, Depends(get_gate)],
    principal: Annotated[Principal, Depends(Allowed(Permission.VERIFY_RELEASE))],
) -> Response:
    """Recorded before it is answered; a token that is good once is used up by `released`."""
    wanted = read_as(VerifyRequest, await read_json(request, gate.settings.max_body_bytes))
    departure = await run_in_threadpool(
        gate.releases.verify,
        wanted.token,
        wanted.message.named_parts(),
        wanted.message.channel,
        actor_of(request, principal),
        gate.rule_sets.current.revision,
    )
    return json_response(_answer(departure))


@router.get(
    "/.well-known/jwks.json",
    operation_id="getReleaseKeys",
    summary="Public keys of release tokens",
    response_model=JsonWebKeys,
    responses=problem_responses(503),
)
async def get_release_keys(gate: Annotated[Gate, Depends(get_gate)]) -> Response:
    """As a JSON Web Key Set (RFC 7517), for whoever checks tokens without asking the service."""
    return json_response(gate.releases.jwks())


def _answer(departure: Departure) -> dict[str, Any]:
    release, reason = departure.release, departure.reason
    why = None if reason is None else REFUSALS[reason]
    expires_at = None if release is None else to_datetime(release.expires_at * 1_000_000)
    return {
        "result": "released" if reason is None else "refused",
        "reason": None if why is None else {"code": reason, "message": {"zh": why.zh, "en": why.en}},
        "review_id": None if release is None else release.review_id,
        "rule_set_revision": None if release is None else release.rule_set_revision,
        "expires_at": None if expires_at is None else expires_at.isoformat().replace("+00:00", "Z"),
        "one_time": None if release is None else release.one_time,
    }
