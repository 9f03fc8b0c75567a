"""The file of a known case, `rules/cases/<id>.yaml`: a whole message, and how it must be judged."""

from datetime import date
from typing import Annotated, Final

from pydantic import Field, StringConstraints, model_validator

from app.model.message import Message, Part, Recipient, Turn
from app.model.vocabulary import Audience, Channel, Decision, Jurisdiction, Language, Stage
from app.ruleset.case import Case, ExpectedFinding
from app.ruleset.schema import FileModel, Product, RecipientFile, RuleId, Text

CASES_PREFIX: Final = "rules/cases/"

DEFAULT_DAY: Final = date(2026, 11, 1)
"""A case without a day is judged by the law of this one, so that a result never depends on a clock."""

PartText = Annotated[str, StringConstraints(min_length=1, max_length=100_000)]


class PartFile(FileModel):
    """One named piece of the message."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    text: PartText


class TurnFile(FileModel):
    """An earlier message of the conversation; ``author`` is ``customer`` or ``sender``."""

    author: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    text: PartText


class MessageFile(FileModel):
    """A whole message: its parts, and what the caller says of it."""

    parts: tuple[PartFile, ...] = Field(min_length=1, max_length=100)
    day: date = DEFAULT_DAY
    channel: Channel | None = None
    audience: Audience | None = None
    jurisdiction: Jurisdiction | None = None
    language: Language | None = None
    products: tuple[Product, ...] = Field(default=(), max_length=20)
    stage: Stage = Stage.DRAFT
    sender: str | None = None
    recipient: RecipientFile | None = None
    conversation: tuple[TurnFile, ...] = Field(default=(), max_length=500)
    metadata: dict[str, str] = Field(default={}, max_length=50)

    @model_validator(mode="after")
    def _parts_have_names_of_their_own(self) -> "MessageFile":
        if len({part.name for part in self.parts}) < len(self.parts):
            raise ValueError("case-parts")
        return self

    def message(self) -> Message:
        """What it says."""
        recipient = self.recipient
        return Message(
            id="case",
            parts=tuple(Part(part.name, part.text) for part in self.parts),
            day=self.day,
            channel=self.channel,
            audience=self.audience,
            jurisdiction=self.jurisdiction,
            language=self.language,
            products=self.products,
            stage=self.stage,
            sender=self.sender,
            recipient=None if recipient is None else Recipient(**recipient.model_dump()),
            conversation=tuple(Turn(turn.author, turn.text) for turn in self.conversation),
            metadata=tuple(sorted(self.metadata.items())),
        )


class ExpectedFindingFile(FileModel):
    """A rule that fires; ``quotes`` are the exact words of all its evidence, in the order of the text."""

    rule: RuleId
    quotes: tuple[Text, ...] | None = None


class CaseFile(FileModel):
    """A message with the decision it must get, rules that must fire on it, and rules that must not."""

    id: RuleId
    because: str = ""
    review: str = ""
    message: MessageFile
    decision: Decision
    findings: tuple[ExpectedFindingFile, ...] = ()
    silent: tuple[RuleId, ...] = ()


def make_case(file: CaseFile) -> Case:
    """What the file says."""
    return Case(
        id=file.id,
        message=file.message.message(),
        decision=file.decision,
        findings=tuple(ExpectedFinding(item.rule, item.quotes) for item in file.findings),
        silent=file.silent,
        because=file.because,
        review=file.review,
    )
