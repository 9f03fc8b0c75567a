"""``shenyan rules lint``: every mistake in the rule files, with its place and its cure."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from app.cli.rule_files import RuleFiles, rule_files
from app.cli.screen import Screen
from app.model.problem import Problem
from app.review import compile_rule_set
from app.ruleset.lint import lint
from app.ruleset.loader import RuleSetProblems
from app.ruleset.rule import RuleSet

PROBLEMS = 1


def lint_rules(
    ctx: typer.Context,
    *,
    path: Annotated[Path | None, typer.Argument(help="rules.path", metavar="PATH", show_default=False)] = None,
    strict: Annotated[bool, typer.Option("--strict", help="rules.strict")] = False,
) -> None:
    """Lists problems and advice; ends with 1 when there is a problem."""
    screen: Screen = ctx.obj
    files = rule_files(path)
    try:
        rule_set = files.load()
        compile_rule_set(rule_set)
    except RuleSetProblems as error:
        problems = files.problems_shown(error.problems)
        show_problems(screen, files, problems, "red")
        elsewhere = len(error.problems) - len(problems)
        if problems:
            count = len({problem.path for problem in problems})
            screen.print(screen.say("lint.problems", count=len(problems), files=count), style="bold red")
        if elsewhere:
            screen.print(screen.say("lint.elsewhere", count=elsewhere), style="yellow")
        raise typer.Exit(PROBLEMS) from None
    advice = files.problems_shown(lint(rule_set))
    show_problems(screen, files, advice, "yellow")
    _clean(screen, rule_set, advice)
    if advice and strict:
        raise typer.Exit(PROBLEMS)


def show_problems(screen: Screen, files: RuleFiles, problems: Sequence[Problem], colour: str) -> None:
    """One line for each: place, code, what is wrong; below it the cure."""
    for problem in problems:
        place = f"{files.real_path(problem.path)}:{problem.line}:{problem.column}"
        screen.print(Text.assemble((place, "bold"), ": ", (problem.code, colour), f"  {screen.pick(problem.message)}"))
        screen.print(Text.assemble(("    → ", "dim"), screen.pick(problem.hint)))


def _clean(screen: Screen, rule_set: RuleSet, advice: Sequence[Problem]) -> None:
    counts = {
        "rules": len(rule_set.rules),
        "lexicons": len(rule_set.lexicons),
        "terms": sum(len(lexicon.terms) for lexicon in rule_set.lexicons.values()),
        "disclosures": len(rule_set.disclosures),
    }
    screen.print(screen.say("lint.clean", **counts), style="green")
    if advice:
        screen.print(screen.say("lint.advice", count=len(advice)), style="yellow")
