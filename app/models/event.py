"""Event: reference days on time axes; never a statement."""

from datetime import date

from sqlalchemy import String, Text
from sqlmodel import Field

from app.models.base import Certainty, Table


class Event(Table, table=True):
    """Something that happened, from its first to its last day.

    Attributes:
        printed: the day as known: `2019-10` or `2024-12-08`.
    """

    id: int | None = Field(default=None, primary_key=True)
    printed: str = Field(sa_type=String)
    since_day: date
    until_day: date
    title: str = Field(sa_type=Text)
    certainty: Certainty = Field(default=Certainty.REPORTED, sa_type=String)
