"""GET /v1/me and GET /v1/events; and no route without a declared permission."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, FastAPI, Query, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from app.api.access_models import EventPage, MeAnswer, event_answer, me_answer
from app.api.answers import json_response
from app.api.gate import Allowed, AllowedOrHere, Gate, get_gate
from app.api.moments import Moment
from app.api.problems import problem_responses
from app.auth.permissions import OPEN_ROUTES, Permission, view_of
from app.model.principal import Principal
from app.store.events import EVENT_KIND
from app.store.searching import Filters

router: Final = APIRouter(tags=["access"])


class EventSearch(BaseModel):
    """What to search for; all that are given must hold."""

    model_config = ConfigDict(extra="forbid")

    principal: str | None = Field(default=None, max_length=255, description="Who did it.")
    since: Moment | None = Field(default=None, description="Done at or after; RFC 3339 with a time zone.")
    until: Moment | None = Field(default=None, description="Done before.")
    cursor: str | None = Field(default=None, max_length=64, description="`next_cursor` of the page before.")
    limit: int = Field(default=50, ge=1, le=200)


@router.get(
    "/v1/me",
    operation_id="getMe",
    summary="Who am I?",
    response_model=MeAnswer,
    responses=problem_responses(401, 403, 429, 503),
)
async def get_me(principal: Annotated[Principal, Depends(Allowed(Permission.READ_SELF))]) -> Response:
    """The caller as the service sees it, and what it may do."""
    return json_response(me_answer(principal))


@router.get(
    "/v1/events",
    operation_id="searchEvents",
    summary="What was done",
    response_model=EventPage,
    responses=problem_responses(400, 401, 403, 422, 429, 503),
)
async def search_events(
    search: Annotated[EventSearch, Query()],
    gate: Annotated[Gate, Depends(get_gate)],
    principal: Annotated[Principal, Depends(Allowed(Permission.READ_EVENT))],
) -> Response:
    """Administrative acts and reads of reviews, from the verdict log, newest first."""
    filters = Filters(
        principal=search.principal, since=search.since, until=search.until, kind=EVENT_KIND, view=view_of(principal)
    )
    page = await run_in_threadpool(gate.log.search, filters, search.cursor, search.limit)
    events = [event_answer(record) for record in page.records]
    return json_response({"events": events, "next_cursor": page.next_cursor})


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one path, with the permission it declares; None when everybody may call it."""

    method: str
    path: str
    permission: Permission | None


def routes_of(app: FastAPI) -> tuple[Route, ...]:
    """Every route of ``app``, mounted folders as ``GET``."""
    return tuple(
        Route(method, context.path or "", permission)
        for context in iter_route_contexts(app.routes)
        for permission in [_permission(getattr(context, "dependant", None))]
        for method in sorted((context.methods or {"GET"}) - {"HEAD"})
    )


def refuse_undeclared(app: FastAPI) -> None:
    """Raises LookupError for a route that neither declares a permission nor is open by name: it would be a hole."""
    for route in routes_of(app):
        if (route.permission is None) != (route.path in OPEN_ROUTES):
            raise LookupError(f"{route.path} must declare a permission, or be one of OPEN_ROUTES")


def _permission(dependant: Dependant | None) -> Permission | None:
    for inner in () if dependant is None else dependant.dependencies:
        if isinstance(inner.call, Allowed | AllowedOrHere):
            return inner.call.permission
    return None
