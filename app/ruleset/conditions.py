"""The `when:` grammar: what a condition may say, as plain data."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from app.model.detection import Context

MAX_CONJUNCTIONS: Final = 64


class Unit(StrEnum):
    """How near "near" is."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    PART = "part"
    CHARACTERS = "characters"


@dataclass(frozen=True, slots=True, order=True)
class Within:
    """A distance. ``characters`` counts those between the two spans, and only with that unit."""

    unit: Unit = Unit.PART
    characters: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Filter:
    """Which detections of a label count."""

    unless: tuple[Context, ...] = ()
    only: tuple[Context, ...] = ()
    min_score: float = 0.0


@dataclass(frozen=True, slots=True)
class Detected:
    """At least ``at_least`` detections of ``label`` count. With ``quoted`` false they are no evidence (`given:`)."""

    label: str
    filter: Filter = field(default_factory=Filter)
    at_least: int = 1
    quoted: bool = True


@dataclass(frozen=True, slots=True)
class Absent:
    """No detection of ``label`` counts."""

    label: str
    filter: Filter = field(default_factory=Filter)


@dataclass(frozen=True, slots=True)
class Near:
    """Some ``first`` has a ``second`` within reach; with ``ordered``, after it."""

    first: str
    second: str
    within: Within
    filter: Filter = field(default_factory=Filter)
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Apart:
    """Some ``first`` has no ``second`` within reach."""

    first: str
    second: str
    within: Within
    filter: Filter = field(default_factory=Filter)


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """Properties of a message. An empty tuple means: any."""

    jurisdiction: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    language: tuple[str, ...] = ()

    def named(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The properties that the scope is about, with the values that fit."""
        for name in ("jurisdiction", "product", "channel", "stage", "audience", "language"):
            wanted = getattr(self, name)
            if wanted:
                yield name, wanted


@dataclass(frozen=True, slots=True)
class MessageIs:
    """The message has these properties."""

    scope: Scope


@dataclass(frozen=True, slots=True)
class All:
    """Every item holds."""

    items: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one item holds."""

    items: tuple["Condition", ...]


Atom = Detected | Absent | Near | Apart | MessageIs
Condition = Atom | All | AnyOf


class TooManyConjunctions(ValueError):  # noqa: N818 - says it all
    """A condition that multiplies out to more than `MAX_CONJUNCTIONS` ways of being true."""


def conjunctions(condition: Condition) -> tuple[tuple[Atom, ...], ...]:
    """The ways of being true, each a tuple of atoms that must all hold (disjunctive normal form).

    Raises TooManyConjunctions.
    """
    match condition:
        case All(items):
            ways: tuple[tuple[Atom, ...], ...] = ((),)
            for item in items:
                ways = tuple(_join(way, more) for way in ways for more in conjunctions(item))
                if len(ways) > MAX_CONJUNCTIONS:
                    raise TooManyConjunctions
            return ways
        case AnyOf(items):
            ways = tuple(dict.fromkeys(way for item in items for way in conjunctions(item)))
            if len(ways) > MAX_CONJUNCTIONS:
                raise TooManyConjunctions
            return ways
        case _:
            return ((condition,),)


def _join(first: tuple[Atom, ...], second: tuple[Atom, ...]) -> tuple[Atom, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def labels(condition: Condition) -> tuple[str, ...]:
    """Every label that the condition names, in order, each once."""
    match condition:
        case All(items) | AnyOf(items):
            return tuple(dict.fromkeys(label for item in items for label in labels(item)))
        case Detected(label) | Absent(label):
            return (label,)
        case Near(first, second) | Apart(first, second):
            return tuple(dict.fromkeys((first, second)))
        case _:
            return ()
