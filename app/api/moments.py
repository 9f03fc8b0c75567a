"""Moments and days in requests: RFC 3339, moments with a time zone, and nothing that only looks like one."""

import re
from datetime import date
from typing import Annotated, Any, Final

from pydantic import AwareDatetime, BeforeValidator
from pydantic_core import PydanticCustomError

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WRITTEN: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d.*")


def _only_written(value: Any) -> Any:
    """Raises PydanticCustomError for a number: pydantic reads one as seconds since 1970, so that a legal hold until
    ``0`` would be accepted, and hold nothing.
    """
    if not (isinstance(value, str) and _WRITTEN.fullmatch(value)):
        raise PydanticCustomError("not_a_moment", "not a date and time")
    return value


def _only_written_day(value: Any) -> Any:
    """Raises PydanticCustomError for a number, also for one in quotes."""
    if not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise PydanticCustomError("not_a_day", "not a day")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_only_written)]
"""A date and a time with a time zone, such as ``2026-11-21T09:00:00+08:00``."""

Day = Annotated[date, BeforeValidator(_only_written_day)]
"""A day, such as ``2026-11-21``."""
