"""Keys for logs that tests make."""

from pathlib import Path

from app.store.key_source import KeyPlace
from app.store.log_keys import LogKey, LogKeys

SECRETS = ("a1" * 32, "b2" * 32, "c3" * 32)
RING = LogKeys((LogKey.of(bytes.fromhex(SECRETS[0])),))
KEYS = KeyPlace(Path("unused"), SECRETS[0])
CONTENT_KEYS = KeyPlace(Path("unused"), SECRETS[1])
