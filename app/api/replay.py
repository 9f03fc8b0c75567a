"""POST /v1/reviews/{id}/replay: an auditor has a message judged again."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from app.api.answers import json_response
from app.api.field_errors import Texts
from app.api.gate import Allowed, Gate, actor_of, get_gate
from app.api.problems import problem_responses
from app.auth.permissions import Permission, view_of
from app.model.principal import Principal, View
from app.publishing.rejudging import GONE, Gone, Rejudged, open_kept, rejudge
from app.store.events import Event, event_entry

router: Final = APIRouter(tags=["reviews"])


class GoneInput(BaseModel):
    """What is missing to judge again."""

    model_config = ConfigDict(extra="forbid")

    code: Gone
    message: Texts


class ReplayAnswer(BaseModel):
    """`identical` is null when an input is gone. The digests are of the verdict's canonical JSON."""

    model_config = ConfigDict(extra="forbid")

    review_id: str
    rule_set_revision: str
    app_version: str = Field(description="The version that judged.")
    identical: bool | None
    gone: list[GoneInput]
    differs: list[str] = Field(description="Fields of the verdict that differ.")
    logged_digest: str
    digest: str = Field(description="Empty when an input is gone.")


@router.post(
    "/v1/reviews/{review_id}/replay",
    operation_id="replayReview",
    summary="Judge again, and compare",
    response_model=ReplayAnswer,
    responses=problem_responses(401, 403, 404, 422, 429, 503),
)
async def replay_review(
    review_id: str,
    request: Request,
    gate: Annotated[Gate, Depends(get_gate)],
    principal: Annotated[Principal, Depends(Allowed(Permission.REPLAY_REVIEW))],
) -> Response:
    """The kept message, under the rule set that judged it then. That it was asked for is recorded."""
    result = await run_in_threadpool(_rejudge, gate, review_id, view_of(principal))
    after = {"identical": result.identical, "gone": list(result.gone), "differs": list(result.differs)}
    event = Event("review-replayed", f"review:{review_id}", result.record.tenant, after=after)
    await gate.log.append_async(event_entry(event, actor_of(request, principal)))
    return json_response(_answer(result))


def _rejudge(gate: Gate, review_id: str, view: View) -> Rejudged:
    record = gate.log.get(review_id, view)
    with open_kept(gate.settings) as kept:
        return rejudge(gate.log, kept, record, gate.rule_sets.current)


def _answer(result: Rejudged) -> dict[str, Any]:
    return {
        "review_id": result.record.review_id,
        "rule_set_revision": result.record.rule_set_revision,
        "app_version": result.app_version,
        "identical": result.identical,
        "gone": [{"code": gone, "message": {"zh": GONE[gone].zh, "en": GONE[gone].en}} for gone in result.gone],
        "differs": list(result.differs),
        "logged_digest": result.logged_digest,
        "digest": result.digest,
    }
