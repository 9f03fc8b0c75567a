"""The pages about an evaluation: figures as counted, nothing loaded from elsewhere, no text that escapes its place."""

import re
from xml.etree import ElementTree

import pytest

from app.reports.corpus import Row
from app.reports.evaluation import Outcome
from app.reports.marks import Marked
from app.reports.scorecard.card import Scorecard, by_score, make_scorecard, overlap_classes
from app.reports.scorecard.charts import bars, columns, grouped_bars, heat_map, stacked_bars
from app.reports.scorecard.content import page
from app.reports.scorecard.floors import drops, figures, raise_floors, read_floors, write_floors
from app.reports.scorecard.html import to_html
from app.reports.scorecard.markdown import to_markdown
from app.reports.scorecard.publish import write_docs, write_report
from app.reports.scorecard.visible import marked
from app.reports.scorecard.wording import WORDING
from app.reports.scores import Place, score

NASTY = "<script>alert(1)</script>|`*_保\u200b本\u202e\x07\n]\ud800"


def outcome(key: str, text: str, want: str, got: str, *found: Marked, spans: tuple = (), **more) -> Outcome:
    families = sorted({span[2] for span in spans})
    labels = {"verdict": want, "families": families, "spans": [list(span) for span in spans]}
    fields = {"id": key, "text": text, "lang": "zh-Hans", "source": "written", "expected": labels, **more}
    rules = tuple(sorted({(span.source, span.kind) for span in found}))
    return Outcome(Row(1, key, fields), got, tuple(sorted({span.kind for span in found})), found, rules)


OUTCOMES = [
    outcome(
        "a", "保本啊", "block", "block", Marked(0, 2, "misleading", "r", 0.8),
        spans=((0, 3, "misleading", "promise"),), evasion=["spaced"],
    ),
    outcome("b", NASTY, "pass", "block", Marked(0, 8, "misleading", "r")),
    outcome(
        "c", "稳赚", "block", "pass",
        spans=((0, 2, "misleading", "promise"),), evasion=["spaced", "star"], lang="en",
    ),
]  # fmt: skip


@pytest.fixture
def card() -> Scorecard:
    return make_scorecard("set.jsonl", OUTCOMES, personal_data=False, digest="d", revision="f" * 64)


def test_the_figures(card: Scorecard) -> None:
    assert figures(card) == {
        "right": 0.3333,
        "clean_passed": 0.0,
        "evasion_recall": 0.5,
        "f1.misleading": 0.5,
        "right.zh-Hans": 0.5,
        "right.en": 0.0,
        "places_exact": 0.0,
    }
    assert (card.scores.evasions["spaced"].recall, card.scores.evasions["star"].recall) == (0.5, 0.0)


def test_a_rule_answers_for_false_alarms_and_for_what_it_usually_finds(card: Scorecard) -> None:
    (rule,) = card.rules
    assert (rule.rule_id, rule.hits, rule.false_alarms, rule.misses) == ("r", 1, ("b",), ("c",))


def test_places_and_scores() -> None:
    places = [
        Place("x", 0.0, None, True),
        Place("x", 0.3, 0.8, True),
        Place("x", 0.5, 1.0, True),
        Place("x", 1.0, 1.0, True),
        Place("x", 0.0, 1.0, False),
    ]
    assert overlap_classes(places) == [1, 1, 1, 0, 1]
    assert {value: (tally.hits, tally.false_alarms) for value, tally in by_score(places).items()} == {
        1.0: (2, 1),
        0.8: (1, 0),
    }


