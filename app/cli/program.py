"""The command line as a whole: its language, its help and its exit codes are the same for all commands."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any, ClassVar, Final

import typer
from typer.core import TyperCommand, TyperGroup

from app.cli.errors import FAILED, InputError, show_error
from app.cli.help_page import help_page
from app.cli.nearest import nearest
from app.cli.screen import open_screen
from app.cli.texts import Tongue

_INTERRUPTED: Final = 130
_NAME: Final = "shenyan"


class Command(TyperCommand):
    """A command whose help is in the reader's language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the help page."""
        formatter.write(help_page(self, ctx))


class Group(TyperGroup):
    """A group of commands. A command's module is imported when the command is called: help and errors are quick."""

    ENTRIES: ClassVar[Mapping[str, str]] = {}
    """Name -> ``module:function``, or ``module:Group`` for a group. The help key is ``HELP_PREFIX`` + name."""
    HELP_PREFIX: ClassVar[str] = ""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the help page."""
        commands = {name: f"{self.HELP_PREFIX}{name}" for name in self.ENTRIES}
        formatter.write(help_page(self, ctx, commands))

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The names, in the order of the table."""
        return list(self.ENTRIES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name. Raises InputError for a name that is none, with what was perhaps meant."""
        if cmd_name not in self.ENTRIES:
            near = nearest(cmd_name, self.ENTRIES)
            key = "error.command.near" if near else "error.command"
            raise InputError(key, name=cmd_name, command=ctx.command_path, near=", ".join(near))
        module, _, name = self.ENTRIES[cmd_name].partition(":")
        target = getattr(import_module(module), name)
        key = f"{self.HELP_PREFIX}{cmd_name}"
        if isinstance(target, type):
            inner = typer.Typer(name=cmd_name, cls=target, help=key, no_args_is_help=True, add_completion=False)
            inner.callback()(_nothing)
        else:
            inner = typer.Typer(add_completion=False)
            inner.command(cmd_name, cls=Command, help=key)(target)
        return typer.main.get_command(inner)


def _nothing() -> None:
    pass


class Program(Group):
    """The root: finds the language, and turns every error into a sentence and exit code 3."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Runs the command line and leaves with its code."""
        words = list(sys.argv[1:] if args is None else args)
        screen = open_screen(_environment_tongue(self))
        try:
            tongue, words = take_language(words, screen.tongue)
            screen = replace(screen, tongue=tongue)
            code = super().main(
                words, prog_name or _NAME, complete_var, False, windows_expand_args, obj=screen, **extra
            )
        except typer.Abort:
            code = _INTERRUPTED
        except typer.TyperException as error:
            if type(error).__name__ == "NoArgsIsHelpError":  # `shenyan rules` alone: its message is the help page
                screen.print(error.message)
                code = 0
            else:
                show_error(screen, error)
                code = FAILED
        except Exception as error:  # noqa: BLE001, RUF100 - a command never ends with a stack trace
            show_error(screen, error)
            code = FAILED
        if standalone_mode:
            sys.exit(code if isinstance(code, int) else 0)
        return code


def take_language(args: Sequence[str], default: Tongue) -> tuple[Tongue, list[str]]:
    """The language asked for with ``--lang`` at any place, or ``default``, and the other words."""
    tongue = default
    words = list(args)
    i = 0
    while i < len(words) and words[i] != "--":
        name, _, value = words[i].partition("=")
        if name != "--lang":
            i += 1
            continue
        taken = words[i : i + 1] if value else words[i : i + 2]
        value = value or (taken[1] if len(taken) > 1 else "")
        if value not in ("zh", "en"):
            raise InputError("error.lang", value=value)
        tongue = "zh" if value == "zh" else "en"
        del words[i : i + len(taken)]
    return tongue, words


def _environment_tongue(program: Program) -> Tongue:
    option: Any = next(param for param in program.params if param.name == "lang")
    locale = option.resolve_envvar_value(typer.Context(program)) or ""
    return "en" if locale.casefold().startswith("en") else "zh"
