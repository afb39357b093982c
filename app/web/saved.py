"""Saved searches: the lists that somebody follows, with what is new in each since they looked."""

from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.deps import Person, ReadSession, WriteSession
from app.errors import Invalid
from app.locales import N_, gettext
from app.queries.filters import StatementFilter, parse_filter
from app.queries.labels import find_labels
from app.queries.saved import SavedRow, find_saved
from app.services.saved import mark_seen, remove_search, save_search
from app.visitors import Visitor
from app.web.chips import make_chips
from app.web.forms import Posted, texts
from app.web.render import render

router = APIRouter(include_in_schema=False)

EVERYTHING = N_("All statements")


def in_words(session: ReadSession, wanted: StatementFilter) -> str:
    """Return what a filter asks for, in words."""
    chips = make_chips(wanted, find_labels(session, wanted))
    return ", ".join(f"{chip.field} {chip.label}" for chip in chips) or gettext(EVERYTHING)


def _private(page: HTMLResponse) -> HTMLResponse:
    """Keep a page that is somebody's own out of every cache."""
    page.headers["cache-control"] = "no-store"
    return page


def show(
    request: Request,
    session: ReadSession,
    visitor: Visitor,
    *,
    query: str = "",
    title: str = "",
    problems: dict[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Render the page; `query` and `title` are what somebody is about to follow."""
    found = find_saved(session, visitor.account_id)
    page = render(
        request,
        "saved/index.html",
        status=status,
        address="/saved" if status == 200 and not query else None,
        saved=[(each, words_of(session, each)) for each in found],
        query=query,
        title=title,
        follows_all=any(not each.query for each in found),
        everything=gettext(EVERYTHING),
        problems=problems or {},
    )
    return _private(page)


def words_of(session: ReadSession, row: SavedRow) -> str:
    """Return what a saved search asks for, in words; its address where it names what is gone."""
    return in_words(session, row.wanted) if row.wanted is not None else row.query


@router.get("/saved", name="saved")
def index(request: Request, session: ReadSession, visitor: Person) -> HTMLResponse:
    """Show the searches that somebody follows."""
    return show(request, session, visitor)


@router.get("/saved/news", name="saved_news")
def news(request: Request, session: ReadSession, visitor: Person) -> HTMLResponse:
    """Tell on the front page what is new in the searches that somebody follows."""
    found = find_saved(session, visitor.account_id)
    page = render(
        request,
        "saved/news.html",
        swaps="news",
        saved=[each for each in found if each.new],
        follows=bool(found),
        since=min((each.seen_at for each in found), default=None),
    )
    return _private(page)


@router.post("/saved")
def add(request: Request, session: WriteSession, visitor: Person, form: Posted) -> Response:
    """Follow a list from now on; without a name, its filter in words is one."""
    typed = texts(form)
    query, title = typed.get("query", ""), typed.get("title", "").strip()
    try:
        if not title:
            parsed = parse_filter(parse_qsl(query.removeprefix("?")))
            title = in_words(session, parsed.wanted)[:200]
        save_search(session, visitor.account_id, title, query)
    except Invalid as problem:
        return show(
            request,
            session,
            visitor,
            query=query,
            title=title,
            problems=problem.problems,
            status=422,
        )
    return RedirectResponse("/saved", status_code=303)


@router.post("/saved/{number}")
def change(session: WriteSession, visitor: Person, number: int, form: Posted) -> Response:
    """Say that a list was seen, open it so, or follow it no more."""
    match texts(form).get("action", ""):
        case "remove":
            remove_search(session, visitor.account_id, number)
        case "open":
            saved = mark_seen(session, visitor.account_id, number)
            sign = "&" if saved.query else "?"
            return RedirectResponse(f"/statements{saved.query}{sign}sort=added", status_code=303)
        case "seen":
            mark_seen(session, visitor.account_id, number)
        case _:
            raise Invalid({"action": gettext("There is no such button.")})
    return RedirectResponse("/saved", status_code=303)
