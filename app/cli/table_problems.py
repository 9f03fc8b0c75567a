"""The mistakes of a table, each with its sheet, row and column."""

from collections.abc import Mapping, Sequence

from rich.text import Text

from app.cli.screen import Screen
from app.model.problem import Problem
from app.ruleset.product_table import column_letters


def show_table_problems(screen: Screen, problems: Sequence[Problem], headings: Mapping[tuple[str, int], str]) -> None:
    """One line for each: file, sheet, row, column, what is wrong; below it the cure."""
    for problem in problems:
        place = _place(screen, problem, headings.get((problem.path, problem.column)))
        screen.print(Text.assemble((place, "bold"), ": ", (problem.code, "red"), f"  {screen.pick(problem.message)}"))
        screen.print(Text.assemble(("    → ", "dim"), screen.pick(problem.hint)))
    screen.print(screen.say("products.problems", count=len(problems)), style="bold red")


def _place(screen: Screen, problem: Problem, heading: str | None) -> str:
    name, sheet = file_and_sheet(problem.path)
    file = screen.say("products.sheet", file=name, sheet=sheet) if sheet else name
    if problem.code.startswith("table-"):
        return file
    key = "products.cell-heading" if heading else "products.cell"
    return screen.say(key, file=file, row=problem.line, column=column_letters(problem.column), heading=heading)


def file_and_sheet(path: str) -> tuple[str, str]:
    """The file of a problem of a table, and its sheet where it has one."""
    end = path.lower().find(".xlsx#")
    return (path, "") if end < 0 else (path[: end + 5], path[end + 6 :])
