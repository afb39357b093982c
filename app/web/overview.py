"""Overview: the front page: where the two sides stand, and how new the record is."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.deps import ReadingRoute, ReadSession, may_write
from app.kept import kept
from app.models.base import today
from app.queries.articles import get_freshness
from app.queries.compare import compare
from app.queries.filters import StatementFilter
from app.queries.overview import count_statements
from app.queries.proposals import count_proposals
from app.queries.rows import rows
from app.queries.select import page, select
from app.web.compare import table
from app.web.render import render
from app.web.sides import latest_by_side, months_by_side

router = APIRouter(route_class=ReadingRoute)

LATEST, ADDED = 4, 5


@router.get("/", name="overview")
@kept
def index(request: Request, session: ReadSession) -> HTMLResponse:
    """Show the latest by each side, topics by side, months, and what came in last."""
    everything = StatementFilter()
    added = StatementFilter(sort="added", per=ADDED)
    got = page(select(session, added))
    positions, _ = table(compare(session, everything, today()))
    return render(
        request,
        "overview.html",
        address="/",
        columns=latest_by_side(session, LATEST),
        positions=positions,
        chart=months_by_side(session, everything),
        total=got.total,
        added=rows(session, got.ids),
        freshness=get_freshness(session),
        proposals=count_proposals(session) if may_write(request) else 0,
        waiting=count_statements(session, StatementFilter(status="pending")),
    )
