"""Select: from a filter to the statements it selects, page by page.

The first three of the four calls `select → facets → page → rows` that every list is made of
(`facets` and `rows` have modules of their own). Plain SQL stands behind them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.errors import Invalid
from app.models import Actor, Article, Outlet, Quote, Statement, StatementTopic, Topic
from app.queries.filters import NONE, Cursor, ParsedFilter, StatementFilter
from app.queries.search import relevance, statements_with
from app.queries.words import WordQuery, parse_words

Condition = sa.ColumnElement[bool]
# SQLAlchemy types a mapped column and an expression apart; here either will do.
Column = Any
Query = Any


@dataclass(frozen=True)
class Selection:
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


def select(session: Session, wanted: StatementFilter) -> Selection:
    """Return the selection of a filter whose slugs are known (see `unknown_slugs`)."""
    words = parse_words(wanted.q)
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
    return Selection(session, wanted, words, kept)


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
    ids = sa.select(col(Actor.id)).where(col(Actor.slug).in_(named))
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


def unknown_slugs(session: Session, wanted: StatementFilter) -> dict[str, str]:
    """Return a message for each of `actor`, `topic`, `outlet` that names nothing known."""
    problems = {}
    tables: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
        ("actor", Actor.slug, wanted.actor),
        ("topic", Topic.slug, wanted.topic),
        ("outlet", Outlet.slug, wanted.outlet),
    )
    for name, column, slugs in tables:
        asked = set(slugs) - {NONE}
        if not asked:
            continue
        known = set(session.execute(sa.select(col(column)).where(col(column).in_(asked))).scalars())
        if asked - known:
            problems[name] = f"There is no {name} {', '.join(sorted(asked - known))}."
    return problems


def select_parsed(session: Session, parsed: ParsedFilter) -> Selection:
    """Return the selection of a filter as parsed.

    Raises:
        Invalid: a field was not understood, or names nothing known.
    """
    problems = {**unknown_slugs(session, parsed.wanted), **parsed.problems}
    if problems:
        raise Invalid(problems)
    return select(session, parsed.wanted)


def last_added(selection: Selection, number: int) -> Selection:
    """Return the selection of the statements that were added last, `number` of them at most."""
    newest = (
        sa.select(col(Statement.id))
        .where(selection.where())
        .order_by(col(Statement.created_at).desc(), col(Statement.id).desc())
        .limit(number)
    )
    ids = selection.session.execute(newest).scalars().all()
    return replace(
        selection, conditions={**selection.conditions, "added": col(Statement.id).in_(ids)}
    )


def count(selection: Selection) -> int:
    """Return the exact number of statements of a selection."""
    query = sa.select(sa.func.count()).select_from(Statement).where(selection.where())
    return int(selection.session.execute(query).scalar_one())


def page(selection: Selection, *, everything: bool = False) -> Page:
    """Return one page: the one after `wanted.after` if given, else the numbered one.

    Args:
        everything: all ids on one page, whatever `per`, `page` and `after` say (exports).
    """
    wanted = selection.wanted
    total = count(selection)
    query, key, descends = _ordered(selection)
    start = wanted.after if not everything else None
    if start is not None and start.sort == wanted.order:
        query = query.where(_behind(key, descends, start))
    elif not everything:
        query = query.offset((wanted.page - 1) * wanted.per)
    if not everything:
        query = query.limit(wanted.per + 1)
    found = selection.session.execute(query).all()
    shown = found if everything else found[: wanted.per]
    last = shown[-1] if len(found) > len(shown) else None
    return Page(
        ids=tuple(row[0] for row in shown),
        total=total,
        number=wanted.page,
        pages=max(1, -(-total // wanted.per)),
        next=Cursor(wanted.order, _plain(last[1]), last[0]) if last else None,
        undated_left_out=_count_undated(selection),
    )


def _plain(key: date | datetime | float | None) -> str | float | None:
    return key.isoformat() if isinstance(key, date) else key


def _ordered(selection: Selection) -> tuple[Query, Column, bool]:
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


def _count_undated(selection: Selection) -> int:
    if not selection.wanted.is_dated:
        return 0
    where = selection.where(without="month") & col(Statement.said_on).is_(None)
    query = sa.select(sa.func.count()).select_from(Statement).where(where)
    return int(selection.session.execute(query).scalar_one())
