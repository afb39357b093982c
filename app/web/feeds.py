"""Feeds: add one, see how each does, and what became of its items."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.addresses import is_web
from app.deps import (
    Count,
    CurrentEditor,
    DatabaseDep,
    PageLimits,
    ReadSession,
    WriteSession,
)
from app.errors import Invalid, NotFound
from app.locales import N_, Words, gettext
from app.models import FeedState, ItemState
from app.queries.feeds import find_feeds, find_items, get_feed_row, has_open_polls
from app.queries.topics import find_topics
from app.rates import Deed, TooOften
from app.services.feeds import (
    FeedFields,
    change_feed,
    check_fields,
    find_new_feed,
    follow_feed,
    get_feed,
    parse_every,
    queue_poll,
    remove_feed,
    retry_items,
    set_state,
    take_anyway,
    version_of_feed,
)
from app.services.interest import ABOUT_SYRIA
from app.web.editing import seen_version
from app.web.forms import Posted, texts
from app.web.labels import interval
from app.web.numbers import number_in
from app.web.render import render

router = APIRouter()

INTERVALS = ("15m", "30m", "1h", "3h", "12h", "1d")
ITEM_WORDS = Words(
    {
        ItemState.STORED: N_("stored"),
        ItemState.KNOWN: N_("here already"),
        ItemState.SKIPPED: N_("left out"),
        ItemState.WAITING: N_("waiting"),
        ItemState.FAILED: N_("failed"),
    }
)
NEW = {"url": "", "words": ", ".join(ABOUT_SYRIA), "every": "30m", "topics": ()}


def show_list(
    request: Request,
    session: ReadSession,
    *,
    fields: Mapping[str, Any] | None = None,
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Render the list, and the form with what was typed."""
    return render(
        request,
        "feeds/index.html",
        swaps="followed",
        status=status,
        address="/feeds" if status == 200 else None,
        feeds=find_feeds(session),
        is_polling=has_open_polls(session),
        fields={**NEW, **(fields or {})},
        problems=problems or {},
        topics=find_topics(session),
        intervals=intervals(),
        item_words=ITEM_WORDS,
    )


def intervals(now: int | None = None) -> list[tuple[str, str]]:
    """Return the choices of how often a feed is asked, `now` (seconds) among them."""
    found = {parse_every(value): value for value in INTERVALS}
    if now is not None:
        found.setdefault(now, f"{now // 60}m")
    return [(value, interval(seconds)) for seconds, value in sorted(found.items())]


@router.get("/feeds", name="feeds")
def index(request: Request, session: ReadSession) -> HTMLResponse:
    """List feeds with their state; the list renews itself while one is being asked."""
    return show_list(request, session)


@router.post("/feeds")
def add(
    request: Request,
    database: DatabaseDep,
    limits: PageLimits,
    count: Count,
    editor: CurrentEditor,
    form: Posted,
) -> Response:
    """Fetch a feed and follow it from now on; what is wrong is told at its field."""
    typed: dict[str, Any] = {**texts(form), "topics": form.getlist("topics")}
    problems: dict[str, str] = {}
    try:
        # All that is wrong is told at once: the address is tried, whatever else is typed.
        url = typed.get("url", "").strip()
        if is_web(url):
            count(Deed.FETCH)
        try:
            found = find_new_feed(database, url, limits)
        except Invalid as problem:
            problems |= problem.problems
        with database.reader() as session:
            fields = fields_in(session, typed, problems)
        number = follow_feed(database, *found, fields, who=editor)
    except Invalid as problem:
        with database.reader() as session:
            return show_list(request, session, fields=typed, problems=problem.problems, status=422)
    except TooOften as problem:
        problems = {"url": str(problem)}
        with database.reader() as session:
            shown = show_list(
                request, session, fields=typed, problems=problems, status=problem.status
            )
        shown.headers.update(problem.headers)
        return shown
    return RedirectResponse(f"/feeds#feed-{number}", status_code=303)


def fields_in(
    session: ReadSession, typed: Mapping[str, Any], found: Mapping[str, str] | None = None
) -> FeedFields:
    """Return what was typed about a feed.

    Args:
        found: problems of other fields, told together with those of these.

    Raises:
        Invalid: a message for each field.
    """
    problems = dict(found or {})
    every = parse_every("30m")
    try:
        every = parse_every(typed.get("every", ""))
    except Invalid as problem:
        problems |= problem.problems
    topics = [slug for slug in typed["topics"] if isinstance(slug, str)]
    try:
        fields = check_fields(session, every=every, words=typed.get("words", ""), topics=topics)
    except Invalid as problem:
        problems |= problem.problems
    if problems:
        raise Invalid(problems)
    return fields


