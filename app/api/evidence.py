"""GET /v1/evidence: an evidence pack of what a search finds."""

import tempfile
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from app.api.gate import Allowed, Gate, actor_of, get_gate
from app.api.moments import Moment
from app.api.problems import problem_responses
from app.auth.permissions import Permission, view_of
from app.errors import EvidenceTooLarge
from app.model.principal import Principal
from app.model.vocabulary import Channel, Decision, Family
from app.reports.evidence_pack import write_pack
from app.store.events import Actor, Event, event_entry
from app.store.evidence_source import found_pieces, review_pieces
from app.store.opening import key_place
from app.store.searching import Filters

router: Final = APIRouter(tags=["evidence"])
MOST_RECORDS: Final = 5000
_MEDIA_TYPE: Final = "application/zip"


class EvidenceSearch(BaseModel):
    """Which reviews; all that are given must hold. Without any: all that the caller may read."""

    model_config = ConfigDict(extra="forbid")

    review_id: str | None = Field(default=None, max_length=36, description="This one, with all that was done to it.")
    decision: Decision | None = None
    channel: Channel | None = None
    rule: str | None = Field(default=None, max_length=64, description="Id of a rule that fired.")
    family: Family | None = Field(default=None, description="A rule of this family fired.")
    principal: str | None = Field(default=None, max_length=255, description="Who asked.")
    since: Moment | None = Field(default=None, description="Created at or after; RFC 3339 with a time zone.")
    until: Moment | None = Field(default=None, description="Created before.")
    texts: bool = Field(default=False, description="With the kept messages themselves.")


@router.get(
    "/v1/evidence",
    operation_id="getEvidence",
    summary="An evidence pack",
    response_class=Response,
    responses={
        **problem_responses(401, 403, 404, 413, 422, 429, 503),
        200: {"description": "A zip file", "content": {_MEDIA_TYPE: {}}},
    },
)
async def get_evidence(
    search: Annotated[EvidenceSearch, Query()],
    request: Request,
    gate: Annotated[Gate, Depends(get_gate)],
    principal: Annotated[Principal, Depends(Allowed(Permission.READ_EVIDENCE))],
) -> Response:
    """Records with a signed manifest, pages to read and print, CSV and XLSX; up to 5,000 records. That it was made is
    recorded. Check it with `shenyan log verify --pack`.
    """
    packed = await run_in_threadpool(_pack, gate, search, actor_of(request, principal))
    headers = {"Content-Disposition": 'attachment; filename="evidence.zip"', "Cache-Control": "no-store"}
    return Response(packed, media_type=_MEDIA_TYPE, headers=headers)


def _pack(gate: Gate, search: EvidenceSearch, actor: Actor) -> bytes:
    view, texts = view_of(actor.principal), search.texts
    if search.review_id is not None:
        pieces = review_pieces(gate.log, search.review_id, view, texts=texts)
    else:
        filters = Filters(
            search.decision, search.channel, search.rule, search.family, search.principal, search.since, search.until,
            view=view,
        )  # fmt: skip
        pieces = found_pieces(gate.log, filters, texts=texts)
    chosen = list(islice(pieces, MOST_RECORDS + 1))
    if len(chosen) > MOST_RECORDS:
        raise EvidenceTooLarge(MOST_RECORDS)
    selection: dict[str, Any] = search.model_dump(mode="json", exclude_none=True)
    gate.log.append(event_entry(Event("evidence-packed", "log", actor.principal.tenant, after=selection), actor))
    with tempfile.TemporaryDirectory(prefix="shenyan-") as folder:
        path = Path(folder) / "evidence.zip"
        write_pack(path, gate.log, key_place(gate.settings), chosen, selection)
        return path.read_bytes()
