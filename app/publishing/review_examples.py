"""A logged review made into an example of a rule: of its kept message, or of the text that the officer gives for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.model.finding import Localized
from app.model.principal import View
from app.model.vocabulary import Family
from app.publishing.example_writing import NewExample, example_of
from app.publishing.reading_kept import read_kept
from app.publishing.refusals import UnknownExample
from app.store.events import Actor
from app.store.records import LogRecord
from app.store.verdict_log import VerdictLog


@dataclass(frozen=True, slots=True)
class WantedExample:
    """What an officer says of a review. ``quotes`` is None for a false alarm; ``text`` stands for the message."""

    review_id: str
    quotes: Sequence[str] | None
    text: str | None = None
    because: str = ""


def review_example(log: VerdictLog, wanted: WantedExample, view: View, actor: Actor) -> NewExample:
    """The example that a review makes; that its message was read for it is recorded.

    Raises UnknownReview; UnknownExample where the log keeps no text, and where the message has personal data: versions
    of the rule set stay for ever, and what they say of a person could never be erased. VerdictLogUnavailable.
    """
    if wanted.text is not None:
        log.get(wanted.review_id, view)
        return NewExample(wanted.text, wanted.quotes, wanted.because)
    record = log.get(wanted.review_id, view)
    if has_personal_data(record):
        raise UnknownExample(
            Localized(
                "这条消息含个人信息，而规则版本永不删除；请用 text（--text）给出换成虚构信息的原文",
                "The message has personal data, and versions of rules are never erased: give its text with invented "
                "data instead (`text`, --text)",
            )
        )
    _, kept = read_kept(log, wanted.review_id, view, actor)
    if kept is None:
        raise UnknownExample(
            Localized(
                "日志没有保存原文，请用 text（--text）给出", "The log keeps no text of it: give it (`text`, --text)"
            )
        )
    return example_of(kept, wanted.quotes, wanted.because)


def has_personal_data(record: LogRecord) -> bool:
    """True when its verdict found some; versions of the rule set must never take that in."""
    return any(finding["family"] == Family.PII for finding in record.verdict_body()["findings"])
