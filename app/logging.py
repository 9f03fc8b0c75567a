"""Structured logs: one JSON object a line, of allowed fields only.

The allow-list is what keeps message text and personal data out: a field that is not named here is dropped, whoever
logs it. Exceptions appear as their type and the place they were raised at; their text may quote data, so it is dropped.
"""

import logging
import sys
import traceback
from pathlib import Path
from typing import Final, Literal, TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

_ALLOWED: Final = frozenset(
    {
        "event", "level", "timestamp", "request_id", "review_id", "method", "route", "status", "code", "duration_ms",
        "decision", "channel", "rule_set_revision", "rules", "detector", "error", "place", "sequence", "count",
        "app_version", "host", "port", "logger", "setting", "dropped",
    }
)  # fmt: skip


def _keep_allowed(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    kept = {name: value for name, value in event.items() if name in _ALLOWED}
    if dropped := len(event) - len(kept):
        kept["dropped"] = dropped
    return kept


def _name_exception(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    info = event.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info
    if isinstance(error, BaseException):
        event.update(named(error))
    return event


def named(error: BaseException) -> dict[str, str]:
    """``error`` as log fields: its type and where it was raised. Never its text or values, which may be a message's.

    Use this rather than ``exc_info``: before `configure_logging`, structlog would print the values of all variables.
    """
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno} {frames[-1].name}" if frames else ""
    return {"error": type(error).__name__, "place": place}


class _StandardLibraryLines(logging.Handler):
    """Sends what libraries log through the same allow-list: their level and logger name, never their text."""

    def __init__(self, target: structlog.typing.FilteringBoundLogger) -> None:
        super().__init__()
        self._target = target

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self._target.log(record.levelno, "library", logger=record.name, exc_info=error)


def configure_logging(level: Literal["debug", "info", "warning", "error"], stream: TextIO | None = None) -> None:
    """Send all logs of the process, libraries' included, to ``stream`` (default: standard error)."""
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _name_exception,
            _keep_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(stream if stream is not None else sys.stderr),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers = [_StandardLibraryLines(structlog.get_logger())]
    root.setLevel(max(number, logging.WARNING))
