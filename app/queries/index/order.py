"""Order: the places of a selection's statements, in each of the orders that lists have."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any, Protocol

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from pyroaring import BitMap
from sqlmodel import Session, col

from app.models import Statement
from app.queries.filters import Cursor
from app.queries.index.columns import numbers_of
from app.queries.index.state import UNDATED, State
from app.queries.search import is_sqlite, relevance
from app.queries.words import WordQuery

Ids = NDArray[np.uint32]

# Behind every text that holds the word: found by the speaker's name alone.
UNRANKED = 1.0e9
# Reading one row of those chosen takes as long as passing over so many in the order of addition.
LOOKUP = 4


class Order(Protocol):
    """One order of the statements of a selection."""

    def take(self, start: int | Cursor, size: int) -> list[int]:
        """Return at most `size` ids from a place on: a number from 0, or behind a cursor."""
        ...

    def key(self, number: int) -> str | float | None:
        """Return what a cursor says of a statement that `take` returned."""
        ...


@dataclass(frozen=True)
class ByDay:
    """By the day said, and by id within a day; undated ones last, in either direction."""

    state: State
    ids: BitMap
    oldest: bool

    def take(self, start: int | Cursor, size: int) -> list[int]:
        """Return ids; whole months before the place are passed over by their counts."""
        skip = self._place(start) if isinstance(start, Cursor) else start
        found: list[int] = []
        for month in self._months():
            number = self._number(month)
            if skip >= number:
                skip -= number
                continue
            for ids in self._days(month):
                if skip >= len(ids):
                    skip -= len(ids)
                    continue
                found += ids[skip : skip + size - len(found)].tolist()
                skip = 0
                if len(found) >= size:
                    return found
        return found

    def key(self, number: int) -> str | None:
        """Return the day as ISO, None where it is unknown."""
        ordinal = int(self.state.arrays.first[number])
        return date.fromordinal(ordinal).isoformat() if ordinal else None

    def _months(self) -> Sequence[int]:
        latest = self.state.months
        if not self.oldest:
            return latest
        return [*reversed([month for month in latest if month]), *([UNDATED] * (UNDATED in latest))]

    def _number(self, month: int) -> int:
        ids = self.state.values["month"][month]
        # A deep page of the whole list passes over a hundred months.
        is_whole = len(self.ids) == len(self.state.live)
        return len(ids) if is_whole else self.ids.intersection_cardinality(ids)

    def _days(self, month: int) -> Iterator[Ids]:
        """Yield the ids of each day of a month in order."""
        ids = numbers_of(self.ids & self.state.values["month"][month])
        days = self.state.arrays.first[ids]
        every = np.unique(days)
        for day in every if self.oldest else every[::-1]:
            here = ids[days == day]
            yield here if self.oldest else here[::-1]

    def _place(self, after: Cursor) -> int:
        """Return how many ids stand before or at a cursor."""
        day = date.fromisoformat(str(after.key)) if after.key is not None else None
        wanted = day.year * 12 + day.month if day else UNDATED
        ordinal = day.toordinal() if day else 0
        place = 0
        for month in self._months():
            if month != wanted:
                if self._is_before(month, wanted):
                    place += self._number(month)
                continue
            for ids in self._days(month):
                here = int(self.state.arrays.first[ids[0]])
                if here == ordinal:
                    passed = ids <= after.id if self.oldest else ids >= after.id
                    place += int(np.count_nonzero(passed))
                elif (here < ordinal) == self.oldest:
                    place += len(ids)
        return place

    def _is_before(self, month: int, other: int) -> bool:
        if UNDATED in {month, other}:
            return other == UNDATED
        return month < other if self.oldest else month > other


@dataclass(frozen=True)
class ByRelevance:
    """By the rank of the words in the text, a lower rank first, and by id, the latest first."""

    ids: NDArray[np.int64]
    ranks: NDArray[np.float64]

    @classmethod
    def of(cls, session: Session, state: State, chosen: BitMap, words: WordQuery) -> "ByRelevance":
        """Return the order of the `chosen` statements."""
        ids, ranks = state.keep(("ranks", words), lambda: _ranks(session, words))
        known = bitmap_mask(chosen, state)
        of_chosen = known[np.minimum(ids, len(known) - 1)] & (ids < len(known))
        ids, ranks = ids[of_chosen], ranks[of_chosen]
        known[ids] = False
        others = np.flatnonzero(known)
        ids = np.concatenate([ids, others])
        ranks = np.concatenate([ranks, np.full(len(others), UNRANKED)])
        order = np.lexsort((-ids, ranks))
        return cls(ids[order], ranks[order])

    def take(self, start: int | Cursor, size: int) -> list[int]:
        """Return ids by their place in the sorted array."""
        if isinstance(start, Cursor):
            rank = float(start.key or 0.0)
            passed = (self.ranks < rank) | ((self.ranks == rank) & (self.ids >= start.id))
            start = int(np.count_nonzero(passed))
        found: list[int] = self.ids[start : start + size].tolist()
        return found

    def key(self, number: int) -> float:
        """Return the rank."""
        return float(self.ranks[np.flatnonzero(self.ids == number)[0]])


def _ranks(session: Session, words: WordQuery) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    ranked = relevance(session, words)
    if ranked is None:
        return np.zeros(0, np.int64), np.zeros(0)
    found = session.execute(sa.select(ranked.c.statement_id, ranked.c.rank)).all()
    return (
        np.array([row[0] for row in found], np.int64),
        np.array([row[1] for row in found], np.float64),
    )


def bitmap_mask(ids: BitMap, state: State) -> NDArray[np.bool_]:
    """Return for every statement of a state whether it is one of `ids`."""
    mask = np.zeros(len(state.arrays.first) or 1, bool)
    mask[numbers_of(ids)] = True
    return mask


@dataclass(frozen=True)
class ByAddition:
    """By the moment at which statements were stored, and by id, the latest first."""

    session: Session
    state: State
    chosen: BitMap

    def take(self, start: int | Cursor, size: int) -> list[int]:
        """Return ids; the database's own order is walked until the page is full."""
        behind, skip = (start, 0) if isinstance(start, Cursor) else (None, start)
        wanted = min(skip + size, len(self.chosen))
        # Where the chosen ones lie as thick as everywhere, so many rows hold those wanted.
        steps = wanted * len(self.state.live) // max(1, len(self.chosen))
        is_few = len(self.chosen) * LOOKUP < steps
        number = wanted if is_few else steps + steps // 4
        found: list[int] = []
        while len(found) < wanted:
            walked = self._walk(behind, number, among=self.chosen if is_few else None)
            here = set(self.chosen & BitMap(walked))
            found += [each for each in walked if each in here]
            if len(walked) < number:
                break
            behind = Cursor("added", self.key(walked[-1]), walked[-1])
            number *= 2
        return found[skip : skip + size]

    def key(self, number: int) -> str:
        """Return the moment as ISO."""
        query = sa.select(col(Statement.created_at)).where(col(Statement.id) == number)
        moment: datetime = self.session.execute(query).scalar_one()
        return moment.isoformat()

    def _walk(self, behind: Cursor | None, rows: int, among: BitMap | None) -> list[int]:
        """Return at most so many ids in the order of addition, behind a cursor if given."""
        number, moment = col(Statement.id), col(Statement.created_at)
        query = sa.select(number).order_by(moment.desc(), number.desc()).limit(rows)
        if among is not None:
            query = query.where(number.in_(list_of(self.session, among)))
        if behind is not None:
            place = datetime.fromisoformat(str(behind.key))
            query = query.where((moment < place) | ((moment == place) & (number < behind.id)))
        # Thousands of rows: those of the driver come in half the time.
        with closing(self.session.connection().execute(query)) as result:
            return list(chain.from_iterable(result.cursor.fetchall()))


def list_of(session: Session, ids: BitMap) -> Any:
    """Return SQL for numbers that a column is among; bound one by one they would cost more."""
    if is_sqlite(session):
        return sa.select(sa.func.json_each(str(list(ids))).table_valued("value").c.value)
    return list(ids)
