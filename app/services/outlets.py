"""Outlets: find the outlet that a name or an address means, or add it."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import Session, col

from app.addresses import host_of
from app.models import Outlet
from app.services.slugs import free_slug
from app.text import fold


def find_outlet(session: Session, name: str | None, url: str | None) -> Outlet | None:
    """Return the outlet with this slug, name, alias or domain; a name counts before an address."""
    if name and name.strip():
        wanted = fold(name.strip())
        outlets: Sequence[Outlet] = session.execute(sa.select(Outlet)).scalars().all()
        for outlet in outlets:
            known = [outlet.slug, outlet.name, outlet.domain or "", *outlet.aliases]
            if wanted in map(fold, known):
                return outlet
        return None
    domain = host_of(url)
    while domain and "." in domain:
        query = sa.select(Outlet).where(col(Outlet.domain) == domain)
        found: Outlet | None = session.execute(query).scalars().first()
        if found:
            return found
        # news.example.org belongs to example.org, if that is an outlet.
        domain = domain.partition(".")[2]
    return None


def outlet_for(session: Session, name: str | None, url: str | None) -> Outlet | None:
    """Return the outlet meant, None where nothing is given; a new name becomes an outlet."""
    if found := find_outlet(session, name, url):
        return found
    if not name or not name.strip():
        return None
    slug = free_slug(session, Outlet.slug, name, "outlet")
    outlet = Outlet(slug=slug, name=name.strip()[:200], domain=host_of(url))
    if (
        outlet.domain
        and session.execute(
            sa.select(col(Outlet.id)).where(col(Outlet.domain) == outlet.domain)
        ).first()
    ):
        outlet.domain = None
    session.add(outlet)
    session.flush()
    return outlet
