"""The command ``shenyan``: one module a command, one line a command."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Final

import typer

from app import __version__
from app.cli.program import Program
from app.cli.screen import Screen

LOCALE_VARIABLES: Final = ["SHENYAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]


class Shenyan(Program):
    """All commands."""

    ENTRIES: ClassVar[Mapping[str, str]] = {
        "check": "app.cli.check:check",
        "fix": "app.cli.fix:fix_file",
        "bulk": "app.cli.bulk:bulk",
        "rules": "app.cli.groups:Rules",
        "lexicon": "app.cli.groups:Lexicon",
        "explain": "app.cli.explain:explain_rule",
        "products": "app.cli.groups:Products",
        "serve": "app.cli.serve:serve",
        "keys": "app.cli.groups:Keys",
        "log": "app.cli.groups:Log",
        "releases": "app.cli.groups:Releases",
        "queue": "app.cli.groups:Queue",
        "eval": "app.cli.eval:evaluate_dataset",
    }


def build_app() -> typer.Typer:
    """The whole command line."""
    app = typer.Typer(name="shenyan", cls=Shenyan, help="shenyan", add_completion=False)
    app.callback(invoke_without_command=True)(_root)
    return app


def _root(
    ctx: typer.Context,
    *,
    lang: Annotated[  # noqa: ARG001 - read before the command line is parsed
        str, typer.Option("--lang", help="lang", metavar="zh|en", envvar=LOCALE_VARIABLES)
    ] = "",
    version: Annotated[bool, typer.Option("--version", help="version")] = False,
) -> None:
    screen: Screen = ctx.obj
    if version:
        screen.print(f"shenyan {__version__}")
    elif ctx.invoked_subcommand is None:
        screen.print(ctx.get_help())
    else:
        return
    raise typer.Exit


def main() -> None:
    """Entry point."""
    build_app()()
