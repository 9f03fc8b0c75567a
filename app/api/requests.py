"""What callers send."""

from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from app.api.examples import BATCH_REQUEST, REVIEW_REQUESTS
from app.api.field_errors import InvalidRequest, field_errors
from app.api.moments import Day
from app.intake import TODAY
from app.model import message as model
from app.model.vocabulary import PRODUCTS, Audience, Channel, Jurisdiction, Language, Stage


def _known_product(value: str) -> str:
    if value not in PRODUCTS:
        raise PydanticCustomError("unknown_product", "unknown product")
    return value


Product = Annotated[str, AfterValidator(_known_product), Field(json_schema_extra={"enum": sorted(PRODUCTS)})]
_Request = TypeVar("_Request", bound=BaseModel)
Name = Annotated[str, Field(max_length=200)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Part(_Model):
    """One named piece of a message. Each part has a name of its own."""

    name: str = Field(min_length=1, max_length=64, examples=["subject"])
    text: str


class Recipient(_Model):
    """Whom the message is for: their own data may be said to them, masked."""

    name: Name | None = None
    phone: Name | None = None
    email: Name | None = None
    document_number: Name | None = None
    account_number: Name | None = None
    reference: Name | None = Field(
        default=None,
        min_length=1,
        description="What your systems call this person. What is kept of their messages can be erased by it.",
    )


class Turn(_Model):
    """An earlier message of the conversation."""

    author: Literal["customer", "sender"]
    text: str


class ReviewRequest(_Model):
    """A message to review: `text`, or `parts`. Say as much of the rest as you know; without it, it is inferred."""

    model_config = ConfigDict(json_schema_extra={"examples": list(REVIEW_REQUESTS.values())})

    text: str | None = Field(default=None, min_length=1, description="The message; short for one part named `body`.")
    parts: list[Part] | None = Field(default=None, min_length=1)
    channel: Channel | None = None
    audience: Audience | None = None
    jurisdiction: Jurisdiction | None = None
    language: Language | None = None
    products: list[Product] = Field(default=[], max_length=20)
    stage: Stage = Stage.DRAFT
    sender: Name | None = None
    recipient: Recipient | None = None
    conversation: list[Turn] = Field(default=[], max_length=500)
    metadata: dict[Annotated[str, Field(max_length=64)], Annotated[str, Field(max_length=1000)]] = Field(
        default={},
        max_length=50,
        description="Kept with the message when the service stores messages. `campaign` names the campaign, "
        "which waivers may be narrowed to, `client_level` the reader's level, C1 to C5.",
    )
    day: Day | None = Field(default=None, description="The day whose rules apply; today when it is not said.")

    @model_validator(mode="after")
    def _one_of_both(self) -> "ReviewRequest":
        if (self.text is None) == (self.parts is None):
            raise PydanticCustomError("text_or_parts", "give either text or parts")
        return self

    def to_message(self) -> model.Message:
        """The message, for intake to complete."""
        recipient = self.recipient
        return model.Message(
            id="",
            parts=(model.Part("body", self.text),)
            if self.text is not None
            else tuple(model.Part(part.name, part.text) for part in self.parts or ()),
            day=self.day or TODAY,
            channel=self.channel,
            audience=self.audience,
            jurisdiction=self.jurisdiction,
            language=self.language,
            products=tuple(self.products),
            stage=self.stage,
            sender=self.sender,
            recipient=None if recipient is None else model.Recipient(**recipient.model_dump()),
            conversation=tuple(model.Turn(turn.author, turn.text) for turn in self.conversation),
            metadata=tuple(sorted(self.metadata.items())),
        )


class BatchRequest(_Model):
    """Messages to review, each on its own; all are answered, or none."""

    model_config = ConfigDict(json_schema_extra={"examples": [BATCH_REQUEST]})

    messages: list[ReviewRequest] = Field(min_length=1)


def read_as(model: type[_Request], value: object) -> _Request:
    """``value``, parsed JSON, as a ``model``. Raises InvalidRequest."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise InvalidRequest(field_errors(_described(error), "body")) from None


def read_review_request(value: object) -> ReviewRequest:
    """``value``, parsed JSON, as a request. Raises InvalidRequest."""
    return read_as(ReviewRequest, value)


def read_batch_request(value: object, longest: int) -> BatchRequest:
    """As `read_review_request`; ``longest`` is the most messages of a batch."""
    batch = read_as(BatchRequest, value)
    if len(batch.messages) > longest:
        too_long = {"type": "too_long", "loc": ("messages",), "ctx": {"max_length": longest}}
        raise InvalidRequest(field_errors([too_long], "body"))
    return batch


def _described(error: ValidationError) -> list[Any]:
    return list(error.errors(include_url=False, include_input=False))


MODELS: Final = (ReviewRequest, BatchRequest)
