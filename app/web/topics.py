"""Topics: the list of them, and how the two sides speak of one."""

from collections import defaultdict

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.deps import ReadingRoute, ReadSession
from app.kept import kept
from app.models import SIDE_NAMES
from app.models.base import today
from app.queries.compare import TWO_SIDES, compare
from app.queries.events import find_events
from app.queries.filters import StatementFilter
from app.queries.links import find_links
from app.queries.topics import TermRow, find_topics, get_topic
from app.readers.seeds import read_places
from app.web.beside import lines_by_side
from app.web.compare import table
from app.web.marks import marks_on
from app.web.render import render
from app.web.sides import OTHER_SIDES, latest_by_side, matrix, months_by_side

router = APIRouter(route_class=ReadingRoute)

LATEST = 5


@router.get("/topics", name="topics")
@kept
def index(request: Request, session: ReadSession) -> HTMLResponse:
    """Show every topic with its definition, and how often each side spoke of it."""
    return render(
        request, "topics/index.html", address="/topics", matrix=matrix(find_topics(session))
    )


@router.get("/topics/{slug}", name="topic")
@kept
def show(request: Request, session: ReadSession, slug: str) -> HTMLResponse:
    """Show one topic: sides over time, changes of position, and what it is found by."""
    topic = get_topic(session, slug)
    wanted = StatementFilter(topic=(slug,))
    terms: dict[str, list[TermRow]] = defaultdict(list)
    for term in topic.terms:
        terms[term.language].append(term)
    found = compare(
        session, StatementFilter(side=tuple(map(str, OTHER_SIDES))), today(), topic=slug
    )
    (row,), axis = table(found)
    chart = months_by_side(session, wanted)
    linked = find_links(session, slug)
    return render(
        request,
        "topics/show.html",
        address=topic.row.path,
        topic=topic.row,
        cells=matrix([topic.row])[0].cells,
        terms=terms,
        wanted=wanted,
        chart=chart,
        marks=marks_on(chart, find_events(session)) if chart else None,
        found=found,
        axis=axis,
        positions=[
            each for each in row.cells if each.position.number or each.position.side in TWO_SIDES
        ],
        articles="/articles",
        lines=lines_by_side(linked, list(map(str, SIDE_NAMES))),
        stands=[each for each in linked if not each.is_change],
        places=read_places(),
        columns=latest_by_side(session, LATEST, topic=(slug,)),
    )
