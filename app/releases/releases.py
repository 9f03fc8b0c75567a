"""Gives out release tokens for what the log has let pass, and tells whether a message may leave by one."""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import structlog
from joserfc import jws

from app.errors import UnknownReview
from app.gateway.release_verifier import (
    ALGORITHM,
    ISSUER,
    TOKEN_TYPE,
    Refusal,
    Release,
    ReleaseRefusedError,
    ReleaseVerifier,
)
from app.logging import named
from app.model.principal import WHOLE_HOUSE, Principal
from app.model.vocabulary import Decision
from app.releases.keys import FILE_NAME, ReleaseKeyFile, ReleaseKeyUnusable, make_key_file
from app.settings import Settings
from app.store.events import Actor, Event, event_entry
from app.store.queue_store import RELEASED_KIND, QueueStore, StoredAct
from app.store.records import Entry, LogRecord, to_microseconds
from app.store.release_store import End, ReleaseEnded, ReleaseStore, using
from app.store.verdict_body import ReleaseTerms, VerdictBody
from app.store.verdict_log import VerdictLog

_HOUR: Final = 3600
_SYSTEM: Final = Actor(Principal("system", ()), "")

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Departure:
    """May the message leave? ``reason`` is None when it may. ``release`` is what a genuine token says."""

    reason: Refusal | None
    release: Release | None


