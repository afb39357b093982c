"""Places: where in a list that has the latest first somebody stopped reading."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa


@dataclass(frozen=True)
class Place:
    """The place behind something in such a list.

    Attributes:
        at: its day or moment, None where it has none: those come last.
        id: its number; of one day or moment the higher come first.
    """

    at: date | None
    id: int


def behind(at: Any, number: Any, place: Place | None) -> sa.ColumnElement[bool]:
    """Return the condition that something stands behind a place, true for none.

    Args:
        at, number: the columns by which the list is sorted.
    """
    if place is None:
        return sa.true()
    if place.at is None:
        return sa.and_(at.is_(None), number < place.id)
    same = sa.and_(at == place.at, number < place.id)
    return sa.or_(at < place.at, same, at.is_(None))
