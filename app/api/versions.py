"""/v1/versions: published rule sets, which of them judges, and the way back."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from app.api.answers import json_response
from app.api.body import read_json
from app.api.drafts import Publisher, Reader, TheGate
from app.api.gate import actor_of
from app.api.lifecycle_models import (
    ActivationAnswer,
    DiffAnswer,
    FilesAnswer,
    RollbackRequest,
    VersionAnswer,
    VersionList,
    activation_answer,
    version_answer,
)
from app.api.openapi import request_body
from app.api.problems import problem_responses
from app.api.requests import read_as

router: Final = APIRouter(tags=["drafts"])
_READING: Final = problem_responses(401, 403, 404, 422, 429, 503)


@router.get(
    "/v1/versions",
    operation_id="listVersions",
    summary="All versions",
    response_model=VersionList,
    responses=problem_responses(401, 403, 429, 503),
)
async def list_versions(gate: TheGate, _principal: Reader) -> Response:
    """Who wrote, approved and published each, newest first."""
    versions = gate.rules.life.versions
    active = (await run_in_threadpool(versions.active)).version
    return json_response(
        {"versions": [version_answer(item, active) for item in await run_in_threadpool(versions.list)]}
    )


@router.get(
    "/v1/versions/{number}",
    operation_id="getVersion",
    summary="One version",
    response_model=VersionAnswer,
    responses=_READING,
)
async def get_version(number: int, gate: TheGate, _principal: Reader) -> Response:
    """Its number never means another rule set."""
    versions = gate.rules.life.versions
    version = await run_in_threadpool(versions.get, number)
    return json_response(version_answer(version, (await run_in_threadpool(versions.active)).version))


@router.get(
    "/v1/versions/{number}/files",
    operation_id="exportVersion",
    summary="All files of a version",
    response_model=FilesAnswer,
    responses=_READING,
)
async def export_version(number: int, gate: TheGate, _principal: Reader) -> Response:
    """The same files as below `rules/` and `lexicons/`."""
    versions = gate.rules.life.versions
    version = await run_in_threadpool(versions.get, number)
    files = await run_in_threadpool(versions.files, number)
    texts = {path: content.decode(errors="replace") for path, content in sorted(files.items())}
    return json_response({"number": number, "revision": version.revision, "files": texts})


@router.get(
    "/v1/versions/{number}/diff",
    operation_id="getVersionDiff",
    summary="What a version changed",
    response_model=DiffAnswer,
    responses=_READING,
)
async def get_version_diff(
    number: int,
    gate: TheGate,
    _principal: Reader,
    since: Annotated[
        int | None, Query(ge=1, description="The version to compare with; the one before if absent.")
    ] = None,
) -> Response:
    """From another version to this one, as a unified diff."""
    before = since if since is not None else max(number - 1, 1)
    return json_response({"diff": await run_in_threadpool(gate.rules.life.versions.diff, before, number)})


@router.post(
    "/v1/versions/rollback",
    operation_id="rollBack",
    summary="Go back to an earlier version",
    response_model=ActivationAnswer,
    responses=problem_responses(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
    openapi_extra=request_body(RollbackRequest),
)
async def roll_back(request: Request, gate: TheGate, principal: Publisher) -> Response:
    """It judged before, so nothing is tried again; the version left behind stays to be read."""
    wanted = read_as(RollbackRequest, await read_json(request, gate.settings.max_body_bytes))
    entry = await run_in_threadpool(
        gate.rules.life.versions.roll_back, wanted.to, wanted.reason, actor_of(request, principal)
    )
    gate.rules.follower.wake()
    return json_response(activation_answer(entry))
