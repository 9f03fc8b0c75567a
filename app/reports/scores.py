"""How well outcomes agree with the labels of a data set."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.model.vocabulary import Decision
from app.reports.evaluation import Outcome
from app.reports.labels import Expected, expected_of, match, shared_part
from app.reports.marks import Marked

_PLACED = ("misleading", "pii", "tone")  # families that are about places; a missing disclosure has none
SAME_PLACE = 0.5  # two spans are the same place when they share at least this part of their union


@dataclass(slots=True)
class Tally:
    """Hits, false alarms and misses of one family, type or rule."""

    hits: int = 0
    false_alarms: int = 0
    misses: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what was reported that is right; None when nothing was reported."""
        reported = self.hits + self.false_alarms
        return self.hits / reported if reported else None

    @property
    def recall(self) -> float | None:
        """Share of what is labelled that was found; None when nothing is labelled."""
        labelled = self.hits + self.misses
        return self.hits / labelled if labelled else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None when either has no value."""
        if self.precision is None or self.recall is None:
            return None
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """A row on which outcome and labels differ: what was not found, and what was found beside it."""

    outcome: Outcome
    expected: Expected
    lacking: tuple[str, ...]
    surplus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is labelled, found, or both: ``shared`` is what the two have in common, as a part of their union.

    ``score`` is the detection's; None for a place that was not found. ``is_labelled`` is false for a false alarm.
    """

    kind: str
    shared: float
    score: float | None
    is_labelled: bool


@dataclass(slots=True)
class Scores:
    """All figures of a run."""

    rows: int = 0
    errors: int = 0
    labelled: int = 0
    right_verdicts: int = 0
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    families: dict[str, Tally] = field(default_factory=dict)
    rules: dict[str, Tally] = field(default_factory=dict)
    labels: dict[str, Tally] = field(default_factory=dict)
    by_language: dict[str, Tally] = field(default_factory=dict)
    evasions: dict[str, Tally] = field(default_factory=dict)
    """Disguised violations by kind of disguise: caught, or missed. ``all`` has each message once."""
    places: list[Place] = field(default_factory=list)
    clean: int = 0
    false_alarms: int = 0
    durations_ms: list[float] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)


def score(outcomes: Iterable[Outcome], *, personal_data: bool = False) -> Scores:
    """Compares each outcome with its row's labels, where it has any."""
    scores = Scores()
    for outcome in outcomes:
        scores.rows += 1
        scores.errors += bool(outcome.error)
        scores.durations_ms.append(outcome.duration_ms)
        expected = expected_of(outcome)
        if expected is None:
            continue
        scores.labelled += 1
        if personal_data:
            _add_personal_data(scores, outcome, expected)
        else:
            _add_message(scores, outcome, expected)
    return scores


def _add_message(scores: Scores, outcome: Outcome, expected: Expected) -> None:
    got = set(outcome.families)
    allowed = expected.families | expected.optional
    lacking = tuple(sorted(expected.families - got))
    surplus = tuple(sorted(got - allowed))
    right = outcome.verdict in expected.acceptable
    scores.right_verdicts += right
    scores.confusion[expected.verdict, outcome.verdict] += 1
    _count(scores.by_language, str(outcome.row.fields.get("lang", "?")), hit=right)
    for family in expected.families & got:
        _count(scores.families, family, hit=True)
    for family in lacking:
        _count(scores.families, family, hit=False)
    for family in surplus:
        scores.families.setdefault(family, Tally()).false_alarms += 1
    for rule, family in outcome.rules:
        tally = scores.rules.setdefault(rule, Tally())
        tally.hits += family in allowed
        tally.false_alarms += family not in allowed
    for span in expected.spans:
        near = any(shared_part(span, other) > 0 for other in outcome.spans if other.kind == span.kind)
        _count(scores.labels, f"{span.kind}:{span.source}", hit=near)
    for label in expected.missing:
        _count(scores.labels, f"disclosure:{label}", hit="disclosure" in got)
    caught = outcome.verdict != Decision.PASS and bool(got & (expected.families - {"disclosure"} or expected.families))
    if expected.families:
        _count_evasions(scores, outcome, [caught])
    for family in _PLACED:
        if family not in expected.optional:
            _add_places(scores, _of_kind(expected.spans, family), _of_kind(outcome.spans, family), family)
    if expected.verdict == Decision.PASS:
        scores.clean += 1
        scores.false_alarms += outcome.verdict != Decision.PASS or bool(surplus)
    if not right or lacking or surplus:
        scores.misses.append(Miss(outcome, expected, lacking, surplus))


