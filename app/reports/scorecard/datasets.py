"""A labelled data file, evaluated."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from app.model.message import Message
from app.reports.corpus import Row, read_rows, to_message
from app.reports.evaluation import Outcome, evaluate, evaluate_personal_data
from app.reports.marks import Marked
from app.reports.scorecard.card import Scorecard, make_scorecard
from app.review import CompiledRuleSet, review


def is_personal_data(rows: Iterable[Row]) -> bool:
    """True for rows that are labelled with typed places of personal data only, and with no verdict."""
    labelled = [row for row in rows if "expected" in row.fields or "spans" in row.fields]
    return bool(labelled) and all("expected" not in row.fields for row in labelled)


def judge(
    rows: Sequence[Row],
    day: date,
    unknown: Counter[str],
    rule_set: CompiledRuleSet | None,
    finder: Callable[[Message], Iterable[Marked]] | None,
) -> list[Outcome]:
    """What the service says of ``rows``: ``finder`` alone if given, else a whole review by ``rule_set``."""

    def message_of(row: Row) -> Message:
        return to_message(row, day, unknown)

    if finder is not None:
        return list(evaluate_personal_data(rows, message_of, finder))
    assert rule_set is not None
    return list(evaluate(rows, message_of, lambda message: review(message, rule_set)))


def digest_of(path: Path) -> str:
    """SHA-256 of the file: figures of another file are not compared with its."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def card_of(
    path: Path, day: date, rule_set: CompiledRuleSet, finder: Callable[[Message], Iterable[Marked]]
) -> Scorecard:
    """The figures of a data file. ``finder`` is used where it holds personal data alone."""
    rows = list(read_rows(path))
    personal = is_personal_data(rows)
    outcomes = judge(rows, day, Counter(), rule_set, finder if personal else None)
    return make_scorecard(
        path.name, outcomes, personal_data=personal, digest=digest_of(path), revision=rule_set.revision
    )
