"""/v1/drafts: changes to the rule set, from the first word to publication.

Each act names the edition that the caller saw, in `If-Match`; an edition that somebody else made since is not touched.
"""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from app.api.answers import json_response
from app.api.body import read_json
from app.api.gate import Allowed, Gate, actor_of, get_gate
from app.api.lifecycle_models import (
    ApprovalRequest,
    DiffAnswer,
    DraftAnswer,
    DraftList,
    DraftRequest,
    ExampleRequest,
    FilesRequest,
    ReasonRequest,
    ScheduleRequest,
    TrialAnswer,
    VersionAnswer,
    draft_answer,
    trial_answer,
    version_answer,
)
from app.api.openapi import request_body
from app.api.problems import problem_responses
from app.api.requests import read_as
from app.auth.permissions import Permission, view_of
from app.model.principal import Principal
from app.publishing.review_examples import WantedExample, review_example
from app.store.lifecycle_records import Draft, DraftState
from app.store.records import to_microseconds

router: Final = APIRouter(tags=["drafts"])

Reader = Annotated[Principal, Depends(Allowed(Permission.READ_DRAFT))]
Author = Annotated[Principal, Depends(Allowed(Permission.WRITE_DRAFT))]
Approver = Annotated[Principal, Depends(Allowed(Permission.APPROVE_DRAFT))]
Publisher = Annotated[Principal, Depends(Allowed(Permission.PUBLISH_VERSION))]
InEmergency = Annotated[Principal, Depends(Allowed(Permission.PUBLISH_EMERGENCY))]
TheGate = Annotated[Gate, Depends(get_gate)]
IfMatch = Annotated[
    str,
    Header(pattern=r'^"?[0-9]{1,9}"?$', description="The `edition` that the caller saw: the `ETag` of the draft."),
]

_READING: Final = problem_responses(401, 403, 404, 422, 429, 503)
_WRITING: Final = problem_responses(400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 503)


@router.get(
    "/v1/drafts",
    operation_id="listDrafts",
    summary="All drafts",
    response_model=DraftList,
    responses=problem_responses(401, 403, 422, 429, 503),
)
async def list_drafts(
    gate: TheGate, _principal: Reader, state: Annotated[DraftState | None, Query()] = None
) -> Response:
    """The drafts, or those of one state, the last changed first."""
    drafts = await run_in_threadpool(gate.rules.life.drafts.list, state)
    return json_response({"drafts": [draft_answer(draft) for draft in drafts]})


@router.post(
    "/v1/drafts",
    operation_id="beginDraft",
    summary="Begin a draft",
    response_model=DraftAnswer,
    responses=_WRITING,
    openapi_extra=request_body(DraftRequest),
)
async def begin_draft(request: Request, gate: TheGate, principal: Author) -> Response:
    """A change to the active version; it may have problems as long as it is a draft."""
    wanted = read_as(DraftRequest, await read_json(request, gate.settings.max_body_bytes))
    return _answer(
        await run_in_threadpool(gate.rules.life.drafts.begin, wanted.note, wanted.files, actor_of(request, principal))
    )


@router.get(
    "/v1/drafts/{draft_id}",
    operation_id="getDraft",
    summary="One draft",
    response_model=DraftAnswer,
    responses=_READING,
)
async def get_draft(draft_id: str, gate: TheGate, _principal: Reader) -> Response:
    """The draft as it is now; its edition is the `ETag`."""
    return _answer(await run_in_threadpool(gate.rules.life.drafts.get, draft_id))


@router.get(
    "/v1/drafts/{draft_id}/editions",
    operation_id="listDraftEditions",
    summary="All editions of a draft",
    response_model=DraftList,
    responses=_READING,
)
async def list_editions(draft_id: str, gate: TheGate, _principal: Reader) -> Response:
    """Every edition as it was, oldest first."""
    editions = await run_in_threadpool(gate.rules.life.drafts.editions, draft_id)
    return json_response({"drafts": [draft_answer(draft) for draft in editions]})


