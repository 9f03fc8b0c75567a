"""/healthz, /readyz, /metrics and the API page. None of them is logged as a review or shows a message."""

import asyncio
import math
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response
from fastapi.responses import FileResponse
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.concurrency import run_in_threadpool

from app.api.admission import Admission, get_admission
from app.api.answers import Status, json_response
from app.api.gate import AllowedOrHere, Gate, get_gate
from app.api.problems import problem_responses
from app.auth.permissions import Permission
from app.errors import VerdictLogUnavailable

STATIC: Final = Path(__file__).resolve().parent / "static"
_READY_SECONDS: Final = 1.0

router: Final = APIRouter(tags=["operation"])


@router.get(
    "/healthz",
    operation_id="getHealth",
    summary="Is the process alive?",
    response_model=Status,
    responses=problem_responses(),
)
async def get_health() -> Response:
    """Answers without asking anything else."""
    return json_response({"status": "ok"})


@router.get(
    "/readyz",
    operation_id="getReadiness",
    summary="Can it review?",
    response_model=Status,
    responses=problem_responses(503),
)
async def get_readiness(gate: Annotated[Gate, Depends(get_gate)]) -> Response:
    """A rule set is active, and the verdict log takes a durable write within a second."""
    _ = gate.rule_sets.current
    try:
        async with asyncio.timeout(_READY_SECONDS):
            await gate.log.check_writable()
    except TimeoutError:
        raise VerdictLogUnavailable from None
    return json_response({"status": "ready"})


@router.get(
    "/metrics",
    operation_id="getMetrics",
    summary="Prometheus metrics",
    response_class=Response,
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}},
        **problem_responses(401, 403, 429, 503),
    },
    dependencies=[Depends(AllowedOrHere(Permission.READ_METRICS))],
    openapi_extra={"security": [{"bearer": []}, {}]},
)
async def get_metrics(
    gate: Annotated[Gate, Depends(get_gate)], admission: Annotated[Admission, Depends(get_admission)]
) -> Response:
    """Counts and times; no text of any message. On the machine itself it needs no key."""
    gate.metrics.show_lines(gate.log.pending, admission.taken)
    try:
        gate.metrics.show_queue(*await run_in_threadpool(gate.queue.counts))
    except VerdictLogUnavailable:  # the other metrics say so
        gate.metrics.show_queue({}, math.nan)
    return Response(gate.metrics.render(), media_type=CONTENT_TYPE_LATEST)


@router.get("/docs", include_in_schema=False)
async def get_docs() -> Response:
    """The API page; everything it needs comes from here."""
    return FileResponse(STATIC / "docs.html", media_type="text/html")
