"""GET /v1/rules, /v1/rules/{id} and /v1/rule-set."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict

from app import __version__
from app.api.answers import json_response
from app.api.field_errors import Texts
from app.api.gate import Allowed, Gate, get_gate
from app.api.problems import problem_responses
from app.auth.permissions import Permission
from app.errors import UnknownRule
from app.model.finding import Localized
from app.model.principal import Principal
from app.model.vocabulary import Family, RuleStatus, Severity
from app.ruleset.conditions import Scope
from app.ruleset.rule import Example, Rule

router: Final = APIRouter()
_ALLOWED: Final = Depends(Allowed(Permission.READ_RULE))


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RuleSummary(_Model):
    """A rule in a list."""

    id: str
    title: Texts
    family: Family
    severity: Severity
    status: RuleStatus
    references: list[str]


class RuleScope(_Model):
    """The messages that a rule is for; an empty list does not restrict."""

    jurisdiction: list[str]
    product: list[str]
    channel: list[str]
    stage: list[str]
    audience: list[str]
    language: list[str]


class RuleExample(_Model):
    """A text that violates the rule, with the exact words, or (`quotes` is null) complies with it."""

    text: str
    quotes: list[str] | None
    because: str


class RuleAnswer(RuleSummary):
    """A rule with its reason and examples."""

    why: Texts
    message: Texts
    owner: str
    effective_from: date | None
    effective_until: date | None
    applies_to: RuleScope
    excluded: RuleScope
    examples: list[RuleExample]


class RuleList(_Model):
    """All rules of the active rule set, by id."""

    rule_set_revision: str
    rules: list[RuleSummary]


class RuleSetAnswer(_Model):
    """The active rule set."""

    revision: str
    app_version: str
    rules: int
    by_status: dict[str, int]
    by_family: dict[str, int]


@router.get(
    "/v1/rules",
    operation_id="listRules",
    summary="All rules",
    tags=["rules"],
    response_model=RuleList,
    responses=problem_responses(401, 403, 429, 503),
)
async def list_rules(gate: Annotated[Gate, Depends(get_gate)], _principal: Annotated[Principal, _ALLOWED]) -> Response:
    """The rules of the active rule set, by id."""
    active = gate.rule_sets.current
    return json_response({"rule_set_revision": active.revision, "rules": [_summary(rule) for rule in active.rules]})


@router.get(
    "/v1/rules/{rule_id}",
    operation_id="getRule",
    summary="One rule",
    tags=["rules"],
    response_model=RuleAnswer,
    responses=problem_responses(401, 403, 404, 422, 429, 503),
)
async def get_rule(
    rule_id: str,
    gate: Annotated[Gate, Depends(get_gate)],
    _principal: Annotated[Principal, _ALLOWED],
) -> Response:
    """What the rule asks for and why, with its examples."""
    for rule in gate.rule_sets.current.rules:
        if rule.id == rule_id:
            return json_response(_rule(rule))
    raise UnknownRule


@router.get(
    "/v1/rule-set",
    operation_id="getRuleSet",
    summary="The active rule set",
    tags=["rules"],
    response_model=RuleSetAnswer,
    responses=problem_responses(401, 403, 429, 503),
)
async def get_rule_set(
    gate: Annotated[Gate, Depends(get_gate)], _principal: Annotated[Principal, _ALLOWED]
) -> Response:
    """Revision and size of the rule set that judges now."""
    active = gate.rule_sets.current
    return json_response(
        {
            "revision": active.revision,
            "app_version": __version__,
            "rules": len(active.rules),
            "by_status": Counter(rule.status.value for rule in active.rules),
            "by_family": Counter(rule.family.value for rule in active.rules),
        }
    )


def _summary(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": _texts(rule.title),
        "family": rule.family.value,
        "severity": rule.severity.value,
        "status": rule.status.value,
        "references": list(rule.references),
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        **_summary(rule),
        "why": _texts(rule.why),
        "message": _texts(rule.message),
        "owner": rule.owner,
        "effective_from": _day(rule.effective_from),
        "effective_until": _day(rule.effective_until),
        "applies_to": scope_answer(rule.applies_to),
        "excluded": scope_answer(rule.excluded),
        "examples": [_example(example) for example in rule.examples],
    }


def scope_answer(scope: Scope) -> dict[str, Sequence[str]]:
    """The JSON of `RuleScope`."""
    return {
        "jurisdiction": scope.jurisdiction,
        "product": scope.product,
        "channel": scope.channel,
        "stage": scope.stage,
        "audience": scope.audience,
        "language": scope.language,
    }


def _example(example: Example) -> dict[str, Any]:
    return {"text": example.text, "quotes": example.quotes, "because": example.because}


def _texts(text: Localized) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
