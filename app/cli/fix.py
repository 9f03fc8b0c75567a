"""``shenyan fix``: carries out the suggestions that are safe, and shows what changed and what remains."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.text import Text

from app.cli.check import read_text
from app.cli.errors import InputError, file_error
from app.cli.options import (
    AudienceOption,
    ChannelOption,
    DayOption,
    JurisdictionOption,
    LanguageOption,
    ProductOption,
    StageOption,
    choose,
    parse_day,
    parse_products,
)
from app.cli.rule_files import rule_files
from app.cli.screen import Screen
from app.cli.show_verdict import show_findings, show_foot, show_verdict
from app.cli.underline import show_text
from app.model.message import Message, Part
from app.model.vocabulary import Audience, Channel, Jurisdiction, Language, Stage
from app.reports.fixing import Fixed, fix

_LONGEST_COMPARED: Final = 4_000  # characters of a line; beyond, the line is shown as a whole
_BOM: Final = b"\xef\xbb\xbf"


def fix_file(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    *,
    file: Annotated[str, typer.Argument(help="fix.file", metavar="FILE|-", show_default=False)],
    write: Annotated[bool, typer.Option("--write", "-w", help="fix.write")] = False,
    unsafe: Annotated[bool, typer.Option("--unsafe", help="fix.unsafe")] = False,
    channel: ChannelOption = None,
    product: ProductOption = None,
    audience: AudienceOption = None,
    stage: StageOption = "draft",
    jurisdiction: JurisdictionOption = None,
    language: LanguageOption = None,
    day: DayOption = None,
) -> None:
    """Leaves with the decision on the text as it is then: 0 for pass, 1 for revise, 2 for block."""
    screen: Screen = ctx.obj
    text = read_text(file)
    message = Message(
        id="fix",
        parts=(Part("body", text),),
        day=parse_day(day),
        channel=choose(Channel, "--channel", channel),
        audience=choose(Audience, "--audience", audience),
        jurisdiction=choose(Jurisdiction, "--jurisdiction", jurisdiction),
        language=choose(Language, "--language", language),
        products=parse_products(product),
        stage=choose(Stage, "--stage", stage) or Stage.DRAFT,
    )
    compiled = rule_files().compile()
    fixed = fix(message, compiled, unsafe=unsafe)
    changed = fixed.message.parts[0].text
    if file == "-" and write:
        sys.stdout.buffer.write(f"{changed}\n".encode())
        sys.stdout.buffer.flush()
        screen = Screen(screen.err, screen.err, screen.tongue)
    elif write and changed != text:
        _write(Path(file), text, changed)
    _show_changes(screen, text, changed, fixed)
    if changed != text:
        key = "fix.printed" if file == "-" else "fix.wrote"
        screen.print(screen.say(key if write else "fix.not-written", path=file), style="dim")
        screen.print()
    references = compiled.prepared.rule_set.references
    if changed == text and not (file == "-" and write):
        show_verdict(screen, fixed.message, fixed.verdict, references)
    else:
        show_findings(screen, fixed.verdict, references)
    show_foot(screen, fixed.verdict, None)
    raise typer.Exit(fixed.verdict.decision.rank)


def _show_changes(screen: Screen, old: str, new: str, fixed: Fixed) -> None:
    if not fixed.steps:
        screen.print(screen.say("fix.nothing"))
        screen.print()
        return
    screen.print(screen.say("fix.count", count=len(fixed.steps)), style="bold")
    for step in fixed.steps:
        how = screen.say(f"verdict.{step.suggestion.applicability}")
        line = screen.say("fix.step", what=show_text(screen.pick(step.suggestion.description)), how=how)
        screen.print(Text.assemble("  ", line, (f"  {step.finding.rule_id}", "dim")))
    screen.print()
    for row in difference(old, new):
        screen.print(row)
    screen.print()


def difference(old: str, new: str) -> Iterator[Text]:
    """The lines that differ, each with its number: ``-`` as it was, ``+`` as it is, what differs in them marked."""
    before, after = old.splitlines(), new.splitlines()
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        removed, added = before[start:end], after[new_start:new_end]
        for number in range(max(len(removed), len(added))):
            one = removed[number] if number < len(removed) else None
            other = added[number] if number < len(added) else None
            yield from _line_difference(one, other)


def _line_difference(old: str | None, new: str | None) -> Iterator[Text]:
    """The same line before and after; None where there is none."""
    rows = (Text("- ", "red"), Text("+ ", "green"))
    if old is None or new is None or max(len(old), len(new)) > _LONGEST_COMPARED:
        rows[0].append(show_text(old or ""))
        rows[1].append(show_text(new or ""))
    else:
        for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            mark = "" if tag == "equal" else "reverse"
            rows[0].append(show_text(old[start:end]), f"red {mark}".strip())
            rows[1].append(show_text(new[new_start:new_end]), f"green {mark}".strip())
    if old is not None:
        yield rows[0]
    if new is not None:
        yield rows[1]


def _write(path: Path, old: str, new: str) -> None:
    """Replaces the file at once or not at all; its mode, its byte order mark and its last line break stay."""
    try:
        target = path.resolve(strict=True)
        raw = target.read_bytes()
        head = _BOM if raw.startswith(_BOM) else b""
        body = raw[len(head) :]
        if not body.startswith(old.encode()):
            raise InputError("error.changed", path=path)
        content = head + new.encode() + body[len(old.encode()) :]
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            shutil.copymode(target, name)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise file_error(path, error) from None
