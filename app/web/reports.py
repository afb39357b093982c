"""Reports: anybody may say what is wrong with a statement; editors alone read it."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.deps import Count, DatabaseDep, ReadSession
from app.errors import Invalid
from app.queries.statements import get_statement
from app.rates import Deed
from app.services.reports import KINDS, MAX_CHARS, MAX_CONTACT_CHARS, report
from app.web.forms import Short, texts
from app.web.render import render

router = APIRouter()


def _show(
    request: Request,
    session: ReadSession,
    number: int,
    *,
    status: int = 200,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    is_received: bool = False,
) -> HTMLResponse:
    return render(
        request,
        "statements/report.html",
        status=status,
        row=get_statement(session, number),
        kinds=KINDS,
        most=MAX_CHARS,
        most_contact=MAX_CONTACT_CHARS,
        typed=typed or {},
        problems=problems or {},
        is_received=is_received,
    )


@router.get("/statements/{number}/report")
def new(request: Request, session: ReadSession, number: int, received: str = "") -> HTMLResponse:
    """Show the form, or that a report was received."""
    return _show(request, session, number, is_received=received == "1")


@router.post("/statements/{number}/report")
def create(
    request: Request, database: DatabaseDep, number: int, count: Count, form: Short
) -> Response:
    """Put what a reader says into the queue."""
    typed = texts(form)
    with database.reader() as session:
        get_statement(session, number)
    count(Deed.REPORT)
    try:
        with database.writer() as session:
            report(
                session,
                number,
                kind=typed.get("kind", ""),
                words=typed.get("words", ""),
                contact=typed.get("contact", ""),
            )
    except Invalid as problem:
        with database.reader() as session:
            return _show(
                request,
                session,
                number,
                status=problem.status,
                typed=typed,
                problems=problem.problems,
            )
    return RedirectResponse(f"/statements/{number}/report?received=1", status_code=303)
