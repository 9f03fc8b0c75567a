"""Records as tables that a spreadsheet opens: no cell is ever taken for a formula."""

from collections.abc import Iterable, Sequence
from typing import Final

from app.ruleset import table_writing
from app.store.events import EVENT_KIND, event_body
from app.store.evidence_source import Piece
from app.store.records import VERDICT_KIND

HEAD: Final = (
    "sequence", "created_at", "kind", "review_id", "principal", "tenant", "channel", "decision", "rules", "quotes",
    "act", "rule_set_revision", "message_digest", "hash",
)  # fmt: skip
_SHEET: Final = "records"


def row_of(piece: Piece) -> tuple[str, ...]:
    """The cells of a record, in the order of `HEAD`."""
    record, columns = piece.record, piece.columns
    quotes: list[str] = []
    if record.kind == VERDICT_KIND:
        found = record.verdict_body()["findings"]
        quotes = [evidence["quote"] for finding in found for evidence in finding["evidence"]]
    act = event_body(record)["act"] if record.kind == EVENT_KIND else ""
    created = record.created_at.isoformat(timespec="microseconds")
    return (
        str(record.sequence), created, record.kind, record.review_id, record.principal, record.tenant, record.channel,
        record.decision, " ".join(record.rules), " | ".join(quotes), act, record.rule_set_revision,
        record.message_digest, columns["hash"],
    )  # fmt: skip


def to_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """The table as CSV in UTF-8. What a spreadsheet would take for a formula begins with an apostrophe."""
    return table_writing.to_csv((HEAD, *rows))


def to_xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    """The table as a workbook whose every cell is declared as text."""
    return table_writing.to_xlsx({_SHEET: (HEAD, *rows)})
