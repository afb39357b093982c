"""Pages: what a selection of statements gives: ids page by page, and counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import log
from typing import NamedTuple

from app.queries.filters import Cursor


@dataclass(frozen=True)
class Page:
    """One page of a selection.

    Attributes:
        ids: of the statements, in order.
        total: how many the selection holds.
        number, pages: from 1; `pages` is 1 for an empty list.
        next: the place after the last id, None where nothing follows.
        undated_left_out: statements left out only because a date is asked for.
    """

    ids: tuple[int, ...]
    total: int
    number: int
    pages: int
    next: Cursor | None
    undated_left_out: int = 0


class Counted(NamedTuple):
    """A value of a facet and how many statements have it.

    Attributes:
        value: a slug or a word, None for statements that have none.
        label: the name of an actor, topic or outlet; None where the program knows it.
    """

    value: str | None
    label: str | None
    count: int  # type: ignore[assignment]  # A tuple's own `count` is not asked for.


@dataclass(frozen=True)
class Crossing:
    """What one side said on one topic, as far as a selection holds it.

    Attributes:
        number: of statements, one at least.
        months: how many each month has (`2024-12`); those known by their year are in none.
        outlets: how many wrote the texts that carry them; unknown ones count as one.
        latest: the statement that a list would show first.
        last_day: the last day on which that can have been said, None where nobody knows.
    """

    number: int
    months: Mapping[str, int]
    outlets: int
    latest: int
    last_day: date | None


def rarity(having: int, total: int) -> float:
    """Return how much a word counts that so many of some statements hold."""
    return log(1 + total / having) if having else 0.0
