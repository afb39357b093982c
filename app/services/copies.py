"""Copies: what a statement repeats from its quotes and doubts, kept in one place."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Article, Quote, ReviewItem, ReviewStatus, Statement


def keep_copies(session: Session, ids: Iterable[int]) -> None:
    """Set `form`, `language`, `outlet_count` and `is_pending` of these statements anew.

    The leading quote is the first stored; outlets are the original ones, and all that are
    unknown count as one.
    """
    for number in ids:
        statement = session.get_one(Statement, number)
        carried = session.execute(
            sa.select(
                col(Quote.form),
                col(Quote.language),
                sa.func.coalesce(col(Article.original_outlet_id), col(Article.outlet_id)),
            )
            .join(Article, col(Article.id) == col(Quote.article_id))
            .where(col(Quote.statement_id) == number)
            .order_by(col(Quote.id))
        ).all()
        if carried:
            statement.form, statement.language = carried[0][0], carried[0][1]
            statement.outlet_count = len({outlet for _, _, outlet in carried})
        statement.is_pending = (
            session.execute(
                sa.select(col(ReviewItem.id)).where(
                    col(ReviewItem.statement_id) == number,
                    col(ReviewItem.status) == ReviewStatus.OPEN,
                )
            ).first()
            is not None
        )
        session.add(statement)
    session.flush()
