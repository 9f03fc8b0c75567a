"""An evidence pack: records of the log with all that somebody else needs to read, count and prove them."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from app import private_file
from app.reports.evidence_page import page
from app.reports.evidence_table import row_of, to_csv, to_xlsx
from app.store.canonical import canonical_json
from app.store.evidence_source import Piece, sign_manifest, signed_head
from app.store.key_source import KeyPlace
from app.store.verdict_log import VerdictLog

FORMAT: Final = "shenyan-evidence-1"
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig.json"
RECORDS: Final = "records.jsonl"


def write_pack(
    path: Path, log: VerdictLog, keys: KeyPlace, pieces: Iterable[Piece], selection: Mapping[str, Any]
) -> int:
    """Write the pack whole or not at all, readable by its owner only; how many records it has.

    Raises LogKeyMissing, VerdictLogUnavailable or OSError.
    """
    with log.reading() as connection:
        known = signed_head(connection, keys)
    # Read after the head was signed: what was appended meanwhile is left out, so that the head covers all.
    chosen = [piece for piece in pieces if piece.record.sequence <= known["head"]["sequence"]]
    rows = [row_of(piece) for piece in chosen]
    about = {
        "format": FORMAT,
        "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "records": len(chosen),
        "selection": dict(selection),
        "log": known,
    }
    files = {
        RECORDS: "".join(_line(piece) for piece in chosen).encode(),
        "records.csv": to_csv(rows),
        "records.xlsx": to_xlsx(rows),
        "evidence.zh.html": page(about, chosen, "zh").encode(),
        "evidence.en.html": page(about, chosen, "en").encode(),
    }
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    manifest = canonical_json({**about, "files": digests}).encode()
    signature = sign_manifest(keys, hashlib.sha256(manifest).hexdigest())
    _write(path, {MANIFEST: manifest, SIGNATURE: canonical_json(signature).encode(), **files})
    return len(chosen)


def _line(piece: Piece) -> str:
    line: dict[str, Any] = {"record": piece.columns}
    if piece.message is not None:
        line["message"] = piece.message
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"


def _write(path: Path, files: Mapping[str, bytes]) -> None:
    with private_file.replacing(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in files.items():
            pack.writestr(name, content)
