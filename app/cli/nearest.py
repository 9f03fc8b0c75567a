"""What was perhaps meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known words most like ``word``, best first; often none."""
    return get_close_matches(word, list(known), n=3)