def show_feed(
    request: Request,
    session: ReadSession,
    number: int,
    *,
    state: ItemState | None = None,
    page: int = 1,
    fields: Mapping[str, Any] | None = None,
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Render one feed; where something is wrong, with what was typed."""
    feed = get_feed_row(session, number)
    kept = {
        "words": ", ".join(feed.words),
        "topics": feed.topics,
        "every": next(v for v, name in intervals(feed.every) if name == interval(feed.every)),
    }
    return render(
        request,
        "feeds/show.html",
        swaps="feed",
        status=status,
        feed=feed,
        version=version_of_feed(session, number),
        items=find_items(session, number, state, page),
        chosen=state,
        fields={**kept, **(fields or {})},
        problems=problems or {},
        topics=find_topics(session),
        intervals=intervals(feed.every),
        item_words=ITEM_WORDS,
    )


@router.get("/feeds/{number}", name="feed")
def show(
    request: Request,
    session: ReadSession,
    number: int,
    state: Annotated[str, Query()] = "",
    page: Annotated[str, Query()] = "1",
) -> HTMLResponse:
    """Show one feed and its items, those of one state where that is asked for."""
    chosen = ItemState(state) if state in set(ItemState) else None
    if state and chosen is None:
        raise NotFound(gettext("There is no such state of an item."))
    at = int(page[:6]) if page.isascii() and page.isdigit() else 1
    return show_feed(request, session, number, state=chosen, page=at)


@router.post("/feeds/{number}")
def change(
    request: Request, database: DatabaseDep, editor: CurrentEditor, number: int, form: Posted
) -> Response:
    """Set the words and how often a feed is asked."""
    typed: dict[str, Any] = {**texts(form), "topics": form.getlist("topics")}
    try:
        with database.writer() as session:
            fields, seen = fields_in(session, typed), seen_version(typed)
            change_feed(session, number, fields, who=editor, seen=seen)
    except Invalid as problem:
        with database.reader() as session:
            return show_feed(
                request,
                session,
                number,
                fields=typed,
                problems=problem.problems,
                status=problem.status,
            )
    return _back(number)


def _back(number: int) -> Response:
    return RedirectResponse(f"/feeds/{number}", status_code=303)


@router.post("/feeds/{number}/poll")
def poll(database: DatabaseDep, editor: CurrentEditor, number: int) -> Response:
    """Ask a feed now."""
    with database.writer() as session:
        queue_poll(session, get_feed(session, number), editor)
    return RedirectResponse(f"/feeds#feed-{number}", status_code=303)


@router.post("/feeds/{number}/pause")
def pause(session: WriteSession, editor: CurrentEditor, number: int) -> Response:
    """Ask a feed no more until it is resumed."""
    set_state(session, number, FeedState.PAUSED, who=editor)
    return _back(number)


@router.post("/feeds/{number}/resume")
def resume(database: DatabaseDep, editor: CurrentEditor, number: int) -> Response:
    """Ask a feed again."""
    with database.writer() as session:
        set_state(session, number, FeedState.ACTIVE, who=editor)
    return _back(number)


@router.post("/feeds/{number}/remove")
def remove(session: WriteSession, editor: CurrentEditor, number: int) -> Response:
    """Take a feed away; articles stay."""
    remove_feed(session, number, who=editor)
    return RedirectResponse("/feeds", status_code=303)


@router.post("/feeds/{number}/retry")
def retry(database: DatabaseDep, editor: CurrentEditor, number: int, form: Posted) -> Response:
    """Try items again that failed: one, or all."""
    item = texts(form).get("item", "")
    with database.writer() as session:
        retry_items(session, number, number_in(item) if item else None, who=editor)
    return _back(number)


@router.post("/feeds/{number}/take")
def take(database: DatabaseDep, editor: CurrentEditor, number: int, form: Posted) -> Response:
    """Take an item that the words left out."""
    with database.writer() as session:
        take_anyway(session, number, number_in(texts(form).get("item", "")), who=editor)
    return _back(number)
