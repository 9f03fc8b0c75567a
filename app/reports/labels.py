"""The labels of a data set, and when a place that was found is a labelled one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.model.vocabulary import Decision
from app.reports.evaluation import Outcome
from app.reports.marks import Marked


@dataclass(frozen=True, slots=True)
class Expected:
    """The labels of a row."""

    verdict: str
    acceptable: frozenset[str]
    families: frozenset[str]
    optional: frozenset[str]
    spans: tuple[Marked, ...]
    optional_spans: tuple[Marked, ...]
    missing: tuple[str, ...]


def expected_of(outcome: Outcome) -> Expected | None:
    """The labels of the outcome's row; None when it has none, or none that can be read."""
    fields = outcome.row.fields
    labels = fields.get("expected")
    try:
        if isinstance(labels, dict):
            return Expected(
                str(labels["verdict"]),
                frozenset(map(str, labels.get("acceptable_verdicts", [labels["verdict"]]))),
                frozenset(map(str, labels.get("families", ()))),
                frozenset(map(str, labels.get("optional_families", ()))),
                _marked(labels.get("spans")),
                (),
                tuple(map(str, labels.get("missing", ()))),
            )
        if "spans" in fields:
            spans = _marked(fields["spans"])
            kinds = frozenset(span.kind for span in spans)
            verdict = Decision.REVISE.value if spans else Decision.PASS.value
            optional = _marked(fields.get("optional_spans"))
            return Expected(verdict, frozenset({verdict}), kinds, frozenset(), spans, optional, ())
    except (KeyError, TypeError, ValueError, IndexError):
        return None
    return None


def match(wanted: Sequence[Marked], found: Sequence[Marked]) -> dict[int, tuple[int, float]]:
    """One to one, best overlap first: index in ``wanted`` -> (index in ``found``, share of the union)."""
    pairs = sorted(
        (
            (shared, i, j)
            for i, want in enumerate(wanted)
            for j, got in enumerate(found)
            if (shared := shared_part(want, got)) > 0
        ),
        reverse=True,
    )
    matched: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for shared, i, j in pairs:
        if i not in matched and j not in used:
            matched[i] = (j, shared)
            used.add(j)
    return matched


def shared_part(one: Marked, other: Marked) -> float:
    """What the two have in common, as a part of what they cover together."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / (max(one.end, other.end) - min(one.start, other.start)) if common > 0 else 0.0


def _marked(spans: Any) -> tuple[Marked, ...]:
    return tuple(
        Marked(int(span[0]), int(span[1]), str(span[2]), str(span[3]) if len(span) > 3 else "") for span in spans or ()
    )
