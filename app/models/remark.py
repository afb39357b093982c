"""Remark: what people write beside the record: notes, and translations named as such."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String, Text
from sqlmodel import Field

from app.models.base import Table, UTCDateTime, now


class Translator(StrEnum):
    """Who translated a wording."""

    OUTLET = "outlet"
    EDITOR = "editor"
    MACHINE = "machine"


class Note(Table, table=True):
    """What a person wants readers of a statement to know; it is no part of what was said.

    Attributes:
        removed_at: it is shown no more.
    """

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    statement_id: int = Field(foreign_key="statement.id", ondelete="CASCADE", index=True)
    text: str = Field(sa_type=Text)
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Translation(Table, table=True):
    """A wording in another language: shown beside the quote, never as the quote itself.

    Attributes:
        by: who translated; `source` names the outlet or the machine, where somebody said.
        removed_at: it is shown no more.
    """

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    quote_id: int = Field(foreign_key="quote.id", ondelete="CASCADE", index=True)
    language: str = Field(sa_type=String)
    text: str = Field(sa_type=Text)
    by: Translator = Field(sa_type=String)
    source: str | None = Field(default=None, sa_type=Text)
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
