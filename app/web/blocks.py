"""Blocks: parts of a list's page that are the same on all of its pages, drawn once."""

from collections.abc import Callable

from fastapi import Request
from markupsafe import Markup

from app.deps import ReadSession
from app.kept import KeptPage, KeptPages
from app.queries.filters import StatementFilter
from app.queries.index.keeper import edition_of
from app.visitors import NOBODY
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
    pages: KeptPages = request.app.state.kept_pages
    # No address of a page is like it.
    key = (edition_of(session), template, wanted.query().encode(), False, NOBODY.kind)
    found = pages.get(key)
    if found is None:
        drawn = environment().get_template(template).render(wanted=wanted, **read())
        found = KeptPage(drawn.encode(), {})
        pages.put(key, found)
    # Autoescaped when it was drawn.
    return Markup(found.body.decode())  # noqa: S704
