"""Proof that an evidence pack is as it was made, with the log's public keys alone."""

import hashlib
import json
import zipfile
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from app.reports.evidence_pack import FORMAT, MANIFEST, RECORDS, SIGNATURE
from app.store.chain_check import Row, record_hash
from app.store.evidence_source import manifest_text
from app.store.verifying_keys import VerifyingKeys, read_verifying_keys

MAX_UNPACKED: Final = 4 * 1024**3


class PackDamage(StrEnum):
    """What is wrong with a pack."""

    UNREADABLE = "unreadable"
    UNSIGNED = "unsigned"
    ALTERED = "altered"


class PackDamagedError(Exception):
    """The pack proves nothing. ``name`` is the file in it that is not as it was made."""

    def __init__(self, damage: PackDamage, name: str) -> None:
        self.damage = damage
        self.name = name
        super().__init__(f"{damage}: {name}")


def check_pack(path: Path, keys: VerifyingKeys | None) -> int:
    """How many records the pack proves; without ``keys`` it is held against the keys it brings along itself.

    Raises PackDamagedError, or OSError.
    """
    try:
        with zipfile.ZipFile(path) as pack:
            if sum(item.file_size for item in pack.infolist()) > MAX_UNPACKED:
                raise PackDamagedError(PackDamage.UNREADABLE, path.name)
            files = {name: pack.read(name) for name in pack.namelist()}
        manifest: dict[str, Any] = json.loads(files[MANIFEST])
        signature: dict[str, str] = json.loads(files[SIGNATURE])
        if manifest["format"] != FORMAT:
            raise PackDamagedError(PackDamage.UNREADABLE, MANIFEST)
        publics = manifest["log"]["public_keys"]
        own = read_verifying_keys("\n".join(f"{key['id']} {key['public_key']}" for key in publics))
        _check_files(files, manifest, signature, own if keys is None else keys)
        return _check_records(files[RECORDS], manifest)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError):
        raise PackDamagedError(PackDamage.UNREADABLE, path.name) from None


def _check_files(
    files: dict[str, bytes], manifest: dict[str, Any], signature: dict[str, str], keys: VerifyingKeys
) -> None:
    key_id = signature["key_id"]
    text = manifest_text(hashlib.sha256(files[MANIFEST]).hexdigest(), key_id)
    if not keys.signed(key_id, text, signature["signature"]):
        raise PackDamagedError(PackDamage.UNSIGNED, MANIFEST)
    if {*manifest["files"], MANIFEST, SIGNATURE} != set(files):
        raise PackDamagedError(PackDamage.ALTERED, MANIFEST)
    for name, expected in manifest["files"].items():
        if hashlib.sha256(files[name]).hexdigest() != expected:
            raise PackDamagedError(PackDamage.ALTERED, name)


def _check_records(lines: bytes, manifest: dict[str, Any]) -> int:
    count = 0
    for line in lines.decode().split("\n")[:-1]:
        columns = json.loads(line)["record"]
        row = Row(**columns)
        if record_hash(row) != row.hash:
            raise PackDamagedError(PackDamage.ALTERED, RECORDS)
        count += 1
    if count != manifest["records"]:
        raise PackDamagedError(PackDamage.ALTERED, RECORDS)
    return count
