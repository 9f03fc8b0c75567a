"""Which rule sets were tried and proved before, so that a restart need not do it again.

A rule set and an app version always give the same results: what held once holds for good. The mark is an empty file
named by both; where it cannot be written, the next start proves again.
"""

from pathlib import Path

from app import __version__


def is_proven(state_dir: Path, revision: str) -> bool:
    """True when this app version has compiled the rule set ``revision`` and found all its examples to hold."""
    return _mark(state_dir, revision).is_file()


def remember_proven(state_dir: Path, revision: str) -> None:
    """Note that it has. A folder that cannot be written is no error."""
    mark = _mark(state_dir, revision)
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
    except OSError:
        return


def _mark(state_dir: Path, revision: str) -> Path:
    return state_dir / "proven" / f"{revision}-{__version__}"
