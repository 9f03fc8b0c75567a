"""What a person did that cannot work, said with its cure. Every command then ends with `FAILED`."""

import traceback
from pathlib import Path
from typing import Any, ClassVar, Final

import typer
from rich.text import Text

from app.cli.screen import Screen
from app.cli.texts import TEXTS
from app.errors import ShenyanError
from app.model.finding import Localized

FAILED: Final = 3


class InputError(ShenyanError):
    """``key`` names the text in `TEXTS`; ``key`` with ``.cure`` says what to do about it."""

    code = "invalid-input"
    title: ClassVar[Localized] = Localized("输入有误", "Invalid input")

    def __init__(self, key: str, **values: Any) -> None:
        self.cure = _fill(TEXTS[f"{key}.cure"], values) if f"{key}.cure" in TEXTS else None
        super().__init__(_fill(TEXTS[key], values))


def file_error(path: Path | str, error: OSError) -> InputError:
    """A file that cannot be read or written."""
    if isinstance(error, FileNotFoundError):
        return InputError("error.no-file", path=path)
    return InputError("error.file", path=path, why=error.strerror or type(error).__name__)


def show_error(screen: Screen, error: Exception) -> None:
    """Tells what went wrong on standard error; for what nobody foresaw, only its type."""
    match error:
        case typer.TyperException():
            detail, cure = _usage(screen, error)
        case _ if type(error).__name__ == "RuleSetProblems":  # by name: importing its module takes seconds
            detail, cure = (
                screen.say("error.rule-set", count=len(getattr(error, "problems", ()))),
                screen.say("error.rule-set.cure"),
            )
        case InputError():
            detail, cure = screen.pick(error.detail), screen.pick(error.cure) if error.cure else ""
        case ShenyanError():
            detail, cure = screen.pick(error.detail), ""
        case OSError():
            known = file_error(error.filename or "-", error)
            detail, cure = screen.pick(known.detail), screen.pick(known.cure) if known.cure else ""
        case _:
            detail = screen.say("error.unforeseen", type=type(error).__name__, place=_raised_at(error))
            cure = screen.say("error.unforeseen.cure")
    screen.warn(Text.assemble((screen.say("error.head"), "bold red"), detail))
    if cure:
        screen.warn(Text.assemble((screen.say("error.cure"), "dim"), cure))


def _usage(screen: Screen, error: typer.TyperException) -> tuple[str, str]:
    """What was wrong with the command line, in the reader's language."""
    context = getattr(error, "ctx", None)
    param = getattr(error, "param", None)
    kind = type(error).__name__
    name = ""
    if param is not None:
        name = "/".join(param.opts) if param.param_type_name == "option" else param.metavar
    cure = screen.say("error.usage.cure", command=context.command_path if context is not None else "shenyan")
    if kind == "NoSuchOption":
        near = ", ".join(getattr(error, "possibilities", None) or ())
        detail = screen.say("error.option", name=getattr(error, "option_name", ""))
        return detail, screen.say("error.near", near=near) if near else cure
    if kind == "MissingParameter":
        return screen.say("error.missing", name=name), cure
    if kind == "BadParameter":
        return screen.say("error.value", name=name, why=error.message), cure
    return screen.say("error.usage", why=error.format_message()), cure


def _fill(text: Localized, values: dict[str, Any]) -> Localized:
    return Localized(text.zh.format(**values), text.en.format(**values))


def _raised_at(error: Exception) -> str:
    """Where ``error`` was raised, without its text, which may be a message's."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
