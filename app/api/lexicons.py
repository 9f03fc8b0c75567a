"""/v1/lexicons, and lexicons of drafts: where used, as tables, changed by a table or by one term."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from app.api.answers import json_response
from app.api.body import TABLE_KINDS, read_json, read_table
from app.api.drafts import Author, IfMatch, Reader, TheGate, edition_of
from app.api.gate import Allowed, Gate, actor_of
from app.api.lexicon_models import (
    AddedTerm,
    LexiconList,
    TableAnswer,
    TermRequest,
    advice_answer,
    lexicon_answer,
    table_answer,
)
from app.api.lifecycle_models import draft_answer
from app.api.openapi import request_body
from app.api.problems import problem_responses
from app.api.requests import read_as
from app.auth.permissions import Permission, view_of
from app.model.finding import Localized
from app.model.principal import Principal
from app.publishing.lexicon_changes import advise, check_in_message, find_lexicon, plan_table, with_term
from app.publishing.reading_kept import read_kept
from app.publishing.refusals import UnknownExample
from app.ruleset.lexicon_table import lexicon_sheets, term_rows
from app.ruleset.lexicon_use import places_of, uses_of
from app.ruleset.product_table import MAX_BYTES
from app.ruleset.table_writing import to_csv, to_xlsx
from app.store.events import Actor

router: Final = APIRouter(tags=["rules"])
RuleReader = Annotated[Principal, Depends(Allowed(Permission.READ_RULE))]


class TableKind(StrEnum):
    """Kinds of tables."""

    XLSX = "xlsx"
    CSV = "csv"


_MEDIA: Final = {kind: media for media, kind in TABLE_KINDS.items()}
_TABLE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The table", "content": {media: {} for media in TABLE_KINDS}}
}
_TABLE_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {media: {"schema": {"type": "string", "format": "binary"}} for media in TABLE_KINDS},
    }
}
_WRITING: Final = problem_responses(400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 503)
Kind = Annotated[TableKind, Query(alias="format")]


@router.get(
    "/v1/lexicons",
    operation_id="listLexicons",
    summary="All lexicons, or where a term is",
    response_model=LexiconList,
    responses=problem_responses(401, 403, 422, 429, 503),
)
async def list_lexicons(
    gate: TheGate,
    _principal: RuleReader,
    term: Annotated[str | None, Query(min_length=1, max_length=100, description="Only those that have it.")] = None,
) -> Response:
    """Those of the active rule set, each with the rules that use it; with `term`, the rules that look for that term."""
    active = gate.rule_sets.current
    lexicons = active.prepared.rule_set.lexicons
    if term is None:
        listed = [lexicon_answer(lexicon, uses_of(key, active.rules)) for key, lexicon in sorted(lexicons.items())]
    else:
        places = await run_in_threadpool(places_of, term, lexicons, active.rules)
        listed = [lexicon_answer(place.lexicon, place.rules, (place.term,)) for place in places]
    return json_response({"rule_set_revision": active.revision, "lexicons": listed})


@router.get(
    "/v1/lexicons/{lexicon_id}/table",
    operation_id="exportLexicon",
    summary="A lexicon as a table",
    response_class=Response,
    responses={**problem_responses(401, 403, 404, 422, 429, 503), **_TABLE},
)
async def export_lexicon(
    lexicon_id: str, gate: TheGate, _principal: RuleReader, kind: Kind = TableKind.XLSX
) -> Response:
    """Of the active rule set. No cell is ever taken for a formula."""
    return _table(gate.rule_sets.current.prepared.rule_set.files, lexicon_id, kind)


@router.get(
    "/v1/drafts/{draft_id}/lexicons/{lexicon_id}/table",
    operation_id="exportDraftLexicon",
    summary="A lexicon of a draft as a table",
    response_class=Response,
    responses={**problem_responses(401, 403, 404, 422, 429, 503), **_TABLE},
)
async def export_draft_lexicon(
    draft_id: str, lexicon_id: str, gate: TheGate, _principal: Reader, kind: Kind = TableKind.XLSX
) -> Response:
    """As the draft has it."""
    drafts = gate.rules.life.drafts
    files = await run_in_threadpool(lambda: drafts.files(drafts.get(draft_id)))
    return _table(files, lexicon_id, kind)


@router.post(
    "/v1/drafts/{draft_id}/lexicons/{lexicon_id}/table",
    operation_id="importLexicon",
    summary="Bring a table into a lexicon of a draft",
    response_model=TableAnswer,
    responses=_WRITING,
    openapi_extra=_TABLE_BODY,
)
async def import_lexicon(  # noqa: PLR0913 - one parameter a part of the request
    draft_id: str,
    lexicon_id: str,
    request: Request,
    *,
    gate: TheGate,
    principal: Author,
    if_match: IfMatch,
    apply: Annotated[bool, Query(description="Change the draft; without it, a preview.")] = False,
    keep: Annotated[bool, Query(description="Terms that the table does not list stay.")] = False,
) -> Response:
    """The body is CSV or XLSX, up to 10 MB and 50,000 terms. What the table does not list goes, unless `keep`.

    Each mistake is named with sheet, row and column, and then nothing is written.
    """
    name, raw = await read_table(request, MAX_BYTES)
    actor = actor_of(request, principal)

    def bring_in() -> dict[str, Any]:
        drafts = gate.rules.life.drafts
        seen = drafts.get(draft_id, edition_of(if_match))
        files = drafts.files(seen)
        plan = plan_table(files, name, raw, lexicon_id, keep=keep)
        advice = advise({**files, plan.path: plan.text.encode()}, plan.lexicon, plan.added)
        edited = None
        if apply and not plan.changes_nothing:
            edited = drafts.edit(draft_id, seen.edition, {plan.path: plan.text}, actor)
        return table_answer(plan, advice, edited)

    return json_response(await run_in_threadpool(bring_in))


@router.post(
    "/v1/drafts/{draft_id}/lexicons/{lexicon_id}/terms",
    operation_id="addTerm",
    summary="Add a term to a lexicon of a draft",
    response_model=AddedTerm,
    responses=_WRITING,
    openapi_extra=request_body(TermRequest),
)
async def add_term(  # noqa: PLR0913 - one parameter a part of the request
    draft_id: str, lexicon_id: str, request: Request, *, gate: TheGate, principal: Author, if_match: IfMatch
) -> Response:
    """Such as one that a logged review has shown; that its message was read for it is recorded."""
    wanted = read_as(TermRequest, await read_json(request, gate.settings.max_body_bytes))
    actor = actor_of(request, principal)

    def add() -> dict[str, Any]:
        drafts = gate.rules.life.drafts
        seen = drafts.get(draft_id, edition_of(if_match))
        if wanted.review_id is not None:
            _check_review(gate, wanted.review_id, wanted.term, actor)
        path, text = with_term(drafts.files(seen), lexicon_id, wanted.to_term())
        edited = drafts.edit(draft_id, seen.edition, {path: text}, actor)
        files = drafts.files(edited)
        advice = advise(files, find_lexicon(files, lexicon_id), (wanted.to_term(),))
        return {"draft": draft_answer(edited), **advice_answer(advice)}

    return json_response(await run_in_threadpool(add))


def _check_review(gate: Gate, review_id: str, term: str, actor: Actor) -> None:
    _, kept = read_kept(gate.log, review_id, view_of(actor.principal), actor)
    if kept is None:
        raise UnknownExample(Localized("日志没有保存这条审查的原文", "The log keeps no text of this review"))
    check_in_message(term, kept)


def _table(files: Mapping[str, bytes], lexicon_id: str, kind: TableKind) -> Response:
    lexicon = find_lexicon(files, lexicon_id)
    content = to_csv(term_rows(lexicon)) if kind is TableKind.CSV else to_xlsx(lexicon_sheets(lexicon))
    headers = {"Content-Disposition": f'attachment; filename="{lexicon.id}.{kind.value}"', "Cache-Control": "no-store"}
    return Response(content, media_type=_MEDIA[kind.value], headers=headers)
