"""``shenyan rules test``: the examples of the rules, run."""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from app.cli.rule_files import RuleFiles, find_rule, rule_files
from app.cli.screen import Screen
from app.cli.underline import show_text, underline
from app.model.vocabulary import RuleStatus
from app.publishing.examples import ExampleResult, run_examples
from app.review import compile_rule_set
from app.ruleset.rule import Rule, RuleSet

FAILED_EXAMPLES = 1


def run_rule_examples(
    ctx: typer.Context,
    *,
    what: Annotated[str | None, typer.Argument(help="rules.what", metavar="PATH|ID", show_default=False)] = None,
) -> None:
    """Runs the examples; ends with 1 when one does not hold."""
    screen: Screen = ctx.obj
    files, rule_set, rules = _choose(what)
    results = run_examples(compile_rule_set(rule_set), rules)
    failed = [result for result in results if not result.holds]
    for result in failed:
        _show(screen, files, rule_set.by_id[result.rule_id], result)
    asleep = [rule.id for rule in rules if rule.status in (RuleStatus.DRAFT, RuleStatus.RETIRED)]
    if asleep:
        screen.print(screen.say("test.asleep", count=len(asleep), listed=", ".join(asleep)), style="yellow")
    counts = {"rules": len({result.rule_id for result in results}), "examples": len(results), "failed": len(failed)}
    if failed:
        screen.print(screen.say("test.failed", **counts), style="bold red")
        raise typer.Exit(FAILED_EXAMPLES)
    screen.print(screen.say("test.passed", **counts), style="green")


def _choose(what: str | None) -> tuple[RuleFiles, RuleSet, tuple[Rule, ...]]:
    """The files, the rule set, and the rules that ``what`` (a path or an id) names."""
    if what is not None and (Path(what).exists() or "/" in what or what.endswith(".yaml")):
        files = rule_files(Path(what))
        rule_set = files.load()
        return files, rule_set, tuple(rule for rule in rule_set.rules if files.is_about(rule.path))
    files = rule_files()
    rule_set = files.load()
    return files, rule_set, rule_set.rules if what is None else (find_rule(rule_set, what),)


def _show(screen: Screen, files: RuleFiles, rule: Rule, result: ExampleResult) -> None:
    violating = sum(example.violates for example in rule.examples)
    kind = "violates" if result.example.violates else "complies"
    number = result.index + 1 if result.example.violates else result.index + 1 - violating
    where = f"{files.real_path(rule.path)}  {kind} {number}"
    screen.print(Text.assemble(("✗ ", "bold red"), (rule.id, "bold"), (f"  {where}", "dim")))
    for row in underline(result.example.text, (), screen.width - 4, screen.skipped):
        screen.print(Text.assemble(("  │ ", "dim"), row))
    if result.example.because:
        screen.print(Text.assemble(("  " + screen.say("test.because") + " ", "dim"), result.example.because))
    screen.print(Text.assemble(("  " + screen.say("eval.want") + " ", "dim"), _quotes(screen, result.expected)))
    screen.print(Text.assemble(("  " + screen.say("eval.got") + " ", "dim"), (_quotes(screen, result.actual), "red")))
    screen.print()


def _quotes(screen: Screen, quotes: tuple[str, ...] | None) -> str:
    if quotes is None:
        return screen.say("test.silent")
    return " ".join(f"“{show_text(quote)}”" for quote in quotes) or screen.say("test.no-quotes")
