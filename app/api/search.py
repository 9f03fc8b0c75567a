"""GET /v1/reviews."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from app.api.answers import ReviewPage, json_response, page_answer
from app.api.gate import Allowed, Gate, get_gate
from app.api.moments import Moment
from app.api.problems import problem_responses
from app.auth.permissions import Permission, view_of
from app.model.principal import Principal, View
from app.model.vocabulary import Channel, Decision, Family
from app.store.searching import Filters

router: Final = APIRouter()


class Search(BaseModel):
    """What to search for; all that are given must hold."""

    model_config = ConfigDict(extra="forbid")

    decision: Decision | None = None
    channel: Channel | None = None
    rule: str | None = Field(default=None, max_length=64, description="Id of a rule that fired.")
    family: Family | None = Field(default=None, description="A rule of this family fired.")
    principal: str | None = Field(default=None, max_length=255, description="Who asked.")
    since: Moment | None = Field(default=None, description="Created at or after; RFC 3339 with a time zone.")
    until: Moment | None = Field(default=None, description="Created before.")
    cursor: str | None = Field(default=None, max_length=64, description="`next_cursor` of the page before.")
    limit: int = Field(default=50, ge=1, le=200)

    def filters(self, view: View) -> Filters:
        """The same for the log, within ``view``."""
        return Filters(
            self.decision, self.channel, self.rule, self.family, self.principal, self.since, self.until, view=view
        )


@router.get(
    "/v1/reviews",
    operation_id="searchReviews",
    summary="Find logged reviews",
    tags=["reviews"],
    response_model=ReviewPage,
    responses=problem_responses(400, 401, 403, 422, 429, 503),
)
async def search_reviews(
    search: Annotated[Search, Query()],
    gate: Annotated[Gate, Depends(get_gate)],
    principal: Annotated[Principal, Depends(Allowed(Permission.READ_REVIEW))],
) -> Response:
    """All filters that are given must hold, among the reviews that the caller may read.

    Newest first; reviews that arrive meanwhile never shift a later page.
    """
    page = await run_in_threadpool(gate.log.search, search.filters(view_of(principal)), search.cursor, search.limit)
    return json_response(page_answer(page.records, page.next_cursor))
