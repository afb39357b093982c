"""Review: typed doubts that a person has to settle."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, String, Text, text
from sqlmodel import Field

from app.locales import N_
from app.models.base import Table, UTCDateTime, now


class Doubt(StrEnum):
    """Why a person should look."""

    UNKNOWN_SPEAKER = N_("unknown speaker")
    AMBIGUOUS_ALIAS = N_("ambiguous alias")
    NOT_IN_OFFICE = N_("not in that office on that day")
    DAY_NOT_RESOLVED = N_("day not resolved")
    UNBALANCED_MARKS = N_("unbalanced marks")
    NESTED_SPEAKER = N_("nested speaker")
    POSSIBLE_DUPLICATE = N_("possible duplicate")
    NEAR_COPY = N_("near copy")
    LINK = N_("link no longer holds")
    NO_TOPIC = N_("no topic")
    SOURCE_CHANGED = N_("source changed")
    READERS_REPORT = N_("reader's report")


class ReviewStatus(StrEnum):
    """What became of a doubt."""

    OPEN = "open"
    FIXED = "fixed"
    IGNORED = "ignored"


IS_OPEN, IS_SETTLED = text("status = 'open'"), text("status <> 'open'")


class ReviewItem(Table, table=True):
    """One doubt about one thing.

    Attributes:
        subject: the words that are doubted (an alias, a phrase of time), or a reader's own.
        proposal: a fix, as fields to set; of a reader's report, its kind and how to answer.
        other_statement_id: for a possible duplicate, the older statement; for a link, the earlier.
    """

    __table_args__ = (
        # The queue is read and counted by reason, what was settled by its time. There is none by
        # status: SQLite would look for the doubts of one statement among all that are open.
        Index(None, "reason", "id", "status", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
        Index(None, "closed_at", "id", sqlite_where=IS_SETTLED, postgresql_where=IS_SETTLED),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    reason: Doubt = Field(sa_type=String, index=True)
    article_id: int | None = Field(default=None, foreign_key="article.id", index=True)
    statement_id: int | None = Field(default=None, foreign_key="statement.id", index=True)
    quote_id: int | None = Field(default=None, foreign_key="quote.id", index=True)
    other_statement_id: int | None = Field(default=None, index=True)
    subject: str | None = Field(default=None, sa_type=Text)
    proposal: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    status: ReviewStatus = Field(default=ReviewStatus.OPEN, sa_type=String)
    note: str | None = Field(default=None, sa_type=Text)
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
