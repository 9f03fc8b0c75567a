"""A message with its suggestions carried out."""

from collections.abc import Sequence
from dataclasses import replace

from app.model.finding import Edit, Finding
from app.model.message import Message
from app.model.vocabulary import Applicability


def rewrite(message: Message, findings: Sequence[Finding]) -> Message | None:
    """``message`` with the first workable suggestion of every finding that counts, or None if there is none.

    Of edits that meet in one place the first finding's is kept.
    """
    edits: list[Edit] = []
    for finding in findings:
        if finding.shadow:
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
            edits += [edit for edit in chosen.edits if not any(_meet(edit, other) for other in edits)]
    if not edits:
        return None
    parts = tuple(
        replace(part, text=_apply(part.text, [edit for edit in edits if edit.part == part.name]))
        for part in message.parts
    )
    return replace(message, parts=parts)


def _meet(one: Edit, other: Edit) -> bool:
    if one.part != other.part:
        return False
    if not len(one.span) and not len(other.span):
        return one == other
    return one.span.overlaps(other.span)


def _apply(text: str, edits: Sequence[Edit]) -> str:
    for edit in sorted(edits, key=lambda item: (item.span.start, item.span.end), reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text
