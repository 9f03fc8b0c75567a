"""A data set's figures, put together for a page."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.reports.evaluation import Outcome
from app.reports.scores import Miss, Place, Scores, Tally, score

OVERLAPS: Final = (0.0, 0.5, 0.8, 1.0)
"""Ends of the classes of overlap: nothing in common, less than half, less than 0.8, less than all, all."""
_LISTED_ROWS: Final = 12


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """One rule: how often it was right, the rows on which it was wrong, and the labelled rows that it is nearest to
    and that were missed.
    """

    rule_id: str
    hits: int
    false_alarms: tuple[str, ...]
    misses: tuple[str, ...]

    @property
    def mistakes(self) -> int:
        """False alarms and misses."""
        return len(self.false_alarms) + len(self.misses)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Everything that a page says of one data set. ``name`` is the file's; groups are by value, biggest first."""

    name: str
    personal_data: bool
    digest: str
    revision: str
    scores: Scores
    languages: Mapping[str, Scores]
    sources: Mapping[str, Scores]
    rules: tuple[RuleRecord, ...]

    @property
    def misses(self) -> Sequence[Miss]:
        """The rows that were judged wrongly."""
        return self.scores.misses


def make_scorecard(
    name: str, outcomes: Sequence[Outcome], *, personal_data: bool, digest: str, revision: str
) -> Scorecard:
    """The figures of ``outcomes``. ``digest`` is the data file's, ``revision`` the rule set's."""
    scores = score(outcomes, personal_data=personal_data)
    return Scorecard(
        name,
        personal_data,
        digest,
        revision,
        scores,
        _grouped(outcomes, personal_data, lambda outcome: str(outcome.row.fields.get("lang", "?"))),
        _grouped(outcomes, personal_data, _source),
        _rules(outcomes, scores),
    )


def _source(outcome: Outcome) -> str:
    """The first word: where a text comes from, without the details."""
    return re.split(r"[ :(]", str(outcome.row.fields.get("source", "?")), maxsplit=1)[0] or "?"


def _grouped(outcomes: Iterable[Outcome], personal_data: bool, key: Callable[[Outcome], str]) -> dict[str, Scores]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[key(outcome)].append(outcome)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return {name: score(group, personal_data=personal_data) for name, group in ordered}


def _rules(outcomes: Iterable[Outcome], scores: Scores) -> tuple[RuleRecord, ...]:
    """Worst first. A miss belongs to the rule that most often finds what the row lacks."""
    wrong: dict[str, list[str]] = defaultdict(list)
    finders: dict[str, Counter[str]] = defaultdict(Counter)
    judged = {id(miss.outcome): miss for miss in scores.misses}
    for outcome in outcomes:
        miss = judged.get(id(outcome))
        for rule, family in outcome.rules:
            if miss is not None and family in miss.surplus:
                wrong[rule].append(str(outcome.row.key))
            for label in _labels(outcome, family):
                finders[label][rule] += 1
    missed: dict[str, list[str]] = defaultdict(list)
    for miss in scores.misses:
        for family in miss.lacking:
            labels = [label for label in _labels(miss.outcome, family) if finders[label]]
            if labels:
                rule = min(finders[labels[0]].items(), key=lambda item: (-item[1], item[0]))[0]
                missed[rule].append(str(miss.outcome.row.key))
    records = [
        RuleRecord(rule, tally.hits, tuple(wrong[rule]), tuple(missed[rule])) for rule, tally in scores.rules.items()
    ]
    worst = sorted(records, key=lambda item: (-len(item.false_alarms), -len(item.misses), item.rule_id))
    return tuple(record for record in worst if record.mistakes)


def _labels(outcome: Outcome, family: str) -> list[str]:
    """What the row's labels say of a family, each with the family before it."""
    expected = outcome.row.fields.get("expected")
    if not isinstance(expected, dict):
        return [family]
    if family == "disclosure":
        return [f"{family}:{label}" for label in expected.get("missing", ())]
    return [f"{family}:{span[3]}" for span in expected.get("spans", ()) if len(span) > 3 and span[2] == family]


def listed(rows: Sequence[str]) -> str:
    """Ids of rows, not too many of them."""
    more = f" +{len(rows) - _LISTED_ROWS}" if len(rows) > _LISTED_ROWS else ""
    return ", ".join(rows[:_LISTED_ROWS]) + more


def total(tallies: Mapping[str, Tally]) -> Tally:
    """All tallies together."""
    return Tally(
        sum(tally.hits for tally in tallies.values()),
        sum(tally.false_alarms for tally in tallies.values()),
        sum(tally.misses for tally in tallies.values()),
    )


def overlap_classes(places: Iterable[Place]) -> list[int]:
    """How many labelled places share nothing, less than half, less than 0.8, less than all, all with what was found."""
    counts = [0] * (len(OVERLAPS) + 1)
    for place in places:
        if place.is_labelled:
            counts[bisect_right(OVERLAPS, place.shared) if place.shared else 0] += 1
    return counts


def by_score(places: Iterable[Place]) -> dict[float, Tally]:
    """Found places by the detection's score, to one decimal: labelled ones are hits, others false alarms."""
    tallies: dict[float, Tally] = {}
    for place in places:
        if place.score is not None:
            tally = tallies.setdefault(round(place.score, 1), Tally())
            tally.hits += place.is_labelled or place.shared > 0
            tally.false_alarms += not place.is_labelled and place.shared == 0
    return dict(sorted(tallies.items(), reverse=True))
