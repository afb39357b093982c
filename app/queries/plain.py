"""Plain SQL: what a filter asks for, answered by the database alone.

The command line has no facet index, and the index is held against this.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import (
    Actor,
    Article,
    Outlet,
    Precision,
    Quote,
    Statement,
    StatementTopic,
    Topic,
)
from app.queries.filters import NONE, Cursor, StatementFilter
from app.queries.pages import Counted, Crossing, Page, rarity
from app.queries.plain_crossing import plain_crossings
from app.queries.search import quotes_with, relevance, statements_with
from app.queries.words import Word, WordQuery

Condition = sa.ColumnElement[bool]
# SQLAlchemy types a mapped column and an expression apart; here either will do.
Column = Any
Query = Any
T = TypeVar("T")


@dataclass(frozen=True)
class PlainSelection:
    """The statements that a filter asks for, not yet read.

    Attributes:
        conditions: by the facet they belong to (`live` is the one that always holds), so that
            a facet can leave out its own.
        words: what `q` was understood as; empty where it holds only punctuation.
    """

    session: Session
    wanted: StatementFilter
    words: WordQuery
    conditions: Mapping[str, Condition]

    def where(self, *, without: str | None = None) -> Condition:
        """Return all conditions as one, less those of the facet `without`."""
        return sa.and_(*(each for name, each in self.conditions.items() if name != without))

    def count(self) -> int:
        """Return how many statements the selection holds."""
        return _number(self.session, self.where())

    def last_added(self, number: int) -> "PlainSelection":
        """Return the selection of the `number` statements that were added last."""
        newest = (
            sa.select(col(Statement.id))
            .where(self.where())
            .order_by(col(Statement.created_at).desc(), col(Statement.id).desc())
            .limit(number)
        )
        ids = self.session.execute(newest).scalars().all()
        return replace(self, conditions={**self.conditions, "added": col(Statement.id).in_(ids)})

    def behind(self, after: Cursor | None, size: int) -> "PlainSelection":
        """Return the selection whose page is the next `size` statements behind a cursor."""
        return replace(self, wanted=replace(self.wanted, after=after, page=1, per=size))

    def page(self, *, everything: bool = False) -> Page:
        """Return one page: the one after `wanted.after` if given, else the numbered one.

        Args:
            everything: all ids on one page, whatever `per`, `page` and `after` say.
        """
        wanted = self.wanted
        total = self.count()
        query, key, descends = _ordered(self)
        start = wanted.after if not everything else None
        if start is not None and start.sort == wanted.order:
            query = query.where(_behind(key, descends, start))
        elif not everything:
            query = query.offset((wanted.page - 1) * wanted.per)
        if not everything:
            query = query.limit(wanted.per + 1)
        found = self.session.execute(query).all()
        shown = found if everything else found[: wanted.per]
        last = shown[-1] if len(found) > len(shown) else None
        return Page(
            ids=tuple(row[0] for row in shown),
            total=total,
            number=wanted.page,
            pages=max(1, -(-total // wanted.per)),
            next=Cursor(wanted.order, _plain(last[1]), last[0]) if last else None,
            undated_left_out=self._undated_left_out(),
        )

    def _undated_left_out(self) -> int:
        if not self.wanted.is_dated:
            return 0
        where = self.where(without="month") & col(Statement.said_on).is_(None)
        return _number(self.session, where)

    def counted(self, facet: str, *, without: str | None, shown: int | None) -> list[Counted]:
        """Return the values of a facet that statements have, with their counts.

        Args:
            without: the facet whose own part is left out.
            shown: how many are needed; this gives all in any case.
        """
        del shown
        query = _by_value(facet).where(self.where(without=without))
        found = [Counted(*row) for row in self.session.execute(query)]
        if facet == "topic":
            bare = col(Statement.id).not_in(sa.select(col(StatementTopic.statement_id)))
            number = _number(self.session, self.where(without=without) & bare)
            found += [Counted(None, None, number)] if number else []
        return found

    def months(self, *, without: str | None) -> dict[str, int]:
        """Return how many statements each month has that any has, oldest first.

        Those known only by their year belong to none.
        """
        day = col(Statement.said_on)
        year, month = sa.extract("year", day), sa.extract("month", day)
        query = (
            sa.select(year, month, sa.func.count())
            .where(
                self.where(without=without),
                day.is_not(None),
                col(Statement.said_on_precision) != Precision.YEAR,
            )
            .group_by(year, month)
            .order_by(year, month)
        )
        return {f"{int(y):04}-{int(m):02}": number for y, m, number in self.session.execute(query)}

    def crossed(
        self, sides: Sequence[str], *, topic: str | None = None
    ) -> Mapping[tuple[str, str], Crossing]:
        """Return what each side said on each topic, or on one, by the topic's slug and the side."""
        said = _any_or_none(col(Statement.side), tuple(sides))
        where = self.where() if said is None else self.where() & said
        found = plain_crossings(self.session, where)
        return {pair: each for pair, each in found.items() if topic in {None, pair[0]}}

    def holding(self, words: Sequence[Word], most: int) -> list[int]:
        """Return the statements that hold most of some words, see `Selection`."""
        weights: dict[int, float] = {}
        total = self.count()
        for word in words:
            having = sa.select(col(Quote.statement_id)).where(quotes_with(self.session, [word]))
            query = sa.select(col(Statement.id)).where(self.where(), col(Statement.id).in_(having))
            found = self.session.execute(query).scalars().all()
            for number in found:
                weights[number] = weights.get(number, 0.0) + rarity(len(found), total)
        return sorted(weights, key=lambda each: (-weights[each], -each))[:most]

    def keep(self, key: object, make: Callable[[], T]) -> T:
        """Return what `make` makes: nothing is kept between one request and the next."""
        del key
        return make()


