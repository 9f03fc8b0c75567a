"""What looks like personal data and is none: one line each in clean.txt."""

from pathlib import Path

import pytest

from tests.detectors.pii.support import hits_of

LINES = (Path(__file__).parent / "clean.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", LINES)
def test_no_leak(line: str) -> None:
    assert [(quote, hit.entity) for quote, hit in hits_of(line) if hit.entity != "uscc"] == []
