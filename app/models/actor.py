"""Actor: a person, institution or state that speaks; its aliases and the offices it held."""

from datetime import date, datetime

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlmodel import Field

from app.models.base import Certainty, Origin, Table, UTCDateTime, now


class Actor(Table, table=True):
    """Who may say something.

    Attributes:
        kind: person, institution or state.
        side: fixed for institutions and states; persons have the side of their office.
        adjectives: for states, words by language that make an office theirs.
        merged_into_id: of the actor that it is now, which was merged into no other itself.
    """

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True, sa_type=String)
    name: str = Field(sa_type=String)
    kind: str = Field(sa_type=String)
    gender: str | None = Field(default=None, sa_type=String)
    side: str | None = Field(default=None, sa_type=String)
    adjectives: dict[str, list[str]] = Field(default_factory=dict, sa_type=JSON)
    notes: str | None = Field(default=None, sa_type=Text)
    origin: Origin = Field(default=Origin.PERSON, sa_type=String)
    merged_into_id: int | None = Field(default=None, foreign_key="actor.id")
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class Alias(Table, table=True):
    """A spelling of an actor's name, in any script.

    Attributes:
        folded: without case and diacritics, for look-ups.
        is_risky: also a common word, or shared: it decides nothing when it stands alone.
    """

    __table_args__ = (UniqueConstraint("actor_id", "text"),)

    id: int | None = Field(default=None, primary_key=True)
    actor_id: int = Field(foreign_key="actor.id", index=True)
    text: str = Field(sa_type=String)
    folded: str = Field(sa_type=String, index=True)
    language: str | None = Field(default=None, sa_type=String)
    note: str | None = Field(default=None, sa_type=Text)
    is_risky: bool = False


class Office(Table, table=True):
    """A post that speaks for a side while somebody holds it.

    Attributes:
        body_id: the institution it belongs to.
        countries: slugs of the states whose adjective may stand before the title.
        phrases: by language, what names its holder, without the country.
    """

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True, sa_type=String)
    title: str = Field(sa_type=String)
    side: str | None = Field(default=None, sa_type=String)
    body_id: int | None = Field(default=None, foreign_key="actor.id")
    countries: list[str] = Field(default_factory=list, sa_type=JSON)
    phrases: dict[str, list[str]] = Field(default_factory=dict, sa_type=JSON)


class Tenure(Table, table=True):
    """An actor holding an office from one day to another.

    Attributes:
        since, until: as known: `2015`, `2015-08` or `2015-08-10`; None is unknown or open.
        since_day, until_day: first and last day that they can mean, both inclusive.
        in_post: days on which the actor was reported to hold it.
    """

    id: int | None = Field(default=None, primary_key=True)
    actor_id: int = Field(foreign_key="actor.id", index=True)
    office_id: int = Field(foreign_key="office.id", index=True)
    since: str | None = Field(default=None, sa_type=String)
    until: str | None = Field(default=None, sa_type=String)
    since_day: date | None = None
    until_day: date | None = None
    in_post: list[str] = Field(default_factory=list, sa_type=JSON)
    certainty: Certainty = Field(default=Certainty.REPORTED, sa_type=String)
    notes: str | None = Field(default=None, sa_type=Text)
