"""Citations: a statement, or one of its wordings, as a file for those who cite it."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.deps import ReadSession
from app.errors import Moved, NotFound
from app.formats.citations import BY_SUFFIX, Citation
from app.locales import gettext
from app.models.base import today
from app.queries.statements import get_statement
from app.web.downloads import attached, site_of
from app.web.numbers import number_in

router = APIRouter()


@router.get("/statements/{number}/cite.{suffix}", name="citation")
def show(
    request: Request, session: ReadSession, number: str, suffix: str, quote: str = ""
) -> Response:
    """Give the citation of a statement; `quote` asks for that of one of its wordings."""
    form = BY_SUFFIX.get(suffix)
    if form is None:
        raise NotFound(gettext("Citations come as %(kinds)s.", kinds=", ".join(BY_SUFFIX)))
    try:
        row = get_statement(session, number_in(number))
    except Moved as moved:
        raise Moved(f"{moved.location}/cite.{suffix}") from None
    wording = None
    if quote:
        asked = number_in(quote)
        wording = next((each for each in row.quotes if each.id == asked), None)
        if wording is None:
            raise NotFound(gettext("This statement has no such wording."))
    cited = Citation(row, site_of(request), today(), wording)
    name = f"{cited.key}.{suffix}"
    return attached(iter([form.write([cited])]), form.media_type, name)
