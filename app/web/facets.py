"""Facets: all values of a long facet, to be searched; a page, or a dialog over the list."""

from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from app.deps import ReadSession, WantedFilter, is_swap
from app.errors import NotFound
from app.locales import N_, Words, gettext
from app.queries.facet_lists import LISTED, list_values
from app.queries.facet_values import FacetLinks
from app.queries.filters import check_value
from app.queries.labels import find_labels
from app.queries.select import select
from app.web.chips import FIELD_NAMES, make_chips
from app.web.render import render
from app.web.statements import without_unknown

router = APIRouter()

SHOWN = 100
ONE = {"actor": "speaker", "outlet": "outlet"}
SAID = {
    "actor": Words(
        {
            "all": N_("All speakers"),
            "title": N_("Speakers"),
            "none": N_("No speaker of that name has a statement on record."),
        }
    ),
    "outlet": Words(
        {
            "all": N_("All outlets"),
            "title": N_("Outlets"),
            "none": N_("No outlet of that name has a statement on record."),
        }
    ),
}
# The block that fills an element, by the element's id.
BLOCKS = {"facet-dialog": "panel", "facet-values": "values"}


@router.get("/statements/facets/{name}", name="facet")
def index(
    request: Request,
    session: ReadSession,
    parsed: WantedFilter,
    name: str,
    find: Annotated[str, Query()] = "",
) -> HTMLResponse:
    """Show the values of a facet with their counts in the list that the URL asks for.

    `page` numbers the pages of values. HTMX gets the panel for a dialog, or, while somebody
    types into it or turns its pages, the values alone.
    """
    if name not in LISTED:
        raise NotFound(gettext("There is no such list of values."))
    asked = without_unknown(parsed, find_labels(session, parsed.wanted))
    wanted = asked.wanted
    find = check_value("q", find)
    found = list_values(select(session, wanted), name, find)
    pages = max(1, -(-len(found) // SHOWN))
    number = min(wanted.page, pages)

    def href(at: int) -> str:
        own = wanted.query(page=at)
        typed = f"{'&' if own else '?'}{urlencode({'find': find})}" if find else ""
        return f"/statements/facets/{name}{own}{typed}"

    chips = make_chips(wanted, asked.names)
    block = BLOCKS.get(request.headers.get("hx-target", ""), "panel")
    return render(
        request,
        "statements/facet.html",
        swaps=block,
        status=422 if asked.problems else 200,
        # A dialog has no address of its own: the one in the browser stays that of the list.
        address=None if is_swap(request) else href(number),
        name=name,
        one=ONE[name],
        said=SAID[name],
        find=find,
        wanted=wanted,
        problems=asked.problems,
        within=[chip for chip in chips if chip.field != FIELD_NAMES[name]],
        found=found,
        shown=found[(number - 1) * SHOWN : number * SHOWN],
        number=number,
        pages=pages,
        page_href=href,
        links=FacetLinks(name, wanted),
        hidden=[pair for pair in wanted.pairs() if pair[0] != "page"],
        is_dialog=is_over_list(request),
    )


def is_over_list(request: Request) -> bool:
    """Say whether HTMX puts the block into a dialog over the list, rather than its own page."""
    try:
        opened = urlsplit(request.headers.get("hx-current-url", "")).path
    except ValueError:
        opened = ""
    return is_swap(request) and opened != request.url.path
