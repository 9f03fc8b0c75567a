"""What a page says of a scorecard."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from app import __version__
from app.model.vocabulary import Decision
from app.reports.scorecard.blocks import Block, Heading, Mistake, Mistakes, Paragraph, Plot, Table, Tiles
from app.reports.scorecard.card import RuleRecord, Scorecard, by_score, listed, overlap_classes, total
from app.reports.scorecard.charts import bars, columns, grouped_bars, heat_map, stacked_bars
from app.reports.scorecard.wording import Tongue, percent, say
from app.reports.scores import Miss, Scores, Tally

_PLOTTED_RULES: Final = 15
_LISTED_LABELS: Final = 20
_ABOUT: Final = ("lang", "jurisdiction", "channel", "product_type", "audience", "source")


def page(cards: Sequence[Scorecard], tongue: Tongue) -> Iterator[Block]:
    """One page about all data sets."""
    yield Heading(say(tongue, "title"), 1)
    if len(cards) > 1:
        yield from overview(cards, tongue)
    for card in cards:
        yield from section(card, tongue)


def overview(cards: Sequence[Scorecard], tongue: Tongue) -> Iterator[Block]:
    """The main figures of all data sets, side by side."""
    yield Heading(say(tongue, "overview"))
    families = ("misleading", "disclosure", "pii", "tone")
    messages = [card for card in cards if not card.personal_data]
    if messages:
        head = ["set", "rows", "accuracy", "false-alarms-short", "evasion-recall"]
        yield Table(
            [*(say(tongue, key) for key in head), *(f"F1 {family}" for family in families)],
            [
                [
                    card.name,
                    str(card.scores.labelled),
                    percent(accuracy(card.scores)),
                    percent(false_alarm_rate(card.scores)),
                    percent(card.scores.evasions.get("all", Tally()).recall),
                    *(percent(card.scores.families.get(family, Tally()).f1) for family in families),
                ]
                for card in messages
            ],
        )
    personal = [card for card in cards if card.personal_data]
    if personal:
        head = ["set", "rows", "precision", "recall", "f1", "false-alarms-short", "evasion-recall"]
        yield Table(
            [say(tongue, key) for key in head],
            [
                [
                    card.name,
                    str(card.scores.labelled),
                    *_shares(total(card.scores.families)),
                    percent(false_alarm_rate(card.scores)),
                    percent(card.scores.evasions.get("all", Tally()).recall),
                ]
                for card in personal
            ],
        )


def section(card: Scorecard, tongue: Tongue) -> Iterator[Block]:
    """Everything about one data set."""
    scores = card.scores
    yield Heading(card.name)
    yield Paragraph(
        say(
            tongue,
            "subtitle",
            rows=scores.rows,
            revision=card.revision[:12] or "–",
            version=__version__,
        )
    )
    yield Tiles(list(_tiles(card, tongue)))
    kind = "types" if card.personal_data else "families"
    yield Heading(say(tongue, kind), 3)
    names = sorted(scores.families)
    prf = [say(tongue, key) for key in ("precision", "recall", "f1")]
    values = [(name, _values(scores.families[name])) for name in names]
    yield Plot("families", say(tongue, kind), grouped_bars(say(tongue, kind), prf, values))
    yield _tally_table(say(tongue, "type" if card.personal_data else "family"), scores.families, tongue)
    if not card.personal_data:
        yield from _confusion(scores, tongue)
    yield from _groups(card, tongue)
    yield from _evasions(scores, tongue)
    yield from _places(scores, tongue)
    yield from _rules(card.rules, tongue)
    yield from _labels(scores, tongue)
    yield Heading(say(tongue, "mistakes", count=len(card.misses)), 3)
    mistakes = [_mistake(miss, tongue) for miss in card.misses]
    if mistakes:
        yield Mistakes(say(tongue, "want"), say(tongue, "got"), say(tongue, "legend"), mistakes)
    else:
        yield Paragraph(say(tongue, "none"))


def accuracy(scores: Scores) -> float | None:
    """The share of rows that are right."""
    return scores.right_verdicts / scores.labelled if scores.labelled else None


def false_alarm_rate(scores: Scores) -> float | None:
    """The share of clean rows on which something was reported."""
    return scores.false_alarms / scores.clean if scores.clean else None


def _tiles(card: Scorecard, tongue: Tongue) -> Iterator[tuple[str, str, str]]:
    scores = card.scores

    def of(part: int, whole: int) -> str:
        return say(tongue, "of", part=part, whole=whole)

    key = "all-right" if card.personal_data else "accuracy"
    yield say(tongue, key), percent(accuracy(scores)), of(scores.right_verdicts, scores.labelled)
    if card.personal_data:
        everything = total(scores.families)
        found = everything.hits + everything.false_alarms
        yield say(tongue, "precision"), percent(everything.precision), of(everything.hits, found)
        wanted = everything.hits + everything.misses
        yield say(tongue, "recall"), percent(everything.recall), of(everything.hits, wanted)
    if scores.clean:
        yield (
            say(tongue, "false-alarms"),
            percent(false_alarm_rate(scores)),
            of(scores.false_alarms, scores.clean),
        )
    if "all" in scores.evasions:
        tally = scores.evasions["all"]
        yield say(tongue, "evasion-recall"), percent(tally.recall), of(tally.hits, tally.hits + tally.misses)
    if not card.personal_data:
        for family in ("misleading", "disclosure", "pii"):
            if family in scores.families:
                tally = scores.families[family]
                yield f"F1 {family}", percent(tally.f1), f"{percent(tally.precision)} · {percent(tally.recall)}"


def _values(tally: Tally) -> tuple[float | None, float | None, float | None]:
    return tally.precision, tally.recall, tally.f1


def _shares(tally: Tally) -> tuple[str, str, str]:
    precision, recall, f1 = _values(tally)
    return percent(precision), percent(recall), percent(f1)


def _tally_table(name: str, tallies: Mapping[str, Tally], tongue: Tongue) -> Table:
    head = [name, *(say(tongue, key) for key in ("precision", "recall", "f1", "hits", "surplus", "missed"))]
    rows = [
        [key, *_shares(tally), str(tally.hits), str(tally.false_alarms), str(tally.misses)]
        for key, tally in sorted(tallies.items())
    ]
    return Table(head, rows)


def _confusion(scores: Scores, tongue: Tongue) -> Iterator[Block]:
    yield Heading(say(tongue, "confusion"), 3)
    names = [decision.value for decision in Decision]
    counts = [[scores.confusion[want, got] for got in names] for want in names]
    title, corner = say(tongue, "confusion"), say(tongue, "label")
    yield Plot("confusion", title, heat_map(title, corner, names, counts))
    rows = [[want, *map(str, row)] for want, row in zip(names, counts, strict=True)]
    yield Table([corner, *names], rows, repeats=True)


def _groups(card: Scorecard, tongue: Tongue) -> Iterator[Block]:
    for key, name, groups in (("languages", "language", card.languages), ("sources", "source", card.sources)):
        if key == "sources" and len(groups) < 2:
            continue
        yield Heading(say(tongue, key), 3)
        rows = [
            (value, accuracy(scores), f"{percent(accuracy(scores))} ({scores.right_verdicts}/{scores.labelled})")
            for value, scores in groups.items()
        ]
        title = f"{say(tongue, key)}: {say(tongue, 'all-right' if card.personal_data else 'accuracy')}"
        yield Plot(key, title, bars(title, rows))
        families = sorted({family for scores in groups.values() for family in scores.families})
        if card.personal_data:
            head = [say(tongue, item) for item in ("rows", "precision", "recall", "f1", "false-alarms-short")]
            figures = [
                [value, str(scores.labelled), *_shares(total(scores.families)), percent(false_alarm_rate(scores))]
                for value, scores in groups.items()
            ]
        else:
            head = [say(tongue, item) for item in ("rows", "accuracy", "false-alarms-short")]
            head += [f"F1 {family}" for family in families]
            figures = [
                [
                    value,
                    str(scores.labelled),
                    percent(accuracy(scores)),
                    percent(false_alarm_rate(scores)),
                    *(percent(scores.families.get(family, Tally()).f1) for family in families),
                ]
                for value, scores in groups.items()
            ]
        yield Table([say(tongue, name), *head], figures)


def _evasions(scores: Scores, tongue: Tongue) -> Iterator[Block]:
    if not scores.evasions:
        return
    yield Heading(say(tongue, "evasions"), 3)
    ordered = sorted(
        scores.evasions.items(), key=lambda item: (item[0] != "all", -item[1].hits - item[1].misses, item[0])
    )
    rows = [
        (name, tally.recall, f"{percent(tally.recall)} ({tally.hits}/{tally.hits + tally.misses})")
        for name, tally in ordered
    ]
    yield Plot("evasions", say(tongue, "evasions"), bars(say(tongue, "evasions"), rows))
    head = [say(tongue, key) for key in ("evasion", "recall", "caught", "missed")]
    table = [[name, percent(tally.recall), str(tally.hits), str(tally.misses)] for name, tally in ordered]
    yield Table(head, table, repeats=True)


def _places(scores: Scores, tongue: Tongue) -> Iterator[Block]:
    if not any(place.is_labelled for place in scores.places):
        return
    yield Heading(say(tongue, "places"), 3)
    yield Paragraph(say(tongue, "places-about"))
    counts = overlap_classes(scores.places)
    names = [say(tongue, f"overlap-{number}") for number in range(len(counts))]
    yield Plot("places", say(tongue, "places"), columns(say(tongue, "places"), list(zip(names, counts, strict=True))))
    every = sum(counts)
    yield Table(["", *names], [["", *(f"{count} ({percent(count / every)})" for count in counts)]])
    tallies = by_score(scores.places)
    yield Heading(say(tongue, "calibration"), 3)
    head = [say(tongue, key) for key in ("score", "right-share", "hits", "surplus")]
    yield Table(
        head,
        [
            [f"{value:.1f}", percent(tally.precision), str(tally.hits), str(tally.false_alarms)]
            for value, tally in tallies.items()
        ],
    )


def _rules(rules: Sequence[RuleRecord], tongue: Tongue) -> Iterator[Block]:
    yield Heading(say(tongue, "rules"), 3)
    if not rules:
        yield Paragraph(say(tongue, "none"))
        return
    series = [say(tongue, key) for key in ("hits", "surplus", "missed")]
    title = say(tongue, "rules")
    yield Plot(
        "rules",
        title,
        stacked_bars(
            title,
            series,
            [(rule.rule_id, (rule.hits, len(rule.false_alarms), len(rule.misses))) for rule in rules[:_PLOTTED_RULES]],
        ),
    )
    head = [say(tongue, key) for key in ("rule", "false-rows", "missed-rows", "hits", "surplus", "missed")]
    yield Table(
        head,
        [
            [
                rule.rule_id,
                listed(rule.false_alarms),
                listed(rule.misses),
                str(rule.hits),
                str(len(rule.false_alarms)),
                str(len(rule.misses)),
            ]
            for rule in rules
        ],
        texts=3,
    )


def _labels(scores: Scores, tongue: Tongue) -> Iterator[Block]:
    worst = sorted(
        ((name, tally) for name, tally in scores.labels.items() if tally.misses),
        key=lambda item: (-item[1].misses, item[0]),
    )[:_LISTED_LABELS]
    if worst:
        yield Heading(say(tongue, "labels"), 3)
        head = [say(tongue, key) for key in ("label-name", "recall", "caught", "missed")]
        rows = [[name, percent(tally.recall), str(tally.hits), str(tally.misses)] for name, tally in worst]
        yield Table(head, rows)


def _mistake(miss: Miss, tongue: Tongue) -> Mistake:
    outcome, expected = miss.outcome, miss.expected
    fields = outcome.row.fields
    facts = [
        ("lacking", ", ".join(miss.lacking)),
        ("too-many", ", ".join(miss.surplus)),
        ("missing", ", ".join(expected.missing)),
        ("fired", ", ".join(f"{rule} ({family})" for rule, family in outcome.rules)),
        ("evasion", ", ".join(map(str, fields.get("evasion") or ()))),
        ("note", str(fields.get("note") or "")),
        ("error", outcome.error),
    ]
    return Mistake(
        str(outcome.row.key),
        " · ".join(str(fields[key]) for key in _ABOUT if fields.get(key)),
        (expected.verdict, ", ".join(sorted(expected.families))),
        (outcome.verdict, ", ".join(outcome.families)),
        tuple((say(tongue, key), value) for key, value in facts if value),
        str(fields.get("text", "")),
        expected.spans,
        outcome.spans,
    )
