"""What a check answers."""

from dataclasses import dataclass

from app.model.span import Span


@dataclass(frozen=True, slots=True)
class Computation:
    """A figure that is wrong: where it stands (normalised text), why, and the numbers behind it."""

    span: Span
    explanation: str
    data: tuple[tuple[str, str], ...] = ()
