"""What the commands about drafts and versions share: who acts, and where drafts and versions are."""

import asyncio
import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from app.auth.access import Access
from app.auth.permissions import Permission, require, view_of
from app.cli.errors import InputError
from app.cli.screen import Screen
from app.cli.verdict_log import existing_log_url, open_settings_log
from app.model.principal import EVERYTHING, Principal, Role, View
from app.publishing.drafts import Drafts
from app.publishing.live import RuleLife, open_life, settle_first
from app.publishing.trial import Trial
from app.publishing.versions import Versions
from app.publishing.waivers import Waivers
from app.settings import Settings, load_settings
from app.store.events import Actor
from app.store.lifecycle_records import Draft
from app.store.verdict_log import VerdictLog

DraftArgument = Annotated[str, typer.Argument(help="life.draft-id", metavar="DRAFT", show_default=False)]


class OpenLife:
    """Drafts and versions, and the person who acts on them."""

    def __init__(self, life: RuleLife, actor: Actor, log: VerdictLog, view: View) -> None:
        self.drafts: Drafts = life.drafts
        self.versions: Versions = life.versions
        self.waivers: Waivers = life.waivers
        self.actor = actor
        self.log = log
        self.view = view
        """Which reviews the person may read."""


@contextmanager
def open_rule_life(permission: Permission) -> Iterator[OpenLife]:
    """Those of the settings' database; in a new one the settings' rules become version 1.

    Raises Unauthenticated or Forbidden when the person of SHENYAN_API_KEY lacks ``permission``, DatabaseUnusable.
    """
    settings = load_settings()
    with open_settings_log(settings) as log, open_life(settings, log) as life:
        actor = _actor(settings, log)
        require(actor.principal, permission)
        settle_first(settings, life)
        # Without a key the operating system is the guard: whoever has the database reads all of it.
        view = EVERYTHING if settings.api_key is None else view_of(actor.principal)
        yield OpenLife(life, actor, log, view)


def require_log() -> None:
    """Raises InputError when there is no database yet."""
    existing_log_url(load_settings())


def _actor(settings: Settings, log: VerdictLog) -> Actor:
    """The principal of the key in SHENYAN_API_KEY, or else whoever is logged in on this machine."""
    if settings.api_key is None:
        name = pwd.getpwuid(os.getuid()).pw_name
        return Actor(Principal(f"cli:{name}", (Role.AUTHOR, Role.APPROVER)), "cli")
    access = Access.open(settings, log)
    try:
        return Actor(asyncio.run(access.caller(f"Bearer {settings.api_key.get_secret_value()}")), "cli")
    finally:
        access.close()


def show_draft(screen: Screen, draft: Draft) -> None:
    """One draft in a few lines."""
    screen.print(
        screen.say(
            "life.draft",
            id=draft.id,
            edition=draft.edition,
            state=screen.say(f"life.state.{draft.state.value}"),
            base=draft.base_version,
            author=draft.author,
            note=draft.note,
        )
    )
    for path, text in draft.changes.items():
        screen.print(f"  {'-' if text is None else '±'} {path}")
    if draft.reason:
        screen.print(screen.say("life.reason", reason=draft.reason))
    screen.print(screen.say("life.revision", revision=draft.revision), style="dim")


def show_trial(screen: Screen, trial: Trial) -> None:
    """Everything that a trial found."""
    for problem in (*trial.problems, *trial.advice):
        colour = "red" if problem in trial.problems else "yellow"
        place = f"{problem.path}:{problem.line}:{problem.column}"
        screen.print(f"{place}: {problem.code}  {screen.pick(problem.message)}", style=colour)
        screen.print(f"    → {screen.pick(problem.hint)}")
    for item in trial.failed:
        expected, actual = (_quotes(screen, quotes) for quotes in (item.expected, item.actual))
        screen.print(f"{item.path}#{item.number}: {item.text}", style="red")
        screen.print(screen.say("life.example-failed", expected=expected, actual=actual))
    for case in trial.failed_cases:
        screen.print(f"{case.path}: {case.because}", style="red")
        screen.print(screen.say("life.example-failed", expected=case.expected, actual=case.actual))
        for rule in case.differences:
            expected, actual = (_quotes(screen, quotes) for quotes in (rule.expected, rule.actual))
            screen.print(screen.say("life.case-rule", rule=rule.rule_id, expected=expected, actual=actual))
    if trial.refused is not None:
        screen.print(screen.pick(trial.refused), style="red")
    if trial.holds:
        screen.print(screen.say("life.holds", examples=trial.examples, cases=trial.cases), style="green")
    else:
        count = len(trial.problems) + len(trial.failed) + len(trial.failed_cases) + (trial.refused is not None)
        screen.print(screen.say("life.fails", count=count), style="bold red")


def rule_file_path(path: Path) -> str:
    """``rules/...`` or ``lexicons/...`` of a file on this machine: what follows the last folder of that name."""
    parts = path.resolve().parts
    for index in range(len(parts) - 2, -1, -1):
        if parts[index] in ("rules", "lexicons"):
            return "/".join(parts[index:])
    raise InputError("error.rule-path", path=path)


def _quotes(screen: Screen, quotes: tuple[str, ...] | None) -> str:
    return screen.say("test.silent") if quotes is None else " ".join(f"“{quote}”" for quote in quotes)
