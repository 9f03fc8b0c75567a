"""GET /v1/approved-wordings: the texts that may be sent as they are."""

from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from app.api.answers import json_response
from app.api.field_errors import Texts
from app.api.gate import Allowed, Gate, get_gate
from app.api.problems import problem_responses
from app.api.rules import RuleScope, scope_answer
from app.auth.permissions import Permission
from app.model.principal import Principal
from app.ruleset.rule import ApprovedWording

router: Final = APIRouter(tags=["rules"])


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ApprovedWordingAnswer(_Model):
    """Texts that may be sent as they are, on messages of its scope, from its first to its last day."""

    id: str
    title: Texts
    owner: str
    references: list[str]
    effective_from: date | None
    effective_until: date
    applies_to: RuleScope
    excluded: RuleScope
    texts: list[str] = Field(description="`{name}`, `{amount}` and the like are variable parts, which are judged.")


class ApprovedWordingList(_Model):
    """The approved wordings of the active rule set, by id."""

    rule_set_revision: str
    approved_wordings: list[ApprovedWordingAnswer]


@router.get(
    "/v1/approved-wordings",
    operation_id="listApprovedWordings",
    summary="All approved wordings",
    response_model=ApprovedWordingList,
    responses=problem_responses(401, 403, 429, 503),
)
async def list_approved_wordings(
    gate: Annotated[Gate, Depends(get_gate)],
    _principal: Annotated[Principal, Depends(Allowed(Permission.READ_RULE))],
) -> Response:
    """A message made wholly of their texts passes, with that as the reason; only its variable parts are judged."""
    active = gate.rule_sets.current
    wordings = active.prepared.rule_set.approved
    answers = [_answer(wordings[key]) for key in sorted(wordings)]
    return json_response({"rule_set_revision": active.revision, "approved_wordings": answers})


def _answer(wording: ApprovedWording) -> dict[str, Any]:
    return {
        "id": wording.id,
        "title": {"zh": wording.title.zh, "en": wording.title.en},
        "owner": wording.owner,
        "references": list(wording.references),
        "effective_from": None if wording.effective_from is None else wording.effective_from.isoformat(),
        "effective_until": wording.effective_until.isoformat(),
        "applies_to": scope_answer(wording.applies_to),
        "excluded": scope_answer(wording.excluded),
        "texts": list(wording.texts),
    }
