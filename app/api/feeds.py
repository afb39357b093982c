"""Feeds: those that are followed, a new one, and letting one rest or go."""

from typing import Any, Literal

from fastapi import APIRouter, Response
from pydantic import Field

from app.api import keeping_schemas as schemas
from app.api.index import PREFIX
from app.api.parameters import (
    BEARER_NEEDED,
    INVALID,
    MISSING,
    READ_ONLY,
    TOO_OFTEN,
    UNREADABLE,
    Given,
    Id,
)
from app.deps import Count, CurrentEditor, DatabaseDep, PageLimits, ReadSession, WriteSession
from app.formats.keeping import feed_item
from app.models import FeedState
from app.queries.feeds import find_feeds, get_feed_row
from app.rates import Deed
from app.services.feeds import add_feed, check_fields, parse_every, remove_feed, set_state

router = APIRouter(tags=["feeds"], responses=INVALID)


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
    return schemas.Feed.model_validate(feed_item(get_feed_row(session, number)))


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
        return feed_item(get_feed_row(session, number))


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
    return feed_item(get_feed_row(session, number))


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
