"""``shenyan rules backtest``: what a draft would have changed in a file of messages, or in the log."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, TaskID

from app.auth.permissions import Permission, require
from app.cli.errors import InputError, file_error
from app.cli.options import ChannelOption, DayOption, choose, midnight, parse_day
from app.cli.rules_life import DraftArgument, OpenLife, open_rule_life
from app.cli.screen import Screen
from app.cli.underline import show_text
from app.intake import TODAY
from app.model.message import Message
from app.model.vocabulary import Channel
from app.publishing.active import compile_files, warmed
from app.publishing.backtest import Effect, Outcome, Report, digest_of, outcomes, replay, report
from app.publishing.log_backtests import Selection, open_backtests
from app.publishing.reading_kept import read_kept
from app.settings import load_settings
from app.store.backtest_store import Backtest
from app.store.records import to_microseconds
from app.workers.bulk_rows import RowError, fields_of, message_of, read_input

_SHOWN = 60


def backtest(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    *,
    draft_id: DraftArgument,
    file: Annotated[Path | None, typer.Argument(help="life.messages", metavar="[FILE]", show_default=False)] = None,
    samples: Annotated[int, typer.Option("--samples", help="life.samples", metavar="N", min=0)] = 5,
    day: DayOption = None,
    since: Annotated[str | None, typer.Option("--since", help="log.since", metavar="YYYY-MM-DD")] = None,
    until: Annotated[str | None, typer.Option("--until", help="log.until", metavar="YYYY-MM-DD")] = None,
    channel: ChannelOption = None,
) -> None:
    """On all cores; stopped and run again, it goes on where it was. Without a file: the kept messages of the log."""
    screen: Screen = ctx.obj
    if file is None:
        moments = midnight(since), midnight(until, days=1)
        chosen = choose(Channel, "--channel", channel)
        first, last = (None if moment is None else to_microseconds(moment) for moment in moments)
        _over_log(screen, draft_id, Selection(first, last, "" if chosen is None else chosen.value), samples)
    elif since or until or channel:
        raise InputError("error.backtest-file")
    else:
        _over_file(screen, draft_id, file, samples, day)


def _over_file(screen: Screen, draft_id: str, file: Path, samples: int, day: str | None) -> None:
    count = sum(1 for _ in _read(file, day))
    if not count:
        raise InputError("error.no-rows", path=file)
    with open_rule_life(Permission.READ_DRAFT) as life:
        seen = life.drafts.get(draft_id)
        base, candidate = life.drafts.base_files(seen), life.drafts.files(seen)
    before, after = warmed(compile_files(base)), warmed(compile_files(candidate))
    kept = load_settings().state_dir / "backtests" / f"{digest_of(_read(file, day), before, after)}.jsonl"
    progress, task = _progress(screen, count)

    def goes_on(done: int) -> bool:
        progress.update(task, completed=done)
        progress.refresh()
        return True

    with progress:
        replay(_read(file, day), before, after, kept, goes_on)
    found = report(outcomes(kept), samples)
    wanted = {outcome.number for chosen in found.samples.values() for outcome in chosen}
    texts = {number: _text(message) for number, message in enumerate(_read(file, day), 1) if number in wanted}
    _show(screen, found, texts)


def _over_log(screen: Screen, draft_id: str, wanted: Selection, samples: int) -> None:
    settings = load_settings()
    with (
        open_rule_life(Permission.RUN_BACKTEST) as life,
        open_backtests(settings, life.log, life.drafts) as backtests,
    ):
        require(life.actor.principal, Permission.READ_REVIEW)
        begun = backtests.unfinished(draft_id, wanted, life.actor, life.view)
        begun = begun or backtests.begin(draft_id, wanted, life.actor, life.view, here=True)
        progress, task = _progress(screen, begun.total)

        def goes_on(found: Backtest) -> bool:
            progress.update(task, completed=found.looked_at)
            progress.refresh()
            return True

        with progress:
            backtests.run(begun, goes_on)
        ended = backtests.get(begun.draft, begun.id, life.view)
        found = backtests.report(ended, samples)
        chosen = [outcome for listed in found.samples.values() for outcome in listed]
        texts = {outcome.number: _kept_text(life, outcome) for outcome in chosen}
        _show(screen, found, texts)
        if ended.not_kept:
            screen.print(screen.say("life.not-kept", count=ended.not_kept), style="yellow")


def _progress(screen: Screen, total: int) -> tuple[Progress, TaskID]:
    # No thread of its own draws it: that would keep the work on one core.
    progress = Progress(console=screen.err, transient=True, auto_refresh=False)
    return progress, progress.add_task(screen.say("life.backtest"), total=total)


def _read(file: Path, day: str | None) -> Iterator[Message]:
    """The messages of the file, one after the other: a file of any length needs no memory."""
    default = parse_day(day)
    try:
        for row in read_input(file):
            try:
                message = message_of(fields_of(row))
            except RowError as error:
                raise InputError("error.row", path=file, row=row.number, why=error) from None
            yield _on(message, default)
    except OSError as error:
        raise file_error(file, error) from None


def _on(message: Message, default: date) -> Message:
    return replace(message, day=default) if message.day == TODAY else message


def _text(message: Message) -> str:
    return " ".join(part.text for part in message.parts)


def _kept_text(life: OpenLife, outcome: Outcome) -> str:
    """The words of a logged message; that they were read is recorded."""
    _, kept = read_kept(life.log, outcome.review_id, life.view, life.actor)
    words = "" if kept is None else " ".join(part["text"] for part in kept["parts"])
    return f"{outcome.review_id}  {words}"


def _show(screen: Screen, found: Report, texts: Mapping[int, str]) -> None:
    screen.print(screen.say("life.backtested", count=found.total))
    for effect in Effect:
        screen.print(f"  {screen.say(f'life.effect.{effect.value}')}  {found.effects[effect]}")
        for outcome in found.samples.get(effect, ()):
            text = show_text(texts.get(outcome.number, ""))
            rules = " ".join((*(f"+{rule}" for rule in outcome.appeared), *(f"-{rule}" for rule in outcome.gone)))
            shown = _SHOWN + (len(outcome.review_id) + 2 if outcome.review_id else 0)
            screen.print(f"    {outcome.number}  {text[:shown]}  {rules}", style="dim")
    for rule, count in sorted((found.appeared + found.gone).items()):
        line = screen.say("life.by-rule", rule=rule, appeared=found.appeared[rule], gone=found.gone[rule])
        screen.print(f"  {line}" if count else "")
    for (rule, effect), count in sorted(found.by_rule.items()):
        screen.print(f"  {rule}  {screen.say(f'life.effect.{effect.value}')}  {count}")
    for counted in (found.channels, found.tenants):
        for (name, effect), count in sorted(counted.items()):
            screen.print(f"  {name or '-'}  {screen.say(f'life.effect.{effect.value}')}  {count}")
    if found.total:
        times = {"before": found.before_us / found.total / 1000, "after": found.after_us / found.total / 1000}
        screen.print(screen.say("life.cost", **{name: f"{value:.2f}" for name, value in times.items()}))
