"""Links: the page of one, with both statements side by side, and the forms that change it."""

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.deps import CurrentEditor, MayWrite, ReadingRoute, ReadSession, WriteSession
from app.errors import Gone, Invalid
from app.locales import gettext
from app.queries.history import find_history
from app.queries.links import LinkRow, get_link
from app.services.history import version_of
from app.services.links import LINK, remove_link, set_link
from app.services.reverts import revert_on
from app.web.beside import beside, kinds_for
from app.web.corrections import key_of, whole
from app.web.editing import Editing, seen_version
from app.web.forms import Posted, texts
from app.web.history import context_of, entries
from app.web.render import render

router = APIRouter(route_class=ReadingRoute)


@router.get("/links/{address}", name="link")
def show(request: Request, session: ReadSession, may_write: MayWrite, address: str) -> HTMLResponse:
    """Show a link: both statements side by side, what differs, and its history."""
    return show_link(request, session, whole(address), may_write=may_write)


def show_link(
    request: Request,
    session: ReadSession,
    number: int,
    *,
    may_write: bool,
    editing: Editing | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Render a link; `editing` is the form that was sent and could not be taken."""
    row: LinkRow | None = None
    reason = ""
    try:
        row = get_link(session, number)
    except Gone as problem:
        if not may_write:
            raise
        # Editors see what became of it, and can take that back.
        reason, status = str(problem), Gone.status
    history = find_history(session, [(LINK.subject, number)])
    return render(
        request,
        "links/show.html",
        swaps="link",
        status=status,
        address=f"/links/{number}",
        number=number,
        row=row,
        reason=reason,
        pair=beside(row.earlier, row.later) if row else None,
        kinds=kinds_for(same_side=row.is_change) if row else [],
        history=entries(history, context_of(session, history)),
        editing=replace(editing or Editing(), version=version_of(session, LINK, number)),
    )


@router.post("/links/{number}")
def correct(
    request: Request, session: WriteSession, editor: CurrentEditor, number: int, form: Posted
) -> Response:
    """Set what a form on a link's page says; with what was typed, where that cannot be."""
    typed = texts(form)
    name = typed.get("form", "")
    get_any(session, number)
    try:
        with session.begin_nested():
            if name == "set":
                set_link(
                    session,
                    number,
                    kind=typed.get("kind", ""),
                    note=typed.get("note", ""),
                    who=editor,
                    seen=seen_version(typed),
                )
            elif name == "remove":
                remove_link(session, number, who=editor, seen=seen_version(typed))
            elif name.startswith("revert-"):
                revert_on(session, [(LINK.subject, number)], key_of(typed), who=editor)
            else:
                raise Invalid({"form": gettext("There is no such form.")})
    except Invalid as problem:
        editing = Editing(form=name, typed=typed, problems=problem.problems)
        return show_link(
            request, session, number, may_write=True, editing=editing, status=problem.status
        )
    return RedirectResponse(f"/links/{number}", status_code=303)


def get_any(session: WriteSession, number: int) -> None:
    """Make sure that there is a link of this number, whether it is shown or not.

    Raises:
        NotFound: there is none, or the pair was refused, which is no link.
    """
    try:
        get_link(session, number)
    except Gone:
        return
