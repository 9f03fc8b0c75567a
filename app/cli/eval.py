"""``shenyan eval``: a labelled data set through the whole review, or through the personal-data detector alone."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from app.cli.errors import InputError, file_error
from app.cli.options import parse_day
from app.cli.rule_files import find_rule, rule_files
from app.cli.screen import Screen
from app.cli.show_evaluation import show_outcome, show_scores
from app.model.message import Message
from app.reports.corpus import Row, read_rows, to_message
from app.reports.evaluation import Outcome, evaluate, evaluate_personal_data, to_result
from app.reports.labels import expected_of
from app.reports.personal_data import personal_data_finder
from app.reports.scores import Scores, score
from app.review import review

_LISTED_UNKNOWN: Final = 12
_NO_LIMIT: Final = 1_000_000


def evaluate_dataset(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    *,
    dataset: Annotated[Path, typer.Argument(help="eval.dataset", metavar="DATASET.jsonl", show_default=False)],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="eval.out", metavar="RESULTS.jsonl")] = None,
    pii: Annotated[bool, typer.Option("--pii", help="eval.pii")] = False,
    errors: Annotated[int, typer.Option("--errors", "-e", help="eval.errors", metavar="N", min=0)] = 0,
    rule: Annotated[str | None, typer.Option("--rule", help="eval.rule", metavar="RULE")] = None,
    family: Annotated[str | None, typer.Option("--family", help="eval.family", metavar="FAMILY")] = None,
    starts_with: Annotated[str | None, typer.Option("--id", help="eval.id", metavar="ID")] = None,
    day: Annotated[str | None, typer.Option("--day", help="eval.day", metavar="YYYY-MM-DD")] = None,
) -> None:
    """Evaluates, writes the result rows, prints the figures and what was asked to be listed."""
    screen: Screen = ctx.obj
    unknown: Counter[str] = Counter()
    on = parse_day(day)
    outcomes = list(_outcomes(dataset, on, unknown, rule, pii=pii))
    if out is not None:
        _write(out, outcomes, pii=pii)
        screen.print(screen.say("eval.wrote", rows=len(outcomes), path=out))
    scores = score(outcomes, personal_data=pii)
    if scores.errors:
        screen.print(screen.say("eval.row-errors", errors=scores.errors), style="red")
    if unknown:
        listed = ", ".join(f"{word} ×{count}" for word, count in unknown.most_common(_LISTED_UNKNOWN))
        screen.print(screen.say("eval.unknown", listed=listed), style="yellow")
    show_scores(screen, scores, personal_data=pii)
    _list(screen, outcomes, scores, _Wanted(errors, rule, family, starts_with))


def _outcomes(dataset: Path, on: date, unknown: Counter[str], rule: str | None, *, pii: bool) -> Iterator[Outcome]:
    def message_of(row: Row) -> Message:
        return to_message(row, on, unknown)

    try:
        rows = list(read_rows(dataset))
    except OSError as error:
        raise file_error(dataset, error) from None
    if not rows:
        raise InputError("error.no-rows", path=dataset)
    if pii:
        yield from evaluate_personal_data(rows, message_of, personal_data_finder())
        return
    compiled = rule_files().compile()
    if rule is not None:
        find_rule(compiled.prepared.rule_set, rule)
    yield from evaluate(rows, message_of, lambda message: review(message, compiled))


def _write(path: Path, outcomes: list[Outcome], *, pii: bool) -> None:
    try:
        with path.open("w", encoding="utf-8") as file:
            for outcome in outcomes:
                file.write(json.dumps(to_result(outcome, personal_data=pii)) + "\n")
    except OSError as error:
        raise file_error(path, error) from None


class _Wanted:
    """Which messages to list. A rule or an id lists right ones too, and needs no number."""

    def __init__(self, errors: int, rule: str | None, family: str | None, starts_with: str | None) -> None:
        self.rule, self.family, self.starts_with = rule, family, starts_with
        self.also_right = rule is not None or starts_with is not None
        self.limit = errors or (_NO_LIMIT if self.also_right or family is not None else 0)


def _list(screen: Screen, outcomes: list[Outcome], scores: Scores, wanted: _Wanted) -> None:
    misses = {id(miss.outcome): miss for miss in scores.misses}
    chosen = []
    for outcome in outcomes:
        miss = misses.get(id(outcome))
        if miss is None and not wanted.also_right and not outcome.error:
            continue
        if wanted.rule is not None and all(name != wanted.rule for name, _ in outcome.rules):
            continue
        if wanted.starts_with is not None and not str(outcome.row.key).startswith(wanted.starts_with):
            continue
        if wanted.family is not None and (miss is None or wanted.family not in miss.lacking + miss.surplus):
            continue
        chosen.append((outcome, miss))
    shown = chosen[: wanted.limit]
    for outcome, miss in shown:
        show_outcome(screen, outcome, expected_of(outcome), miss)
    if wanted.limit:
        screen.print()
        screen.print(screen.say("eval.shown", shown=len(shown), count=len(chosen)), style="dim")