def _number(session: Session, where: Condition) -> int:
    query = sa.select(sa.func.count()).select_from(Statement).where(where)
    return int(session.execute(query).scalar_one())


def _by_value(facet: str) -> Query:
    """Return the query for `(value, label, count)` of a facet."""
    number = col(Statement.id)
    match facet:
        case "side":
            return sa.select(col(Statement.side), sa.null(), sa.func.count()).group_by(
                col(Statement.side)
            )
        case "actor":
            return (
                sa.select(col(Actor.slug), col(Actor.name), sa.func.count())
                .select_from(Statement)
                .outerjoin(Actor, col(Actor.id) == col(Statement.actor_id))
                .group_by(col(Actor.slug), col(Actor.name))
            )
        case "topic":
            return (
                sa.select(col(Topic.slug), col(Topic.name), sa.func.count())
                .select_from(Statement)
                .join(StatementTopic, col(StatementTopic.statement_id) == number)
                .join(Topic, col(Topic.id) == col(StatementTopic.topic_id))
                .group_by(col(Topic.slug), col(Topic.name), col(Topic.position), col(Topic.id))
                .order_by(col(Topic.position), col(Topic.id))
            )
        case "outlet":
            return (
                sa.select(col(Outlet.slug), col(Outlet.name), sa.func.count(sa.distinct(number)))
                .select_from(Statement)
                .join(Quote, col(Quote.statement_id) == number)
                .join(Article, col(Article.id) == col(Quote.article_id))
                .outerjoin(Outlet, col(Outlet.id) == col(Article.outlet_id))
                .group_by(col(Outlet.slug), col(Outlet.name))
            )
        case "origin":
            wrote = sa.func.coalesce(col(Article.original_outlet_id), col(Article.outlet_id))
            return (
                sa.select(col(Outlet.slug), col(Outlet.name), sa.func.count(sa.distinct(number)))
                .select_from(Statement)
                .join(Quote, col(Quote.statement_id) == number)
                .join(Article, col(Article.id) == col(Quote.article_id))
                .outerjoin(Outlet, col(Outlet.id) == wrote)
                .group_by(col(Outlet.slug), col(Outlet.name))
            )
        case _:
            column = col(Quote.form if facet == "form" else Quote.language)
            return (
                sa.select(column, sa.null(), sa.func.count(sa.distinct(number)))
                .select_from(Statement)
                .join(Quote, col(Quote.statement_id) == number)
                .group_by(column)
            )


def plain_selection(session: Session, wanted: StatementFilter, words: WordQuery) -> PlainSelection:
    """Return the selection of a filter whose slugs are known."""
    made = {
        "live": col(Statement.merged_into_id).is_(None) & col(Statement.withdrawn_at).is_(None),
        "q": statements_with(session, words, exact=wanted.exact),
        "actor": _actors(wanted.actor),
        "side": _any_or_none(col(Statement.side), wanted.side),
        "topic": _topics(wanted),
        "month": _days(wanted),
        "form": _quotes(col(Quote.form), wanted.form),
        "lang": _quotes(col(Quote.language), wanted.lang),
        "outlet": _outlets(wanted.outlet),
        "sources": col(Statement.outlet_count) >= wanted.sources if wanted.sources > 1 else None,
        "status": None
        if wanted.status == "all"
        else col(Statement.is_pending) == (wanted.status == "pending"),
    }
    kept = {name: each for name, each in made.items() if each is not None}
    return PlainSelection(session, wanted, words, kept)


