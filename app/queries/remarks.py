"""Remarks: the notes on a statement, and the translations of its wordings."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Note, Quote, Translation


@dataclass(frozen=True)
class NoteRow:
    """A note that is shown."""

    id: int
    text: str
    at: datetime


@dataclass(frozen=True)
class TranslationRow:
    """A wording in another language, and who translated it: an outlet, an editor, a machine.

    Attributes:
        source: which of them, None where nobody said.
    """

    id: int
    language: str
    text: str
    by: str
    source: str | None


def find_notes(session: Session, statement: int) -> tuple[NoteRow, ...]:
    """Return the notes on a statement, oldest first."""
    query = (
        sa.select(col(Note.id), col(Note.text), col(Note.created_at))
        .where(col(Note.statement_id) == statement, col(Note.removed_at).is_(None))
        .order_by(col(Note.id))
    )
    return tuple(NoteRow(*row) for row in session.execute(query))


def find_translations(session: Session, statement: int) -> dict[int, tuple[TranslationRow, ...]]:
    """Return the translations of a statement's wordings by the wording's number, oldest first."""
    query = (
        sa.select(
            col(Translation.quote_id),
            col(Translation.id),
            col(Translation.language),
            col(Translation.text),
            col(Translation.by),
            col(Translation.source),
        )
        .join(Quote, col(Quote.id) == col(Translation.quote_id))
        .where(col(Quote.statement_id) == statement, col(Translation.removed_at).is_(None))
        .order_by(col(Translation.id))
    )
    found: defaultdict[int, tuple[TranslationRow, ...]] = defaultdict(tuple)
    for quote, *row in session.execute(query):
        found[quote] += (TranslationRow(*row),)
    return dict(found)
