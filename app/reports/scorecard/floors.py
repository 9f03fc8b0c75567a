"""The figures below which nothing may fall, kept in a file; they only rise, unless the data set itself changes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor
from pathlib import Path
from typing import Any, Final

from app.reports.scorecard.card import Scorecard, overlap_classes, total
from app.reports.scorecard.content import accuracy, false_alarm_rate
from app.reports.scores import Tally

_DIGITS: Final = 10_000
_FAMILIES: Final = ("misleading", "disclosure", "pii", "tone")


@dataclass(frozen=True, slots=True)
class Drop:
    """A figure that is lower than its floor."""

    dataset: str
    figure: str
    floor: float
    value: float


def figures(card: Scorecard) -> dict[str, float]:
    """The figures that are kept; for all of them more is better. Rounded down, so that a floor can be reached."""
    scores = card.scores
    rate = false_alarm_rate(scores)
    found: dict[str, float | None] = {
        "right": accuracy(scores),
        "clean_passed": None if rate is None else 1 - rate,
        "evasion_recall": scores.evasions.get("all", Tally()).recall,
    }
    if card.personal_data:
        everything = total(scores.families)
        found |= {"precision": everything.precision, "recall": everything.recall}
    else:
        found |= {f"f1.{family}": scores.families.get(family, Tally()).f1 for family in _FAMILIES}
        found |= {f"right.{language}": accuracy(group) for language, group in card.languages.items()}
    counts = overlap_classes(scores.places)
    if sum(counts):
        found["places_exact"] = counts[-1] / sum(counts)
    return {name: floor(value * _DIGITS + 1e-6) / _DIGITS for name, value in found.items() if value is not None}


def read_floors(path: Path) -> dict[str, Any]:
    """The floors file; an empty one where there is none."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"day": "", "sets": {}}


def drops(floors: Mapping[str, Any], cards: Iterable[Scorecard]) -> list[Drop]:
    """The figures that are below their floors. A data set that has none, or has changed, is not compared."""
    found = []
    for card in cards:
        known = floors["sets"].get(card.name)
        if known is None or known["digest"] != card.digest:
            continue
        now = figures(card)
        found += [
            Drop(card.name, name, value, now.get(name, 0.0))
            for name, value in known["figures"].items()
            if now.get(name, 0.0) < value
        ]
    return found


def raise_floors(floors: Mapping[str, Any], cards: Iterable[Scorecard], day: str) -> dict[str, Any]:
    """The floors with every figure that rose; those of a data set that is new or has changed are set anew."""
    sets = dict(floors["sets"])
    for card in cards:
        now = figures(card)
        known = sets.get(card.name)
        if known is not None and known["digest"] == card.digest:
            now = {name: max(value, known["figures"].get(name, 0.0)) for name, value in now.items()}
        sets[card.name] = {"digest": card.digest, "figures": dict(sorted(now.items()))}
    return {"day": day, "sets": dict(sorted(sets.items()))}


def write_floors(path: Path, floors: Mapping[str, Any]) -> None:
    """Writes the file."""
    path.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
