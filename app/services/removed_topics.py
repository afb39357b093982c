"""Removed topics: those that people took from statements; none comes back by itself."""

from collections import defaultdict
from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Revision, Statement, Topic
from app.services.rows import among


def removed_topics(session: Session, numbers: Iterable[int]) -> dict[int, set[int]]:
    """Return by statement the topics that a person took from it, or from one that leads to it.

    Neither a further source nor a statement that is joined to it gives it such a topic; only a
    person does, who adds it or takes the removal back.
    """
    asked = set(numbers)
    led = sa.select(col(Statement.id), col(Statement.merged_into_id)).where(
        among(session, col(Statement.merged_into_id), asked)
    )
    leads = {gone: kept for gone, kept in session.execute(led)}
    query = (
        sa.select(col(Revision.subject_id), col(Revision.before), col(Revision.after))
        .where(
            col(Revision.subject) == "statement",
            among(session, col(Revision.subject_id), {*asked, *leads}),
        )
        .order_by(col(Revision.id))
    )
    removed: defaultdict[int, set[str]] = defaultdict(set)
    for number, before, after in session.execute(query):
        if "topics" in after:
            was, became = before["topics"].keys(), after["topics"].keys()
            gone = removed[leads.get(number, number)]
            gone |= was - became
            gone -= became - was
    known = sa.select(col(Topic.slug), col(Topic.id))
    ids = {slug: number for slug, number in session.execute(known)} if removed else {}
    return {number: {ids[slug] for slug in gone} for number, gone in removed.items() if gone}
