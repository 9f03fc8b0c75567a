"""What a command line says of a message, and how it is checked."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, TypeVar

import typer

from app.cli.errors import InputError
from app.cli.nearest import nearest
from app.model.vocabulary import PRODUCTS
from app.settings import load_settings

ChannelOption = Annotated[str | None, typer.Option("--channel", help="channel", metavar="CHANNEL")]
ProductOption = Annotated[list[str] | None, typer.Option("--product", help="product", metavar="PRODUCT")]
AudienceOption = Annotated[str | None, typer.Option("--audience", help="audience", metavar="AUDIENCE")]
StageOption = Annotated[str, typer.Option("--stage", help="stage", metavar="STAGE", show_default=True)]
JurisdictionOption = Annotated[str | None, typer.Option("--jurisdiction", help="jurisdiction", metavar="JURISDICTION")]
LanguageOption = Annotated[str | None, typer.Option("--language", help="language", metavar="LANGUAGE")]
DayOption = Annotated[str | None, typer.Option("--day", help="day", metavar="YYYY-MM-DD")]
PathArgument = Annotated[str | None, typer.Argument(help="rules.path", metavar="PATH", show_default=False)]

_Word = TypeVar("_Word", bound=StrEnum)


def choose(kind: type[_Word], option: str, value: str | None) -> _Word | None:
    """The word of ``kind`` that ``value`` is, in any case. Raises InputError with the choices."""
    if value is None:
        return None
    for word in kind:
        if word.value.casefold() == value.casefold():
            return word
    raise unknown_choice(option, value, kind)


def choose_each(kind: type[_Word], option: str, values: Iterable[str]) -> list[_Word]:
    """As `choose`, for an option that may be repeated."""
    return [word for value in values if (word := choose(kind, option, value)) is not None]


def unknown_choice(option: str, value: str, allowed: Iterable[str]) -> InputError:
    """The complaint about a value that is none of ``allowed``."""
    words = [str(word) for word in allowed]
    near = nearest(value, words)
    if near:
        return InputError("error.choice.near", name=option, value=value, near=", ".join(near), allowed=", ".join(words))
    return InputError("error.choice", name=option, value=value, allowed=", ".join(words))


def parse_products(values: list[str] | None) -> tuple[str, ...]:
    """The products as written. Raises InputError for one that does not exist."""
    for value in values or ():
        if value not in PRODUCTS:
            raise unknown_choice("--product", value, PRODUCTS)
    return tuple(values or ())


def parse_day(value: str | None) -> date:
    """The day as written, or today where the institution is. Raises InputError."""
    if value is None:
        return (datetime.now(UTC) + timedelta(hours=load_settings().day_utc_offset_hours)).date()
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InputError("error.day", value=value) from None


def midnight(day: str | None, days: int = 0) -> datetime | None:
    """Where ``day`` begins at the institution's place; ``days`` later. Raises InputError."""
    if day is None:
        return None
    offset = timedelta(hours=load_settings().day_utc_offset_hours)
    parsed = parse_day(day)
    return datetime(parsed.year, parsed.month, parsed.day, tzinfo=UTC) - offset + timedelta(days=days)
