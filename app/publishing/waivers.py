"""Waivers: asked for, approved by somebody else, refused or ended. Each act is a record of the log, in the same commit.

Who may come here is the caller's to check; that two persons are needed is checked here, and again by the database.
"""

import base64
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from app.errors import UnknownRule, VerdictLogUnavailable
from app.model.finding import Localized
from app.model.vocabulary import PRODUCTS, Channel
from app.model.waiver import Narrowing
from app.publishing.waiver_refusals import (
    NotWaivable,
    OwnWaiver,
    UnknownWaiver,
    WaiverChanged,
    WaiverClosed,
    WaiverInvalid,
    WaiverTerm,
)
from app.ruleset.loader import is_rule_path
from app.ruleset.rule import Rule
from app.ruleset.rule_reader import read_rule
from app.ruleset.source import read_source
from app.store.canonical import digest
from app.store.events import Actor, Event, event_entry
from app.store.records import to_datetime
from app.store.verdict_log import VerdictLog
from app.store.waiver_records import WaiverEdition, WaiverState
from app.store.waiver_store import WaiverStore, adding_edition
from app.text.errors import TextError
from app.text.wording import digest_of, normal_wording

LONGEST_DAYS: Final = 366
"""From the day of the request, and again from the day of the approval."""


@dataclass(frozen=True, slots=True)
class NewWaiver:
    """What is asked for. Of ``text``, a whole message, only the digest of its normal wording is kept."""

    rule_id: str
    reason: str
    owner: str
    until: date
    wording: str = ""
    text: str = ""
    products: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    campaign: str = ""


class Waivers:
    """For those who ask and those who approve. Everything raises VerdictLogUnavailable; nothing changed then.

    ``rule_files`` gives the files of the active rule set, ``clock`` microseconds since 1970, and a day begins
    ``day_offset`` after that of UTC.
    """

    def __init__(
        self,
        store: WaiverStore,
        log: VerdictLog,
        rule_files: Callable[[], Mapping[str, bytes]],
        clock: Callable[[], int],
        day_offset: timedelta,
    ) -> None:
        self._store = store
        self._log = log
        self._rule_files = rule_files
        self._clock = clock
        self._day_offset = day_offset

    def list(self, state: WaiverState | None = None, expiring_days: int | None = None) -> tuple[WaiverEdition, ...]:
        """All waivers by last day, or those of one state; or those in force that end within so many days from today."""
        today = self.today()
        return tuple(
            item
            for item in self._store.waivers()
            if (state is None or item.state is state)
            and (
                expiring_days is None
                or (item.state is WaiverState.APPROVED and today <= item.until <= today + timedelta(days=expiring_days))
            )
        )

    def get(self, waiver_id: str, edition: int | None = None) -> WaiverEdition:
        """The waiver as it is now. Raises UnknownWaiver; WaiverChanged when it is not ``edition`` any more."""
        editions = self._store.editions(waiver_id)
        if not editions:
            raise UnknownWaiver
        if edition is not None and editions[-1].edition != edition:
            raise WaiverChanged
        return editions[-1]

    def today(self) -> date:
        """The house's day."""
        return (to_datetime(self._clock()) + self._day_offset).date()

    def request(self, wanted: NewWaiver, actor: Actor) -> WaiverEdition:
        """Ask for a waiver. Raises UnknownRule, NotWaivable, WaiverTerm or WaiverInvalid."""
        self._check_rule(wanted.rule_id)
        self._check_term(wanted.until)
        who = actor.principal.id
        edition = WaiverEdition(
            id=base64.b32encode(secrets.token_bytes(5)).decode().lower(),
            edition=1,
            state=WaiverState.REQUESTED,
            rule_id=wanted.rule_id,
            narrowing=_narrowing(wanted),
            reason=wanted.reason,
            owner=wanted.owner,
            requested_by=who,
            until=wanted.until,
            changed_at=self._clock(),
            changed_by=who,
        )
        return self._keep("waiver-requested", None, edition, actor)

    def approve(self, waiver_id: str, edition: int, actor: Actor) -> WaiverEdition:
        """It is in force from today. Raises UnknownWaiver, WaiverChanged, WaiverClosed, OwnWaiver, and as `request`."""
        before = self._open(waiver_id, edition, WaiverState.REQUESTED)
        who = actor.principal.id
        if who in (before.requested_by, before.owner):
            raise OwnWaiver
        self._check_rule(before.rule_id)
        self._check_term(before.until)
        after = replace(self._next(before, WaiverState.APPROVED, who), approver=who, since=self.today())
        return self._keep("waiver-approved", before, after, actor)

    def refuse(self, waiver_id: str, edition: int, reason: str, actor: Actor) -> WaiverEdition:
        """Say no, and why. Raises UnknownWaiver, WaiverChanged or WaiverClosed."""
        before = self._open(waiver_id, edition, WaiverState.REQUESTED)
        after = replace(self._next(before, WaiverState.REFUSED, actor.principal.id), note=reason)
        return self._keep("waiver-refused", before, after, actor)

    def end(self, waiver_id: str, edition: int, reason: str, actor: Actor) -> WaiverEdition:
        """End it before its last day, or take the request back. Raises UnknownWaiver, WaiverChanged, WaiverClosed."""
        before = self._open(waiver_id, edition, WaiverState.REQUESTED, WaiverState.APPROVED)
        after = replace(self._next(before, WaiverState.ENDED, actor.principal.id), note=reason)
        return self._keep("waiver-ended", before, after, actor)

    def _open(self, waiver_id: str, edition: int, *states: WaiverState) -> WaiverEdition:
        found = self.get(waiver_id, edition)
        if found.state not in states:
            raise WaiverClosed(found.state.value)
        return found

    def _next(self, before: WaiverEdition, state: WaiverState, who: str) -> WaiverEdition:
        return replace(before, edition=before.edition + 1, state=state, changed_by=who, changed_at=self._clock())

    def _check_rule(self, rule_id: str) -> None:
        rule = _find_rule(self._rule_files(), rule_id)
        if rule is None:
            raise UnknownRule
        if not rule.waivable:
            raise NotWaivable

    def _check_term(self, until: date) -> None:
        today = self.today()
        if not today <= until <= today + timedelta(days=LONGEST_DAYS):
            raise WaiverTerm

    def _keep(self, act: str, before: WaiverEdition | None, after: WaiverEdition, actor: Actor) -> WaiverEdition:
        event = Event(act, f"waiver:{after.id}", before=described(before), after=described(after))
        try:
            self._log.append(event_entry(event, actor, adding_edition(after)))
        except VerdictLogUnavailable:
            if before is not None:
                self.get(after.id, before.edition)  # raises WaiverChanged when it was
            raise
        return after


