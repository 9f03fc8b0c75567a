"""``shenyan log replay``: a logged message judged again; is the verdict the same, byte for byte?"""

import json
from typing import Annotated

import typer

from app.auth.access import ON_THE_MACHINE
from app.cli.options import unknown_choice
from app.cli.screen import Screen
from app.cli.verdict_log import open_log
from app.publishing.rejudging import GONE, Rejudged, open_kept, rejudge
from app.settings import load_settings
from app.store.events import Event, event_entry

_FORMATS = ("text", "json")
_DIFFERENT = 1
_GONE = 2


def replay(
    ctx: typer.Context,
    *,
    review_id: Annotated[str, typer.Argument(help="log.id", metavar="ID", show_default=False)],
    output: Annotated[str, typer.Option("--format", "-f", help="log.format", metavar="FORMAT")] = "text",
) -> int:
    """Exit code 0: identical; 1: different; 2: an input is gone."""
    screen: Screen = ctx.obj
    if output not in _FORMATS:
        raise unknown_choice("--format", output, _FORMATS)
    settings = load_settings()
    with open_log() as log, open_kept(settings) as kept:
        record = log.get(review_id)
        result = rejudge(log, kept, record)
        after = {"identical": result.identical, "gone": list(result.gone), "differs": list(result.differs)}
        event = Event("review-replayed", f"review:{record.review_id}", record.tenant, after=after)
        log.append(event_entry(event, ON_THE_MACHINE))
    if output == "json":
        digests = {"logged_digest": result.logged_digest, "digest": result.digest}
        screen.write(json.dumps({"review_id": review_id, **after, **digests}, indent=2) + "\n")
    else:
        _show(screen, result)
    if result.identical is None:
        return _GONE
    return 0 if result.identical else _DIFFERENT


def _show(screen: Screen, result: Rejudged) -> None:
    if result.identical:
        revision = result.record.rule_set_revision[:12]
        screen.print(screen.say("log.replay.identical", revision=revision, digest=result.digest))
    elif result.identical is None:
        screen.print(screen.say("log.replay.gone", version=result.app_version))
        for gone in result.gone:
            screen.print(f"- {screen.pick(GONE[gone])}")
    else:
        screen.print(screen.say("log.replay.different", fields=", ".join(result.differs)))
