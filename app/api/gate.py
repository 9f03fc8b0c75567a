"""What the routes share, for the life of one application."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from fastapi import Request

from app import __version__
from app.auth.principal import authenticate, refuse_open_door
from app.intake import Intake
from app.metrics import Metrics
from app.model.principal import Principal
from app.publishing.active import ActiveRuleSet, load_active
from app.settings import Settings
from app.store.verdict_log import VerdictLog

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Gate:
    """Open for as long as the application runs."""

    settings: Settings
    metrics: Metrics
    rule_sets: ActiveRuleSet
    log: VerdictLog
    intake: Intake


@contextmanager
def open_gate(settings: Settings) -> Iterator[Gate]:
    """Load the rule set, open the log; close it at the end.

    Raises ExposedWithoutKey, DatabaseUnusable, RuleSetProblems, RuleSetRejected, EngineError or OSError.
    """
    refuse_open_door(settings)
    metrics = Metrics.new()
    rule_sets = load_active(settings)
    active = rule_sets.current
    metrics.show_rule_set(active.revision, len(active.rules))
    log = VerdictLog.open(
        settings.database_url,
        busy_timeout_seconds=settings.busy_timeout_seconds,
        max_pending=settings.max_pending_appends,
        idempotency_hours=settings.idempotency_hours,
        on_failure=metrics.append_failures.inc,
    )
    _log.info("ready", rule_set_revision=active.revision, rules=len(active.rules), app_version=__version__)
    try:
        yield Gate(settings, metrics, rule_sets, log, Intake(rule_sets, log, metrics, settings))
    finally:
        log.close()
        _log.info("stopped")


async def get_gate(request: Request) -> Gate:
    """The gate of the application that serves ``request``."""
    gate: Gate = request.app.state.gate
    return gate


async def get_principal(request: Request) -> Principal:
    """Who sent ``request``. Raises Unauthenticated."""
    gate: Gate = request.app.state.gate
    return authenticate(request.headers.get("authorization"), gate.settings)
