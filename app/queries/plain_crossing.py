"""Plain crossing: what each side said on each topic, by three questions to the database."""

from collections import defaultdict
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Article, Precision, Quote, Statement, StatementTopic, Topic
from app.queries.filters import NONE
from app.queries.pages import Crossing

Pair = tuple[str, str]


def plain_crossings(session: Session, where: sa.ColumnElement[bool]) -> dict[Pair, Crossing]:
    """Return what each side said on each topic, among the statements of a condition."""
    numbers: defaultdict[Pair, int] = defaultdict(int)
    months: defaultdict[Pair, dict[str, int]] = defaultdict(dict)
    for pair, year, month, is_year, number in _monthly(session, where):
        numbers[pair] += number
        if year is not None and month is not None and not is_year:
            months[pair][f"{int(year):04}-{int(month):02}"] = number
    outlets, latest = _outlets(session, where), _latest(session, where)
    return {
        pair: Crossing(number, months[pair], outlets.get(pair, 0), *latest[pair])
        for pair, number in numbers.items()
    }


def _crossed(*columns: Any) -> Any:
    """Return a query for topic, side and `columns`."""
    return (
        sa.select(col(Topic.slug), col(Statement.side), *columns)
        .select_from(Statement)
        .join(StatementTopic, col(StatementTopic.statement_id) == col(Statement.id))
        .join(Topic, col(Topic.id) == col(StatementTopic.topic_id))
    )


def _monthly(
    session: Session, where: sa.ColumnElement[bool]
) -> list[tuple[Pair, int | None, int | None, bool, int]]:
    day = col(Statement.said_on)
    by = (
        col(Topic.slug),
        col(Statement.side),
        sa.extract("year", day),
        sa.extract("month", day),
        col(Statement.said_on_precision) == Precision.YEAR,
    )
    query = _crossed(*by[2:], sa.func.count()).where(where).group_by(*by).order_by(*by[2:4])
    return [
        ((topic, side or NONE), year, month, bool(is_year), number)
        for topic, side, year, month, is_year, number in session.execute(query)
    ]


def _outlets(session: Session, where: sa.ColumnElement[bool]) -> dict[Pair, int]:
    wrote = sa.func.coalesce(col(Article.original_outlet_id), col(Article.outlet_id), 0)
    query = (
        _crossed(sa.func.count(sa.distinct(wrote)))
        .join(Quote, col(Quote.statement_id) == col(Statement.id))
        .join(Article, col(Article.id) == col(Quote.article_id))
        .where(where)
        .group_by(col(Topic.slug), col(Statement.side))
    )
    return {(topic, side or NONE): number for topic, side, number in session.execute(query)}


def _latest(session: Session, where: sa.ColumnElement[bool]) -> dict[Pair, tuple[int, date | None]]:
    place = sa.func.row_number().over(
        partition_by=(col(Topic.id), col(Statement.side)),
        order_by=(col(Statement.said_on).desc().nulls_last(), col(Statement.id).desc()),
    )
    columns: tuple[Any, ...] = (
        col(Statement.id).label("number"),
        col(Statement.said_until),
        place.label("place"),
    )
    ranked = _crossed(*columns).where(where).subquery()
    query = sa.select(ranked.c.slug, ranked.c.side, ranked.c.number, ranked.c.said_until)
    return {
        (topic, side or NONE): (number, last)
        for topic, side, number, last in session.execute(query.where(ranked.c.place == 1))
    }
