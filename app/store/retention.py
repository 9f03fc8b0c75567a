"""How long kept messages stay: the first rule that fits a review says; what no rule fits stays."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, false, not_, or_, true

from app.settings import RetentionRule
from app.store.content_erasure import Erased, Erasure
from app.store.events import Actor
from app.store.records import to_microseconds
from app.store.tables import verdict_log


def expire(erasure: Erasure, rules: Sequence[RetentionRule], now: datetime, actor: Actor) -> Erased:
    """Erase the messages whose time is over at ``now`` and that nothing holds, and record it.

    Raises VerdictLogUnavailable, or ContentOnHold when a hold was placed meanwhile: the next run goes on.
    """
    said = [rule.model_dump(mode="json", exclude_none=True) for rule in rules]
    return erasure.expire(is_over(rules, now), {"rules": said, "at": now.isoformat()}, actor)


def is_over(rules: Sequence[RetentionRule], now: datetime) -> ColumnElement[bool]:
    """A condition on rows of `verdict_log`: the time of the review's message is over at ``now``."""
    over: list[ColumnElement[bool]] = []
    earlier: list[ColumnElement[bool]] = []
    for rule in rules:
        fits = _fits(rule)
        aged = verdict_log.c.created_at <= to_microseconds(cutoff(rule, now))
        over.append(and_(fits, aged, *(not_(condition) for condition in earlier)))
        earlier.append(fits)
    return or_(false(), *over)


def cutoff(rule: RetentionRule, now: datetime) -> datetime:
    """Messages of this moment and older ones have been kept for as long as ``rule`` says."""
    if rule.days is not None:
        return now - timedelta(days=rule.days)
    year = now.year - (rule.years or 0)
    try:
        return now.replace(year=year)
    except ValueError:  # 29 February, in a year that has none
        return now.replace(year=year, day=28)


def _fits(rule: RetentionRule) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [true()]
    if rule.channel is not None:
        conditions.append(verdict_log.c.channel == rule.channel.value)
    if rule.decision is not None:
        conditions.append(verdict_log.c.decision == rule.decision.value)
    return and_(*conditions)
