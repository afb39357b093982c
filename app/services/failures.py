"""Failures: keep an input that could not be processed, with its reason."""

import hashlib

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import FailedInput, now


def keep_failed(session: Session, source: str, reason: str, content: bytes) -> None:
    """Keep an input's bytes; the same bytes are kept once, with the latest reason.

    Nothing is kept where there is nothing (a missing file has no bytes).
    """
    if not content:
        return
    sha256 = hashlib.sha256(content).hexdigest()
    kept = session.execute(
        sa.select(FailedInput).where(col(FailedInput.sha256) == sha256)
    ).scalar_one_or_none()
    if kept is None:
        kept = FailedInput(source=source, reason=reason, sha256=sha256, content=content)
    kept.source, kept.reason, kept.failed_at = source, reason, now()
    session.add(kept)
    session.flush()
