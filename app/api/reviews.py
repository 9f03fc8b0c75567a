"""POST /v1/reviews and GET /v1/reviews/{id}."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Header, Request, Response
from starlette.concurrency import run_in_threadpool

from app.api.admission import Admission, get_admission
from app.api.answers import ReviewAnswer, json_response, record_answer, submission_answer
from app.api.body import read_body
from app.api.gate import Allowed, Gate, actor_of, get_gate
from app.api.openapi import request_body
from app.api.problems import problem_responses
from app.api.requests import ReviewRequest, read_review_request
from app.api.strict_json import parse_json
from app.auth.permissions import Permission, view_of
from app.model.principal import Principal
from app.store.events import Event, event_entry

router: Final = APIRouter()

IdempotencyKey = Annotated[
    str | None,
    Header(
        description="1 to 255 visible ASCII characters. For 24 hours, the same key and body get the first answer.",
        json_schema_extra={"pattern": "^[!-~]{1,255}$"},  # said, not checked here: intake does, also for the batch
    ),
]


@router.post(
    "/v1/reviews",
    operation_id="createReview",
    summary="Review one message",
    tags=["reviews"],
    response_model=ReviewAnswer,
    responses=problem_responses(400, 401, 403, 409, 413, 415, 422, 429, 503),
    openapi_extra=request_body(ReviewRequest),
)
async def create_review(
    request: Request,
    gate: Annotated[Gate, Depends(get_gate)],
    principal: Annotated[Principal, Depends(Allowed(Permission.CREATE_REVIEW))],
    admission: Annotated[Admission, Depends(get_admission)],
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Judges the message by the active rule set and logs the verdict; without a logged verdict there is no answer."""
    body = await read_body(request, gate.settings.max_body_bytes)
    async with admission.place():
        message = read_review_request(parse_json(body)).to_message()
        submission = await gate.intake.submit_async(message, principal, idempotency_key)
    return json_response(submission_answer(submission))


@router.get(
    "/v1/reviews/{review_id}",
    operation_id="getReview",
    summary="One logged review",
    tags=["reviews"],
    response_model=ReviewAnswer,
    responses=problem_responses(401, 403, 404, 422, 429, 503),
)
async def get_review(
    review_id: str,
    request: Request,
    gate: Annotated[Gate, Depends(get_gate)],
    principal: Annotated[Principal, Depends(Allowed(Permission.READ_REVIEW))],
) -> Response:
    """The verdict as logged: personal data in quotes is masked, unless the service keeps full texts.

    It shows words of the message, so that it was read is logged before it is answered.
    """
    record = await run_in_threadpool(gate.log.get, review_id, view_of(principal))
    event = Event("review-read", f"review:{record.review_id}", record.tenant)
    await gate.log.append_async(event_entry(event, actor_of(request, principal)))
    return json_response(record_answer(record))
