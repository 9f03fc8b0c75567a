"""``shenyan eval``: labelled data sets through the whole review, or through the personal-data detector alone."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Final

import typer

from app.cli.errors import InputError, file_error
from app.cli.options import parse_day
from app.cli.rule_files import find_rule, rule_files
from app.cli.screen import Screen
from app.cli.show_evaluation import show_outcome, show_scores
from app.model.message import Message
from app.reports.corpus import read_rows
from app.reports.evaluation import Outcome, to_result
from app.reports.labels import expected_of
from app.reports.marks import Marked
from app.reports.personal_data import personal_data_finder
from app.reports.scorecard.card import Scorecard, make_scorecard
from app.reports.scorecard.datasets import digest_of, is_personal_data, judge
from app.reports.scorecard.floors import Drop, drops, raise_floors, read_floors, write_floors
from app.reports.scorecard.publish import write_docs, write_report
from app.reports.scores import Scores
from app.review import CompiledRuleSet

_LISTED_UNKNOWN: Final = 12
_NO_LIMIT: Final = 1_000_000


def evaluate_dataset(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    *,
    datasets: Annotated[
        list[Path], typer.Argument(help="eval.dataset", metavar="DATASET.jsonl...", show_default=False)
    ],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="eval.out", metavar="RESULTS.jsonl")] = None,
    pii: Annotated[bool, typer.Option("--pii", help="eval.pii")] = False,
    errors: Annotated[int, typer.Option("--errors", "-e", help="eval.errors", metavar="N", min=0)] = 0,
    rule: Annotated[str | None, typer.Option("--rule", help="eval.rule", metavar="RULE")] = None,
    family: Annotated[str | None, typer.Option("--family", help="eval.family", metavar="FAMILY")] = None,
    starts_with: Annotated[str | None, typer.Option("--id", help="eval.id", metavar="ID")] = None,
    day: Annotated[str | None, typer.Option("--day", help="eval.day", metavar="YYYY-MM-DD")] = None,
    report: Annotated[Path | None, typer.Option("--report", help="eval.report", metavar="DIR")] = None,
    docs: Annotated[Path | None, typer.Option("--docs", help="eval.docs", metavar="PAGE.md")] = None,
    floors: Annotated[Path | None, typer.Option("--floors", help="eval.floors", metavar="FLOORS.json")] = None,
    record: Annotated[Path | None, typer.Option("--record-floors", help="eval.record", metavar="FLOORS.json")] = None,
) -> None:
    """Evaluates, writes result rows, pages and floors, prints the figures and what was asked to be listed.

    Leaves with 1 when a figure is below its floor.
    """
    screen: Screen = ctx.obj
    on = parse_day(day)
    bench = _Bench(on, rule, pii=pii)
    runs = [bench.run(dataset) for dataset in datasets]
    if out is not None:
        _write(out, runs)
        screen.print(screen.say("eval.wrote", rows=sum(len(run.outcomes) for run in runs), path=out))
    for run in runs:
        if len(runs) > 1:
            screen.print()
            screen.print(run.card.name, style="bold")
        _show(screen, run, _Wanted(errors, rule, family, starts_with))
    cards = [run.card for run in runs]
    try:
        _publish(screen, cards, report, docs, on)
        below = _keep_floors(screen, cards, floors, record, on)
    except OSError as error:
        raise file_error(error.filename or "-", error) from None
    if below:
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Run:
    """One data set, evaluated."""

    outcomes: list[Outcome]
    card: Scorecard
    unknown: Counter[str]


class _Bench:
    """What the data sets of one command share; the rules and the personal-data detector are only made when needed."""

    def __init__(self, day: date, rule: str | None, *, pii: bool) -> None:
        self._day, self._rule, self._pii = day, rule, pii

    @cached_property
    def _compiled(self) -> CompiledRuleSet:
        compiled = rule_files().compile()
        if self._rule is not None:
            find_rule(compiled.prepared.rule_set, self._rule)
        return compiled

    @cached_property
    def _finder(self) -> Callable[[Message], Iterable[Marked]]:
        return personal_data_finder()

    def run(self, dataset: Path) -> _Run:
        """Evaluates a data set. Raises InputError for one that cannot be read or is empty."""
        try:
            rows = list(read_rows(dataset))
            digest = digest_of(dataset)
        except OSError as error:
            raise file_error(dataset, error) from None
        if not rows:
            raise InputError("error.no-rows", path=dataset)
        unknown: Counter[str] = Counter()
        if self._pii or is_personal_data(rows):
            outcomes = judge(rows, self._day, unknown, None, self._finder)
            card = make_scorecard(dataset.name, outcomes, personal_data=True, digest=digest, revision="")
        else:
            outcomes = judge(rows, self._day, unknown, self._compiled, None)
            revision = self._compiled.revision
            card = make_scorecard(dataset.name, outcomes, personal_data=False, digest=digest, revision=revision)
        return _Run(outcomes, card, unknown)


def _show(screen: Screen, run: _Run, wanted: "_Wanted") -> None:
    scores = run.card.scores
    if scores.errors:
        screen.print(screen.say("eval.row-errors", errors=scores.errors), style="red")
    if run.unknown:
        listed = ", ".join(f"{word} ×{count}" for word, count in run.unknown.most_common(_LISTED_UNKNOWN))
        screen.print(screen.say("eval.unknown", listed=listed), style="yellow")
    show_scores(screen, scores, personal_data=run.card.personal_data)
    _list(screen, run.outcomes, scores, wanted)


def _publish(screen: Screen, cards: list[Scorecard], report: Path | None, docs: Path | None, day: date) -> None:
    written = write_report(report, cards, screen.tongue) if report is not None else []
    if docs is not None:
        written.append(write_docs(docs, cards, screen.tongue, day.isoformat()))
    for path in written:
        screen.print(screen.say("eval.report-wrote", path=path))


def _keep_floors(
    screen: Screen, cards: list[Scorecard], floors: Path | None, record: Path | None, day: date
) -> list[Drop]:
    """Compares the figures with their floors, and raises these if asked."""
    path = floors or record
    if path is None:
        return []
    known = read_floors(path)
    below = drops(known, cards)
    for drop in below:
        line = screen.say(
            "eval.below", dataset=drop.dataset, figure=drop.figure, floor=f"{drop.floor:.4f}", value=f"{drop.value:.4f}"
        )
        screen.print(line, style="red")
    if record is not None:
        write_floors(record, raise_floors(known, cards, day.isoformat()))
        screen.print(screen.say("eval.report-wrote", path=record))
    return below


def _write(path: Path, runs: list[_Run]) -> None:
    try:
        with path.open("w", encoding="utf-8") as file:
            for run in runs:
                for outcome in run.outcomes:
                    file.write(json.dumps(to_result(outcome, personal_data=run.card.personal_data)) + "\n")
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
