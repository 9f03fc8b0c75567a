"""POST /v1/reviews/batch."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response

from app.api.admission import Admission, get_admission
from app.api.answers import BatchAnswer, json_response, submission_answer
from app.api.body import read_body
from app.api.gate import Allowed, Gate, get_gate
from app.api.openapi import request_body
from app.api.problems import problem_responses
from app.api.requests import BatchRequest, read_batch_request
from app.api.reviews import IdempotencyKey
from app.api.strict_json import parse_json
from app.auth.permissions import Permission
from app.model.principal import Principal

router: Final = APIRouter()


@router.post(
    "/v1/reviews/batch",
    operation_id="createReviews",
    summary="Review several messages",
    tags=["reviews"],
    response_model=BatchAnswer,
    responses=problem_responses(400, 401, 403, 409, 413, 415, 422, 429, 503),
    openapi_extra=request_body(BatchRequest),
)
async def create_reviews(
    request: Request,
    gate: Annotated[Gate, Depends(get_gate)],
    principal: Annotated[Principal, Depends(Allowed(Permission.CREATE_REVIEW))],
    admission: Annotated[Admission, Depends(get_admission)],
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Judges each message on its own. All are answered in order, or none is; a mistake is told with its place."""
    settings = gate.settings
    body = await read_body(request, settings.max_body_bytes)
    async with admission.place():
        batch = read_batch_request(parse_json(body), settings.max_batch)
        gate.rates.take(principal, len(batch.messages) - 1)  # the request itself was counted at the gate
        messages = [item.to_message() for item in batch.messages]
        submissions = await gate.intake.submit_batch_async(messages, principal, idempotency_key)
    return json_response({"reviews": [submission_answer(submission) for submission in submissions]})
