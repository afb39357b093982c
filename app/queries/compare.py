"""Compare: what sides said on topics in a period, and how much was read while they were silent."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

import sqlalchemy as sa
from sqlmodel import Session, col

from app.days import Period
from app.models import Side, Topic
from app.queries.articles import count_articles_by_day
from app.queries.filters import StatementFilter
from app.queries.index.keeper import edition_of
from app.queries.pages import Crossing
from app.queries.rows import StatementRow, rows
from app.queries.select import Selection, select

TWO_SIDES = (Side.RU, Side.TR)


@dataclass(frozen=True)
class Silence:
    """The days since a side's last word.

    Attributes:
        days: from the last day on which it can have been said to the end of the period.
        since, until: the first and the last of these days, None where there are none.
        articles: published in these days.
    """

    days: int
    since: Period | None
    until: Period | None
    articles: int


@dataclass(frozen=True)
class Position:
    """What one side said on one topic in a period.

    Attributes:
        wanted: the list that `number` counts.
        outlets: how many wrote the texts that carry them; unknown ones count as one.
        months: how many statements each month has (`2024-12`).
        latest, silence: None where nothing is on record; `silence` too where no day is known.
    """

    side: str
    wanted: StatementFilter
    number: int
    outlets: int
    months: Mapping[str, int]
    latest: StatementRow | None
    silence: Silence | None


@dataclass(frozen=True)
class TopicPositions:
    """What each side said on one topic, in the order of the sides."""

    slug: str
    name: str
    positions: tuple[Position, ...]


@dataclass(frozen=True)
class Comparison:
    """Topics by sides.

    Attributes:
        sides: the two, then those asked for, as a filter has them.
        articles: published in the period; all that are current where it is open at both ends.
        undated_left_out: statements of the sides left out only because a period is asked for.
    """

    wanted: StatementFilter
    sides: tuple[str, ...]
    topics: tuple[TopicPositions, ...]
    articles: int
    undated_left_out: int


def sides_of(wanted: StatementFilter) -> tuple[str, ...]:
    """Return the sides that are compared: the two, and those that a filter adds."""
    return tuple(dict.fromkeys((*map(str, TWO_SIDES), *wanted.side)))


def compare(
    session: Session, wanted: StatementFilter, on: date, *, topic: str | None = None
) -> Comparison:
    """Return what the sides said on every topic, in the topics' order, or on one alone.

    However many topics and sides there are, the database is asked the same few questions.

    Args:
        wanted: its sides are added to the two; of the rest only `since` and `until` count.
        on: today; days later than this have not passed.
    """
    period = StatementFilter(
        topic=(topic,) if topic else (), since=wanted.since, until=wanted.until
    )
    sides = sides_of(wanted)
    selection = select(session, period)
    crossed = selection.crossed(sides, topic=topic)
    statements = {row.id: row for row in rows(session, [each.latest for each in crossed.values()])}
    read = _articles(selection)
    end = min(wanted.until.last, on) if wanted.until else on

    def position(slug: str, side: str) -> Position:
        asked = StatementFilter(topic=(slug,), side=(side,), since=wanted.since, until=wanted.until)
        found: Crossing | None = crossed.get((slug, side))
        if found is None:
            return Position(side, asked, 0, 0, {}, None, None)
        return Position(
            side,
            asked,
            found.number,
            found.outlets,
            found.months,
            statements.get(found.latest),
            _silence(read, found.last_day, end) if found.last_day else None,
        )

    by_sides = StatementFilter(side=sides, since=wanted.since, until=wanted.until, per=1)
    return Comparison(
        wanted=StatementFilter(
            side=sides[len(TWO_SIDES) :], since=wanted.since, until=wanted.until
        ),
        sides=sides,
        topics=tuple(
            TopicPositions(slug, name, tuple(position(slug, side) for side in sides))
            for slug, name in _topics(session)
            if topic is None or slug == topic
        ),
        articles=read.between(
            wanted.since.first if wanted.since else None,
            wanted.until.last if wanted.until else None,
        ),
        undated_left_out=select(session, by_sides).page().undated_left_out,
    )


def _topics(session: Session) -> Sequence[tuple[str, str]]:
    query = sa.select(col(Topic.slug), col(Topic.name)).order_by(col(Topic.position), col(Topic.id))
    return [(slug, name) for slug, name in session.execute(query)]


@dataclass(frozen=True)
class ReadArticles:
    """How many current articles were published up to each day that has any.

    Attributes:
        days: in order, as ISO writes them; `sums` has one more: none before the first of them.
        undated: articles of which nobody knows when they were published.
    """

    days: tuple[str, ...]
    sums: tuple[int, ...]
    undated: int

    def between(self, first: date | None, last: date | None) -> int:
        """Return how many were published in some days; without any, how many there are in all."""
        if first is None and last is None:
            return self.sums[-1] + self.undated
        start = bisect_left(self.days, first.isoformat()) if first else 0
        stop = bisect_right(self.days, last.isoformat()) if last else len(self.days)
        return max(0, self.sums[stop] - self.sums[start])


def _articles(selection: Selection) -> ReadArticles:
    def read() -> ReadArticles:
        counts = dict(count_articles_by_day(selection.session))
        undated = counts.pop(None, 0)
        days = tuple(day for day in counts if day)
        return ReadArticles(days, tuple(accumulate(counts.values(), initial=0)), undated)

    # An article without statements leaves all else that was worked out of the record true.
    return selection.keep(("articles by day", edition_of(selection.session)), read)


def _silence(read: ReadArticles, last_day: date, end: date) -> Silence:
    days = (end - last_day).days
    if days <= 0:
        return Silence(0, None, None, 0)
    first = last_day + timedelta(1)
    since, until = Period.parse(first.isoformat()), Period.parse(end.isoformat())
    return Silence(days, since, until, read.between(first, end))
