"""The rule set that judges now."""

from app.engine.errors import CompileError
from app.engine.guard import check_compiles
from app.errors import RuleSetNotLoaded, RuleSetRejected
from app.model.finding import Localized
from app.publishing.bundled import bundled_directories
from app.publishing.examples import run_examples
from app.publishing.proven import is_proven, remember_proven
from app.review import CompiledRuleSet, compile_prepared
from app.ruleset.compiled import prepare
from app.ruleset.loader import load_rule_set, read_directory
from app.settings import Settings


class ActiveRuleSet:
    """One reference, swapped at once. A review reads `current` once and keeps what it got to its end.

    A rule set that was swapped out lives until the last review that uses it has ended.
    """

    __slots__ = ("_current",)

    def __init__(self, rule_set: CompiledRuleSet | None = None) -> None:
        self._current = rule_set

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
    rules_dir, lexicons_dir = settings.rules_dir, settings.lexicons_dir
    if rules_dir is None or lexicons_dir is None:
        bundled_rules, bundled_lexicons = bundled_directories()
        rules_dir, lexicons_dir = rules_dir or bundled_rules, lexicons_dir or bundled_lexicons
    prepared = prepare(load_rule_set(read_directory(rules_dir, lexicons_dir)))
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


def _prove(compiled: CompiledRuleSet) -> None:
    failed = [f"{result.rule_id}#{result.index + 1}" for result in run_examples(compiled) if not result.holds]
    if failed:
        listed = ", ".join(failed[:20])
        raise RuleSetRejected(Localized(f"规则示例不成立：{listed}", f"Rule examples do not hold: {listed}"))


def load_active(settings: Settings) -> ActiveRuleSet:
    """`load_compiled`, made active."""
    return ActiveRuleSet(load_compiled(settings))
