"""Outlets: what one of them contributed."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.deps import ReadingRoute, ReadSession
from app.kept import kept
from app.queries.articles import find_articles
from app.queries.filters import StatementFilter
from app.queries.outlets import get_outlet
from app.queries.overview import count_statements
from app.web.render import render

router = APIRouter(route_class=ReadingRoute)

LATEST = 20


@router.get("/outlets/{slug}", name="outlet")
@kept
def show(request: Request, session: ReadSession, slug: str) -> HTMLResponse:
    """Show one outlet and its latest articles."""
    outlet = get_outlet(session, slug)
    wanted = StatementFilter(outlet=(slug,))
    return render(
        request,
        "outlets/show.html",
        address=outlet.path,
        outlet=outlet,
        wanted=wanted,
        statements=count_statements(session, wanted),
        articles=find_articles(session, outlet=slug, per=LATEST),
    )
