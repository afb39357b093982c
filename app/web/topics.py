"""Topics: the list of them, and how the two sides speak of one."""

from collections import defaultdict

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.deps import ReadingRoute, ReadSession
from app.kept import kept
from app.queries.filters import StatementFilter
from app.queries.topics import TermRow, find_topics, get_topic
from app.web.render import render
from app.web.sides import latest_by_side, matrix, months_by_side

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
    """Show one topic: its definition and terms, and the two sides over time."""
    topic = get_topic(session, slug)
    wanted = StatementFilter(topic=(slug,))
    terms: dict[str, list[TermRow]] = defaultdict(list)
    for term in topic.terms:
        terms[term.language].append(term)
    return render(
        request,
        "topics/show.html",
        address=topic.row.path,
        topic=topic.row,
        cells=matrix([topic.row])[0].cells,
        terms=terms,
        wanted=wanted,
        chart=months_by_side(session, wanted),
        columns=latest_by_side(session, LATEST, topic=(slug,)),
    )
