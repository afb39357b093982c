"""Blocks: parts of a list's page that are the same on all of its pages, drawn once."""

from collections.abc import Callable

from fastapi import Request
from markupsafe import Markup

from app import locales
from app.deps import ReadSession
from app.kept import kept_of
from app.queries.filters import StatementFilter
from app.queries.index.keeper import edition_of
from app.web.render import environment


def kept_block(
    request: Request,
    session: ReadSession,
    template: str,
    wanted: StatementFilter,
    read: Callable[[], dict[str, object]],
) -> Markup:
    """Return a template drawn with what `read` reads, or drawn before for the same list.

    Args:
        template: shows nothing but the record and links, and not which page of the list it is on.
    """
    pieces = kept_of(request).pieces
    key = (edition_of(session), f"{template} {locales.current()}", wanted.query())
    found = pieces.get(key)
    if found is None:
        drawn = drawn_block(template, wanted, read)
        pieces.put(key, drawn.encode())
        return drawn
    # Autoescaped when it was drawn.
    return Markup(found.decode())  # noqa: S704


def drawn_block(
    template: str, wanted: StatementFilter, read: Callable[[], dict[str, object]]
) -> Markup:
    """Return a template drawn with what `read` reads."""
    drawn = environment().get_template(template).render(wanted=wanted, **read())
    return Markup(drawn)  # noqa: S704
