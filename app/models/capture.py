"""Capture: pages as they were fetched, and where quotes stood in their earlier texts."""

from datetime import datetime

from sqlalchemy import JSON, LargeBinary, String, Text
from sqlmodel import Field

from app.models.base import Table, UTCDateTime


class Capture(Table, table=True):
    """One answer of a server, kept for the draft or article that was made of it.

    Attributes:
        url, final_url: as asked for, and where redirects led.
        fetched_at: when these bytes were fetched; seen_at: when the source last had this text.
        headers: those that tell of the content, names in lower case.
        content: the bytes, compressed by zlib; sha256 is that of the bytes themselves.
    """

    id: int | None = Field(default=None, primary_key=True)
    article_id: int | None = Field(
        default=None, foreign_key="article.id", ondelete="CASCADE", index=True
    )
    draft_id: int | None = Field(default=None, foreign_key="draft.id", index=True)
    url: str = Field(sa_type=Text)
    final_url: str = Field(sa_type=Text)
    fetched_at: datetime = Field(sa_type=UTCDateTime)
    seen_at: datetime = Field(sa_type=UTCDateTime)
    status: int
    headers: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    content: bytes = Field(sa_type=LargeBinary)
    sha256: str = Field(sa_type=String)


class FormerPlace(Table, table=True):
    """Where a quote stood in an earlier text of its source; it is carried by a later one now.

    Attributes:
        article_id: the article with the earlier text.
        parts: as `Quote.parts`, in that text.
    """

    id: int | None = Field(default=None, primary_key=True)
    quote_id: int = Field(foreign_key="quote.id", ondelete="CASCADE", index=True)
    article_id: int = Field(foreign_key="article.id", ondelete="CASCADE", index=True)
    parts: list[list[int]] = Field(sa_type=JSON)
