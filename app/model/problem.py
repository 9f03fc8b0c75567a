"""A mistake in a rule file, with its place and its cure."""

from dataclasses import dataclass

from app.model.finding import Localized


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """``line`` and ``column`` count from 1. Sorting goes by path, line, column and code."""

    path: str
    line: int
    column: int
    code: str
    message: Localized
    hint: Localized
