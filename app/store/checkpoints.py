"""Signed statements of what the chain was at a moment: small, public, and worth keeping somewhere else."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import structlog

from app.store.log_keys import LogKey

_log = structlog.get_logger()

CHECKPOINT_RECORDS: Final = 1000
CHECKPOINT_MICROSECONDS: Final = 60_000_000
"""A checkpoint is made when so many records, or so much time with at least one, have gone by since the last one."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """``hash`` is that of record ``sequence``; ``created_at`` in microseconds; ``signature`` in hexadecimal."""

    sequence: int
    hash: str
    created_at: int
    key_id: str
    signature: str

    def line(self) -> str:
        """The checkpoint as a line of JSON, as exports and checkpoint files have it."""
        return json.dumps({"checkpoint": asdict(self)}) + "\n"


class CheckpointFile:
    """A second place for checkpoints, a line each. Evidence against the database: best kept elsewhere."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, checkpoint: Checkpoint) -> None:
        """Write ``checkpoint`` durably. A file that cannot be written is told in the log and keeps nobody waiting."""
        try:
            with self._path.open("a", encoding="ascii") as file:
                file.write(checkpoint.line())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            _log.error("checkpoint file cannot be written", reason=error.strerror)


def sign_checkpoint(key: LogKey, sequence: int, record_hash: str, now: int) -> Checkpoint:
    """The checkpoint of the chain that ends with record ``sequence``; ``now`` in microseconds."""
    text = f"shenyan checkpoint 1\n{sequence}\n{record_hash}\n{now}\n{key.id}\n"
    return Checkpoint(sequence, record_hash, now, key.id, key.sign(text))


def is_due(sequence: int, now: int, last_sequence: int, last_at: int) -> bool:
    """Whether a chain that ends with ``sequence`` needs a checkpoint. A clock set back does not put it off."""
    new = sequence - last_sequence
    return new >= CHECKPOINT_RECORDS or (new > 0 and abs(now - last_at) >= CHECKPOINT_MICROSECONDS)
