"""Doubts: those that a correction answers are settled with it, and open again with its revert."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Doubt, ReviewItem, ReviewStatus, now
from app.services.history import Values

FIELD = "doubts"
"""Under this name a change tells the status of review items, by their number."""


def settled(
    session: Session,
    reasons: Collection[Doubt],
    *,
    statement: int | None = None,
    quote: int | None = None,
    article: int | None = None,
) -> Values:
    """Return the open doubts of these kinds about a statement, a quote or an article, as settled.

    It is a field to be set with the correction that answers them; nothing where there are none.
    """
    if quote is not None:
        about = col(ReviewItem.quote_id) == quote
    elif article is not None:
        whole = col(ReviewItem.statement_id).is_(None)
        about = sa.and_(col(ReviewItem.article_id) == article, whole)
    else:
        about = col(ReviewItem.statement_id) == statement
    query = sa.select(col(ReviewItem.id)).where(
        about, col(ReviewItem.reason).in_(reasons), col(ReviewItem.status) == ReviewStatus.OPEN
    )
    found = {str(each): ReviewStatus.FIXED.value for each in session.execute(query).scalars()}
    return {FIELD: found} if found else {}


def read_doubts(session: Session, like: Values) -> Values:
    """Return the status that review items have now, of those that a field names."""
    if FIELD not in like:
        return {}
    items = (session.get(ReviewItem, int(each), populate_existing=True) for each in like[FIELD])
    return {FIELD: {str(item.id): str(item.status) for item in items if item is not None}}


def write_doubts(session: Session, values: Values) -> None:
    """Set the status of review items."""
    for item, status in values.get(FIELD, {}).items():
        session.execute(
            sa.update(ReviewItem)
            .where(col(ReviewItem.id) == int(item))
            .values(status=status, closed_at=None if status == ReviewStatus.OPEN else now())
        )
