"""Who is asking. One static key for now; everything that asks goes through here."""

import hashlib
import hmac
import ipaddress
from typing import Final

from app.errors import ExposedWithoutKey, Unauthenticated
from app.model.principal import Principal
from app.settings import Settings

_LOCAL: Final = Principal("local")
_KEY_HOLDER: Final = Principal("api-key")


def refuse_open_door(settings: Settings) -> None:
    """Raises ExposedWithoutKey when other machines could reach a service that asks nobody for a key."""
    if settings.api_key is None and not _is_loopback(settings.host):
        raise ExposedWithoutKey


def authenticate(authorization: str | None, settings: Settings) -> Principal:
    """Who sent this ``Authorization`` header. Raises Unauthenticated; takes the same time for any wrong key."""
    if settings.api_key is None:
        return _LOCAL
    scheme, _, key = (authorization or "").partition(" ")
    expected = hashlib.sha256(settings.api_key.get_secret_value().encode()).digest()
    given = hashlib.sha256(key.strip().encode("utf-8", "surrogateescape")).digest()
    if not hmac.compare_digest(given, expected) or scheme.lower() != "bearer":
        raise Unauthenticated
    return _KEY_HOLDER


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
