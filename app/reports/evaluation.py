"""What the service says of a labelled data set, row by row. No row is lost: one that errors counts as blocked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any, Final

from app.model.message import Message
from app.model.verdict import Verdict
from app.model.vocabulary import Decision, Severity
from app.reports.corpus import Row
from app.reports.marks import Marked, editors_marks

READING: Final = "reading"  # the label of what a trained model reads, in the rules of rules/ANY/readings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found in one row. ``rules`` are the rules that count (not in shadow, not mere advice); those of
    ``readings`` quote what a trained model reads.
    """

    row: Row
    verdict: str
    families: tuple[str, ...] = ()
    spans: tuple[Marked, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()
    error: str = ""
    duration_ms: float = 0.0
    readings: frozenset[str] = frozenset()


def evaluate(
    rows: Iterable[Row], to_message: Callable[[Row], Message], review: Callable[[Message], Verdict]
) -> Iterator[Outcome]:
    """Reviews every row; one that cannot be reviewed is blocked, with its error."""

    return _run(rows, lambda row: _outcome(row, review(to_message(row))))


def evaluate_personal_data(
    rows: Iterable[Row], to_message: Callable[[Row], Message], find: Callable[[Message], Iterable[Marked]]
) -> Iterator[Outcome]:
    """Looks for personal data alone; ``find`` gives typed places."""

    return _run(rows, lambda row: _personal_data_outcome(row, find(to_message(row))))


def to_result(outcome: Outcome, *, personal_data: bool = False) -> dict[str, Any]:
    """The row that a scorer reads: typed personal data as found, else the words that an editor would mark."""
    result: dict[str, Any] = {"id": outcome.row.key}
    spans = outcome.spans
    if not personal_data:
        result |= {"verdict": outcome.verdict, "families": list(outcome.families)}
        spans = editors_marks(str(outcome.row.fields.get("text", "")), spans, outcome.readings)
    result["spans"] = [[span.start, span.end, span.kind, span.source] for span in spans]
    if outcome.error:
        result["error"] = outcome.error
    return result


def _run(rows: Iterable[Row], judge: Callable[[Row], Outcome]) -> Iterator[Outcome]:
    for row in rows:
        started = perf_counter()
        try:
            outcome = judge(row)
        except Exception as error:  # noqa: BLE001, RUF100 - a row that cannot be judged is a result of its own
            outcome = Outcome(row, Decision.BLOCK.value, error=f"{type(error).__name__}: {error}")
        yield replace(outcome, duration_ms=(perf_counter() - started) * 1000)


def _outcome(row: Row, verdict: Verdict) -> Outcome:
    counting = [finding for finding in verdict.findings if finding.counts and finding.severity is not Severity.ADVISE]
    found: dict[tuple[int, int, str], Marked] = {}
    readings = set()
    for finding in counting:
        for evidence in finding.evidence:
            if evidence.label == READING:
                readings.add(finding.rule_id)
            if len(evidence.span):
                place = (evidence.span.start, evidence.span.end, finding.family.value)
                found.setdefault(place, Marked(*place, finding.rule_id, evidence.score))
    return Outcome(
        row,
        verdict.decision.value,
        tuple(sorted({finding.family.value for finding in counting})),
        tuple(sorted(found.values())),
        tuple(sorted({(finding.rule_id, finding.family.value) for finding in counting})),
        readings=frozenset(readings),
    )


def _personal_data_outcome(row: Row, spans: Iterable[Marked]) -> Outcome:
    found = tuple(sorted(set(spans)))
    kinds = tuple(sorted({span.kind for span in found}))
    rules = tuple(sorted({(span.source or span.kind, span.kind) for span in found}))
    return Outcome(row, Decision.REVISE if found else Decision.PASS, kinds, found, rules)
