"""What callers send to keep a review as a known case."""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from app.api.requests import ReviewRequest
from app.model.vocabulary import Decision

RuleName = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z0-9][a-z0-9-]*$")]
Words = Annotated[str, Field(min_length=1, max_length=4000)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ExpectedFindingRequest(_Model):
    """A rule that must fire."""

    rule_id: RuleName
    quotes: list[Words] | None = Field(
        default=None, max_length=200, description="The exact words of all its evidence, in order; null for any."
    )


class CaseRequest(_Model):
    """A logged review to keep, whole, as a known case of the draft's rule set."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "review_id": "019d3f6e-2a44-7c1f-9b7e-52b6a1c0de31",
                    "decision": "pass",
                    "silent": ["steady-profit"],
                    "because": "说的是走路",
                }
            ]
        }
    )

    review_id: str = Field(max_length=64)
    id: RuleName | None = Field(default=None, description="Of the case; made from the review's when null.")
    decision: Decision | None = Field(
        default=None, description="What it must get; null when the verdict was right: then its findings are expected."
    )
    findings: list[ExpectedFindingRequest] = Field(default=[], max_length=50, description="Rules that must fire.")
    silent: list[RuleName] = Field(default=[], max_length=50, description="Rules that must not fire.")
    because: str = Field(default="", max_length=500)
    message: ReviewRequest | None = Field(
        default=None,
        description="In the place of the logged message: where the log keeps none, or it has personal data. "
        "Without `day` it is judged by the law of the day that the review was logged.",
    )


MODELS: Final = (CaseRequest,)
