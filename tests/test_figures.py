"""The figures on the labelled data sets in the repository are not below what was reached before.

    shenyan eval --day 2026-11-01 --record-floors tests/corpus/floors.json tests/corpus/*_messages.jsonl ...

records them (`docs/evaluation.md` has the whole command); they only rise, unless a data set itself has changed.
"""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from app.reports.personal_data import personal_data_finder
from app.reports.scorecard.datasets import card_of, digest_of
from app.reports.scorecard.floors import drops, read_floors
from tests.test_rules import compiled

CORPUS = Path(__file__).parent / "corpus"
FLOORS = CORPUS / "floors.json"

finder = cache(personal_data_finder)


@pytest.mark.skipif(not FLOORS.exists(), reason="no floors recorded yet")
@pytest.mark.parametrize("name", sorted(read_floors(FLOORS)["sets"]))
def test_no_figure_drops(name: str) -> None:
    floors = read_floors(FLOORS)
    path = CORPUS / name
    assert digest_of(path) == floors["sets"][name]["digest"], "the data set has changed: record its floors anew"

    card = card_of(path, date.fromisoformat(floors["day"]), compiled(), finder())

    assert [f"{drop.figure}: {drop.value} < {drop.floor}" for drop in drops(floors, [card])] == []
