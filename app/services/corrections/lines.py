"""Lines: what people type into the fields of a correction, checked."""

from app.errors import Invalid, Unreadable
from app.locales import gettext, number
from app.readers.document import check_line
from app.text import normalise

MAX_LINE_CHARS = 300
MAX_PROSE_CHARS = 5_000


def line(typed: str | None, field: str) -> str | None:
    """Return what was typed into a line, None for nothing.

    Raises:
        Invalid: it is too long, or has what no database can store.
    """
    try:
        found = check_line(typed or "")
    except ValueError as problem:
        raise Invalid({field: str(problem)}) from None
    if len(found) > MAX_LINE_CHARS:
        raise Invalid({field: gettext("At most %(most)s characters.", most=MAX_LINE_CHARS)})
    return found or None


def prose(typed: str, field: str, message: str) -> str:
    """Return what was typed into a field of several lines.

    Args:
        message: what to say where there is nothing.

    Raises:
        Invalid: there is nothing, too much, or what no database can store.
    """
    try:
        found = normalise(typed).strip()
    except Unreadable as problem:
        raise Invalid({field: problem.message}) from None
    if not found:
        raise Invalid({field: message})
    if len(found) > MAX_PROSE_CHARS:
        raise Invalid(
            {field: gettext("At most %(most)s characters.", most=number(MAX_PROSE_CHARS))}
        )
    return found
