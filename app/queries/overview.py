"""Overview: how the record stands: by month, by side, and what waits for review."""

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Precision, Statement
from app.queries.filters import StatementFilter
from app.queries.select import count, select


def count_months(session: Session, wanted: StatementFilter) -> dict[str, int]:
    """Return how many statements of a filter each month (`2024-12`) has, oldest first.

    Statements known only by their year belong to none.
    """
    day = col(Statement.said_on)
    year, month = sa.extract("year", day), sa.extract("month", day)
    query = (
        sa.select(year, month, sa.func.count())
        .where(
            select(session, wanted).where(),
            day.is_not(None),
            col(Statement.said_on_precision) != Precision.YEAR,
        )
        .group_by(year, month)
        .order_by(year, month)
    )
    return {f"{int(y):04}-{int(m):02}": number for y, m, number in session.execute(query)}


def count_statements(session: Session, wanted: StatementFilter) -> int:
    """Return the exact number of statements of a filter."""
    return count(select(session, wanted))
