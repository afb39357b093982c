"""Brief: a list of statements as it was shown at one moment, kept for good."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlmodel import Field

from app.models.base import Table, UTCDateTime, now


class Brief(Table, table=True):
    """A frozen brief: it stays as it was, whatever becomes of the record; only erasure takes words.

    Attributes:
        title: as whoever froze it named it.
        who: the account's name, or "local user" in single-user mode.
        content: what was shown, as JSON, see `app.queries.frozen`.
        sha256: the fingerprint of `content`.
    """

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    title: str | None = Field(default=None, sa_type=Text)
    who: str = Field(sa_type=String)
    frozen_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    content: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=String)
