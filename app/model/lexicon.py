"""Word lists and required wordings, as loaded."""

from dataclasses import dataclass
from datetime import date

from app.model.finding import Localized


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a lexicon, as its author wrote it.

    ``except_`` are longer texts that contain the term and are innocent: a hit inside one is dropped.
    ``tag`` is a finer label that a rule may ask for. It counts from ``effective_from`` to ``effective_until``, both
    included, by the message's day; None: without end.
    """

    text: str
    except_: tuple[str, ...] = ()
    tag: str = ""
    effective_from: date | None = None
    effective_until: date | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A named list of terms. ``except_`` and the days of force hold for all of its terms, beside their own."""

    id: str
    title: Localized
    terms: tuple[Term, ...]
    except_: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    owner: str = ""
    effective_from: date | None = None
    effective_until: date | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A required wording.

    ``accept`` are whole wordings, compared fuzzily. ``elements`` are alternatives; each is a tuple of groups,
    each group a tuple of interchangeable terms; a text that has one term of every group of one alternative
    within ``within`` characters says the same thing. ``text`` is what to insert: language tag -> wording.
    """

    id: str
    title: Localized
    text: tuple[tuple[str, str], ...]
    accept: tuple[str, ...] = ()
    elements: tuple[tuple[tuple[str, ...], ...], ...] = ()
    within: int = 60
    references: tuple[str, ...] = ()
