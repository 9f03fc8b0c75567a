"""What callers send and get of backtests."""

from collections import Counter
from datetime import datetime
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from app.api.moments import Moment
from app.model.vocabulary import Channel, Decision
from app.publishing.backtest import Effect, Outcome, Report
from app.publishing.log_backtests import Selection
from app.store.backtest_store import Backtest, BacktestState
from app.store.records import to_datetime, to_microseconds


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BacktestRequest(_Model):
    """Which logged reviews; without any, all that the caller may read."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"since": "2026-10-01T00:00:00+08:00", "channel": "sms"}]}
    )

    since: Moment | None = Field(default=None, description="Created at or after; RFC 3339 with a time zone.")
    until: Moment | None = Field(default=None, description="Created before.")
    channel: Channel | None = None

    def to_selection(self) -> Selection:
        """The same for the log."""
        return Selection(
            None if self.since is None else to_microseconds(self.since),
            None if self.until is None else to_microseconds(self.until),
            "" if self.channel is None else self.channel.value,
        )


class EffectCount(_Model):
    """How many messages change so; `name` is a rule, a channel or a business unit, empty where none was said."""

    name: str
    effect: Effect
    count: int


class Sample(_Model):
    """One message that changes."""

    review_id: str
    effect: Effect
    before: Decision
    after: Decision
    appeared: list[str] = Field(description="Rules that fire by the draft only.")
    gone: list[str] = Field(description="Rules that fire by its base version only.")


class SampleWithText(Sample):
    """One message that changes, with its texts by part; null when it was erased meanwhile."""

    texts: dict[str, str] | None


class SamplePage(_Model):
    """Samples of one change."""

    samples: list[SampleWithText]


class BacktestResult(_Model):
    """What was found so far."""

    judged: int
    effects: dict[Effect, int]
    by_rule: list[EffectCount]
    by_channel: list[EffectCount]
    by_tenant: list[EffectCount]
    samples: list[Sample]
    before_us: int = Field(description="Microseconds a message on one core by the base version, on average.")
    after_us: int = Field(description="The same by the draft.")


class BacktestAnswer(_Model):
    """A backtest. `result` is null in lists, and where it has just begun."""

    id: str
    draft: str
    edition: int
    state: BacktestState
    begun_at: datetime
    begun_by: str
    total: int
    looked_at: int
    not_kept: int = Field(description="Reviews whose message the log does not keep (any more).")
    result: BacktestResult | None


class BacktestList(_Model):
    """Newest first."""

    backtests: list[BacktestAnswer]


def backtest_answer(found: Backtest, result: Report | None) -> dict[str, Any]:
    """The same as a model's content."""
    begun = to_datetime(found.begun_at).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return {
        "id": found.id,
        "draft": found.draft,
        "edition": found.edition,
        "state": found.state.value,
        "begun_at": begun,
        "begun_by": found.begun_by,
        "total": found.total,
        "looked_at": found.looked_at,
        "not_kept": found.not_kept,
        "result": None if result is None else _result(result),
    }


def sample_answer(outcome: Outcome, message: dict[str, Any] | None) -> dict[str, Any]:
    """The same as a model's content."""
    texts = None if message is None else {part["name"]: part["text"] for part in message["parts"]}
    return {**_sample(outcome), "texts": texts}


def _result(found: Report) -> dict[str, Any]:
    return {
        "judged": found.total,
        "effects": {effect.value: found.effects[effect] for effect in Effect},
        "by_rule": _counts(found.by_rule),
        "by_channel": _counts(found.channels),
        "by_tenant": _counts(found.tenants),
        "samples": [_sample(outcome) for effect in Effect for outcome in found.samples.get(effect, ())],
        "before_us": found.before_us // max(found.total, 1),
        "after_us": found.after_us // max(found.total, 1),
    }


def _counts(counted: Counter[tuple[str, Effect]]) -> list[dict[str, Any]]:
    return [{"name": name, "effect": effect.value, "count": count} for (name, effect), count in sorted(counted.items())]


def _sample(outcome: Outcome) -> dict[str, Any]:
    return {
        "review_id": outcome.review_id,
        "effect": outcome.effect.value,
        "before": outcome.before,
        "after": outcome.after,
        "appeared": list(outcome.appeared),
        "gone": list(outcome.gone),
    }


MODELS: Final = (BacktestRequest,)
