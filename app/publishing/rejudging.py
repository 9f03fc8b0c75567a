"""A logged verdict proved by judging its message again under the rule set that judged it, or what is gone for that."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from app import __version__
from app.model.finding import Localized
from app.model.message import Message
from app.model.waiver import NO_WAIVERS, WaiverSet
from app.publishing.active import compile_files
from app.review import CompiledRuleSet, review
from app.settings import Settings
from app.store.canonical import canonical_json, digest
from app.store.kept_message import kept_message
from app.store.masking import masked
from app.store.message_body import message_json
from app.store.records import LogRecord
from app.store.rule_set_store import RevisionDamaged, RevisionNotKept, RuleSetStore
from app.store.verdict_body import describe, only_verdict
from app.store.verdict_log import VerdictLog
from app.store.waiver_store import WaiversDamaged, WaiverStore


class Gone(StrEnum):
    """An input without which a verdict cannot be had again."""

    TEXT = "text"
    TEXT_ALTERED = "text-altered"
    RULE_SET = "rule-set"
    RULE_SET_ALTERED = "rule-set-altered"
    WAIVERS = "waivers"
    APP_VERSION = "app-version"


GONE: Final = {
    Gone.TEXT: Localized("消息原文未保存，或已被清除", "The message's text was not kept, or was erased"),
    Gone.TEXT_ALTERED: Localized(
        "所存的消息不是当时审查的那条", "The message that is kept is not the one that was judged"
    ),
    Gone.RULE_SET: Localized("数据库中没有当时的规则集", "The rule set that judged is not in the database"),
    Gone.RULE_SET_ALTERED: Localized(
        "数据库中当时的规则集已被改动", "The rule set that judged was altered in the database"
    ),
    Gone.WAIVERS: Localized(
        "数据库中当时的豁免缺失或已被改动", "The waivers that were in force then are gone from the database, or altered"
    ),
    Gone.APP_VERSION: Localized(
        "当时由另一版本的程序审查，请用该版本重放", "Another version of the program judged; replay it with that one"
    ),
}


@dataclass(frozen=True, slots=True)
class Rejudged:
    """``identical`` is None when ``gone`` names what is missing; ``differs`` names the verdict's fields that differ.

    ``logged_digest`` and ``digest`` are those of the canonical verdict, as logged and as given again.
    """

    record: LogRecord
    app_version: str
    identical: bool | None
    gone: tuple[Gone, ...] = ()
    differs: tuple[str, ...] = ()
    logged_digest: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the inputs of verdicts are kept whole."""

    rule_sets: RuleSetStore
    waivers: WaiverStore


@contextmanager
def open_kept(settings: Settings) -> Iterator[Kept]:
    """Those of the settings' database. Raises DatabaseUnusable."""
    with ExitStack() as opened:
        rule_sets = RuleSetStore.open(settings.database_url, settings.busy_timeout_seconds)
        opened.callback(rule_sets.close)
        waivers = WaiverStore.open(settings.database_url, settings.busy_timeout_seconds)
        opened.callback(waivers.close)
        yield Kept(rule_sets, waivers)


def rejudge(log: VerdictLog, kept: Kept, record: LogRecord, active: CompiledRuleSet | None = None) -> Rejudged:
    """Judge the message of ``record`` again. ``active`` is used where it is the same rule set, to spare a compile.

    Raises VerdictLogUnavailable, and what keeps a rule set from compiling or a message from being judged.
    """
    body = record.verdict_body()
    logged: dict[str, Any] = {**only_verdict(body)}
    gone = [] if logged["app_version"] == __version__ else [Gone.APP_VERSION]
    message = _message(log, record)
    if isinstance(message, Gone):
        gone.append(message)
    rule_set = _files(kept.rule_sets, record.rule_set_revision)
    if isinstance(rule_set, Gone):
        gone.append(rule_set)
    waivers = _waivers(kept.waivers, body.get("waivers", ""))
    if isinstance(waivers, Gone):
        gone.append(waivers)
    logged_digest = digest(canonical_json(logged))
    if gone or isinstance(message, Gone) or isinstance(rule_set, Gone) or isinstance(waivers, Gone):
        return Rejudged(record, logged["app_version"], None, tuple(gone), logged_digest=logged_digest)
    same_rules = active is not None and active.revision == record.rule_set_revision
    compiled = active if active is not None and same_rules else compile_files(rule_set)
    again: dict[str, Any] = {**masked(describe(message, review(message, compiled, waivers)))}
    differs = tuple(
        name
        for name in sorted({*logged, *again})
        if canonical_json(logged.get(name)) != canonical_json(again.get(name))
    )
    return Rejudged(
        record, logged["app_version"], not differs, (), differs, logged_digest, digest(canonical_json(again))
    )


def _message(log: VerdictLog, record: LogRecord) -> Message | Gone:
    kept = log.message_of(record)
    if kept is None:
        return Gone.TEXT
    try:
        message = kept_message(record.review_id, kept)
    except (KeyError, TypeError, ValueError):
        return Gone.TEXT_ALTERED
    return message if digest(message_json(message)) == record.message_digest else Gone.TEXT_ALTERED


def _waivers(store: WaiverStore, revision: str) -> WaiverSet | Gone:
    """What the review was given; there were none where its record names none."""
    if not revision:
        return NO_WAIVERS
    try:
        return store.load_revision(revision)
    except WaiversDamaged:
        return Gone.WAIVERS


def _files(store: RuleSetStore, revision: str) -> dict[str, bytes] | Gone:
    try:
        return store.load_revision(revision)
    except RevisionNotKept:
        return Gone.RULE_SET
    except RevisionDamaged:
        return Gone.RULE_SET_ALTERED
