"""A logged review made into a known case: of its kept message, or of the message that the officer gives for it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from app.model.finding import Localized
from app.model.message import Message
from app.model.principal import View
from app.model.vocabulary import Decision
from app.publishing.reading_kept import read_kept
from app.publishing.refusals import UnknownExample
from app.publishing.review_examples import has_personal_data
from app.ruleset.case import Case, ExpectedFinding
from app.store.events import Actor
from app.store.kept_message import kept_message
from app.store.records import LogRecord
from app.store.verdict_body import FindingBody
from app.store.verdict_log import VerdictLog

DAY_OF_REVIEW: Final = date.min
"""``Message.day`` of a given message that is to be judged by the law of the day that its review was logged."""


@dataclass(frozen=True, slots=True)
class WantedCase:
    """What an officer says of a review. Where ``decision`` is None, the verdict was right: its decision and findings.

    ``message`` stands for the logged one; ``case_id`` "" lets the id follow from the review's.
    """

    review_id: str
    decision: Decision | None = None
    findings: tuple[ExpectedFinding, ...] = ()
    silent: tuple[str, ...] = ()
    message: Message | None = None
    case_id: str = ""
    because: str = ""


def review_case(log: VerdictLog, wanted: WantedCase, view: View, actor: Actor) -> Case:
    """The case that a review makes; that its message was read for it is recorded.

    Raises UnknownReview; UnknownExample where the log keeps no message, and where that has personal data or a
    recipient: versions of the rule set stay for ever, and could never be rid of them. VerdictLogUnavailable.
    """
    record = log.get(wanted.review_id, view)
    message = _kept(log, record, view, actor) if wanted.message is None else wanted.message
    day = record.created_at.date() if message.day == DAY_OF_REVIEW else message.day
    body = record.verdict_body()
    findings = wanted.findings
    if wanted.decision is None:
        own = None if wanted.message is not None else message
        findings = findings or tuple(_expected(item, own) for item in body["findings"] if "exemption" not in item)
    return Case(
        id=wanted.case_id or f"case-{record.review_id.rsplit('-', 1)[-1]}",
        message=replace(message, id="case", day=day),
        decision=Decision(body["decision"]) if wanted.decision is None else wanted.decision,
        findings=findings,
        silent=wanted.silent,
        because=wanted.because,
        review=record.review_id,
    )


def _kept(log: VerdictLog, record: LogRecord, view: View, actor: Actor) -> Message:
    if has_personal_data(record):
        raise _personal()
    _, kept = read_kept(log, record.review_id, view, actor)
    if kept is None:
        raise UnknownExample(
            Localized(
                "日志没有保存原文，请给出整条消息（message，--message）",
                "The log keeps no text of it: give the whole message (`message`, --message)",
            )
        )
    message = kept_message(record.review_id, kept)
    if message.recipient is not None or message.sender is not None:
        raise _personal()
    return message


def _personal() -> UnknownExample:
    return UnknownExample(
        Localized(
            "这条消息含个人信息，或写明了收发人，而规则版本永不删除；请给出换成虚构信息的整条消息（message，--message）",
            "The message has personal data, or names its sender or recipient, and versions of rules are never erased: "
            "give the whole message with invented data instead (`message`, --message)",
        )
    )


def _expected(finding: FindingBody, message: Message | None) -> ExpectedFinding:
    """With the words that were found, where they lie in ``message``: in the log they are masked."""
    if message is None:
        return ExpectedFinding(finding["rule_id"])
    texts = {part.name: part.text for part in message.parts}
    quotes = tuple(texts.get(item["part"], "")[item["start"] : item["end"]] for item in finding["evidence"])
    return ExpectedFinding(finding["rule_id"], quotes if all(quotes) else None)
