"""Briefs: those that were frozen are what they were, and can be read."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Brief
from app.queries.frozen import unpack
from app.services.integrity.faults import Fault, Tell, portions
from app.text import fingerprint

# One may have a million characters.
PORTION = 50


def look_at_briefs(session: Session, tell: Tell) -> Iterator[Fault]:
    """Yield frozen briefs that changed since they were frozen, or cannot be read any more."""
    columns: Any = col(Brief.id), col(Brief.content), col(Brief.sha256)
    for rows in portions(session, sa.select(*columns).order_by(col(Brief.id)), PORTION):
        for number, content, sha256 in rows:
            if fingerprint(content) != sha256:
                yield Fault(f"brief {number}: it is not what was frozen (SHA-256).")
            try:
                unpack(content)
            except ValueError as problem:
                yield Fault(f"brief {number}: it cannot be read ({problem}).")
        tell(len(rows))
