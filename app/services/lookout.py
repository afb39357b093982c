"""Lookout: look at what came in for near copies, and for statements that were said before."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Database
from app.locales import ngettext
from app.models import Article, Quote, ReviewItem, ReviewStatus, Statement
from app.services.ledger import Ingested
from app.services.near_copies import note_near_copy
from app.services.proposals import propose
from app.services.rows import pieces
from app.services.simhashes import Simhashes

ARTICLES = 100


def look_at(session: Session, stored: Ingested, text: str) -> Ingested:
    """Propose what an article that was just stored repeats; return its numbers as they are then."""
    if stored.known is not None:
        return stored
    note_near_copy(session, stored.article_id, text)
    carried = sa.select(col(Quote.statement_id)).where(col(Quote.article_id) == stored.article_id)
    propose(session, session.execute(carried).scalars())
    return counted_again(session, stored)


def look_at_many(session: Session, articles: Sequence[tuple[int, str]], known: Simhashes) -> int:
    """Propose what articles that were just stored repeat; return how many proposals that is.

    Args:
        articles: the number and the text of each, in their order.
        known: by what articles are found; these are added to it.
    """
    known.refresh(session)
    made = sum(note_near_copy(session, number, text, known) for number, text in articles)
    numbers = [number for number, _ in articles]
    carried = sa.select(col(Quote.statement_id)).where(col(Quote.article_id).in_(numbers))
    return made + propose(session, session.execute(carried).scalars())


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


def told_to_review(number: int) -> str:
    """Return such a count in words: what the queue counts are doubts, and each may have several."""
    return ngettext(
        "%(num)s statement or article for review",
        "%(num)s statements or articles for review",
        number,
    )


def look_over(database: Database, numbers: Iterable[int] | None = None) -> int:
    """Propose what articles repeat, some at a time; return how many proposals that is.

    Args:
        numbers: of articles, in their order; None: all that are on record, less the earlier texts
            of a source, which would be near copies of its later one.
    """
    if numbers is None:
        current = sa.select(col(Article.id)).where(
            col(Article.replaced_by_id).is_(None), col(Article.erased_at).is_(None)
        )
        with database.reader() as session:
            numbers = list(session.execute(current).scalars())
    known, made = Simhashes(), 0
    texts: Any = sa.select(col(Article.id), col(Article.text)).order_by(col(Article.id))
    for part in pieces(sorted(numbers), ARTICLES):
        with database.writer() as session:
            found = session.execute(texts.where(col(Article.id).in_(part))).all()
            made += look_at_many(session, [(number, text) for number, text in found], known)
    return made
