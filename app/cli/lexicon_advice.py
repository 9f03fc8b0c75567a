"""Terms of a change, and what is suggested beside them."""

from collections.abc import Sequence
from typing import Final

from app.cli.screen import Screen
from app.model.lexicon import Term
from app.publishing.lexicon_changes import Advice
from app.ruleset.lexicon_writing import write_term

_MOST_SHOWN: Final = 100


def show_terms(screen: Screen, key: str, terms: Sequence[Term], style: str) -> None:
    """A line a term, the first hundred."""
    for term in terms[:_MOST_SHOWN]:
        screen.print(screen.say(key, term=write_term(term)), style=style)
    if len(terms) > _MOST_SHOWN:
        screen.print(screen.say("lexicon.more", count=len(terms) - _MOST_SHOWN), style=style)


def show_advice(screen: Screen, advice: Advice) -> None:
    """Writings that would not be found, and complying examples that would be."""
    for term, variants in advice.variants:
        wanted = [variant for variant in variants if not variant.found or len(advice.variants) == 1]
        if wanted:
            screen.print(term, style="bold")
        for variant in wanted:
            writing = screen.say(f"lexicon.variant.{variant.writing.value}")
            found = screen.say("lexicon.found" if variant.found else "lexicon.not-found")
            screen.print(screen.say("lexicon.variant", writing=writing, text=variant.text, found=found), style="dim")
    if advice.hits is None:
        screen.print(screen.say("lexicon.unread"), style="yellow")
    for hit in advice.hits or ():
        values = {"path": hit.path, "number": hit.number, "quote": hit.quote, "term": hit.term}
        screen.print(screen.say("lexicon.hit", **values, except_=hit.except_), style="yellow")
