"""Slugs: names for addresses that nothing else has."""

from collections.abc import Container
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.queries.filters import NONE
from app.text import slugify


def free_slug(session: Session, column: Any, name: str, otherwise: str) -> str:
    """Return a slug for a name that no row has in `column` yet.

    A list understands `none` as "without any", and `/actors/new` is a page: nothing is called so.

    Args:
        otherwise: the slug of a name without a letter and a digit.
    """
    taken = {NONE, "new", *session.execute(sa.select(col(column))).scalars()}
    return free_among(taken, name, otherwise)


def free_among(taken: Container[str], name: str, otherwise: str) -> str:
    """Return a slug for a name that is not in `taken`; see `free_slug`."""
    base = slugify(name) or otherwise
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
