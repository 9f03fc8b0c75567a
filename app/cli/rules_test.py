"""``shenyan rules test``: the examples of the rules, run."""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from app.cli.rule_files import RuleFiles, find_rule, rule_files
from app.cli.screen import Screen
from app.cli.underline import show_text, underline
from app.model.vocabulary import RuleStatus
from app.publishing.approved_examples import ApprovedResult, run_approved_examples
from app.publishing.cases import CaseResult, run_cases
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
    compiled = compile_rule_set(rule_set)
    results = run_examples(compiled, rules)
    failed = [result for result in results if not result.holds]
    for result in failed:
        _show(screen, files, rule_set.by_id[result.rule_id], result)
    asleep = [rule.id for rule in rules if rule.status in (RuleStatus.DRAFT, RuleStatus.RETIRED)]
    approved = [item for item in run_approved_examples(compiled) if _is_asked_for(files, what, item)]
    for item in approved:
        if not item.holds:
            _show_approved(screen, files, item)
    cases = [item for item in run_cases(compiled) if _is_case_asked_for(files, what, item)]
    for case in cases:
        if not case.holds:
            _show_case(screen, files, case)
    if asleep:
        screen.print(screen.say("test.asleep", count=len(asleep), listed=", ".join(asleep)), style="yellow")
    broken = len(failed) + sum(not item.holds for item in approved)
    changed = sum(not item.holds for item in cases)
    tested = {result.rule_id for result in results} | {item.wording_id for item in approved}
    counts = {"rules": len(tested), "examples": len(results) + len(approved), "failed": broken}

    if cases:
        colour = "bold red" if changed else "green"
        screen.print(screen.say("test.cases", cases=len(cases), failed=changed), style=colour)
    if broken:
        screen.print(screen.say("test.failed", **counts), style="bold red")
    elif tested or not cases:
        screen.print(screen.say("test.passed", **counts), style="green")
    if broken or changed:
        raise typer.Exit(FAILED_EXAMPLES)


def _choose(what: str | None) -> tuple[RuleFiles, RuleSet, tuple[Rule, ...]]:
    """The files, the rule set, and the rules that ``what`` (a path or an id) names."""
    if what is not None and (Path(what).exists() or "/" in what or what.endswith(".yaml")):
        files = rule_files(Path(what))
        rule_set = files.load()
        return files, rule_set, tuple(rule for rule in rule_set.rules if files.is_about(rule.path))
    files = rule_files()
    rule_set = files.load()
    if what in rule_set.approved or what in rule_set.cases:
        return files, rule_set, ()
    return files, rule_set, rule_set.rules if what is None else (find_rule(rule_set, what),)


def _is_asked_for(files: RuleFiles, what: str | None, item: ApprovedResult) -> bool:
    return what is None or item.wording_id == what or (files.only is not None and files.is_about(item.path))


def _is_case_asked_for(files: RuleFiles, what: str | None, item: CaseResult) -> bool:
    return what is None or item.case.id == what or (files.only is not None and files.is_about(item.path))


def _show_case(screen: Screen, files: RuleFiles, item: CaseResult) -> None:
    where = f"  {files.real_path(item.path)}"
    screen.print(Text.assemble(("✗ ", "bold red"), (item.case.id, "bold"), (where, "dim")))
    for part in item.case.message.parts:
        for row in underline(part.text, (), screen.width - 4, screen.skipped):
            screen.print(Text.assemble(("  │ ", "dim"), row))
    if item.case.because:
        screen.print(Text.assemble(("  " + screen.say("test.because") + " ", "dim"), item.case.because))
    rows = [("", screen.say(f"decision.{item.case.decision}"), screen.say(f"decision.{item.decision}"))]
    for rule in item.differences:
        rows.append((f"{rule.rule_id} ", _quotes(screen, rule.expected), _quotes(screen, rule.actual)))
    for name, expected, actual in rows:
        screen.print(Text.assemble((f"  {name}{screen.say('eval.want')} ", "dim"), expected))
        screen.print(Text.assemble((f"  {name}{screen.say('eval.got')} ", "dim"), (actual, "red")))
    screen.print()


def _show_approved(screen: Screen, files: RuleFiles, item: ApprovedResult) -> None:
    kind = "other" if item.expected is None else "approved"
    where = f"{files.real_path(item.path)}  {kind} {item.number}"
    screen.print(Text.assemble(("✗ ", "bold red"), (item.wording_id, "bold"), (f"  {where}", "dim")))
    for row in underline(item.example.text, (), screen.width - 4, screen.skipped):
        screen.print(Text.assemble(("  │ ", "dim"), row))
    for key, value, colour in (("eval.want", item.expected, ""), ("eval.got", item.actual, "red")):
        said = screen.say("test.not-approved") if value is None else ", ".join(value)
        screen.print(Text.assemble(("  " + screen.say(key) + " ", "dim"), (said, colour)))
    screen.print()


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
