"""Link: what a person says that two statements on one topic are to each other."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String, Text, UniqueConstraint
from sqlmodel import Field

from app.models.base import Table, UTCDateTime, now


class LinkKind(StrEnum):
    """What two statements on one topic are to each other.

    The first four tell how the position of one side moved, the next two how two sides stand to
    each other. The last says that a person looked, and that the two are nothing of these.
    """

    REPEATS = "repeats"
    SHARPENS = "sharpens"
    SOFTENS = "softens"
    REVERSES = "reverses"
    AGREES = "agrees"
    DIFFERS = "differs"
    UNRELATED = "unrelated"


# Of one side, of two sides.
CHANGES = (LinkKind.REPEATS, LinkKind.SHARPENS, LinkKind.SOFTENS, LinkKind.REVERSES)
STANDS = (LinkKind.AGREES, LinkKind.DIFFERS)


class Link(Table, table=True):
    """Two statements on one topic, and what they are to each other.

    Both keep the numbers under which they were linked: what leads to another statement by a join
    is read as that one, and comes back by itself where the join is undone.

    Attributes:
        earlier_id, later_id: in the order of the days said; on one day, of their numbers.
        note: why, for everybody who reads it; empty for nothing.
        removed_at: it was taken away, and is shown no more.
    """

    __table_args__ = (
        UniqueConstraint("earlier_id", "later_id", "topic_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    topic_id: int = Field(foreign_key="topic.id", index=True)
    earlier_id: int = Field(foreign_key="statement.id")
    later_id: int = Field(foreign_key="statement.id", index=True)
    kind: LinkKind = Field(sa_type=String)
    note: str = Field(default="", sa_type=Text)
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
