"""Erasure: the page that says what goes with an article for legal reasons, and the deed."""

import logging
from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from app.db import Database
from app.deps import CurrentAdmin, DatabaseDep, ReadSession
from app.errors import Invalid, Unavailable
from app.locales import gettext
from app.services.erasure import Erasure, check_reason, erase, plan_erasure
from app.web.forms import Posted, texts
from app.web.render import render

router = APIRouter()
log = logging.getLogger(__name__)


def show(
    request: Request,
    session: ReadSession,
    database: Database,
    number: int,
    *,
    fields: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Render what goes, and the form with what was typed."""
    page = render(
        request,
        "articles/erase.html",
        status=status,
        gone=plan_erasure(session, number),
        is_sqlite=database.is_sqlite,
        fields={"reason": "", "number": "", **(fields or {})},
        problems=problems or {},
    )
    page.headers["cache-control"] = "no-store"
    return page


@router.get("/articles/{number}/erase", name="erase")
def confirm(
    request: Request, session: ReadSession, database: DatabaseDep, _admin: CurrentAdmin, number: int
) -> HTMLResponse:
    """Show what would go with an article."""
    return show(request, session, database, number)


@router.post("/articles/{number}/erase")
def do(
    request: Request, database: DatabaseDep, admin: CurrentAdmin, number: int, form: Posted
) -> Response:
    """Erase an article whose number was typed, and tell what remains and where."""
    fields = texts(form)
    with database.reader() as session:
        # A number that leads nowhere is told before a form that is filled in wrongly.
        plan_erasure(session, number)
    try:
        check_typed(number, fields)
        with database.writer() as session:
            gone = erase(session, number, reason=fields.get("reason", ""), who=admin)
    except Invalid as problem:
        with database.reader() as session:
            return show(
                request,
                session,
                database,
                number,
                fields=fields,
                problems=problem.problems,
                status=problem.status,
            )
    return tell(request, database, gone, check_reason(fields["reason"]))


def check_typed(number: int, fields: Mapping[str, str]) -> None:
    """Make sure that the reason was given and the article's number was typed.

    Raises:
        Invalid: one of them was not.
    """
    problems: dict[str, str] = {}
    try:
        check_reason(fields.get("reason", ""))
    except Invalid as problem:
        problems |= problem.problems
    if fields.get("number", "").strip() != str(number):
        problems["number"] = gettext(
            "Type %(number)s, the number of this article, to confirm.", number=number
        )
    if problems:
        raise Invalid(problems)


def tell(request: Request, database: Database, gone: Erasure, reason: str) -> HTMLResponse:
    """Clean the database's file of the words, and render what became of them."""
    unclean = None
    is_clean = False
    try:
        is_clean = database.clean()
    except Unavailable as problem:
        log.exception("The file of the database could not be written anew")
        unclean = str(problem)
    page = render(
        request,
        "articles/erased.html",
        gone=gone,
        reason=reason,
        is_sqlite=database.is_sqlite,
        is_clean=is_clean,
        unclean=unclean,
    )
    page.headers["cache-control"] = "no-store"
    return page
