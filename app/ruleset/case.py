"""A known case: a whole message with the decision and the findings that it must get from every version."""

from dataclasses import dataclass

from app.model.message import Message
from app.model.vocabulary import Decision


@dataclass(frozen=True, slots=True)
class ExpectedFinding:
    """The rule fires; on exactly these quotes, in the order of the text, unless ``quotes`` is None."""

    rule_id: str
    quotes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """``findings`` must be there, the rules of ``silent`` must not fire, and ``decision`` must be the verdict's.

    ``review`` is the id of the logged review that it came from, "" for none.
    """

    id: str
    message: Message
    decision: Decision
    findings: tuple[ExpectedFinding, ...] = ()
    silent: tuple[str, ...] = ()
    because: str = ""
    review: str = ""
