"""Statements: the list by filter, and one with all that is known about it."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from app.api import schemas
from app.api.parameters import FACETS, FILTER, INVALID, MISSING, MOVED
from app.deps import ReadingRoute, ReadSession, SeesAll, WantedFilter
from app.errors import Invalid, Moved
from app.formats.citations import citation_items
from app.formats.items import (
    facet_items,
    statement_item,
    statement_page_item,
    written,
)
from app.kept import kept, kept_pieces
from app.models.base import today
from app.queries.facets import facets
from app.queries.filters import flag
from app.queries.remarks import remarked_of
from app.queries.rows import rows, with_remarks
from app.queries.select import page, select_parsed
from app.queries.statements import get_statement, get_statement_page
from app.queries.suggest import suggest_names
from app.services.corrections.statements import STATEMENT
from app.services.history import version_of

router = APIRouter(tags=["statements"], route_class=ReadingRoute)

StatementId = Annotated[int, Path(alias="id")]


@router.get(
    "/statements",
    name="api_statements",
    summary="List statements",
    response_model=schemas.StatementList,
    response_model_exclude_unset=True,
    responses=INVALID,
    openapi_extra={"parameters": [*FILTER, FACETS]},
)
@kept
def index(request: Request, session: ReadSession, parsed: WantedFilter) -> Response:
    """Return a page of the statements that the filter asks for, and how many there are."""
    try:
        wants_facets = flag(request.query_params.get("facets", ""))
    except ValueError as problem:
        raise Invalid({**parsed.problems, "facets": str(problem)}) from None
    selection = select_parsed(session, parsed)
    found = page(selection)
    others: dict[str, Any] = {
        "total": found.total,
        "next": found.next.encode() if found.next else None,
        "undated_left_out": found.undated_left_out,
        "did_you_mean": [
            {"slug": each.slug, "name": each.name, "q": each.q}
            for each in suggest_names(session, parsed.wanted.q, found.total)
        ],
    }
    if wants_facets:
        others["facets"] = facet_items(facets(selection, shown=None))

    def draw(missing: list[int]) -> Iterator[tuple[int, str]]:
        for row in rows(session, missing):
            yield row.id, written(statement_item(row._replace(notes=())))

    # What is kept is drawn anew when a statement changes, but not when it is remarked on.
    remarked = with_remarks(session, rows(session, remarked_of(session, found.ids)))
    drawn = {row.id: written(statement_item(row)).encode() for row in remarked}
    # Every list in which a statement stands shows it in the same way.
    items = b",".join(kept_pieces(request, session, "item", found.ids, draw, drawn))
    # Behind the brace that opens what else there is.
    body = b'{"items":[' + items + b"]," + written(others)[1:].encode()
    return Response(body, media_type="application/json")


@router.get(
    "/statements/{id}",
    name="api_statement",
    summary="Show a statement",
    response_model=schemas.StatementDetail,
    responses=MOVED | MISSING | INVALID,
)
def show(session: ReadSession, number: StatementId, editor: SeesAll) -> dict[str, Any]:
    """Return one statement with the paragraphs around it, its evidence, doubts and history."""
    page = get_statement_page(session, number)
    return statement_page_item(page, for_editors=editor) | {
        "version": version_of(session, STATEMENT, number)
    }


@router.get(
    "/statements/{id}/citations",
    name="api_citations",
    summary="Cite a statement",
    response_model=schemas.Citations,
    responses=MOVED | MISSING | INVALID,
)
def cite(request: Request, session: ReadSession, number: StatementId) -> dict[str, Any]:
    """Return a statement as text, Markdown, BibTeX, RIS and CSL-JSON, to be cited today."""
    try:
        row = get_statement(session, number)
    except Moved as moved:
        raise Moved(f"{moved.location}/citations") from None
    site = f"{request.url.scheme}://{request.url.netloc}"
    return {"items": citation_items(row, site, today())}