def _any_or_none(column: Column, values: tuple[str, ...]) -> Condition | None:
    """A condition for a column that may be one of `values`, or unset where `none` is asked."""
    if not values:
        return None
    named = [value for value in values if value != NONE]
    found: list[Condition] = [column.in_(named)] if named else []
    if NONE in values:
        found.append(column.is_(None))
    return sa.or_(*found)


def _actors(slugs: tuple[str, ...]) -> Condition | None:
    if not slugs:
        return None
    named = [slug for slug in slugs if slug != NONE]
    # The slug of one that was merged into another means that one.
    meant = sa.func.coalesce(col(Actor.merged_into_id), col(Actor.id))
    ids = sa.select(meant).where(col(Actor.slug).in_(named))
    found: list[Condition] = [col(Statement.actor_id).in_(ids)] if named else []
    if NONE in slugs:
        found.append(col(Statement.actor_id).is_(None))
    return sa.or_(*found)


def _topics(wanted: StatementFilter) -> Condition | None:
    if not wanted.topic:
        return None

    def has(slugs: tuple[str, ...]) -> Condition:
        named = [slug for slug in slugs if slug != NONE]
        ids = (
            sa.select(col(StatementTopic.statement_id))
            .join(Topic, col(Topic.id) == col(StatementTopic.topic_id))
            .where(col(Topic.slug).in_(named))
        )
        found: list[Condition] = [col(Statement.id).in_(ids)] if named else []
        if NONE in slugs:
            found.append(col(Statement.id).not_in(sa.select(col(StatementTopic.statement_id))))
        return sa.or_(*found)

    if wanted.topics == "all":
        return sa.and_(*(has((slug,)) for slug in wanted.topic))
    return has(wanted.topic)


def _days(wanted: StatementFilter) -> Condition | None:
    if not wanted.is_dated:
        return None
    found: list[Condition] = [col(Statement.said_on).is_not(None)]
    if wanted.since:
        found.append(col(Statement.said_on) >= wanted.since.first)
    if wanted.until:
        found.append(col(Statement.said_until) <= wanted.until.last)
    return sa.and_(*found)


def _quotes(column: Column, values: tuple[str, ...]) -> Condition | None:
    """A condition that any quote of the statement has one of `values`."""
    if not values:
        return None
    return col(Statement.id).in_(sa.select(col(Quote.statement_id)).where(column.in_(values)))


def _outlets(slugs: tuple[str, ...]) -> Condition | None:
    if not slugs:
        return None
    named = [slug for slug in slugs if slug != NONE]
    ids = sa.select(col(Outlet.id)).where(col(Outlet.slug).in_(named))
    found: list[Condition] = [col(Article.outlet_id).in_(ids)] if named else []
    if NONE in slugs:
        found.append(col(Article.outlet_id).is_(None))
    carrying = (
        sa.select(col(Quote.statement_id))
        .join(Article, col(Article.id) == col(Quote.article_id))
        .where(sa.or_(*found))
    )
    return col(Statement.id).in_(carrying)


def _plain(key: date | datetime | float | None) -> str | float | None:
    return key.isoformat() if isinstance(key, date) else key


def _ordered(selection: PlainSelection) -> tuple[Query, Column, bool]:
    """Return a query for `(id, key)` in order, its key, and whether ids go down."""
    order = selection.wanted.order
    number = col(Statement.id)
    ranked = relevance(selection.session, selection.words) if order == "relevance" else None
    if ranked is not None:
        # Found by the speaker's name alone: behind every text that holds the word.
        key: Column = sa.func.coalesce(ranked.c.rank, sa.literal(1.0e9, sa.Float))
        query = sa.select(number, key).outerjoin(ranked, ranked.c.statement_id == number)
        return query.where(selection.where()).order_by(key, number.desc()), key, True
    if order == "added":
        key = col(Statement.created_at)
        query = sa.select(number, key).order_by(key.desc(), number.desc())
        return query.where(selection.where()), key, True
    key = col(Statement.said_on)
    oldest = order == "oldest"
    by_day = key.asc().nulls_last() if oldest else key.desc().nulls_last()
    query = sa.select(number, key).order_by(by_day, number.asc() if oldest else number.desc())
    return query.where(selection.where()), key, not oldest


def _behind(key: Column, descends: bool, start: Cursor) -> Condition:
    """Return the condition that a row comes after `start`; undated rows come last."""
    number = col(Statement.id)
    further = number < start.id if descends else number > start.id
    if start.key is None:
        return sa.and_(key.is_(None), further)
    place: Any = start.key
    if start.sort == "added":
        place = datetime.fromisoformat(str(place))
    elif start.sort in {"newest", "oldest"}:
        place = date.fromisoformat(str(place))
    behind = key > place if start.sort in {"oldest", "relevance"} else key < place
    return sa.or_(behind, (key == place) & further, key.is_(None))