def test_personal_data_is_counted_by_type() -> None:
    row = Row(1, "p", {"id": "p", "text": "x" * 20, "spans": [[0, 10, "mobile"]], "evasion": ["leet"]})
    made = make_scorecard(
        "pii.jsonl", [Outcome(row, "revise", ("mobile",), (Marked(0, 9, "mobile"),))],
        personal_data=True, digest="d", revision="",
    )  # fmt: skip
    assert made.scores.evasions["leet"].recall == 1
    assert figures(made)["recall"] == 1
    assert figures(made)["places_exact"] == 0


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_html_is_whole_and_loads_nothing(card: Scorecard, tongue: str) -> None:
    html = to_html(page([card, card], tongue), tongue)
    assert "<script" not in html
    assert not re.search(r"""(?:src|href)=|url\(|@import|https?://(?!www\.w3\.org/2000/svg)""", html)
    assert "&lt;script&gt;" in html
    assert "\u202e" not in html
    html.encode()
    for figure in re.findall(r"<svg.*?</svg>", html, re.DOTALL):
        ElementTree.fromstring(figure)
    assert "<u>稳赚</u>" in html


def test_markdown_shows_each_mistake_with_its_text(card: Scorecard) -> None:
    text, plots = to_markdown(page([card], "en"), "plots")
    assert "**c** en · written" in text
    assert "want block misleading · got pass" in text
    assert "> <u>稳赚</u>" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\\|\\`\\*\\_" in text
    assert set(re.findall(r"\]\(plots/([^)]+)\)", text)) == set(plots)
    assert all(plot.startswith("<svg") for plot in plots.values())


def test_files(card: Scorecard, tmp_path) -> None:
    assert [path.name for path in write_report(tmp_path / "r", [card], "zh")] == [
        "report.html",
        "report.md",
        "figures.json",
    ]
    page_path = write_docs(tmp_path / "evaluation.md", [card], "en", "2026-01-31")
    text = page_path.read_text(encoding="utf-8")
    assert "shenyan eval --lang en --day 2026-01-31 --docs docs/evaluation.md tests/corpus/set.jsonl" in text
    assert (tmp_path / "evaluation" / "set-families.svg").exists()
    again = write_docs(tmp_path / "evaluation.md", [card], "en", "2026-01-31").read_text(encoding="utf-8")
    assert again == text


def test_floors_only_rise_unless_the_data_changes(card: Scorecard, tmp_path) -> None:
    path = tmp_path / "floors.json"
    write_floors(path, raise_floors(read_floors(path), [card], "2026-01-31"))
    assert drops(read_floors(path), [card]) == []
    worse = make_scorecard("set.jsonl", OUTCOMES[1:], personal_data=False, digest="d", revision="")
    below = {drop.figure for drop in drops(read_floors(path), [worse])}
    assert "right" in below
    kept = raise_floors(read_floors(path), [worse], "2026-01-31")
    assert kept["sets"]["set.jsonl"]["figures"]["right"] == 0.3333
    other = make_scorecard("set.jsonl", OUTCOMES[1:], personal_data=False, digest="e", revision="")
    assert drops(read_floors(path), [other]) == []
    assert raise_floors(read_floors(path), [other], "x")["sets"]["set.jsonl"]["figures"]["right"] == 0


def test_nothing_at_all() -> None:
    empty = make_scorecard("empty.jsonl", [], personal_data=False, digest="", revision="")
    assert figures(empty) == {}
    to_html(page([empty], "zh"), "zh")
    to_markdown(page([empty], "en"), "plots")
    for plot in (bars("t", []), grouped_bars("t", ["a"], []), stacked_bars("t", ["a"], []), columns("t", []),
                 heat_map("t", "c", [], [])):  # fmt: skip
        ElementTree.fromstring(plot)


def test_text_pieces_cover_the_text() -> None:
    pieces = list(marked("abcdef", (Marked(1, 3, "x"),), (Marked(2, 99, "x"),)))
    assert pieces == [("a", False, False), ("b", True, False), ("c", True, True), ("def", False, True)]


def test_all_words_are_in_both_languages() -> None:
    assert all(text.zh and text.en for text in WORDING.values())


def test_scores_are_the_same_with_groups(card: Scorecard) -> None:
    assert sum(group.rows for group in card.languages.values()) == score(OUTCOMES).rows == 3
