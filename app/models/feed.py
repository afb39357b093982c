"""Feed: an address that tells what an outlet printed, and each item that it told of."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint, text
from sqlmodel import Field

from app.models.base import Table, UTCDateTime, now


class FeedState(StrEnum):
    """Whether a feed is asked by itself."""

    ACTIVE = "active"
    PAUSED = "paused"
    # Its server said that it is gone for good: it is not asked again until somebody says so.
    GONE = "gone"


class ItemState(StrEnum):
    """What became of an item."""

    WAITING = "waiting"
    STORED = "stored"
    KNOWN = "known"
    SKIPPED = "skipped"
    FAILED = "failed"


class Feed(Table, table=True):
    """An RSS or Atom address that is polled.

    Attributes:
        every: seconds between two polls that go well.
        words: an item is taken where it has one of them (`Syria*`: any ending); none: all are.
        topics: slugs of topics whose terms count as such words too.
        etag, last_modified: of the last answer, sent back so that the server may say 304.
        next_at: when it is due; a poll that failed puts it off further each time.
        polled_at, read_at: when it was asked last, and when that last went well.
        failures: polls that failed in a row; `error` is the last one's reason.
    """

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    url: str = Field(sa_type=Text, unique=True)
    title: str = Field(sa_type=Text)
    site: str | None = Field(default=None, sa_type=Text)
    state: FeedState = Field(default=FeedState.ACTIVE, sa_type=String)
    every: int
    words: list[str] = Field(default_factory=list, sa_type=JSON)
    topics: list[str] = Field(default_factory=list, sa_type=JSON)
    etag: str | None = Field(default=None, sa_type=Text)
    last_modified: str | None = Field(default=None, sa_type=Text)
    next_at: datetime = Field(default_factory=now, sa_type=UTCDateTime, index=True)
    polled_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    read_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    failures: int = 0
    error: str | None = Field(default=None, sa_type=Text)
    added_by: str = Field(sa_type=String)
    added_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class FeedItem(Table, table=True):
    """One item that a feed told of: it is never taken twice, whatever its title becomes.

    Attributes:
        key: what the feed calls it (its guid), or its address where that says nothing.
        url, url_key: its address, and the form in which two addresses of one page are equal;
            None where it gave none that can be followed.
        decides: False where title and summary cannot tell whether it is wanted: its text must.
        reason: why it failed or was skipped.
        attempts: how often its page was asked for; next_at: not before.
    """

    __table_args__ = (
        UniqueConstraint("feed_id", "key"),
        Index(None, "feed_id", "url_key"),
        Index(
            "ix_feed_item_waiting",
            "feed_id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    feed_id: int = Field(foreign_key="feed.id")
    key: str = Field(sa_type=Text)
    url: str | None = Field(default=None, sa_type=Text)
    url_key: str | None = Field(default=None, sa_type=Text)
    title: str | None = Field(default=None, sa_type=Text)
    published_on: date | None = None
    decides: bool = True
    state: ItemState = Field(default=ItemState.WAITING, sa_type=String)
    reason: str | None = Field(default=None, sa_type=Text)
    article_id: int | None = Field(default=None, foreign_key="article.id", index=True)
    attempts: int = 0
    next_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    seen_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    changed_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
