"""``shenyan lexicon where`` and ``add``: where a term is used, and a term more."""

from typing import Annotated

import typer

from app.auth.permissions import Permission
from app.cli.errors import InputError
from app.cli.lexicon_advice import show_advice
from app.cli.lexicon_tables import DraftOption
from app.cli.options import parse_day
from app.cli.rules_life import open_rule_life, show_draft
from app.cli.screen import Screen
from app.model.lexicon import Lexicon, Term
from app.publishing.lexicon_changes import advise, check_in_message, find_lexicon, with_term
from app.publishing.reading_kept import read_kept
from app.ruleset.lexicon_use import RuleUse, is_built_in, places_of, uses_of
from app.ruleset.lexicon_writing import write_term
from app.ruleset.loader import load_rule_set

_NOWHERE = 1


def where_used(
    ctx: typer.Context,
    *,
    what: Annotated[str, typer.Argument(help="lexicon.what", metavar="ID_OR_TERM", show_default=False)],
    draft: Annotated[str | None, typer.Option("--draft", help="lexicon.from-draft", metavar="DRAFT")] = None,
) -> None:
    """A lexicon's rules, or every lexicon that has the term with the rules that look for it; exit code 1 for none."""
    screen: Screen = ctx.obj
    with open_rule_life(Permission.READ_DRAFT) as life:
        if draft is not None:
            files = life.drafts.files(life.drafts.get(draft))
        else:
            files = life.versions.files(life.versions.active().version)
    rule_set = load_rule_set(files)
    lexicon = rule_set.lexicons.get(what)
    if lexicon is not None:
        _show_lexicon(screen, lexicon)
        _show_uses(screen, lexicon, uses_of(what, rule_set.rules))
    places = places_of(what, rule_set.lexicons, rule_set.rules)
    for place in places:
        _show_lexicon(screen, place.lexicon)
        screen.print(f"  {write_term(place.term)}")
        _show_uses(screen, place.lexicon, place.rules)
    if lexicon is None and not places:
        screen.print(screen.say("lexicon.nowhere", what=what))
        raise typer.Exit(_NOWHERE)


def add_term(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    *,
    term: Annotated[str, typer.Argument(help="lexicon.term", metavar="TERM", show_default=False)],
    lexicon_id: Annotated[str, typer.Option("--lexicon", help="lexicon.into", metavar="ID")],
    draft: DraftOption,
    review: Annotated[str | None, typer.Option("--review", help="lexicon.review", metavar="REVIEW")] = None,
    tag: Annotated[str, typer.Option("--tag", help="lexicon.tag", metavar="TAG")] = "",
    excepts: Annotated[list[str] | None, typer.Option("--except", help="lexicon.except", metavar="WORDS")] = None,
    first: Annotated[str | None, typer.Option("--from", help="lexicon.from", metavar="YYYY-MM-DD")] = None,
    last: Annotated[str | None, typer.Option("--until", help="lexicon.until", metavar="YYYY-MM-DD")] = None,
) -> None:
    """Into the draft at once; what it shows then is advice."""
    screen: Screen = ctx.obj
    days = [None if day is None else parse_day(day) for day in (first, last)]
    new = Term(term, tuple(excepts or ()), tag, days[0], days[1])
    with open_rule_life(Permission.WRITE_DRAFT) as life:
        if review is not None:
            _, kept = read_kept(life.log, review, life.view, life.actor)
            if kept is None:
                raise InputError("error.no-text")
            check_in_message(term, kept)
        seen = life.drafts.get(draft)
        path, text = with_term(life.drafts.files(seen), lexicon_id, new)
        edited = life.drafts.edit(draft, seen.edition, {path: text}, life.actor)
        files = life.drafts.files(edited)
        show_draft(screen, edited)
    show_advice(screen, advise(files, find_lexicon(files, lexicon_id), (new,)))


def _show_lexicon(screen: Screen, lexicon: Lexicon) -> None:
    title, count = screen.pick(lexicon.title), len(lexicon.terms)
    screen.print(
        screen.say("lexicon.title", id=lexicon.id, title=title, count=count, owner=lexicon.owner), style="bold"
    )
    if lexicon.effective_from or lexicon.effective_until:
        first, last = lexicon.effective_from or "…", lexicon.effective_until or "…"
        screen.print(screen.say("lexicon.in-force", first=first, last=last))


def _show_uses(screen: Screen, lexicon: Lexicon, uses: tuple[RuleUse, ...]) -> None:
    for use in uses:
        tags = screen.say("lexicon.tags", tags=", ".join(use.tags)) if use.tags else ""
        values = {"rule": use.rule.id, "label": use.label, "severity": use.rule.severity, "status": use.rule.status}
        screen.print(screen.say("lexicon.rule", **values, tags=tags))
    if is_built_in(lexicon.id):
        screen.print(screen.say("lexicon.built-in"))
    elif not uses:
        screen.print(screen.say("lexicon.no-rule"))
