"""Revision: who changed what, when, from what to what."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, text
from sqlmodel import Field

from app.models.base import Table, UTCDateTime, now

IS_REVERT = text("reverts_id IS NOT NULL")


class Revision(Table, table=True):
    """One change that a person made.

    Attributes:
        who: the account's name, or "local user" in single-user mode.
        subject, subject_id: the table and row that changed.
        before, after: the changed fields alone.
        reverts_id: the change that this one took back.
    """

    __table_args__ = (
        Index("ix_revision_subject_subject_id", "subject", "subject_id"),
        # What somebody did last, and what took a change back.
        Index(None, "who", "id"),
        Index(None, "reverts_id", sqlite_where=IS_REVERT, postgresql_where=IS_REVERT),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    who: str = Field(sa_type=String)
    action: str = Field(sa_type=String)
    subject: str = Field(sa_type=String)
    subject_id: int
    before: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    after: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    note: str | None = Field(default=None, sa_type=Text)
    reverts_id: int | None = None
