"""The rule set that judges now."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from app.engine.errors import CompileError
from app.engine.guard import check_compiles
from app.errors import RuleSetNotLoaded, RuleSetRejected
from app.model.finding import Localized
from app.publishing.active_waivers import ActiveWaivers
from app.publishing.approved_examples import run_approved_examples
from app.publishing.bundled import bundled_directories
from app.publishing.cases import run_cases
from app.publishing.examples import run_examples, warm
from app.publishing.proven import is_proven, remember_proven
from app.publishing.spread import CopyCrashed
from app.review import CompiledRuleSet, compile_prepared
from app.ruleset.compiled import prepare
from app.ruleset.loader import load_rule_set, read_directory
from app.settings import Settings
from app.store.rule_set_store import RuleSetStore


class ActiveRuleSet:
    """One reference, swapped at once. A review reads `current` once and keeps what it got to its end.

    A rule set that was swapped out lives until the last review that uses it has ended. ``waivers`` are what reviews
    are given beside it.
    """

    __slots__ = ("_current", "waivers")

    def __init__(self, rule_set: CompiledRuleSet | None = None, waivers: ActiveWaivers | None = None) -> None:
        self._current = rule_set
        self.waivers = ActiveWaivers() if waivers is None else waivers

    @property
    def current(self) -> CompiledRuleSet:
        """The active rule set. Raises RuleSetNotLoaded when there is none."""
        current = self._current
        if current is None:
            raise RuleSetNotLoaded
        return current

    def swap(self, rule_set: CompiledRuleSet) -> CompiledRuleSet | None:
        """Activate ``rule_set``; the one before is returned. Reviews that have begun are not disturbed."""
        previous, self._current = self._current, rule_set
        return previous


def load_compiled(settings: Settings) -> CompiledRuleSet:
    """The rule set of the settings' folders. One that is new is tried in a child process, and its examples proved.

    Raises RuleSetProblems; RuleSetRejected when it does not compile (in time) or an example does not hold; OSError.
    """
    return compile_proved(settings, folder_files(settings))


def folder_files(settings: Settings) -> dict[str, bytes]:
    """The rule files of the settings' folders, or those that come with Shenyan. Raises OSError."""
    return read_directory(*_directories(settings))


def compile_files(files: Mapping[str, bytes]) -> CompiledRuleSet:
    """A rule set that was proved before. Raises RuleSetProblems or EngineError."""
    with _without_collecting():
        return compile_prepared(prepare(load_rule_set(files)))


def compile_proved(settings: Settings, files: Mapping[str, bytes]) -> CompiledRuleSet:
    """The rule set of ``files``; raises as `load_compiled`."""
    with _without_collecting():
        prepared = prepare(load_rule_set(files))
        revision = prepared.rule_set.revision
        is_new = not is_proven(settings.state_dir, revision)
        try:
            if is_new:
                check_compiles(prepared.conjunctions)
            compiled = compile_prepared(prepared)
        except CompileError as error:
            raise RuleSetRejected(
                Localized(f"规则集无法编译：{error}", f"The rule set does not compile: {error}")
            ) from None
        if is_new:
            _prove(compiled)
            remember_proven(settings.state_dir, revision)
    return compiled


def _directories(settings: Settings) -> tuple[Path, Path]:
    rules_dir, lexicons_dir = settings.rules_dir, settings.lexicons_dir
    if rules_dir is None or lexicons_dir is None:
        bundled_rules, bundled_lexicons = bundled_directories()
        rules_dir, lexicons_dir = rules_dir or bundled_rules, lexicons_dir or bundled_lexicons
    return rules_dir, lexicons_dir


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Building a rule set makes hundreds of thousands of objects that stay: looking for garbage among them is lost."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _prove(compiled: CompiledRuleSet) -> None:
    try:
        results = run_examples(compiled)
        cases = run_cases(compiled)
    except CopyCrashed as crash:
        raise RuleSetRejected(
            Localized(f"规则示例试运行时进程崩溃（{crash}）", f"The trial of the rule examples crashed ({crash})")
        ) from None
    failed = [f"{result.rule_id}#{result.index + 1}" for result in results if not result.holds]
    approved = run_approved_examples(compiled)
    failed += [f"{result.wording_id}#{result.number}" for result in approved if not result.holds]
    failed += [item.case.id for item in cases if not item.holds]
    if failed:
        listed = ", ".join(failed[:20])
        raise RuleSetRejected(Localized(f"规则示例不成立：{listed}", f"Rule examples do not hold: {listed}"))


def load_active(settings: Settings) -> ActiveRuleSet:
    """`load_compiled`, warmed and made active."""
    return ActiveRuleSet(warmed(load_compiled(settings)))


def warmed(compiled: CompiledRuleSet) -> CompiledRuleSet:
    """``compiled``, with what is built on first use."""
    warm(compiled)
    return compiled


def keep_rule_set(settings: Settings, compiled: CompiledRuleSet, busy_timeout_seconds: float | None = None) -> None:
    """Store ``compiled`` whole by its revision, before it judges for the log of ``settings``, which must be open.

    Raises DatabaseUnusable or VerdictLogUnavailable.
    """
    wait = settings.busy_timeout_seconds if busy_timeout_seconds is None else busy_timeout_seconds
    store = RuleSetStore.open(settings.database_url, wait)
    try:
        store.keep(compiled.prepared.rule_set.files)
    finally:
        store.close()
