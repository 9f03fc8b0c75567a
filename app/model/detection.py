"""What detectors produce."""

from dataclasses import dataclass
from enum import StrEnum

from app.model.span import Span


class Context(StrEnum):
    """How the words around a detection change what it says."""

    NEGATED = "negated"
    QUOTED_AS_WARNING = "quoted-as-warning"
    CUSTOMER_WORDS = "customer-words"
    QUESTION = "question"
    HYPOTHETICAL = "hypothetical"
    QUOTED = "quoted"
    TITLE = "title"
    STOCK_SENTENCE = "stock-sentence"


@dataclass(frozen=True, slots=True)
class Detection:
    """One hit of one probe, placed in the *normalised* text of one part.

    ``probe`` names the detector with its parameters; rules that ask the same thing share it.
    ``score`` is in (0, 1]: 1 is a literal hit, each evasion layer that had to be undone lowers it.
    ``contexts`` is sorted. ``tag`` is the detector's own finer label (entity type, term tag), or "".
    ``data`` holds further values as sorted key-value pairs; never message text.
    """

    probe: str
    part: int
    span: Span
    score: float = 1.0
    tag: str = ""
    contexts: tuple[Context, ...] = ()
    explanation: str = ""
    data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DetectorFailure:
    """A detector that raised, timed out or could not load: its verdict is never ``pass``."""

    detector: str
    reason: str
    timed_out: bool = False
