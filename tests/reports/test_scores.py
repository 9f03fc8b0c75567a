"""The figures, on outcomes whose figures are known."""

import pytest

from app.reports.corpus import Row
from app.reports.evaluation import Outcome
from app.reports.labels import expected_of, match
from app.reports.marks import Marked
from app.reports.scores import Tally, score


def row(verdict: str, *spans: list, optional: tuple = (), missing: tuple = (), **more) -> Row:
    families = sorted({span[2] for span in spans} | ({"disclosure"} if missing else set()))
    labels = {"verdict": verdict, "families": families, "spans": list(spans), "missing": list(missing)}
    return Row(1, "x", {"lang": "zh", "expected": {**labels, "optional_families": list(optional), **more}})


def outcome(row: Row, verdict: str, *found: Marked) -> Outcome:
    rules = tuple(sorted({(span.source, span.kind) for span in found}))
    return Outcome(row, verdict, tuple(sorted({span.kind for span in found})), found, rules, duration_ms=1.0)


BAD = row("block", [0, 4, "misleading", "promise"])


def test_a_right_outcome():
    scores = score([outcome(BAD, "block", Marked(0, 4, "misleading", "r"))])
    assert scores.right_verdicts == 1
    assert scores.misses == []
    assert scores.rules["r"] == Tally(1, 0, 0)
    assert scores.labels["misleading:promise"].recall == 1


def test_nothing_found():
    scores = score([outcome(BAD, "pass")])
    assert scores.families["misleading"] == Tally(0, 0, 1)
    assert scores.misses[0].lacking == ("misleading",)
    assert scores.labels["misleading:promise"].misses == 1


def test_a_false_alarm_on_a_clean_message():
    scores = score([outcome(row("pass"), "revise", Marked(0, 1, "tone", "r"))])
    assert (scores.clean, scores.false_alarms) == (1, 1)
    assert scores.families["tone"].precision == 0
    assert scores.rules["r"].false_alarms == 1


def test_optional_families_and_acceptable_verdicts_are_not_punished():
    doubtful = row("revise", [0, 2, "tone"], optional=("misleading",), acceptable_verdicts=["revise", "block"])
    scores = score([outcome(doubtful, "block", Marked(0, 2, "tone", "a"), Marked(3, 4, "misleading", "b"))])
    assert scores.misses == []


def test_personal_data_counts_places_and_shows_wrong_types():
    labelled = Row(1, "x", {"spans": [[0, 10, "mobile"], [20, 30, "cn_id"]], "optional_spans": [[40, 44, "name"]]})
    found = (Marked(0, 10, "phone"), Marked(21, 30, "cn_id"), Marked(40, 44, "name"), Marked(50, 55, "qq"))
    scores = score([Outcome(labelled, "revise", (), found)], personal_data=True)
    assert scores.families["mobile"].hits == 1
    assert scores.families["qq"].false_alarms == 1
    assert "name" not in scores.families
    assert scores.misses[0].surplus == ("qq",)


def test_matching_is_one_to_one_and_best_first():
    wanted = [Marked(0, 10, "a"), Marked(5, 15, "a")]
    assert match(wanted, [Marked(5, 15, "a")]) == {1: (0, 1.0)}


@pytest.mark.parametrize("labels", [{"verdict": "pass", "spans": [[1]]}, {}, {"verdict": "pass", "spans": 5}])
def test_labels_that_cannot_be_read_are_no_labels(labels):
    assert expected_of(Outcome(Row(1, "x", {"expected": labels}), "pass")) is None


def test_a_tally_without_cases_has_no_figures():
    assert (Tally().precision, Tally().recall, Tally().f1) == (None, None, None)
