"""How an evaluation looks: the figures, and the messages that were judged wrongly."""

from collections.abc import Sequence
from statistics import median, quantiles

from rich.table import Table
from rich.text import Text

from app.cli.screen import Screen
from app.cli.underline import Mark, underline
from app.model.span import Span
from app.model.vocabulary import Decision
from app.reports.evaluation import Outcome
from app.reports.labels import Expected
from app.reports.marks import Marked
from app.reports.scores import Miss, Scores, Tally

_COLOURS = {"pass": "green", "revise": "yellow", "block": "red"}
_LISTED = 12


def show_scores(screen: Screen, scores: Scores, *, personal_data: bool) -> None:
    """The figures of a run."""
    if scores.durations_ms:
        screen.print(_times(screen, scores.durations_ms))
    if not scores.labelled:
        screen.print(screen.say("eval.no-labels"))
        return
    key = "eval.all-right" if personal_data else "eval.accuracy"
    right = {"right": scores.right_verdicts, "rows": scores.labelled}
    screen.print(screen.say(key, share=percent(scores.right_verdicts / scores.labelled), **right), style="bold")
    if scores.clean:
        share = percent(scores.false_alarms / scores.clean)
        screen.print(screen.say("eval.false-alarms", share=share, wrong=scores.false_alarms, rows=scores.clean))
    listed = ", ".join(f"{name} {percent(tally.recall)}" for name, tally in sorted(scores.by_language.items()))
    screen.print(screen.say("eval.by-language", listed=listed))
    screen.print()
    if not personal_data:
        screen.out.print(_confusion(screen, scores))
        screen.print()
    screen.out.print(_families(screen, "eval.type" if personal_data else "eval.family", scores.families))
    _list_worst(screen, scores)


def show_outcome(screen: Screen, outcome: Outcome, expected: Expected | None, miss: Miss | None) -> None:
    """One message: what the labels say above, what was found below, both underlined in the text."""
    fields = outcome.row.fields
    about = " ".join(str(fields[key]) for key in ("lang", "jurisdiction", "channel", "product_type") if fields.get(key))
    screen.print()
    screen.print(Text.assemble((str(outcome.row.key), "bold"), "  ", (about, "dim")))
    if expected is not None:
        screen.print(_verdict_line(screen, "eval.want", expected.verdict, sorted(expected.families)))
    screen.print(_verdict_line(screen, "eval.got", outcome.verdict, outcome.families))
    for line in _difference(screen, outcome, expected, miss):
        screen.print(line)
    text = fields.get("text")
    if isinstance(text, str):
        marks = [*_marks(expected.spans if expected else (), "=", "green"), *_marks(outcome.spans, "^", "magenta")]
        for row in underline(text, marks, screen.width - 4, screen.skipped):
            screen.print(Text.assemble(("  │ ", "dim"), row))


def percent(share: float | None) -> str:
    """A share as people read it."""
    return "-" if share is None else f"{100 * share:.1f}%"


def _times(screen: Screen, durations: Sequence[float]) -> str:
    p95 = quantiles(durations, n=20)[-1] if len(durations) > 1 else durations[0]
    return screen.say("eval.time", median=median(durations), p95=p95, worst=max(durations), total=sum(durations) / 1000)


def _confusion(screen: Screen, scores: Scores) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column()
    for _ in Decision:
        table.add_column(justify="right")
    table.add_row(screen.say("eval.confusion"), *(decision.value for decision in Decision), style="dim")
    for wanted in Decision:
        counts = (
            Text(str(scores.confusion[wanted.value, got.value]), style="green" if got is wanted else "")
            for got in Decision
        )
        table.add_row(wanted.value, *counts)
    return table


def _families(screen: Screen, head: str, families: dict[str, Tally]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column()
    for _ in range(6):
        table.add_column(justify="right")
    counts = (screen.say("eval.hits"), screen.say("eval.false"), screen.say("eval.missed"))
    table.add_row(screen.say(head), "P", "R", "F1", *counts, style="dim")
    for name, tally in sorted(families.items()):
        shares = (percent(tally.precision), percent(tally.recall), percent(tally.f1))
        table.add_row(name, *shares, str(tally.hits), str(tally.false_alarms), str(tally.misses))
    return table


def _list_worst(screen: Screen, scores: Scores) -> None:
    rules = [(tally.false_alarms, name, tally.hits) for name, tally in scores.rules.items() if tally.false_alarms]
    if rules:
        worst = sorted(rules, key=lambda item: (-item[0], item[1]))[:_LISTED]
        screen.print()
        screen.print(screen.say("eval.rules-title"))
        screen.print("  " + ", ".join(f"{name} {hits}/{wrong}" for wrong, name, hits in worst))
    labels = [(tally.misses, name, tally.hits) for name, tally in scores.labels.items() if tally.misses]
    if labels:
        worst = sorted(labels, key=lambda item: (-item[0], item[1]))[:_LISTED]
        screen.print()
        screen.print(screen.say("eval.labels-title"))
        screen.print("  " + ", ".join(f"{name} {missed}/{missed + hits}" for missed, name, hits in worst))


def _verdict_line(screen: Screen, key: str, verdict: str, families: Sequence[str]) -> Text:
    listed = ", ".join(families) or "-"
    return Text.assemble(f"  {screen.say(key)} ", (verdict or "-", _COLOURS.get(verdict, "")), f"  {listed}")


def _difference(screen: Screen, outcome: Outcome, expected: Expected | None, miss: Miss | None) -> list[Text]:
    lines: list[tuple[str, str]] = []
    if miss is not None and miss.lacking:
        lines.append((screen.say("eval.lacking"), ", ".join(miss.lacking)))
    if miss is not None and miss.surplus:
        lines.append((screen.say("eval.surplus"), ", ".join(miss.surplus)))
    if expected is not None and expected.missing:
        lines.append((screen.say("eval.missing"), ", ".join(expected.missing)))
    if outcome.rules:
        lines.append((screen.say("eval.fired"), ", ".join(f"{rule} ({family})" for rule, family in outcome.rules)))
    if outcome.error:
        lines.append((screen.say("error.head").strip(" ：:"), outcome.error))
    if note := outcome.row.fields.get("note"):
        lines.append((screen.say("eval.note"), str(note)))
    return [Text.assemble((f"  {head} ", "dim"), text) for head, text in lines]


def _marks(spans: Sequence[Marked], caret: str, style: str) -> list[Mark]:
    return [
        Mark(Span(span.start, span.end), f"{span.kind}:{span.source}" if span.source else span.kind, style, caret)
        for span in spans
        if 0 <= span.start <= span.end
    ]
