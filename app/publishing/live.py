"""The rules of a running process: the active version, drafts and versions for those who change them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog

from app.publishing.active import ActiveRuleSet, compile_proved, folder_files, warmed
from app.publishing.drafts import Drafts, Workshop
from app.publishing.follow import Follower
from app.publishing.gate import TrialGate
from app.publishing.scheduled import Scheduler
from app.publishing.versions import SHENYAN, Versions
from app.publishing.waivers import Waivers
from app.review import CompiledRuleSet
from app.ruleset.loader import revision_of
from app.settings import Settings
from app.store.lifecycle_records import Activation
from app.store.lifecycle_store import LifecycleStore
from app.store.rule_set_store import RuleSetStore
from app.store.verdict_log import VerdictLog
from app.store.waiver_store import WaiverStore

_FIRST_NOTE: Final = "最初的规则集 / the first rule set"

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RuleLife:
    """Drafts, versions and waivers, for those who change them."""

    drafts: Drafts
    versions: Versions
    stores: tuple[LifecycleStore, RuleSetStore]
    waivers: Waivers
    waiver_store: WaiverStore


@dataclass(frozen=True, slots=True)
class LiveRules:
    """``active`` judges in this process, and ``follower`` keeps it at the active version and the waivers in force."""

    active: ActiveRuleSet
    life: RuleLife
    follower: Follower


@contextmanager
def open_life(settings: Settings, log: VerdictLog) -> Iterator[RuleLife]:
    """Drafts, versions and waivers in the database of ``log``. Raises DatabaseUnusable."""
    wait = settings.busy_timeout_seconds
    with ExitStack() as opened:
        store = LifecycleStore.open(settings.database_url, wait)
        opened.callback(store.close)
        rule_sets = RuleSetStore.open(settings.database_url, wait)
        opened.callback(rule_sets.close)
        waiver_store = WaiverStore.open(settings.database_url, wait)
        opened.callback(waiver_store.close)
        workshop = Workshop(store, rule_sets, log, TrialGate(settings.state_dir))
        drafts = Drafts(workshop)
        versions = Versions(workshop, drafts)
        offset = timedelta(hours=settings.day_utc_offset_hours)
        waivers = Waivers(waiver_store, log, versions.active_files, workshop.clock, offset)
        yield RuleLife(drafts, versions, (store, rule_sets), waivers, waiver_store)


@contextmanager
def open_live_rules(
    settings: Settings, log: VerdictLog, swapped: Callable[[CompiledRuleSet], None]
) -> Iterator[LiveRules]:
    """The active version, made ready and followed; in an empty store the settings' folders become version 1.

    ``swapped`` is told of each rule set that begins to judge. Raises DatabaseUnusable, VerdictLogUnavailable,
    RuleSetProblems, RuleSetRejected, RevisionDamaged or OSError.
    """
    with open_life(settings, log) as life:
        compiled, position = _start(settings, life)
        active = ActiveRuleSet(warmed(compiled))
        swapped(compiled)
        del compiled
        active.waivers.follow(life.waiver_store)

        follower = Follower(active, position, life.stores, swapped, lambda: active.waivers.follow(life.waiver_store))
        scheduler = Scheduler(life.drafts, life.versions, follower.wake)
        follower.start()
        scheduler.start()
        try:
            yield LiveRules(active, life, follower)
        finally:
            scheduler.stop()
            follower.stop()


def _start(settings: Settings, life: RuleLife) -> tuple[CompiledRuleSet, int]:
    store, rule_sets = life.stores
    entry = store.active()
    if entry is None:
        compiled, entry = _publish_first(settings, life)
        if entry.revision == compiled.revision:
            return compiled, entry.position
    else:
        _tell_of_other_files(settings, entry.revision)
    return compile_proved(settings, rule_sets.load_revision(entry.revision)), entry.position


def settle_first(settings: Settings, life: RuleLife) -> None:
    """In an empty store the settings' folders become version 1. Raises as `open_live_rules`."""
    if life.stores[0].active() is None:
        _publish_first(settings, life)


def _publish_first(settings: Settings, life: RuleLife) -> tuple[CompiledRuleSet, Activation]:
    compiled = compile_proved(settings, folder_files(settings))
    return compiled, life.versions.publish_first(compiled.prepared.rule_set.files, _FIRST_NOTE, SHENYAN)


def _tell_of_other_files(settings: Settings, revision: str) -> None:
    """Rules in files do not judge once there is a version: whoever changed them should hear of it."""
    try:
        in_files = revision_of(folder_files(settings))
    except OSError:
        return
    if in_files != revision:
        _log.warning(
            "the rule files differ from the active version, which judges; bring them in with: shenyan rules import",
            files=in_files,
            active=revision,
        )
