"""/v1/drafts/{draft}/cases: logged reviews kept whole, as cases that every version must judge alike."""

from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from app.api.body import read_json
from app.api.case_models import CaseRequest
from app.api.drafts import Author, IfMatch, TheGate, act_on_draft
from app.api.gate import actor_of
from app.api.lifecycle_models import DraftAnswer
from app.api.openapi import request_body
from app.api.problems import problem_responses
from app.api.requests import read_as
from app.auth.permissions import view_of
from app.publishing.review_cases import WantedCase, review_case
from app.ruleset.case import ExpectedFinding

router: Final = APIRouter(tags=["drafts"])


@router.post(
    "/v1/drafts/{draft_id}/cases",
    operation_id="addCase",
    summary="Keep a review as a known case",
    response_model=DraftAnswer,
    responses=problem_responses(400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 503),
    openapi_extra=request_body(CaseRequest),
)
async def add_case(draft_id: str, request: Request, gate: TheGate, principal: Author, if_match: IfMatch) -> Response:
    """The whole message with its expected decision and findings: no version that judges it otherwise is published."""
    wanted = read_as(CaseRequest, await read_json(request, gate.settings.max_body_bytes))
    actor, view = actor_of(request, principal), view_of(principal)
    said = WantedCase(
        wanted.review_id,
        wanted.decision,
        tuple(
            ExpectedFinding(item.rule_id, None if item.quotes is None else tuple(item.quotes))
            for item in wanted.findings
        ),
        tuple(wanted.silent),
        None if wanted.message is None else wanted.message.to_message(),
        wanted.id or "",
        wanted.because,
    )
    case = await run_in_threadpool(review_case, gate.log, said, view, actor)
    return await act_on_draft(gate.rules.life.drafts.add_case, draft_id, if_match, case, actor)