def _add_personal_data(scores: Scores, outcome: Outcome, expected: Expected) -> None:
    matched = match(expected.spans, outcome.spans)
    used = {j for j, _ in matched.values()}
    doubtful = expected.optional_spans
    surplus = [
        span
        for j, span in enumerate(outcome.spans)
        if j not in used and not any(shared_part(span, other) > 0 for other in doubtful)
    ]
    _count_evasions(scores, outcome, [matched.get(i, (-1, 0.0))[1] >= SAME_PLACE for i in range(len(expected.spans))])
    counted = [span for j, span in enumerate(outcome.spans) if j in used or span in surplus]
    _add_places(scores, expected.spans, counted, "")
    lacking: list[str] = []
    wrong_type = 0
    for i, span in enumerate(expected.spans):
        j, shared = matched.get(i, (-1, 0.0))
        hit = shared >= SAME_PLACE
        _count(scores.families, span.kind, hit=hit)
        if not hit:
            lacking.append(span.kind)
        wrong_type += hit and outcome.spans[j].kind != span.kind
        if j >= 0:
            tally = scores.rules.setdefault(outcome.spans[j].source or outcome.spans[j].kind, Tally())
            tally.hits += hit
            tally.false_alarms += not hit
    for span in surplus:
        scores.families.setdefault(span.kind, Tally()).false_alarms += 1
        scores.rules.setdefault(span.source or span.kind, Tally()).false_alarms += 1
    scores.right_verdicts += not lacking and not surplus
    _count(scores.by_language, str(outcome.row.fields.get("lang", "?")), hit=not lacking and not surplus)
    if not expected.spans and not doubtful:
        scores.clean += 1
        scores.false_alarms += bool(surplus)
    if lacking or surplus or wrong_type:
        scores.misses.append(
            Miss(outcome, expected, tuple(sorted(lacking)), tuple(sorted(span.kind for span in surplus)))
        )


def _of_kind(spans: Sequence[Marked], kind: str) -> list[Marked]:
    return [span for span in spans if span.kind == kind]


def _add_places(scores: Scores, wanted: Sequence[Marked], found: Sequence[Marked], kind: str) -> None:
    matched = match(wanted, found)
    used = {j for j, _ in matched.values()}
    for i, span in enumerate(wanted):
        j, shared = matched.get(i, (-1, 0.0))
        scores.places.append(Place(kind or span.kind, shared, found[j].score if j >= 0 else None, is_labelled=True))
    for j, span in enumerate(found):
        if j not in used:
            near = max((shared_part(span, other) for other in wanted), default=0.0)
            scores.places.append(Place(kind or span.kind, near, span.score, is_labelled=False))


def _count_evasions(scores: Scores, outcome: Outcome, caught: Sequence[bool]) -> None:
    kinds = outcome.row.fields.get("evasion")
    for kind in ("all", *map(str, kinds)) if isinstance(kinds, list) and kinds else ():
        for hit in caught:
            _count(scores.evasions, kind, hit=hit)


def _count(tallies: dict[str, Tally], name: str, *, hit: bool) -> None:
    tally = tallies.setdefault(name, Tally())
    tally.hits += hit
    tally.misses += not hit
