"""Feeds: the list of them with what they brought, and the items of one."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import NotFound
from app.locales import gettext
from app.models import Feed, FeedItem, FeedState, ItemState, Job
from app.queries.jobs import OPEN
from app.queries.places import Place, behind

KIND = "poll"


@dataclass(frozen=True)
class FeedRow:
    """One feed.

    Attributes:
        every: seconds between two polls that go well.
        items: number of its items by what became of them.
        job: the state of its poll that waits or runs, None where none does.
    """

    id: int
    url: str
    title: str
    site: str | None
    state: str
    every: int
    words: list[str]
    topics: list[str]
    next_at: datetime
    polled_at: datetime | None
    read_at: datetime | None
    failures: int
    error: str | None
    items: dict[str, int]
    job: str | None

    @property
    def path(self) -> str:
        """The path of the feed's page."""
        return f"/feeds/{self.id}"

    @property
    def is_active(self) -> bool:
        """Say whether it is asked by itself."""
        return self.state == FeedState.ACTIVE


@dataclass(frozen=True)
class ItemRow:
    """One item of a feed, and what became of it."""

    id: int
    title: str | None
    url: str | None
    published_on: date | None
    state: str
    reason: str | None
    article_id: int | None
    next_at: datetime | None
    seen_at: datetime


@dataclass(frozen=True)
class ItemList:
    """A page of a feed's items, the latest first."""

    rows: list[ItemRow]
    total: int
    page: int
    pages: int
    has_more: bool


FIELDS = (
    Feed.id, Feed.url, Feed.title, Feed.site, Feed.state, Feed.every, Feed.words, Feed.topics,
    Feed.next_at, Feed.polled_at, Feed.read_at, Feed.failures, Feed.error,
)  # fmt: skip
SELECTED: sa.Select[Any] = cast("sa.Select[Any]", sa.select(*map(col, FIELDS)))
ITEM_FIELDS = (
    FeedItem.id, FeedItem.title, FeedItem.url, FeedItem.published_on, FeedItem.state,
    FeedItem.reason, FeedItem.article_id, FeedItem.next_at, FeedItem.seen_at,
)  # fmt: skip
PER_PAGE = 50


def find_feeds(session: Session) -> list[FeedRow]:
    """Return every feed by its title, with what it brought."""
    query = SELECTED.order_by(sa.func.lower(col(Feed.title)), col(Feed.id))
    return _rows(session, query)


def get_feed_row(session: Session, number: int) -> FeedRow:
    """Return one feed.

    Raises:
        NotFound: there is none of this number.
    """
    found = None
    if 0 < number <= MAX_ID:
        found = _rows(session, SELECTED.where(col(Feed.id) == number))
    if not found:
        raise NotFound(gettext("There is no feed %(number)s.", number=number))
    return found[0]


def _rows(session: Session, query: sa.Select[Any]) -> list[FeedRow]:
    feeds = session.execute(query).all()
    numbers = [row[0] for row in feeds]
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    counted = (
        sa.select(col(FeedItem.feed_id), col(FeedItem.state), sa.func.count())
        .where(col(FeedItem.feed_id).in_(numbers))
        .group_by(col(FeedItem.feed_id), col(FeedItem.state))
    )
    for number, state, count in session.execute(counted):
        counts[number][state] = count
    polls = sa.select(col(Job.subject), col(Job.state)).where(
        col(Job.kind) == KIND, col(Job.state).in_(OPEN)
    )
    jobs = {subject: state for subject, state in session.execute(polls)}
    return [
        FeedRow(**row._mapping, items=counts[row.id], job=jobs.get(str(row.id))) for row in feeds
    ]


def find_items(
    session: Session,
    number: int,
    state: ItemState | None = None,
    page: int = 1,
    after: Place | None = None,
) -> ItemList:
    """Return a page of a feed's items, the latest first.

    Args:
        state: only those of which this became.
        page: from 1; the last one where there are fewer.
        after: behind this item, whatever `page` says.
    """
    chosen = [col(FeedItem.feed_id) == number]
    if state is not None:
        chosen.append(col(FeedItem.state) == state)
    total = session.execute(sa.select(sa.func.count(col(FeedItem.id))).where(*chosen)).scalar_one()
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(page, 1), pages)
    order = col(FeedItem.published_on).desc().nulls_last(), col(FeedItem.id).desc()
    chosen.append(behind(col(FeedItem.published_on), col(FeedItem.id), after))
    query = sa.select(*map(col, ITEM_FIELDS)).where(*chosen).order_by(*order)
    start = 0 if after else (page - 1) * PER_PAGE
    found = session.execute(query.limit(PER_PAGE + 1).offset(start)).all()
    shown = [ItemRow(*row) for row in found[:PER_PAGE]]
    return ItemList(shown, total, page, pages, has_more=len(found) > PER_PAGE)


def has_open_polls(session: Session) -> bool:
    """Say whether a feed is being asked, or waits for it."""
    query = sa.select(col(Job.id)).where(col(Job.kind) == KIND, col(Job.state).in_(OPEN))
    return session.execute(query.limit(1)).first() is not None
