"""The public keys of an OpenID Connect issuer: found by discovery, fetched anew when old or when one is missing."""

import asyncio
import json
import time
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
import structlog
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, OKPKey, RSAKey

from app.auth.loopback import is_loopback
from app.errors import IdentityUnavailable, InvalidSettings
from app.logging import named

PublicKey = RSAKey | ECKey | OKPKey

_FRESH_SECONDS: Final = 600.0
_BELIEVED_SECONDS: Final = 3600.0
"""How long keys count that could not be fetched anew since."""
_PAUSE_SECONDS: Final = 5.0
"""Between two fetches: made-up key ids must not make us a burden to the issuer."""
_TIMEOUT_SECONDS: Final = 5.0
_LARGEST_ANSWER: Final = 1024 * 1024

_log = structlog.get_logger()


class Issuer:
    """One issuer. For one event loop."""

    def __init__(self, url: str, pause_seconds: float = _PAUSE_SECONDS) -> None:
        """``pause_seconds`` between two fetches.

        Raises InvalidSettings for plain http to another machine: whoever is on the way could put in keys.
        """
        if not _is_safe(url):
            raise InvalidSettings([("oidc_issuer", "https is needed")])
        self.url = url
        self._keys: dict[str, PublicKey] = {}
        self._fetched_at = -_BELIEVED_SECONDS
        self._pause_seconds = pause_seconds
        self._tried_at = -pause_seconds
        self._fetching = asyncio.Lock()

    async def key(self, key_id: str | None) -> PublicKey | None:
        """The key of that id, or the only key when a token names none. Raises IdentityUnavailable."""
        if time.monotonic() - self._fetched_at > _FRESH_SECONDS or self._find(key_id) is None:
            await self._refresh()
        if time.monotonic() - self._fetched_at > _BELIEVED_SECONDS:
            raise IdentityUnavailable
        return self._find(key_id)

    def _find(self, key_id: str | None) -> PublicKey | None:
        if key_id is None:
            return next(iter(self._keys.values())) if len(self._keys) == 1 else None
        return self._keys.get(key_id)

    async def _refresh(self) -> None:
        async with self._fetching:
            if time.monotonic() - self._tried_at < self._pause_seconds:
                return
            self._tried_at = time.monotonic()
            try:
                self._keys = await self._fetch()
            except (httpx.HTTPError, ValueError, LookupError, TypeError, JoseError) as error:
                _log.warning("issuer's keys could not be fetched", **named(error))
            else:
                self._fetched_at = time.monotonic()

    async def _fetch(self) -> dict[str, PublicKey]:
        async with httpx.AsyncClient(timeout=_TIMEOUT_SECONDS, follow_redirects=False, trust_env=False) as client:
            found = await _get(client, f"{self.url.rstrip('/')}/.well-known/openid-configuration")
            if found["issuer"] != self.url:
                raise ValueError("the discovery document is another issuer's")
            if not _is_safe(found["jwks_uri"]):
                raise ValueError("the keys are not served by https")
            answer = await _get(client, found["jwks_uri"])
        keys: dict[str, PublicKey] = {}
        for number, item in enumerate(answer["keys"]):
            key = _public_key(item)
            if key is not None:
                keys[str(item.get("kid", f" {number}"))] = key
        return keys


def _public_key(item: Mapping[str, Any]) -> PublicKey | None:
    """None for what is not a public key for signatures, shared secrets above all."""
    if item.get("use", "sig") != "sig" or "d" in item:
        return None
    try:
        key = JWKRegistry.import_key(dict(item))
    except (JoseError, ValueError, TypeError, KeyError):
        return None  # a kind that we do not know beside those that we do
    return key if isinstance(key, RSAKey | ECKey | OKPKey) else None


async def _get(client: httpx.AsyncClient, url: str) -> Any:
    async with client.stream("GET", url, headers={"Accept": "application/json"}) as answer:
        answer.raise_for_status()
        if answer.status_code != httpx.codes.OK:
            raise ValueError("not an answer")
        content = b""
        async for chunk in answer.aiter_bytes():
            content += chunk
            if len(content) > _LARGEST_ANSWER:
                raise ValueError("too long an answer")
    return json.loads(content)


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
