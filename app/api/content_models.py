"""What callers send and get where kept messages are erased or held."""

from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.api.moments import Moment
from app.store.content_erasure import Erased
from app.store.holds import Hold, NewHold

ReviewId = Annotated[str, Field(min_length=1, max_length=36)]
Reference = Annotated[
    str, Field(min_length=1, max_length=200, description="What your systems call a person: `recipient.reference`.")
]
Reason = Annotated[
    str, Field(min_length=1, max_length=500, description="Why; it stays in the log, so no personal data.")
]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ErasureRequest(_Model):
    """What to erase: the message of one review, or all messages to one person."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"subject": "C-4711", "reason": "request of 2026-11-21"}]}
    )

    review_id: ReviewId | None = None
    subject: Reference | None = None
    reason: Reason

    @model_validator(mode="after")
    def _one_of_both(self) -> "ErasureRequest":
        if (self.review_id is None) == (self.subject is None):
            raise PydanticCustomError("review_or_subject", "give either review_id or subject")
        return self


class ErasureAnswer(_Model):
    """How many messages nobody can read any more."""

    erased: int
    swept: bool = Field(description="False: copies of the keys may be left in the database's files; `log sweep` later.")


class HoldRequest(_Model):
    """What must not be erased; all that is given must be true of a review, and something must be given."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"subject": "C-4711", "reason": "case 7"}]})

    review_id: ReviewId | None = None
    subject: Reference | None = None
    since: Moment | None = None
    until: Moment | None = None
    reason: Reason

    @model_validator(mode="after")
    def _something(self) -> "HoldRequest":
        if (self.review_id, self.subject, self.since, self.until) == (None, None, None, None):
            raise PydanticCustomError("nothing_to_hold", "give review_id, subject, since or until")
        return self

    def to_new_hold(self) -> NewHold:
        """The same for `Holds.place`."""
        return NewHold(self.reason, self.review_id, self.subject, self.since, self.until)


class HoldRelease(_Model):
    """Why a hold ends."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "case 7 was settled"}]})

    reason: Reason


class HoldAnswer(_Model):
    """A legal hold. `subject` is a tag that stands for the reference, which is not kept."""

    id: str
    tenant: str
    review_id: str | None
    subject: str | None
    since: datetime | None
    until: datetime | None
    reason: str
    placed_at: datetime
    placed_by: str
    released_at: datetime | None


class HoldList(_Model):
    """Holds, the released ones too, oldest first."""

    holds: list[HoldAnswer]


def erasure_answer(erased: Erased) -> dict[str, Any]:
    """The JSON of `ErasureAnswer`."""
    return {"erased": erased.count, "swept": erased.swept}


def hold_answer(hold: Hold) -> dict[str, Any]:
    """The JSON of `HoldAnswer`."""
    return {
        "id": hold.id,
        "tenant": hold.tenant,
        "review_id": hold.review_id or None,
        "subject": hold.subject or None,
        "since": _moment(hold.since),
        "until": _moment(hold.until),
        "reason": hold.reason,
        "placed_at": _moment(hold.placed_at),
        "placed_by": hold.placed_by,
        "released_at": _moment(hold.released_at),
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


MODELS: Final = (ErasureRequest, HoldRequest, HoldRelease)
