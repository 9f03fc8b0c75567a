"""The help pages, laid out for Chinese as well as Latin letters."""

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from rich.console import Console
from rich.table import Table

from app.cli.help_texts import CHOICES, HELP
from app.cli.screen import Screen


def help_page(command: Any, ctx: Any, commands: Mapping[str, str] | None = None) -> str:
    """What ``--help`` prints. ``commands`` are the names of a group's commands with their help keys."""
    screen: Screen = ctx.find_root().obj
    page = Console(file=StringIO(), width=screen.width, markup=False, emoji=False, highlight=False)
    page.print(
        screen.say("help.usage", usage=" ".join([ctx.command_path, *_usage_pieces(screen, command, ctx)])),
        soft_wrap=True,
    )
    page.print(f"\n  {screen.pick(HELP[command.help])}\n")
    arguments = [param for param in command.get_params(ctx) if param.param_type_name == "argument"]
    options = [param for param in command.get_params(ctx) if param.param_type_name == "option"]
    _section(page, screen, "help.arguments", [(param.metavar, _describe(screen, param)) for param in arguments])
    _section(page, screen, "help.options", [(_names(param), _describe(screen, param)) for param in options])
    inner = [(name, screen.pick(HELP[key])) for name, key in (commands or {}).items()]
    _section(page, screen, "help.commands", inner)
    file = page.file
    assert isinstance(file, StringIO)
    return "\n".join(line.rstrip() for line in file.getvalue().rstrip().splitlines())


def _usage_pieces(screen: Screen, command: Any, ctx: Any) -> list[str]:
    pieces = [screen.say("help.options-piece")]
    for param in command.get_params(ctx):
        if param.param_type_name == "argument":
            pieces.append(param.metavar if param.required else f"[{param.metavar}]")
    return [*pieces, screen.say("help.command-piece")] if hasattr(command, "commands") else pieces


def _section(page: Console, screen: Screen, title: str, rows: Sequence[tuple[str, str]]) -> None:
    if not rows:
        return
    page.print(screen.say(title))
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, min_width=16)
    table.add_column()
    for name, text in rows:
        table.add_row(f"  {name}", text)
    page.print(table)
    page.print()


def _names(param: Any) -> str:
    names = ", ".join(param.opts) + "".join(f"/{name}" for name in param.secondary_opts)
    return names if param.is_flag else f"{names} {param.metavar}"


def _describe(screen: Screen, param: Any) -> str:
    if param.name == "help":
        return screen.say("help.help")
    text = screen.pick(HELP[param.help])
    if param.help in CHOICES:
        text += screen.say("help.choices", allowed=", ".join(CHOICES[param.help]))
    default = param.default
    if default and default is not True and param.show_default:
        text += screen.say("help.default", default=getattr(default, "value", default))
    return text
