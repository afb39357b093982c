"""Overview: how the record stands: by month, by side, and what waits for review."""

from sqlmodel import Session

from app.queries.filters import StatementFilter
from app.queries.select import count, select


def count_months(session: Session, wanted: StatementFilter) -> dict[str, int]:
    """Return how many statements of a filter each month (`2024-12`) has, oldest first.

    Statements known only by their year belong to none.
    """
    return select(session, wanted).months(without=None)


def count_statements(session: Session, wanted: StatementFilter) -> int:
    """Return the exact number of statements of a filter."""
    return count(select(session, wanted))
