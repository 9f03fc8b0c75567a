"""The rule files that a command works on: which folders, and the rule set in them."""

from dataclasses import dataclass
from pathlib import Path

from app.cli.errors import InputError
from app.cli.nearest import nearest
from app.model.problem import Problem
from app.publishing.bundled import bundled_directories
from app.review import CompiledRuleSet, compile_rule_set
from app.ruleset.loader import load_rule_set, read_directory
from app.ruleset.rule import Rule, RuleSet
from app.settings import load_settings


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """Two folders. ``only`` is a file or folder inside one of them when a command is about that part alone."""

    rules_dir: Path
    lexicons_dir: Path
    only: Path | None = None

    def load(self) -> RuleSet:
        """The rule set. Raises RuleSetProblems, OSError."""
        return load_rule_set(read_directory(self.rules_dir, self.lexicons_dir))

    def compile(self) -> CompiledRuleSet:
        """The rule set, ready to judge. Raises RuleSetProblems, OSError."""
        return compile_rule_set(self.load())

    def real_path(self, path: str) -> Path:
        """Where a problem's ``rules/...`` or ``lexicons/...`` is on this machine, relative to here if below."""
        folder, _, rest = path.partition("/")
        real = (self.rules_dir if folder == "rules" else self.lexicons_dir) / rest
        here = Path.cwd()
        return real.resolve().relative_to(here) if real.resolve().is_relative_to(here) else real

    def is_about(self, path: str) -> bool:
        """True when ``path`` lies in what the command is about."""
        return self.only is None or self.real_path(path).resolve().is_relative_to(self.only.resolve())

    def problems_shown(self, problems: tuple[Problem, ...]) -> list[Problem]:
        """Those of ``problems`` that the command is about."""
        return [problem for problem in problems if self.is_about(problem.path)]


def rule_files(path: Path | None = None) -> RuleFiles:
    """The folders of the settings, or those that ``path`` belongs to: a project, a folder of rules, or one file."""
    if path is None:
        return RuleFiles(*_settings_directories())
    if not path.exists():
        raise InputError("error.no-file", path=path)
    lexicons_dir = _settings_directories()[1]
    for root in (path.resolve(), *path.resolve().parents):
        if (root / "rules").is_dir():
            own = root / "lexicons"
            return RuleFiles(root / "rules", own if own.is_dir() else lexicons_dir, path)
    return RuleFiles(path if path.is_dir() else path.parent, lexicons_dir, path)


def _settings_directories() -> tuple[Path, Path]:
    settings = load_settings()
    if settings.rules_dir is not None and settings.lexicons_dir is not None:
        return settings.rules_dir, settings.lexicons_dir
    rules_dir, lexicons_dir = bundled_directories()
    return settings.rules_dir or rules_dir, settings.lexicons_dir or lexicons_dir


def find_rule(rule_set: RuleSet, rule_id: str) -> Rule:
    """The rule of that id. Raises InputError with the nearest ids."""
    rule = rule_set.by_id.get(rule_id)
    if rule is not None:
        return rule
    near = nearest(rule_id, rule_set.by_id)
    if near:
        raise InputError("error.no-rule.near", rule=rule_id, near=", ".join(near))
    raise InputError("error.no-rule", rule=rule_id)
