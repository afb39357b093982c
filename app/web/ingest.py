"""Ingest: what came in and could not be processed, kept for whoever gave it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from app.deps import CurrentEditor, ReadSession
from app.queries.failures import find_failures, get_failed_content
from app.queries.proposals import count_proposals
from app.web.render import render

router = APIRouter()


@router.get("/ingest", name="ingest")
def index(request: Request, session: ReadSession, _editor: CurrentEditor) -> HTMLResponse:
    """List the inputs that were kept, with their reasons."""
    return render(
        request,
        "ingest.html",
        address="/ingest",
        failures=find_failures(session),
        proposals=count_proposals(session),
    )


@router.get("/ingest/failed/{number}", name="failed_input")
def show(session: ReadSession, _editor: CurrentEditor, number: int) -> Response:
    """Give an input back as it came; never as something that a browser would run."""
    return Response(
        get_failed_content(session, number),
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="input-{number}"'},
    )