class Releases:
    """For the life of one process. Safe to share between threads."""

    def __init__(
        self, settings: Settings, log: VerdictLog, stores: tuple[ReleaseStore, QueueStore], keys: ReleaseKeyFile
    ) -> None:
        self._settings = settings
        self._log = log
        self._store, self._queue = stores
        self._keys = keys

    @classmethod
    def open(cls, settings: Settings, log: VerdictLog) -> Self:
        """The releases of ``log``; at first a key is made, and that is recorded.

        Raises ReleaseKeyUnusable, DatabaseUnusable or VerdictLogUnavailable.
        """
        path = key_path(settings)
        made = make_key_file(path)
        keys = ReleaseKeyFile(path)
        if made:
            key = keys.current()
            log.append(event_entry(Event("release-key-made", f"release-key:{key.id}", after=key.jwk()), _SYSTEM))
        wait = settings.busy_timeout_seconds
        stores = ReleaseStore.open(settings.database_url, wait), QueueStore.open(settings.database_url, wait)
        return cls(settings, log, stores, keys)

    def close(self) -> None:
        """Close the connections."""
        self._store.close()
        self._queue.close()

    def terms(self, moment: int) -> ReleaseTerms:
        """How long a release of ``moment`` (microseconds) is good, and how often."""
        lifetime = round(self._settings.release_hours * _HOUR)
        return {"expires_at": moment // 1_000_000 + lifetime, "one_time": self._settings.release_one_time}

    def release(self, record: LogRecord) -> Release | None:
        """The release of a review: that of its verdict, or of the persons who released it after all."""
        return release_of(record) or human_release(record, self._queue.acts(record.review_id))

    def token(self, release: Release) -> str | None:
        """The token for a release that is in the log; None when there is no key to sign it with, which is logged."""
        claims = {
            "iss": ISSUER,
            "jti": release.review_id,
            "iat": release.issued_at,
            "exp": release.expires_at,
            "text": release.text_digest,
            "channel": release.channel,
            "tenant": release.tenant,
            "rule_set": release.rule_set_revision,
            "once": release.one_time,
        }
        try:
            key = self._keys.current()
        except ReleaseKeyUnusable as error:
            _log.error("no release token", review_id=release.review_id, **named(error))
            return None
        header = {"alg": ALGORITHM, "kid": key.id, "typ": TOKEN_TYPE}
        payload = json.dumps(claims, separators=(",", ":")).encode()
        return jws.serialize_compact(header, payload, key.signer(), algorithms=[ALGORITHM])

    def jwks(self) -> dict[str, Any]:
        """The public keys of all tokens that may still be good. Raises ReleaseKeyUnusable."""
        return self._keys.jwks(self._settings.release_hours * _HOUR)

    def verify(
        self, token: str, parts: Iterable[tuple[str, str]], channel: str | None, actor: Actor, revision: str
    ) -> Departure:
        """May exactly these parts leave by this channel? ``revision`` is that of the active rule set.

        A genuine token's answer is recorded before it is given, and so uses up a token that is good once. Raises
        VerdictLogUnavailable, Overloaded or ReleaseKeyUnusable: then nothing may leave.
        """
        verifier = ReleaseVerifier(self.jwks())
        try:
            release = verifier.read(token)
        except ReleaseRefusedError as refused:
            return Departure(refused.reason, None)
        tenant = None if actor.principal.tenant == WHOLE_HOUSE else actor.principal.tenant
        try:
            verifier.hold(release, parts, channel, tenant)
            self._hold_against_log(release, revision)
        except ReleaseRefusedError as refused:
            self._record("release-refused", release, actor, {"reason": refused.reason.value})
            return Departure(refused.reason, release)
        try:
            self._record("release-used", release, actor, {"one_time": release.one_time})
        except ReleaseEnded:
            reason = _ENDS[self._store.end_of(release.review_id) or End.USED]
            self._record("release-refused", release, actor, {"reason": reason.value})
            return Departure(reason, release)
        return Departure(None, release)

    def _hold_against_log(self, release: Release, revision: str) -> None:
        end = self._store.end_of(release.review_id)
        if end is not None:
            raise ReleaseRefusedError(_ENDS[end])
        if self._settings.release_only_active_rule_set and release.rule_set_revision != revision:
            raise ReleaseRefusedError(Refusal.RULE_SET_RETIRED)
        if not self._is_recorded(release):
            raise ReleaseRefusedError(Refusal.NO_RECORD)

    def _is_recorded(self, release: Release) -> bool:
        """A key that was stolen can sign, but not append to the log."""
        try:
            return self.release(self._log.get(release.review_id)) == release
        except UnknownReview:
            return False

    def _record(self, act: str, release: Release, actor: Actor, after: Mapping[str, Any]) -> None:
        event = Event(act, f"review:{release.review_id}", release.tenant, after=after)
        once = act == "release-used" and release.one_time
        self._log.append(event_entry(event, actor, using(release.review_id, time.time_ns() // 1000) if once else None))


_ENDS: Final = {End.USED: Refusal.ALREADY_USED, End.WITHDRAWN: Refusal.WITHDRAWN}


def key_path(settings: Settings) -> Path:
    """The file with the keys of release tokens."""
    return settings.state_dir / FILE_NAME


def release_of(record: Entry | LogRecord) -> Release | None:
    """The release that the record of a verdict carries; None when it let nothing pass."""
    if record.decision != Decision.PASS.value:
        return None
    body: VerdictBody = json.loads(record.body)
    created = record.created_at if isinstance(record.created_at, int) else to_microseconds(record.created_at)
    terms = body.get("release")
    if terms is None:
        return None
    return Release(
        review_id=record.review_id,
        text_digest=body["text_digest"],
        channel=record.channel,
        tenant=record.tenant,
        rule_set_revision=record.rule_set_revision,
        issued_at=created // 1_000_000,
        expires_at=terms["expires_at"],
        one_time=terms["one_time"],
    )


def human_release(record: LogRecord, acts: Sequence[StoredAct]) -> Release | None:
    """The release that persons gave to the message of ``record``, if they did."""
    last = acts[-1] if acts else None
    if last is None or last.kind != RELEASED_KIND:
        return None
    body = json.loads(last.body)
    terms = body.get("release")
    if terms is None or body["review_id"] != record.review_id:
        return None
    return Release(
        review_id=record.review_id,
        text_digest=record.verdict_body()["text_digest"],
        channel=record.channel,
        tenant=record.tenant,
        rule_set_revision=record.rule_set_revision,
        issued_at=last.created_at // 1_000_000,
        expires_at=terms["expires_at"],
        one_time=terms["one_time"],
    )
