"""Feeds: those that are followed and what they named; a new one, changing one, letting it go."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Response
from pydantic import Field

from app.api import keeping_schemas as schemas
from app.api.cursors import After, next_of, place_in
from app.api.index import PREFIX
from app.api.parameters import (
    BEARER_NEEDED,
    CHANGED,
    INVALID,
    MISSING,
    READ_ONLY,
    TOO_OFTEN,
    UNREADABLE,
    Given,
    GivenVersion,
    Id,
    PageNumber,
)
from app.db import MAX_ID
from app.deps import Count, CurrentEditor, DatabaseDep, PageLimits, ReadSession, WriteSession
from app.formats.keeping import feed_item, feed_item_item, job_item
from app.models import FeedState, ItemState
from app.queries.feeds import find_feeds, find_items, get_feed_row
from app.queries.jobs import get_job
from app.rates import Deed
from app.services.feeds import (
    add_feed,
    change_feed,
    check_fields,
    get_feed,
    parse_every,
    queue_poll,
    remove_feed,
    retry_items,
    set_state,
    take_anyway,
    version_of_feed,
)

router = APIRouter(tags=["feeds"], responses=INVALID)


class GivenFeedChange(GivenVersion):
    """What is to be decided anew of a feed; what is missing stays as it is."""

    every: str | None = Field(None, description="30m, 2h or 1d.", examples=["2h"])
    words: str | list[str] | None = Field(None, description="An item must have one of them.")
    topics: list[str] | None = Field(None, description="Slugs: their terms count too.")


class GivenFeed(Given):
    """A feed to be followed."""

    url: str = Field(examples=["https://courier.example/feed"])
    every: str = Field("30m", description="30m, 2h or 1d.")
    words: str = Field("", description="An item must have one of them.", examples=["Sarn*, dam"])
    topics: list[str] = Field(default_factory=list, description="Slugs: their terms count too.")


@router.get("/feeds", name="api_feeds", summary="List feeds")
def feeds(session: ReadSession) -> schemas.FeedList:
    """Return every feed that is followed, by its title."""
    items = [feed_item(row) for row in find_feeds(session)]
    return schemas.FeedList.model_validate({"items": items, "total": len(items)})


@router.get("/feeds/{id}", name="api_feed", summary="Show a feed", responses=MISSING)
def feed(session: ReadSession, number: Id) -> schemas.Feed:
    """Return one feed."""
    return schemas.Feed.model_validate(detail(session, number))


def detail(session: ReadSession, number: int) -> dict[str, Any]:
    """Return a feed with its version."""
    found = feed_item(get_feed_row(session, number))
    return found | {"version": version_of_feed(session, number)}


@router.get(
    "/feeds/{id}/items",
    name="api_feed_items",
    summary="List what a feed named",
    response_model=schemas.FeedItemList,
    responses=MISSING,
)
def items(
    session: ReadSession,
    number: Id,
    state: ItemState | None = None,
    page: PageNumber = 1,
    after: After = "",
) -> dict[str, Any]:
    """Return a page of what a feed named, the latest first, with what became of each."""
    get_feed_row(session, number)
    found = find_items(session, number, state, page, place_in("items", after, date))
    # A page behind the last one is empty, as in every list: the query gives the last one.
    rows = found.rows if after or page <= found.pages else []
    last = rows[-1] if rows else None
    return {
        "items": [feed_item_item(row) for row in rows],
        "next": next_of("items", last.published_on, last.id, has_more=found.has_more)
        if last
        else None,
        "total": found.total,
        "page": page,
        "pages": found.pages,
    }


@router.post(
    "/feeds",
    name="api_add_feed",
    summary="Follow a feed",
    status_code=201,
    response_model=schemas.Feed,
    responses=READ_ONLY | UNREADABLE | TOO_OFTEN,
    **BEARER_NEEDED,
)
def new_feed(
    database: DatabaseDep,
    editor: CurrentEditor,
    limits: PageLimits,
    count: Count,
    given: GivenFeed,
    response: Response,
) -> dict[str, Any]:
    """Fetch a feed and follow it; one that is followed already is a 422 that names it."""
    with database.reader() as session:
        every = parse_every(given.every)
        fields = check_fields(session, every=every, words=given.words, topics=given.topics)
    count(Deed.FETCH)
    number = add_feed(database, given.url, fields, who=editor, limits=limits)
    response.headers["location"] = f"{PREFIX}/feeds/{number}"
    with database.reader() as session:
        return detail(session, number)


@router.patch(
    "/feeds/{id}",
    name="api_change_feed",
    summary="Change a feed",
    response_model=schemas.Feed,
    responses=READ_ONLY | MISSING | UNREADABLE | TOO_OFTEN | CHANGED,
    **BEARER_NEEDED,
)
def change(
    session: WriteSession, editor: CurrentEditor, number: Id, given: GivenFeedChange
) -> dict[str, Any]:
    """Set how often a feed is asked, and which of its items are taken from then on."""
    now = get_feed_row(session, number)
    fields = check_fields(
        session,
        every=now.every if given.every is None else parse_every(given.every),
        words=now.words if given.words is None else given.words,
        topics=now.topics if given.topics is None else given.topics,
    )
    change_feed(session, number, fields, who=editor, seen=given.version)
    return detail(session, number)


@router.post(
    "/feeds/{id}/poll",
    name="api_poll_feed",
    summary="Ask a feed now",
    status_code=202,
    response_model=schemas.Job,
    responses=READ_ONLY | MISSING | TOO_OFTEN,
    **BEARER_NEEDED,
)
def poll(session: WriteSession, editor: CurrentEditor, number: Id) -> dict[str, Any]:
    """Queue a poll of a feed; the answer is the job that does it."""
    job = queue_poll(session, get_feed(session, number), editor)
    return job_item(get_job(session, job))


@router.post(
    "/feeds/{id}/items/retry",
    name="api_retry_items",
    summary="Try failed items again",
    response_model=schemas.Tried,
    responses=READ_ONLY | MISSING | TOO_OFTEN,
    **BEARER_NEEDED,
)
def retry(session: WriteSession, editor: CurrentEditor, number: Id) -> dict[str, Any]:
    """Let all items that failed be tried again at the next poll, which is queued."""
    return {"items": retry_items(session, number, who=editor)}


@router.post(
    "/feeds/{id}/items/{item}/{action}",
    name="api_set_item",
    summary="Take an item, or try it again",
    response_model=schemas.Tried,
    responses=READ_ONLY | MISSING | TOO_OFTEN,
    **BEARER_NEEDED,
)
def set_item(
    session: WriteSession,
    editor: CurrentEditor,
    number: Id,
    item: Annotated[int, Path(ge=1, le=MAX_ID)],
    action: Literal["retry", "take"],
) -> dict[str, Any]:
    """Take an item that the words left out, or try one that failed again, at the next poll."""
    if action == "retry":
        return {"items": retry_items(session, number, item, who=editor)}
    take_anyway(session, number, item, who=editor)
    return {"items": 1}


@router.post(
    "/feeds/{id}/{state}",
    name="api_set_feed",
    summary="Pause a feed, or go on",
    response_model=schemas.Feed,
    responses=READ_ONLY | MISSING | TOO_OFTEN,
    **BEARER_NEEDED,
)
def set_feed(
    session: WriteSession, editor: CurrentEditor, number: Id, state: Literal["pause", "resume"]
) -> dict[str, Any]:
    """Let a feed rest, or be asked again at once."""
    wanted = FeedState.PAUSED if state == "pause" else FeedState.ACTIVE
    set_state(session, number, wanted, who=editor)
    return detail(session, number)


@router.delete(
    "/feeds/{id}",
    name="api_remove_feed",
    summary="Follow a feed no more",
    status_code=204,
    responses=READ_ONLY | MISSING | TOO_OFTEN,
    **BEARER_NEEDED,
)
def drop_feed(session: WriteSession, editor: CurrentEditor, number: Id) -> None:
    """Take a feed away; the articles that it brought stay."""
    remove_feed(session, number, who=editor)
