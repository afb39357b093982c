"""Labels: the names behind the slugs that a filter asks for."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Actor, Outlet, Topic
from app.queries.filters import StatementFilter
from app.queries.index.keeper import keeper_of


def find_labels(session: Session, wanted: StatementFilter) -> dict[tuple[str, str], str]:
    """Return the name of each actor, topic and outlet of a filter, by field and slug.

    Slugs that name nothing are left out.
    """
    keeper = keeper_of(session)
    state = keeper.state(session) if keeper is not None else None
    if state is not None:
        names = state.names
        return {
            (field, slug): names.of(field)[names.ids[field, slug]].label
            for field in ("actor", "topic", "outlet")
            for slug in getattr(wanted, field)
            if (field, slug) in names.ids
        }
    tables: tuple[tuple[str, Any, Any, tuple[str, ...]], ...] = (
        ("actor", Actor.slug, Actor.name, wanted.actor),
        ("topic", Topic.slug, Topic.name, wanted.topic),
        ("outlet", Outlet.slug, Outlet.name, wanted.outlet),
    )
    found: dict[tuple[str, str], str] = {}
    for field, slug, name, asked in tables:
        if asked:
            query = sa.select(col(slug), col(name)).where(col(slug).in_(asked))
            found |= {(field, each): label for each, label in session.execute(query)}
    return found
