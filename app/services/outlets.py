"""Outlets: find the outlet that a name or an address means, or add it."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.addresses import host_of
from app.models import Outlet
from app.queries.filters import NONE
from app.services.slugs import free_among
from app.text import fold

MAX_NAME_CHARS = 200


@dataclass(frozen=True, slots=True)
class NewOutlet:
    """An outlet that is to be written."""

    id: int
    slug: str
    name: str
    domain: str | None


class Outlets:
    """Every outlet by its names and its domain, read once."""

    def __init__(self, session: Session) -> None:
        self._by_name: dict[str, int] = {}
        self._by_domain: dict[str, int] = {}
        self._slugs = {NONE}
        query = sa.select(
            col(Outlet.id), col(Outlet.slug), col(Outlet.name), col(Outlet.domain),
            col(Outlet.aliases),
        ).order_by(col(Outlet.id))  # fmt: skip
        for number, slug, name, domain, aliases in session.execute(query):
            self._add(number, slug, (name, *aliases), domain)

    def _add(self, number: int, slug: str, names: tuple[str, ...], domain: str | None) -> None:
        self._slugs.add(slug)
        for name in (slug, *names, domain or ""):
            self._by_name.setdefault(fold(name), number)
        if domain:
            self._by_domain.setdefault(domain, number)

    def find(self, name: str | None, url: str | None) -> int | None:
        """Return the outlet with this slug, name, alias or domain; a name counts first."""
        if name and name.strip():
            return self._by_name.get(fold(name.strip()))
        domain = host_of(url)
        while domain and "." in domain:
            if domain in self._by_domain:
                return self._by_domain[domain]
            # news.example.org belongs to example.org, if that is an outlet.
            domain = domain.partition(".")[2]
        return None

    def new(self, number: int, name: str, url: str | None) -> NewOutlet:
        """Return a new outlet under a slug that is free, and remember it.

        Its domain is that of `url`, unless another outlet has it.
        """
        domain = host_of(url)
        domain = None if domain in self._by_domain else domain
        slug = free_among(self._slugs, name, "outlet")
        made = NewOutlet(number, slug, name.strip()[:MAX_NAME_CHARS], domain)
        self._add(number, slug, (made.name,), domain)
        return made


def find_outlet(session: Session, name: str | None, url: str | None) -> Outlet | None:
    """Return the outlet with this slug, name, alias or domain; a name counts before an address."""
    number = Outlets(session).find(name, url)
    return session.get(Outlet, number) if number else None
