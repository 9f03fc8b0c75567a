"""Which rules are for a message: its properties against their scopes."""

from dataclasses import dataclass
from datetime import date

from app.model.vocabulary import product_and_ancestors
from app.ruleset.atoms import InForce
from app.ruleset.conditions import Scope
from app.text.document import Document


@dataclass(frozen=True, slots=True)
class Properties:
    """What scopes ask about. A product stands with all its parents; an unknown channel is None."""

    jurisdiction: frozenset[str]
    product: frozenset[str]
    channel: frozenset[str | None]
    stage: frozenset[str]
    audience: frozenset[str | None]
    language: frozenset[str]
    day: date


def properties_of(document: Document) -> Properties:
    """The properties of a message that has been read."""
    message = document.message
    products = (ancestor for product in document.products for ancestor in product_and_ancestors(product))
    return Properties(
        jurisdiction=frozenset(document.jurisdictions),
        product=frozenset(products),
        channel=frozenset((message.channel,)),
        stage=frozenset((message.stage,)),
        audience=frozenset((message.audience,)),
        language=frozenset(document.languages),
        day=message.day,
    )


def fits(scope: Scope, properties: Properties) -> bool:
    """Every property that the scope names fits."""
    return not any(getattr(properties, name).isdisjoint(wanted) for name, wanted in scope.named())


def is_in_force(atom: InForce, properties: Properties) -> bool:
    """In force on the day, in scope, and not taken out again (an exception counts if any of it fits)."""
    if atom.first is not None and properties.day < atom.first:
        return False
    if atom.last is not None and properties.day > atom.last:
        return False
    return fits(atom.scope, properties) and not any(
        not getattr(properties, name).isdisjoint(wanted) for name, wanted in atom.excluded.named()
    )
