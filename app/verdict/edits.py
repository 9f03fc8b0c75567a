"""Edits carried out on a message."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.model.finding import Edit
from app.model.message import Message


def apply_edits(message: Message, edits: Iterable[Edit]) -> Message:
    """``message`` with all ``edits``. Of edits that meet in one place the first is kept; two insertions at one place
    are both made, in their order, unless they are the same.
    """
    kept: list[Edit] = []
    for edit in edits:
        if not any(_meet(edit, other) for other in kept):
            kept.append(edit)
    parts = tuple(
        replace(part, text=_apply(part.text, [edit for edit in kept if edit.part == part.name]))
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
    """Right to left, so that places stay true; an insertion stands before a replacement that begins where it is."""
    ordered = sorted(enumerate(edits), key=lambda item: (item[1].span.start, len(item[1].span), item[0]), reverse=True)
    for _, edit in ordered:
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text
