"""Days published: what was said on no better day was said when it was printed first.

The same words may be printed again a day later: the statement is one, and the earlier day stands.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.extraction.types import Basis
from app.models import Actor, Article, Precision, Quote, Statement
from app.services.resolve import resolve
from app.services.rows import pieces


def keep_first_day(session: Session, ids: Iterable[int]) -> None:
    """Let the earliest day published of its articles stand, where a statement has no better day."""
    for statement, days in _with_days(session, ids):
        if statement.said_on is not None and min(days) < statement.said_on:
            _set_day(session, statement, min(days))
    session.flush()


def part_days(session: Session, one: int, other: int) -> None:
    """Give two statements that came apart the days of the articles that each has now.

    Only a day that they had from an article of the other one is taken back.
    """
    found = list(_with_days(session, (one, other)))
    of_both = {day for _, days in found for day in days}
    for statement, days in found:
        if statement.said_on in of_both - days:
            _set_day(session, statement, min(days))
    session.flush()


def _with_days(session: Session, ids: Iterable[int]) -> list[tuple[Statement, set[date]]]:
    """Return the statements whose day is only that published, and those of their articles."""
    days: defaultdict[int, set[date]] = defaultdict(set)
    found: dict[int, Statement] = {}
    query = (
        sa.select(Statement, col(Article.published_on))
        .join(Quote, col(Quote.statement_id) == col(Statement.id))
        .join(Article, col(Article.id) == col(Quote.article_id))
        .where(
            col(Statement.said_on_basis) == Basis.PUBLISHED,
            col(Statement.said_on_precision) == Precision.DAY,
            col(Article.published_on).is_not(None),
        )
    )
    for part in pieces(sorted(set(ids))):
        for statement, day in session.execute(query.where(col(Statement.id).in_(part))):
            found[statement.id] = statement
            days[statement.id].add(day)
    return [(statement, days[number]) for number, statement in found.items()]


def _set_day(session: Session, statement: Statement, day: date) -> None:
    """Set the day said, and what the actor was on it."""
    statement.said_on = statement.said_until = day
    actor = session.get(Actor, statement.actor_id) if statement.actor_id is not None else None
    if actor is not None:
        printed = sa.select(col(Quote.speaker_printed)).where(
            col(Quote.statement_id) == statement.id
        )
        then = resolve(
            session,
            slug=actor.slug,
            candidates=(),
            speaker=actor.name,
            printed=session.execute(printed.order_by(col(Quote.id)).limit(1)).scalar(),
            said=(day, day),
        )
        statement.office_id, statement.side = then.office_id, then.side
    session.add(statement)
