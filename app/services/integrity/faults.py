"""Faults: what a check found wrong, and what would cure it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

Tell = Callable[[int], None]
"""Is called with how many rows were looked at since the last time."""

Cure = Callable[[Session, Sequence[Any]], None]
"""Makes anew what is derived, for what has these keys."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold.

    Attributes:
        told: one line for a person: what, where, and against what it was held.
        cure: makes it right where it is derived from something that is right; None where only
            a person, or a backup, can.
        key: what the cure is given.
    """

    told: str
    cure: Cure | None = None
    key: Any = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the check.

    Attributes:
        name: what it looks at, for people.
        look: yields what is wrong.
        writes: it takes the right to write, though it leaves nothing behind.
    """

    name: str
    look: Callable[[Session, Tell], Iterator[Fault]]
    writes: bool = False


def portions(session: Session, query: sa.Select[Any], size: int = 1_000) -> Iterator[Sequence[Any]]:
    """Yield the rows of a query that is ordered by its first column, a number, in portions.

    Each portion is asked for anew, behind the last number: none is left open meanwhile.
    """
    number: Any = query.selected_columns[0]
    last = None
    while rows := session.execute(
        query.where(number > last if last is not None else sa.true()).limit(size)
    ).all():
        yield rows
        last = rows[-1][0]
