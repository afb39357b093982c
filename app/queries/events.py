"""Events: reference days for time axes."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Event


@dataclass(frozen=True)
class EventRow:
    """Something that happened; never a statement of anybody.

    Attributes:
        printed: when it began, as known: `2019-10` or `2024-12-08`.
        since: its first day.
    """

    printed: str
    since: date
    title: str
    certainty: str


def find_events(session: Session) -> list[EventRow]:
    """Return every event, the earliest first."""
    query = sa.select(
        col(Event.printed), col(Event.since_day), col(Event.title), col(Event.certainty)
    ).order_by(col(Event.since_day), col(Event.id))
    return [EventRow(*row) for row in session.execute(query)]
