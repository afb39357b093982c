"""Gauges: figures of the record and of its background work, for who runs the server."""

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Article, FailedInput, Job, JobState, Statement


def count_record(session: Session) -> dict[str, int]:
    """Return how many live statements, current articles and failed inputs there are."""
    current = (col(Article.replaced_by_id).is_(None), col(Article.erased_at).is_(None))
    live = (col(Statement.merged_into_id).is_(None), col(Statement.withdrawn_at).is_(None))
    counting = {
        "statements": sa.select(sa.func.count()).select_from(Statement).where(*live),
        "articles": sa.select(sa.func.count()).select_from(Article).where(*current),
        "failed_inputs": sa.select(sa.func.count()).select_from(FailedInput),
    }
    return {name: session.execute(query).scalar_one() for name, query in counting.items()}


def count_jobs(session: Session) -> dict[str, int]:
    """Return how many jobs are in each state."""
    query = sa.select(col(Job.state), sa.func.count()).group_by(col(Job.state))
    found: dict[str, int] = {str(state): number for state, number in session.execute(query)}
    return {state.value: found.get(state.value, 0) for state in JobState}
