"""Proposals: what may be one, side by side; accept, refuse, undo."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.deps import CurrentEditor, ReadSession, WriteSession
from app.errors import Invalid
from app.locales import gettext
from app.queries.proposals import find_proposals
from app.services import near_copies, proposals
from app.web.forms import Posted, texts
from app.web.render import render

router = APIRouter(include_in_schema=False)

PER_PAGE = 20
Action = Callable[..., object]
# By what the form is about, and its button.
ACTIONS: dict[tuple[str, str], Action] = {
    ("statements", "accept"): proposals.accept,
    ("statements", "refuse"): proposals.refuse,
    ("statements", "undo"): proposals.undo,
    ("articles", "accept"): near_copies.accept_copy,
    ("articles", "refuse"): near_copies.refuse_copy,
    ("articles", "undo"): near_copies.undo_copy,
}


@router.get("/proposals", name="proposals")
def index(
    request: Request,
    session: ReadSession,
    _editor: CurrentEditor,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    status: str = "",
) -> HTMLResponse:
    """List the proposals that wait, or those decided, newest first."""
    decided = status == "decided"
    query = "?status=decided" if decided else ""

    def page_href(number: int) -> str:
        if number == 1:
            return f"/proposals{query}"
        return f"/proposals{query}{'&' if query else '?'}page={number}"

    return render(
        request,
        "proposals/index.html",
        swaps="results",
        address=page_href(page),
        found=find_proposals(session, decided=decided, page=page, per=PER_PAGE),
        decided=decided,
        page_href=page_href,
        back=page_href(page),
    )


@router.post("/proposals/{number}")
def decide(session: WriteSession, editor: CurrentEditor, number: int, form: Posted) -> Response:
    """Do what the button says, and go back to where it was pressed."""
    typed = texts(form)
    act = ACTIONS.get((typed.get("about", ""), typed.get("action", "")))
    if act is None:
        raise Invalid({"action": gettext("There is no such button.")})
    act(session, number, who=editor)
    return RedirectResponse(inside(typed.get("back", "")), status_code=303)


def inside(back: str) -> str:
    """Return the address of a list or of a statement; the list for any other."""
    is_ours = back.startswith(("/proposals", "/statements/")) and back.isascii()
    return back if is_ours and back.isprintable() and "\\" not in back else "/proposals"