@router.get(
    "/v1/drafts/{draft_id}/diff",
    operation_id="getDraftDiff",
    summary="What a draft changes",
    response_model=DiffAnswer,
    responses=_READING,
)
async def get_draft_diff(draft_id: str, gate: TheGate, _principal: Reader) -> Response:
    """From its base version to the draft."""
    drafts = gate.rules.life.drafts
    diff = await run_in_threadpool(lambda: drafts.diff(drafts.get(draft_id)))
    return json_response({"diff": diff})


@router.post(
    "/v1/drafts/{draft_id}/check",
    operation_id="checkDraft",
    summary="Try a draft",
    response_model=TrialAnswer,
    responses=_READING,
)
async def check_draft(draft_id: str, gate: TheGate, _principal: Reader) -> Response:
    """All problems, advice and failing examples at once: the same trial that stands before publication."""
    drafts = gate.rules.life.drafts
    trial = await run_in_threadpool(lambda: drafts.examine(drafts.get(draft_id)))
    return json_response(trial_answer(trial))


@router.post(
    "/v1/drafts/{draft_id}/files",
    operation_id="editDraft",
    summary="Change files of a draft",
    response_model=DraftAnswer,
    responses=_WRITING,
    openapi_extra=request_body(FilesRequest),
)
async def edit_draft(draft_id: str, request: Request, gate: TheGate, principal: Author, if_match: IfMatch) -> Response:
    """Files that are not named stay. A draft that was submitted or approved is a draft again."""
    wanted = read_as(FilesRequest, await read_json(request, gate.settings.max_body_bytes))
    return await act_on_draft(
        gate.rules.life.drafts.edit, draft_id, if_match, wanted.files, actor_of(request, principal)
    )


@router.post(
    "/v1/drafts/{draft_id}/examples",
    operation_id="addExample",
    summary="Add a review as an example",
    response_model=DraftAnswer,
    responses=_WRITING,
    openapi_extra=request_body(ExampleRequest),
)
async def add_example(draft_id: str, request: Request, gate: TheGate, principal: Author, if_match: IfMatch) -> Response:
    """A false alarm (`quotes` is null) or a miss: from then on every trial proves it."""
    wanted = read_as(ExampleRequest, await read_json(request, gate.settings.max_body_bytes))
    actor = actor_of(request, principal)
    said = WantedExample(wanted.review_id, wanted.quotes, wanted.text, wanted.because)
    example = await run_in_threadpool(review_example, gate.log, said, view_of(principal), actor)
    return await act_on_draft(gate.rules.life.drafts.add_example, draft_id, if_match, wanted.rule_id, example, actor)


@router.post(
    "/v1/drafts/{draft_id}/rebase",
    operation_id="rebaseDraft",
    summary="Bring a draft onto the active version",
    response_model=DraftAnswer,
    responses=_WRITING,
    openapi_extra=request_body(FilesRequest),
)
async def rebase_draft(
    draft_id: str, request: Request, gate: TheGate, principal: Author, if_match: IfMatch
) -> Response:
    """`files` decides where both changed the same file; a conflict that it leaves open is refused and shown."""
    wanted = read_as(FilesRequest, await read_json(request, gate.settings.max_body_bytes))
    return await act_on_draft(
        gate.rules.life.drafts.rebase, draft_id, if_match, wanted.files, actor_of(request, principal)
    )


@router.post(
    "/v1/drafts/{draft_id}/submit",
    operation_id="submitDraft",
    summary="Ask for approval",
    response_model=DraftAnswer,
    responses=_WRITING,
)
async def submit_draft(
    draft_id: str, request: Request, gate: TheGate, principal: Author, if_match: IfMatch
) -> Response:
    """Only a draft that passes its trial can be submitted."""
    return await act_on_draft(gate.rules.life.drafts.submit, draft_id, if_match, actor_of(request, principal))


@router.post(
    "/v1/drafts/{draft_id}/approve",
    operation_id="approveDraft",
    summary="Approve a draft",
    response_model=DraftAnswer,
    responses=_WRITING,
    openapi_extra=request_body(ApprovalRequest),
)
async def approve_draft(
    draft_id: str, request: Request, gate: TheGate, principal: Approver, if_match: IfMatch
) -> Response:
    """Never by one who had a hand in it, and for exactly the revision named."""
    wanted = read_as(ApprovalRequest, await read_json(request, gate.settings.max_body_bytes))
    return await act_on_draft(
        gate.rules.life.drafts.approve, draft_id, if_match, wanted.revision, actor_of(request, principal)
    )


