"""Failures: inputs that could not be processed, as they were kept."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import NotFound
from app.models import FailedInput


@dataclass(frozen=True)
class FailureRow:
    """One kept input; `size` is that of its content, in bytes."""

    id: int
    source: str
    reason: str
    failed_at: datetime
    size: int


def find_failures(session: Session, limit: int = 200) -> list[FailureRow]:
    """Return the kept inputs, the latest first."""
    query = (
        sa.select(
            col(FailedInput.id),
            col(FailedInput.source),
            col(FailedInput.reason),
            col(FailedInput.failed_at),
            sa.func.length(col(FailedInput.content)),
        )
        .order_by(col(FailedInput.failed_at).desc(), col(FailedInput.id).desc())
        .limit(limit)
    )
    return [FailureRow(*row) for row in session.execute(query)]


def get_failed_content(session: Session, number: int) -> bytes:
    """Return the bytes of a kept input, as they came.

    Raises:
        NotFound: there is none with this number.
    """
    found = session.get(FailedInput, number) if 0 < number <= MAX_ID else None
    if found is None:
        raise NotFound(f"There is no kept input {number}.")
    return found.content
