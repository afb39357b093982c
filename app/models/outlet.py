"""Outlet: where an article came from, never who speaks."""

from sqlalchemy import JSON, String, Text
from sqlmodel import Field

from app.models.base import Certainty, Table


class Outlet(Table, table=True):
    """A newspaper, agency, broadcaster or official site.

    Attributes:
        is_open: its full texts may be shown to anybody, signed in or not.
        is_republisher: it prints others' texts; an article of it names its original outlet.
    """

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True, sa_type=String)
    name: str = Field(sa_type=String)
    aliases: list[str] = Field(default_factory=list, sa_type=JSON)
    domain: str | None = Field(default=None, sa_type=String, index=True)
    country: str | None = Field(default=None, sa_type=String)
    languages: list[str] = Field(default_factory=list, sa_type=JSON)
    kind: str | None = Field(default=None, sa_type=String)
    notes: str | None = Field(default=None, sa_type=Text)
    certainty: Certainty = Field(default=Certainty.REPORTED, sa_type=String)
    is_open: bool = False
    is_republisher: bool = False