@router.post(
    "/v1/drafts/{draft_id}/return",
    operation_id="returnDraft",
    summary="Send a draft back to its authors",
    response_model=DraftAnswer,
    responses=_WRITING,
    openapi_extra=request_body(ReasonRequest),
)
async def return_draft(
    draft_id: str, request: Request, gate: TheGate, principal: Approver, if_match: IfMatch
) -> Response:
    """With the reason; an approval is void."""
    wanted = read_as(ReasonRequest, await read_json(request, gate.settings.max_body_bytes))
    return await act_on_draft(
        gate.rules.life.drafts.send_back, draft_id, if_match, wanted.reason, actor_of(request, principal)
    )


@router.post(
    "/v1/drafts/{draft_id}/withdraw",
    operation_id="withdrawDraft",
    summary="Withdraw a draft",
    response_model=DraftAnswer,
    responses=_WRITING,
)
async def withdraw_draft(
    draft_id: str, request: Request, gate: TheGate, principal: Author, if_match: IfMatch
) -> Response:
    """It ends unpublished, and stays to be read."""
    return await act_on_draft(gate.rules.life.drafts.withdraw, draft_id, if_match, actor_of(request, principal))


@router.post(
    "/v1/drafts/{draft_id}/schedule",
    operation_id="scheduleDraft",
    summary="Let an approved draft be published later",
    response_model=DraftAnswer,
    responses=_WRITING,
    openapi_extra=request_body(ScheduleRequest),
)
async def schedule_draft(
    draft_id: str, request: Request, gate: TheGate, principal: Publisher, if_match: IfMatch
) -> Response:
    """At the moment `at`; whatever keeps it from being published then sends it back to its authors."""
    wanted = read_as(ScheduleRequest, await read_json(request, gate.settings.max_body_bytes))
    moment = to_microseconds(wanted.at)
    return await act_on_draft(gate.rules.life.drafts.schedule, draft_id, if_match, moment, actor_of(request, principal))


@router.post(
    "/v1/drafts/{draft_id}/publish",
    operation_id="publishDraft",
    summary="Publish an approved draft",
    response_model=VersionAnswer,
    responses=_WRITING,
)
async def publish_draft(
    draft_id: str, request: Request, gate: TheGate, principal: Publisher, if_match: IfMatch
) -> Response:
    """It becomes the next version, and judges in every process within seconds."""
    version = await run_in_threadpool(
        gate.rules.life.versions.publish, draft_id, edition_of(if_match), actor_of(request, principal)
    )
    gate.rules.follower.wake()
    return json_response(version_answer(version, version.number))


@router.post(
    "/v1/drafts/{draft_id}/publish-in-emergency",
    operation_id="publishDraftInEmergency",
    summary="Publish a draft that nobody approved",
    response_model=VersionAnswer,
    responses=_WRITING,
    openapi_extra=request_body(ReasonRequest),
)
async def publish_in_emergency(
    draft_id: str, request: Request, gate: TheGate, principal: InEmergency, if_match: IfMatch
) -> Response:
    """On one person's word, with the reason, and recorded as an emergency. The trial is not left out."""
    wanted = read_as(ReasonRequest, await read_json(request, gate.settings.max_body_bytes))
    publish = gate.rules.life.versions.publish_in_emergency
    version = await run_in_threadpool(
        publish, draft_id, edition_of(if_match), wanted.reason, actor_of(request, principal)
    )
    gate.rules.follower.wake()
    return json_response(version_answer(version, version.number))


async def act_on_draft(act: Any, draft_id: str, if_match: str, *values: Any) -> Response:
    """``act`` on the edition that the caller saw; the answer is the draft that it made."""
    draft: Draft = await run_in_threadpool(act, draft_id, edition_of(if_match), *values)
    return _answer(draft)


def _answer(draft: Draft) -> Response:
    response = json_response(draft_answer(draft))
    response.headers["ETag"] = f'"{draft.edition}"'
    return response


def edition_of(if_match: str) -> int:
    """The number within an entity tag."""
    return int(if_match.strip('"'))
