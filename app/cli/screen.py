"""Where a command writes, and in which language."""

import sys
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.text import Text

from app.cli.texts import TEXTS, Tongue
from app.model.finding import Localized

_NO_TERMINAL_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Screen:
    """Standard output and error with the reader's language. Nothing that is printed is taken for markup."""

    out: Console
    err: Console
    tongue: Tongue

    def say(self, key: str, **values: Any) -> str:
        """The text of `TEXTS` in the reader's language, filled in."""
        return self.pick(TEXTS[key]).format(**values)

    def pick(self, text: Localized) -> str:
        """``text`` in the reader's language."""
        return text.zh if self.tongue == "zh" else text.en

    def print(self, line: str | Text = "", style: str | None = None) -> None:
        """One line to standard output, never wrapped or cut."""
        self.out.print(line, style=style, soft_wrap=True)

    def warn(self, line: str | Text, style: str | None = None) -> None:
        """One line to standard error."""
        self.err.print(line, style=style, soft_wrap=True)

    def write(self, text: str) -> None:
        """``text`` for another program: always UTF-8, never touched."""
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()

    @property
    def skipped(self) -> str:
        """What stands for rows that are not shown; ``{count}`` is still to be filled in."""
        return self.say("verdict.skipped", count="{count}")

    @property
    def width(self) -> int:
        """Cells of a row: at most what reads well."""
        return min(self.out.width, _NO_TERMINAL_WIDTH)


def open_screen(tongue: Tongue) -> Screen:
    """A screen on the process's standard output and error."""
    return Screen(_console(stderr=False), _console(stderr=True), tongue)


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _NO_TERMINAL_WIDTH
    return Console(stderr=stderr, markup=False, emoji=False, highlight=False, width=width)
