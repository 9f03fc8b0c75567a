"""GET /v1/precision: what reviewers made of each rule's findings."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from app.api.answers import json_response
from app.api.gate import Allowed, Gate, get_gate
from app.api.moments import Moment
from app.api.problems import problem_responses
from app.auth.permissions import Permission
from app.model.principal import WHOLE_HOUSE, Principal
from app.queue.precision import Noise, RulePrecision
from app.store.records import to_microseconds

router: Final = APIRouter(tags=["waivers"])


class PrecisionSearch(BaseModel):
    """Which decisions are counted, and when a rule is called noisy."""

    model_config = ConfigDict(extra="forbid")

    since: Moment | None = Field(default=None, description="Reviewed at or after; RFC 3339 with a time zone.")
    until: Moment | None = Field(default=None, description="Reviewed before.")
    noisy: float = Field(default=0.5, gt=0, le=1, description="A rule below this precision is noisy ...")
    least: int = Field(default=5, ge=1, le=10_000, description="... if there are as many decisions.")


class DismissalAnswer(BaseModel):
    """A message that reviewers released."""

    model_config = ConfigDict(extra="forbid")

    review_id: str
    reason: str


class RulePrecisionAnswer(BaseModel):
    """Reviewers' decisions on messages that the rule fired on."""

    model_config = ConfigDict(extra="forbid")

    rule_id: str
    precision: float = Field(description="Upheld of all decisions, 0 to 1.")
    upheld: int = Field(description="The message was refused.")
    dismissed: int = Field(description="The message was released.")
    alone: int = Field(description="Decisions in which no other rule had fired.")
    shadow: bool = Field(description="The rule was in shadow each time.")
    noisy: bool
    dismissals: list[DismissalAnswer] = Field(description="Of a noisy rule: the last ones, newest first.")


class PrecisionAnswer(BaseModel):
    """The rules that reviewers decided about, the least precise first."""

    model_config = ConfigDict(extra="forbid")

    rules: list[RulePrecisionAnswer]


@router.get(
    "/v1/precision",
    operation_id="getPrecision",
    summary="How precise the rules are",
    response_model=PrecisionAnswer,
    responses=problem_responses(401, 403, 422, 429, 503),
)
async def get_precision(
    gate: Annotated[Gate, Depends(get_gate)],
    principal: Annotated[Principal, Depends(Allowed(Permission.READ_PRECISION))],
    search: Annotated[PrecisionSearch, Query()],
) -> Response:
    """From the decisions in the queue; of the caller's business unit, or of the whole house."""
    tenant = None if principal.tenant == WHOLE_HOUSE else principal.tenant
    period = [None if moment is None else to_microseconds(moment) for moment in (search.since, search.until)]
    noise = Noise(search.noisy, search.least)
    found = await run_in_threadpool(gate.queue.precision, period[0], period[1], tenant, noise)
    return json_response({"rules": [_answer(item) for item in found]})


def _answer(item: RulePrecision) -> dict[str, Any]:
    return {
        "rule_id": item.rule_id,
        "precision": item.precision,
        "upheld": item.upheld,
        "dismissed": item.dismissed,
        "alone": item.alone,
        "shadow": item.shadow,
        "noisy": item.noisy,
        "dismissals": [{"review_id": found.review_id, "reason": found.reason} for found in item.dismissals],
    }
