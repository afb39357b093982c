"""Statement: the thing said, carried by one or more quotes."""

from datetime import date, datetime

from sqlalchemy import Index, String, Text, text
from sqlmodel import Field

from app.models.base import Precision, Table, UTCDateTime, now


class Statement(Table, table=True):
    """What somebody said on one day; every list orders by `(said_on desc, id desc)` on it.

    Attributes:
        actor_id: who said it, None while unresolved.
        speaker: whom the text means, as printed, where no actor is known.
        office_id, side: held on that day.
        said_on, said_until: first and last day of the time that `said_on_precision` names;
            both None where the day is unknown.
        form, language: of the leading (first stored) quote.
        outlet_count: distinct original outlets that carry it; unknown ones count as one.
        is_pending: a review item on it is open.
        merged_into_id: it was found to be the same as another, whose page answers; that one has a
            lower number, is on record itself, and carries the quotes of this one.
        withdrawn_reason: its page answers 410 with these words.
    """

    __table_args__ = (
        Index("ix_statement_said_on_id", "said_on", "id"),
        # What somebody said around a day is looked up for every new statement. In part alone:
        # the facet index is read in the order of the other one.
        Index(
            "ix_statement_actor_id_said_on",
            "actor_id",
            "said_on",
            sqlite_where=text("merged_into_id IS NULL"),
            postgresql_where=text("merged_into_id IS NULL"),
        ),
        Index(
            "ix_statement_merged_into_id",
            "merged_into_id",
            sqlite_where=text("merged_into_id IS NOT NULL"),
            postgresql_where=text("merged_into_id IS NOT NULL"),
        ),
        # Few are: what waits for review is counted less them.
        Index(
            "ix_statement_withdrawn_at",
            "withdrawn_at",
            sqlite_where=text("withdrawn_at IS NOT NULL"),
            postgresql_where=text("withdrawn_at IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    actor_id: int | None = Field(default=None, foreign_key="actor.id", index=True)
    speaker: str | None = Field(default=None, sa_type=Text)
    office_id: int | None = Field(default=None, foreign_key="office.id")
    side: str | None = Field(default=None, sa_type=String, index=True)
    said_on: date | None = None
    said_until: date | None = None
    said_on_precision: Precision = Field(default=Precision.DAY, sa_type=String)
    said_on_basis: str = Field(sa_type=String)
    occasion: str | None = Field(default=None, sa_type=Text)
    place: str | None = Field(default=None, sa_type=Text)
    form: str = Field(sa_type=String)
    language: str = Field(sa_type=String)
    outlet_count: int = 1
    is_pending: bool = False
    merged_into_id: int | None = Field(default=None, foreign_key="statement.id")
    withdrawn_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    withdrawn_reason: str | None = Field(default=None, sa_type=Text)
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime, index=True)