def described(edition: WaiverEdition | None) -> dict[str, Any] | None:
    """What the log says of a waiver: all but its wording, of which it has the digest."""
    if edition is None:
        return None
    fields = asdict(edition)
    narrowing = {
        **fields["narrowing"],
        "wording": digest(edition.narrowing.wording) if edition.narrowing.wording else "",
    }
    days = {name: None if fields[name] is None else fields[name].isoformat() for name in ("since", "until")}
    return {**fields, **days, "narrowing": narrowing}


def _narrowing(wanted: NewWaiver) -> Narrowing:
    unknown = [item for item in wanted.products if item not in PRODUCTS]
    unknown += [item for item in wanted.channels if item not in set(Channel)]
    if unknown:
        listed = ", ".join(unknown)
        raise WaiverInvalid(
            Localized(f"没有这种产品或渠道：{listed}", f"There is no such product or channel: {listed}")
        )
    if wanted.wording and wanted.text:
        raise WaiverInvalid(Localized("wording 和 text 只能给一个", "Give either a wording or a text"))
    try:
        wording, text = normal_wording(wanted.wording), normal_wording(wanted.text)
    except TextError:
        raise WaiverInvalid(Localized("文字含有不成对的代理码元", "The text holds a lone surrogate")) from None
    if (wanted.wording and not wording) or (wanted.text and not text):
        raise WaiverInvalid(Localized("文字没有可读的内容", "There is nothing to read in the text"))
    return Narrowing(
        wording, digest_of((text,)) if text else "", wanted.products, wanted.channels, wanted.campaign.strip()
    )


def _find_rule(files: Mapping[str, bytes], rule_id: str) -> Rule | None:
    """Only this rule is read: the whole set takes seconds."""
    name = f"{rule_id}.yaml"
    path = next((path for path in files if is_rule_path(path) and path.rsplit("/", 1)[-1] == name), None)
    source = None if path is None else read_source(path, files[path])[0]
    return None if source is None else read_rule(source)[0]
