"""POST /v1/reviews and GET /v1/reviews/{id}."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Header, Request, Response
from starlette.concurrency import run_in_threadpool

from app.api.answers import ReviewAnswer, json_response, record_answer, submission_answer
from app.api.body import read_json
from app.api.gate import Gate, get_gate, get_principal
from app.api.openapi import request_body
from app.api.problems import problem_responses
from app.api.requests import ReviewRequest, read_review_request
from app.model.principal import Principal

router: Final = APIRouter()

IdempotencyKey = Annotated[
    str | None,
    Header(description="1 to 255 visible ASCII characters. For 24 hours, the same key and body get the first answer."),
]


@router.post(
    "/v1/reviews",
    operation_id="createReview",
    summary="Review one message",
    tags=["reviews"],
    response_model=ReviewAnswer,
    responses=problem_responses(400, 401, 409, 413, 415, 422, 503),
    openapi_extra=request_body(ReviewRequest),
)
async def create_review(
    request: Request,
    gate: Annotated[Gate, Depends(get_gate)],
    principal: Annotated[Principal, Depends(get_principal)],
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Judges the message by the active rule set and logs the verdict; without a logged verdict there is no answer."""
    value = await read_json(request, gate.settings.max_body_bytes)
    message = read_review_request(value).to_message()
    return json_response(submission_answer(await gate.intake.submit_async(message, principal, idempotency_key)))


@router.get(
    "/v1/reviews/{review_id}",
    operation_id="getReview",
    summary="One logged review",
    tags=["reviews"],
    response_model=ReviewAnswer,
    responses=problem_responses(401, 404, 422, 503),
)
async def get_review(
    review_id: str,
    gate: Annotated[Gate, Depends(get_gate)],
    _principal: Annotated[Principal, Depends(get_principal)],
) -> Response:
    """The verdict as logged: personal data in quotes is masked, unless the service keeps full texts."""
    return json_response(record_answer(await run_in_threadpool(gate.log.get, review_id)))
