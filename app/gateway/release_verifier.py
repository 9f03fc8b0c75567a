"""Checks a release token against the message that is about to leave, without asking the service.

This module stands alone: copy it into a gateway, or import it. It needs joserfc and the public keys of
``/.well-known/jwks.json``. docs/release-tokens.md has an example.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

ALGORITHM: Final = "Ed25519"
TOKEN_TYPE: Final = "shenyan-release+jwt"  # noqa: S105 - a media type
ISSUER: Final = "shenyan"
_LONGEST: Final = 4096

_CLAIMS: Final[Mapping[str, type]] = {
    "iss": str, "jti": str, "iat": int, "exp": int, "text": str, "channel": str, "tenant": str, "rule_set": str,
    "once": bool,
}  # fmt: skip


class Refusal(StrEnum):
    """Why a message may not leave. The last five only the service can tell."""

    MALFORMED = "malformed"
    UNKNOWN_KEY = "unknown-key"
    BAD_SIGNATURE = "bad-signature"
    EXPIRED = "expired"
    TEXT_CHANGED = "text-changed"
    OTHER_CHANNEL = "other-channel"
    OTHER_TENANT = "other-tenant"
    ONE_TIME = "one-time"
    ALREADY_USED = "already-used"
    WITHDRAWN = "withdrawn"
    NO_RECORD = "no-record"
    RULE_SET_RETIRED = "rule-set-retired"


class ReleaseRefusedError(Exception):
    """The message may not leave; ``reason`` says why. ``release`` is what a token with a good signature says."""

    def __init__(self, reason: Refusal, release: "Release | None" = None) -> None:
        self.reason = reason
        self.release = release
        super().__init__(reason.value)


@dataclass(frozen=True, slots=True)
class Release:
    """What a token says. Times are UTC, in seconds since 1970; ``channel`` and ``tenant`` may be empty."""

    review_id: str
    text_digest: str
    channel: str
    tenant: str
    rule_set_revision: str
    issued_at: int
    expires_at: int
    one_time: bool


def text_digest(parts: Iterable[tuple[str, str]]) -> str:
    """The digest of a message's exact text: SHA-256, in hexadecimal, over its parts (name, text) as JSON.

    ``[{"name":"body","text":"…"}]`` in UTF-8, parts in order, keys in this order, no spaces, only ``"``, ``\\`` and
    control characters escaped. Raises UnicodeEncodeError for lone surrogates.
    """
    listed = [{"name": name, "text": text} for name, text in parts]
    return hashlib.sha256(json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


class ReleaseVerifier:
    """Holds public keys, and messages against tokens. ``jwks`` is the JSON of ``/.well-known/jwks.json``."""

    def __init__(self, jwks: Mapping[str, Any], clock: Callable[[], float] = time.time) -> None:
        self._keys = {
            key["kid"]: OKPKey.import_key({name: key[name] for name in ("kty", "crv", "x")})
            for key in jwks["keys"]
            if (key.get("kty"), key.get("crv"), key.get("use")) == ("OKP", "Ed25519", "sig")
        }
        self._clock = clock

    def check(
        self, token: str, parts: Iterable[tuple[str, str]], channel: str | None, tenant: str | None = None
    ) -> Release:
        """The release, when exactly these parts may leave by this channel now. ``tenant``: None takes any.

        Raises ReleaseRefusedError, also for a token that is good once: that only the service can count.
        """
        release = self.read(token)
        self.hold(release, parts, channel, tenant)
        if release.one_time:
            raise ReleaseRefusedError(Refusal.ONE_TIME, release)
        return release

    def read(self, token: str) -> Release:
        """What a token says, its signature proved and nothing else. Raises ReleaseRefusedError."""
        key = self._keys.get(_key_id(token))
        if key is None:
            raise ReleaseRefusedError(Refusal.UNKNOWN_KEY)
        try:
            payload = jws.deserialize_compact(token, key, algorithms=[ALGORITHM]).payload
        except (JoseError, ValueError, TypeError):
            raise ReleaseRefusedError(Refusal.BAD_SIGNATURE) from None
        return _release(payload)

    def hold(self, release: Release, parts: Iterable[tuple[str, str]], channel: str | None, tenant: str | None) -> None:
        """Hold the message against what its token says. Raises ReleaseRefusedError."""
        try:
            same_text = text_digest(parts) == release.text_digest
        except UnicodeEncodeError:
            same_text = False
        for fits, reason in (
            (self._clock() < release.expires_at, Refusal.EXPIRED),
            (tenant is None or tenant == release.tenant, Refusal.OTHER_TENANT),
            ((channel or "") == release.channel, Refusal.OTHER_CHANNEL),
            (same_text, Refusal.TEXT_CHANGED),
        ):
            if not fits:
                raise ReleaseRefusedError(reason, release)


def _key_id(token: str) -> str:
    try:
        header = jws.extract_compact(token[: _LONGEST + 1].encode("ascii")).headers()
    except (JoseError, ValueError, TypeError):
        raise ReleaseRefusedError(Refusal.MALFORMED) from None
    wrong = (header.get("alg"), header.get("typ")) != (ALGORITHM, TOKEN_TYPE) or "crit" in header
    key_id = header.get("kid")
    if wrong or not isinstance(key_id, str) or len(token) > _LONGEST:
        raise ReleaseRefusedError(Refusal.MALFORMED)
    return key_id


def _release(payload: bytes) -> Release:
    try:
        claims = json.loads(payload)
    except ValueError:
        claims = None
    if not isinstance(claims, dict) or any(type(claims.get(name)) is not kind for name, kind in _CLAIMS.items()):
        raise ReleaseRefusedError(Refusal.MALFORMED)
    if claims["iss"] != ISSUER:
        raise ReleaseRefusedError(Refusal.MALFORMED)
    return Release(
        review_id=claims["jti"],
        text_digest=claims["text"],
        channel=claims["channel"],
        tenant=claims["tenant"],
        rule_set_revision=claims["rule_set"],
        issued_at=claims["iat"],
        expires_at=claims["exp"],
        one_time=claims["once"],
    )
