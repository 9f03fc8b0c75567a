"""What the routes share, for the life of one application, and who may pass."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import structlog
from fastapi import Request

from app import __version__
from app.auth.access import Access
from app.auth.loopback import is_loopback
from app.auth.permissions import Permission, require
from app.auth.rates import Rates
from app.intake import Intake
from app.metrics import Metrics
from app.model.principal import Principal
from app.publishing.active import ActiveRuleSet
from app.publishing.live import LiveRules, open_live_rules
from app.queue.queue import ReviewQueue
from app.releases.releases import Releases
from app.settings import Settings
from app.store.events import Actor
from app.store.opening import open_log
from app.store.verdict_log import VerdictLog
from app.store.writer import LogHooks

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Gate:
    """Open for as long as the application runs."""

    settings: Settings
    metrics: Metrics
    rule_sets: ActiveRuleSet
    rules: LiveRules
    log: VerdictLog
    intake: Intake
    access: Access
    rates: Rates
    releases: Releases
    queue: ReviewQueue


@contextmanager
def open_gate(settings: Settings) -> Iterator[Gate]:
    """Load the rule set, open the log and the accounts; close them at the end.

    Raises DatabaseUnusable, VerdictLogUnavailable, PepperLost, InvalidSettings, RuleSetProblems, RuleSetRejected,
    EngineError, ReleaseKeyUnusable or OSError.
    """
    metrics = Metrics.new()
    with ExitStack() as opened:
        opened.callback(_log.info, "stopped")
        log = open_log(settings, LogHooks(metrics.count_withheld, metrics.show_log_writable, metrics.count_clock_step))
        opened.callback(log.close)
        metrics.show_log_writable(True)
        if log.made_key_file is not None:
            _log.warning("made a key for the verdict log; keep a copy of the file", path=str(log.made_key_file))
        rules = opened.enter_context(
            open_live_rules(settings, log, lambda live: metrics.show_rule_set(live.revision, len(live.rules)))
        )
        access = Access.open(settings, log)
        opened.callback(access.close)
        access.check_pepper()
        access.record_settings(settings)
        releases = Releases.open(settings, log)
        opened.callback(releases.close)
        queue = ReviewQueue.open(settings, log, releases)
        opened.callback(queue.close)
        intake = Intake(rules.active, log, metrics, settings, releases)
        active = rules.active.current
        _log.info("ready", rule_set_revision=active.revision, rules=len(active.rules), app_version=__version__)
        del active
        rates = Rates(settings.rate_per_minute)
        yield Gate(settings, metrics, rules.active, rules, log, intake, access, rates, releases, queue)


async def get_gate(request: Request) -> Gate:
    """The gate of the application that serves ``request``."""
    gate: Gate = request.app.state.gate
    return gate


class Allowed:
    """A dependency by which a route declares its permission; it gives the principal that sent the request.

    Raises Unauthenticated, Forbidden, RateLimited, VerdictLogUnavailable or IdentityUnavailable.
    """

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    async def __call__(self, request: Request) -> Principal:
        """Lets the request pass, or raises."""
        return await _let_in(request, self.permission)


class AllowedOrHere:
    """As `Allowed`, but whoever is on this machine needs no key."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    async def __call__(self, request: Request) -> None:
        """Lets the request pass, or raises."""
        if not _comes_from_here(request):
            await _let_in(request, self.permission)


def actor_of(request: Request, principal: Principal) -> Actor:
    """Who did it and from where, for the log."""
    return Actor(principal, "" if request.client is None else request.client.host)


async def _let_in(request: Request, permission: Permission) -> Principal:
    gate: Gate = request.app.state.gate
    given = request.headers.getlist("authorization")
    principal = await gate.access.caller(given[0] if len(given) == 1 else None)  # of two, a proxy may read the other
    require(principal, permission)
    gate.rates.take(principal)
    return principal


def _comes_from_here(request: Request) -> bool:
    return request.client is not None and is_loopback(request.client.host)
