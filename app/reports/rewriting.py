"""A message with its suggestions carried out."""

from collections.abc import Sequence

from app.model.finding import Edit, Finding
from app.model.message import Message
from app.model.vocabulary import Applicability
from app.verdict.edits import apply_edits


def rewrite(message: Message, findings: Sequence[Finding]) -> Message | None:
    """``message`` with the first workable suggestion of every finding that counts, or None if there is none.

    Of edits that meet in one place the first finding's is kept.
    """
    edits: list[Edit] = []
    for finding in findings:
        if not finding.counts:
            continue
        chosen = next(
            (
                item
                for item in finding.suggestions
                if item.edits and item.applicability is not Applicability.DISPLAY_ONLY
            ),
            None,
        )
        if chosen is not None:
            edits += chosen.edits
    return apply_edits(message, edits) if edits else None
