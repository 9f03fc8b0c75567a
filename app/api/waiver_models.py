"""What callers send and get where rules are waived."""

from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from app.api.moments import Day
from app.api.requests import Product
from app.model.vocabulary import Channel
from app.publishing.waivers import NewWaiver
from app.store.records import to_datetime
from app.store.waiver_records import WaiverEdition, WaiverState

Name = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[^\x00]+$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WaiverRequest(_Model):
    """A waiver to ask for. All that it is narrowed to must be true of a message; without any, the rule is off."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rule_id": "guaranteed-return",
                    "reason": "历史宣传册清库存，已附更正说明",
                    "owner": "零售市场部",
                    "until": "2026-12-31",
                    "wording": "保本的历史产品",
                    "channels": ["letter"],
                    "campaign": "autumn-2026",
                }
            ]
        }
    )

    rule_id: str = Field(max_length=64)
    reason: str = Field(
        min_length=1,
        max_length=500,
        pattern=r"^[^\x00]+$",
        description="Why; every verdict that the waiver touches shows it, for good: no personal data.",
    )
    owner: Name = Field(description="Who answers for it.")
    until: Day = Field(description="Its last day; at most a year away.")
    wording: str = Field(
        default="", max_length=4000, description="All words of a finding must lie in this wording, in its normal form."
    )
    text: str = Field(
        default="", max_length=100_000, description="The whole text of the message; only its digest is kept."
    )
    products: list[Product] = Field(default=[], max_length=40)
    channels: list[Channel] = Field(default=[], max_length=20)
    campaign: str = Field(default="", max_length=1000, description="What messages say in `metadata.campaign`.")

    def to_new_waiver(self) -> NewWaiver:
        """The same for `Waivers.request`."""
        return NewWaiver(
            self.rule_id,
            self.reason,
            self.owner,
            self.until,
            self.wording,
            self.text,
            tuple(self.products),
            tuple(channel.value for channel in self.channels),
            self.campaign,
        )


class WaiverAnswer(_Model):
    """A waiver. Send its `edition` as `If-Match` with each act."""

    id: str
    edition: int
    state: WaiverState
    rule_id: str
    reason: str
    owner: str
    requested_by: str
    approver: str | None
    since: date | None = Field(description="Its first day; null until it is approved.")
    until: date
    wording: str = Field(description="In its normal form.")
    text_digest: str
    products: list[str]
    channels: list[str]
    campaign: str
    note: str = Field(description="Why it was refused, or ended before its last day.")
    changed_at: datetime
    changed_by: str


class WaiverList(_Model):
    """Waivers, by last day."""

    waivers: list[WaiverAnswer]


def waiver_answer(edition: WaiverEdition) -> dict[str, Any]:
    """The JSON of `WaiverAnswer`."""
    narrow = edition.narrowing
    return {
        "id": edition.id,
        "edition": edition.edition,
        "state": edition.state.value,
        "rule_id": edition.rule_id,
        "reason": edition.reason,
        "owner": edition.owner,
        "requested_by": edition.requested_by,
        "approver": edition.approver,
        "since": None if edition.since is None else edition.since.isoformat(),
        "until": edition.until.isoformat(),
        "wording": narrow.wording,
        "text_digest": narrow.text_digest,
        "products": narrow.products,
        "channels": narrow.channels,
        "campaign": narrow.campaign,
        "note": edition.note,
        "changed_at": to_datetime(edition.changed_at).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "changed_by": edition.changed_by,
    }


MODELS: Final = (WaiverRequest,)
