"""Logs: each event as one line, text or JSON, with the request or job that it belongs to."""

import json
import logging
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

ACCESS = "app.access"


class LogFormat(StrEnum):
    """How lines are written."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Cause:
    """What a line is about.

    Attributes:
        id: of a request, as its answer tells it, or of a job.
        what: method and path of a request, without what was asked for behind it.
    """

    id: str
    what: str = ""


# Threads that work for a request are given its context; a job's thread begins a new one.
CAUSE: ContextVar[Cause | None] = ContextVar("cause", default=None)


def configuration(form: LogFormat) -> dict[str, Any]:
    """Return what `logging.config` takes: warnings of all, and all of our own, to stderr."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"{__name__}.{FORMATTERS[form].__name__}"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {"app": {"level": "INFO"}},
    }


class JsonLine(logging.Formatter):
    """Writes a line as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; what a request told beside the message stands under its own names."""
        cause = CAUSE.get()
        told: dict[str, object] = {
            "time": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if cause is not None:
            told |= {"request_id": cause.id, "request": cause.what}
        told |= getattr(record, "told", {})
        if trace := _trace(self, record):
            told["traceback"] = trace
        # Without a character beyond ASCII a line is one line to whatever reads it.
        return json.dumps(told, ensure_ascii=True, default=str)


class TextLine(logging.Formatter):
    """Writes a line for people; each further line of a traceback tells its request too."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, or the lines."""
        cause = CAUSE.get()
        about = f" [{cause.id}]" if cause else ""
        head = f"{_moment(record)} {record.levelname}{about} {record.name}: "
        what = f"{cause.what}: " if cause and cause.what and record.name != ACCESS else ""
        # A line end in what somebody sent must not look like a line of the log.
        lines = [head + printable(what + record.getMessage())]
        lines += [f"   {about} {printable(line)}" for line in _trace(self, record).splitlines()]
        return "\n".join(lines)


FORMATTERS: dict[LogFormat, type[logging.Formatter]] = {
    LogFormat.TEXT: TextLine,
    LogFormat.JSON: JsonLine,
}


def printable(text: str) -> str:
    """Return a text with each character that could steer a terminal or end a line escaped."""
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode("ascii")
        for each in text
    )


def _moment(record: logging.LogRecord) -> str:
    at = datetime.fromtimestamp(record.created, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _trace(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    return formatter.formatException(record.exc_info) if record.exc_info else ""
