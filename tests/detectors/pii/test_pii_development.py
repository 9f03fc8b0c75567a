"""The development cases hold: what is marked is found, and what is not marked is left alone."""

import json
from pathlib import Path

import pytest

from app.detectors.pii import ENTITIES, Sensitivity, analyze
from tests.detectors.pii.support import document_of

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "corpus" / "dev_extra_pii.jsonl").read_text("utf-8").splitlines()
]


def places(text: str) -> list[tuple[int, int]]:
    document = document_of(text)
    found = [hit for hit in analyze(document) if ENTITIES[hit.entity].sensitivity is not Sensitivity.PUBLIC]
    spans = [document.parts[0].to_original(hit.span) for hit in found]
    return [(span.start, span.end) for span in spans]


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The part of both together that both share."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(shared, 0) / (max(one[1], other[1]) - min(one[0], other[0]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, object]) -> None:
    marked = [(start, end) for start, end, _ in case["spans"]]  # type: ignore[attr-defined]
    optional = [(start, end) for start, end, _ in case.get("optional_spans", [])]  # type: ignore[attr-defined]
    found = places(str(case["text"]))

    assert [place for place in marked if not any(overlap(place, other) >= 0.5 for other in found)] == []
    assert [place for place in found if not any(overlap(place, other) >= 0.5 for other in (*marked, *optional))] == []
