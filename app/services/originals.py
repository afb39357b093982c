"""Originals: as whose outlet a copied text counts: its original's, also where that is a copy."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Article, Doubt, Quote, ReviewItem, ReviewStatus
from app.services.copies import keep_copies


def follow_original(session: Session, article: Article) -> None:
    """Let an article's copies, and theirs, count as the outlet that it counts as; flush.

    So does each other text of the same source. What their statements repeat of that is kept.
    """
    session.flush()
    number = article.id or 0
    level = texts_of_sources(session, [number])
    _count_as(session, level - {number}, article.original_outlet_id)
    wrote = article.original_outlet_id or article.outlet_id
    seen = set(level)
    # No circles: a copy came later than its original.
    while level := texts_of_sources(session, _copies_of(session, level)) - seen:
        _count_as(session, level, wrote)
        seen |= level
    carried = sa.select(col(Quote.statement_id)).where(col(Quote.article_id).in_(seen))
    keep_copies(session, session.execute(carried).scalars().all())


def texts_of_sources(session: Session, numbers: Collection[int]) -> set[int]:
    """Return these articles with the earlier and the later texts of their sources."""
    found: set[int] = set()
    more = set(numbers)
    while more:
        found |= more
        query = sa.select(col(Article.id), col(Article.replaced_by_id)).where(
            sa.or_(col(Article.id).in_(more), col(Article.replaced_by_id).in_(more))
        )
        more = {each for pair in session.execute(query) for each in pair if each} - found
    return found


def _copies_of(session: Session, numbers: Collection[int]) -> list[int]:
    """Return the articles that somebody took as copies of one of these."""
    query = sa.select(col(ReviewItem.article_id)).where(
        col(ReviewItem.reason) == Doubt.NEAR_COPY,
        col(ReviewItem.status) == ReviewStatus.FIXED,
        col(ReviewItem.proposal)["article"].as_integer().in_(numbers),
    )
    return list(session.execute(query).scalars())


def _count_as(session: Session, numbers: Collection[int], outlet: int | None) -> None:
    """Write whose text articles print; None: their own outlet's, as far as is known."""
    change = sa.update(Article).where(col(Article.id).in_(numbers))
    session.execute(change.values(original_outlet_id=outlet))
