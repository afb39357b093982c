"""Ingest: what works in the background, and what came in and could not be processed."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.deps import CurrentEditor, DatabaseDep, ReadSession, WriteSession
from app.errors import Invalid
from app.locales import N_, Words, gettext
from app.models import ItemState
from app.queries.failures import find_failures, get_failed_content
from app.queries.feeds import find_feeds
from app.queries.jobs import find_jobs, get_job
from app.queries.proposals import count_proposals
from app.services.intake import check_addresses, queue_addresses, queue_file, queue_kept
from app.services.jobs import forget, retry
from app.web.forms import Posted, Uploaded, texts
from app.web.render import render

router = APIRouter()

KIND_WORDS = Words(
    {
        "poll": N_("feed"),
        "addresses": N_("addresses"),
        "file": N_("file"),
        "kept": N_("another try"),
        "uploads": N_("upload"),
        "spreadsheet": N_("spreadsheet"),
    }
)


def show(
    request: Request,
    session: ReadSession,
    *,
    fields: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Render the page; its block `work` renews itself while something runs."""
    return render(
        request,
        "ingest.html",
        swaps="work",
        status=status,
        address="/ingest" if status == 200 else None,
        jobs=find_jobs(session),
        failures=find_failures(session),
        proposals=count_proposals(session),
        feeds=[feed for feed in find_feeds(session) if feed.items.get(ItemState.FAILED)],
        fields={"addresses": "", **(fields or {})},
        problems=problems or {},
        kind_names=KIND_WORDS,
    )


@router.get("/ingest", name="ingest")
def index(request: Request, session: ReadSession, _editor: CurrentEditor) -> HTMLResponse:
    """Show what runs, what failed and why, and what was done."""
    return show(request, session)


@router.post("/ingest/addresses")
def addresses(
    request: Request, database: DatabaseDep, editor: CurrentEditor, form: Posted
) -> Response:
    """Queue the articles of many addresses."""
    fields = texts(form)
    try:
        urls = check_addresses(fields.get("addresses", ""))
    except Invalid as problem:
        with database.reader() as session:
            return show(request, session, fields=fields, problems=problem.problems, status=422)
    with database.writer() as session:
        queue_addresses(session, urls, who=editor)
    return RedirectResponse("/ingest", status_code=303)


@router.post("/ingest/files")
def files(
    request: Request, database: DatabaseDep, editor: CurrentEditor, uploads: Uploaded
) -> Response:
    """Queue files of articles, each as a job of its own."""
    if not uploads:
        with database.reader() as session:
            problems = {"file": gettext("Choose a file first.")}
            return show(request, session, problems=problems, status=422)
    with database.writer() as session:
        for upload in uploads:
            queue_file(session, upload.name, upload.content, who=editor)
    return RedirectResponse("/ingest", status_code=303)


@router.get("/ingest/jobs/{number}", name="job")
def job(request: Request, session: ReadSession, _editor: CurrentEditor, number: int) -> Response:
    """Show one job; its block `work` renews itself while it runs."""
    return render(
        request,
        "job.html",
        swaps="work",
        address=f"/ingest/jobs/{number}",
        job=get_job(session, number),
        kind_names=KIND_WORDS,
    )


@router.post("/ingest/jobs/{number}/retry")
def retry_job(database: DatabaseDep, editor: CurrentEditor, number: int) -> Response:
    """Queue a failed job again."""
    with database.writer() as session:
        retry(session, number, editor)
    return RedirectResponse("/ingest", status_code=303)


@router.post("/ingest/jobs/{number}/forget")
def forget_job(session: WriteSession, _editor: CurrentEditor, number: int) -> Response:
    """Take a failed job off the list."""
    forget(session, number)
    return RedirectResponse("/ingest", status_code=303)


@router.post("/ingest/failed/{number}/retry")
def retry_failed(database: DatabaseDep, editor: CurrentEditor, number: int) -> Response:
    """Queue another try of a kept input."""
    with database.writer() as session:
        queue_kept(session, number, who=editor)
    return RedirectResponse("/ingest", status_code=303)


@router.get("/ingest/failed/{number}", name="failed_input")
def show_failed(session: ReadSession, _editor: CurrentEditor, number: int) -> Response:
    """Give an input back as it came; never as something that a browser would run."""
    return Response(
        get_failed_content(session, number),
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="input-{number}"'},
    )
