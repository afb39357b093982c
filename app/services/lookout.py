"""Lookout: look at what came in for near copies, and for statements that were said before."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Database
from app.models import Article, Quote, ReviewItem, ReviewStatus, Statement
from app.services.ledger import Ingested
from app.services.near_copies import note_near_copy
from app.services.proposals import propose

ARTICLES, STATEMENTS = 100, 500


def look_at(session: Session, stored: Ingested, text: str) -> Ingested:
    """Propose what an article that was just stored repeats; return its numbers as they are then."""
    if stored.known is not None:
        return stored
    note_near_copy(session, stored.article_id, text)
    carried = sa.select(col(Quote.statement_id)).where(col(Quote.article_id) == stored.article_id)
    propose(session, session.execute(carried).scalars())
    return counted_again(session, stored)


def counted_again(session: Session, stored: Ingested) -> Ingested:
    """Return the numbers of an article with what a person should see of it now."""
    return replace(stored, to_review=count_to_review(session, stored.article_id))


def count_to_review(session: Session, article_id: int) -> int:
    """Return how many statements of an article, and doubts about all of it, a person should see."""
    pending = (
        sa.select(sa.func.count(sa.distinct(col(Quote.statement_id))))
        .join(Statement, col(Statement.id) == col(Quote.statement_id))
        .where(col(Quote.article_id) == article_id, col(Statement.is_pending).is_(True))
    )
    whole = sa.select(sa.func.count()).where(
        col(ReviewItem.article_id) == article_id,
        col(ReviewItem.statement_id).is_(None),
        col(ReviewItem.status) == ReviewStatus.OPEN,
    )
    return sum(int(session.execute(query).scalar_one()) for query in (pending, whole))


@dataclass(frozen=True)
class Place:
    """How far the record had been looked over: the last article and statement."""

    article_id: int = 0
    statement_id: int = 0


def end_of(database: Database) -> Place:
    """Return the place behind all that is on record now."""
    with database.reader() as session:
        return Place(
            *(
                session.execute(sa.select(sa.func.max(col(column)))).scalar_one() or 0
                for column in (Article.id, Statement.id)
            )
        )


def look_over(database: Database, since: Place) -> int:
    """Propose what came in behind a place, some at a time; return how many proposals that is."""

    def copies(session: Session, articles: list[int]) -> int:
        texts = sa.select(col(Article.id), col(Article.text)).where(col(Article.id).in_(articles))
        found = session.execute(texts.order_by(col(Article.id))).all()
        return sum(note_near_copy(session, number, text) for number, text in found)

    return _in_groups(database, Article.id, since.article_id, ARTICLES, copies) + _in_groups(
        database, Statement.id, since.statement_id, STATEMENTS, propose
    )


def _in_groups(
    database: Database,
    column: Any,
    last: int,
    size: int,
    look: Callable[[Session, list[int]], int],
) -> int:
    made = 0
    newer = sa.select(col(column)).order_by(col(column)).limit(size)
    while True:
        with database.writer() as session:
            ids = list(session.execute(newer.where(col(column) > last)).scalars())
            if not ids:
                return made
            made += look(session, ids)
            last = ids[-1]
