"""Outlets: one with what is known about it."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.errors import NotFound
from app.locales import gettext
from app.models import Outlet


@dataclass(frozen=True)
class OutletRow:
    """One outlet.

    Attributes:
        country: ISO 3166, None for bodies that belong to no state.
        is_open: anybody may read its full texts here.
    """

    slug: str
    name: str
    domain: str | None
    country: str | None
    kind: str | None
    notes: str | None
    is_open: bool
    is_republisher: bool

    @property
    def path(self) -> str:
        """The path of the outlet's page."""
        return f"/outlets/{self.slug}"


def get_outlet(session: Session, slug: str) -> OutletRow:
    """Return one outlet.

    Raises:
        NotFound: there is none of that slug.
    """
    found = session.execute(sa.select(Outlet).where(col(Outlet.slug) == slug)).scalar_one_or_none()
    if found is None:
        raise NotFound(gettext("There is no outlet of that name."))
    return _row(found)


def find_outlet_rows(session: Session) -> list[OutletRow]:
    """Return every outlet, from A to Z."""
    query = sa.select(Outlet).order_by(sa.func.lower(col(Outlet.name)), col(Outlet.id))
    return list(map(_row, session.execute(query).scalars()))


def _row(found: Outlet) -> OutletRow:
    return OutletRow(
        slug=found.slug,
        name=found.name,
        domain=found.domain,
        country=found.country,
        kind=found.kind,
        notes=found.notes,
        is_open=found.is_open,
        is_republisher=found.is_republisher,
    )
