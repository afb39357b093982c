"""Saved search: a list that somebody follows, and how much of it they have seen."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlmodel import Field

from app.models.base import Table, UTCDateTime, now


class SavedSearch(Table, table=True):
    """One person's search; what was added to it since they looked is new to them.

    Attributes:
        account_id: whose it is; None for the local user of single-user mode.
        query: of the list, `?` included; empty for all statements.
        seen_id: the highest number that a statement had when they looked last; seen_at: when.
    """

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    title: str = Field(sa_type=String)
    query: str = Field(sa_type=Text)
    seen_id: int
    seen_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    made_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
