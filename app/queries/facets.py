"""Facets: for each value that could narrow or widen a list, how many statements it has."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from app.models import (
    LANGUAGE_NAMES,
    SIDE_NAMES,
    Actor,
    Article,
    Outlet,
    Precision,
    Quote,
    Statement,
    StatementTopic,
    Topic,
)
from app.queries.filters import FORMS, NONE, StatementFilter
from app.queries.labels import find_labels
from app.queries.select import Column, Query, Selection

SHOWN_VALUES = 12
NAMES = ("side", "actor", "topic", "month", "form", "lang", "outlet")


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet.

    Attributes:
        count: statements that the list would hold with this as the facet's only value.
        selected: it is asked for now.
    """

    value: str
    label: str
    count: int
    selected: bool

    def query(self, name: str, wanted: StatementFilter) -> str:
        """Return the query string of the list that `count` counts, or without it if selected."""
        if name == "month":
            if self.selected:
                return wanted.query(since=None, until=None)
            return wanted.query(since=self.value, until=self.value)
        if self.selected or (name == "topic" and wanted.topics == "all"):
            return wanted.toggled(name, self.value)
        return wanted.only(name, self.value)


Facets = dict[str, tuple[FacetValue, ...]]


def facets(selection: Selection, *, shown: int | None = SHOWN_VALUES) -> Facets:
    """Return for each facet its values with exact counts, each without the facet's own filter.

    Args:
        shown: at most so many actors and outlets, the most frequent ones, besides those that
            are selected; None for all.
    """
    wanted = selection.wanted
    return {
        "side": _named(selection, "side", wanted.side, dict(SIDE_NAMES), _by(Statement.side)),
        "actor": _actors(selection, shown),
        "topic": _topics(selection),
        "month": _months(selection),
        "form": _named(
            selection, "form", wanted.form, {x: x for x in FORMS}, _by_quote(Quote.form)
        ),
        "lang": _named(selection, "lang", wanted.lang, LANGUAGE_NAMES, _by_quote(Quote.language)),
        "outlet": _outlets(selection, shown),
    }


def _by(column: Column) -> Query:
    return sa.select(col(column), sa.func.count()).group_by(col(column))


def _by_quote(column: Column) -> Query:
    """Count statements by a value of any of their quotes."""
    return (
        sa.select(col(column), sa.func.count(sa.distinct(col(Statement.id))))
        .select_from(Statement)
        .join(Quote, col(Quote.statement_id) == col(Statement.id))
        .group_by(col(column))
    )


def _counts(selection: Selection, name: str, query: Query) -> list[Any]:
    return list(selection.session.execute(query.where(selection.where(without=name))))


def _named(
    selection: Selection,
    name: str,
    asked: tuple[str, ...],
    labels: dict[Any, str],
    query: Query,
) -> tuple[FacetValue, ...]:
    """A facet whose values have names in the program; it keeps the names' order."""
    counts = {value or NONE: number for value, number in _counts(selection, name, query)}
    order = [str(value) for value in labels]
    others = sorted(value for value in {*counts, *asked} if value not in order)
    return tuple(
        FacetValue(
            value, labels.get(value, _unset(name, value)), counts.get(value, 0), value in asked
        )
        for value in (*order, *others)
        if value in counts or value in asked
    )


def _unset(name: str, value: str) -> str:
    if value != NONE:
        return value
    return "no topic found" if name == "topic" else f"no {name} known"


def _top(
    selection: Selection,
    name: str,
    found: list[tuple[str | None, str | None, int]],
    shown: int | None,
) -> tuple[FacetValue, ...]:
    """The most frequent of `(slug, label, count)`, ties by label, besides those asked for."""
    asked = getattr(selection.wanted, name)
    values = [
        FacetValue(slug or NONE, label or _unset(name, NONE), number, (slug or NONE) in asked)
        for slug, label, number in found
    ]
    values += _without_any(selection, name, {value.value for value in values})
    values.sort(key=lambda value: (-value.count, value.label))
    kept = values if shown is None else values[:shown]
    return tuple(kept + [value for value in values[len(kept) :] if value.selected])


def _without_any(selection: Selection, name: str, found: set[str]) -> list[FacetValue]:
    """The values asked for that no statement has: they stay, or nobody could take them back."""
    labels = find_labels(selection.session, selection.wanted)
    return [
        FacetValue(value, labels.get((name, value), _unset(name, value)), 0, selected=True)
        for value in getattr(selection.wanted, name)
        if value not in found
    ]


def _actors(selection: Selection, shown: int | None) -> tuple[FacetValue, ...]:
    query = (
        sa.select(col(Actor.slug), col(Actor.name), sa.func.count())
        .select_from(Statement)
        .outerjoin(Actor, col(Actor.id) == col(Statement.actor_id))
        .group_by(col(Actor.slug), col(Actor.name))
    )
    return _top(selection, "actor", _counts(selection, "actor", query), shown)


def _outlets(selection: Selection, shown: int | None) -> tuple[FacetValue, ...]:
    query = (
        sa.select(col(Outlet.slug), col(Outlet.name), sa.func.count(sa.distinct(col(Statement.id))))
        .select_from(Statement)
        .join(Quote, col(Quote.statement_id) == col(Statement.id))
        .join(Article, col(Article.id) == col(Quote.article_id))
        .outerjoin(Outlet, col(Outlet.id) == col(Article.outlet_id))
        .group_by(col(Outlet.slug), col(Outlet.name))
    )
    return _top(selection, "outlet", _counts(selection, "outlet", query), shown)


def _topics(selection: Selection) -> tuple[FacetValue, ...]:
    # With topics=all a further topic narrows: its count is that of the narrower list.
    own = "topic" if selection.wanted.topics == "any" else ""
    query = (
        sa.select(col(Topic.slug), col(Topic.name), col(Topic.position), sa.func.count())
        .select_from(Statement)
        .join(StatementTopic, col(StatementTopic.statement_id) == col(Statement.id))
        .join(Topic, col(Topic.id) == col(StatementTopic.topic_id))
        .group_by(col(Topic.slug), col(Topic.name), col(Topic.position))
        .order_by(col(Topic.position))
    )
    asked = selection.wanted.topic
    values = [
        FacetValue(slug, name, number, slug in asked)
        for slug, name, _, number in _counts(selection, own, query)
    ]
    without = sa.select(sa.func.count()).select_from(Statement)
    bare = col(Statement.id).not_in(sa.select(col(StatementTopic.statement_id)))
    number = _counts(selection, own, without.where(bare))[0][0]
    if number:
        values.append(FacetValue(NONE, _unset("topic", NONE), number, NONE in asked))
    return tuple(values + _without_any(selection, "topic", {value.value for value in values}))


def _months(selection: Selection) -> tuple[FacetValue, ...]:
    """Months, oldest first; statements known only by their year belong to none."""
    day = col(Statement.said_on)
    year, month = sa.extract("year", day), sa.extract("month", day)
    query = (
        sa.select(year, month, sa.func.count())
        .where(day.is_not(None), col(Statement.said_on_precision) != Precision.YEAR)
        .group_by(year, month)
        .order_by(year, month)
    )
    since, until = selection.wanted.since, selection.wanted.until
    asked = since.printed if since and since == until and since.precision == "month" else None
    counts = {
        f"{int(found_year):04}-{int(found_month):02}": number
        for found_year, found_month, number in _counts(selection, "month", query)
    }
    if asked:
        counts.setdefault(asked, 0)
    return tuple(
        FacetValue(month, month, counts[month], month == asked) for month in sorted(counts)
    )
