"""Sources: look at an article's source again, and show what changed in it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.deps import (
    Count,
    CurrentEditor,
    DatabaseDep,
    MayWrite,
    PageLimits,
    ReadSession,
    WantedFilter,
)
from app.differences import compare
from app.errors import Invalid, NotAllowed, NotFound, Unreadable
from app.locales import gettext
from app.queries.articles import get_article
from app.queries.captures import get_history
from app.rates import Deed, TooOften
from app.services.gazetteer import gazetteer_from_database
from app.services.refetch import refetch
from app.web.articles import Told, show_article
from app.web.render import render

router = APIRouter()


@router.post("/articles/{number}/refetch", name="refetch")
def look_again(
    request: Request,
    database: DatabaseDep,
    editor: CurrentEditor,
    limits: PageLimits,
    count: Count,
    number: int,
    parsed: WantedFilter,
) -> Response:
    """Fetch the source again; both texts are kept where it changed."""
    with database.reader() as session:
        get_article(session, number)
        gazetteer = gazetteer_from_database(session)
    try:
        count(Deed.FETCH)
        done = refetch(database, number, gazetteer, who=editor, limits=limits)
    except (Invalid, TooOften) as problem:
        message = problem.message if isinstance(problem, Unreadable) else str(problem)
        with database.reader() as session:
            shown = show_article(
                request,
                session,
                number,
                parsed,
                may_write=True,
                told=Told(f"{gettext('The source could not be looked at.')} {message}"),
                status=problem.status,
            )
        shown.headers.update(problem.headers)
        return shown
    told = f"source={done.outcome}&carried={done.carried}&left={done.left}"
    told += f"&added={done.added}&review={done.to_review}"
    return RedirectResponse(f"/articles/{done.article_id}?{told}", status_code=303)


@router.get("/articles/{number}/changes", name="changes")
def changes(
    request: Request, session: ReadSession, may_write: MayWrite, number: int
) -> HTMLResponse:
    """Show what changed between an article's text and the one that it replaced."""
    new = get_article(session, number)
    history = get_history(session, number)
    if history.earlier is None:
        told = gettext("The source of this article has had no other text, as far as is known.")
        raise NotFound(told)
    old = get_article(session, history.earlier.article_id)
    if not (may_write or (new.is_public and old.is_public)):
        told = gettext("The outlet’s texts are not ours to publish: editors see what changed.")
        raise NotAllowed(told)
    return render(
        request,
        "articles/changes.html",
        address=f"/articles/{number}/changes",
        row=new.row,
        history=history,
        changes=compare(old.text, new.text),
    )
