"""Remarks: the notes on statements, and the translations of their wordings."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Note, Quote, Statement, Translation

Row = TypeVar("Row")


class NoteRow(NamedTuple):
    """A note that is shown."""

    id: int
    text: str
    at: datetime


class TranslationRow(NamedTuple):
    """A wording in another language, and who translated it: an outlet, an editor, a machine.

    Attributes:
        source: which of them, None where nobody said.
    """

    id: int
    language: str
    text: str
    by: str
    source: str | None


def notes_on(statements: Sequence[int]) -> sa.ColumnElement[bool]:
    """Return the condition for notes on statements, or on those that were joined to them."""
    joined = sa.select(col(Statement.id)).where(col(Statement.merged_into_id).in_(statements))
    return sa.or_(col(Note.statement_id).in_(statements), col(Note.statement_id).in_(joined))


def find_notes(session: Session, statements: Sequence[int]) -> dict[int, tuple[NoteRow, ...]]:
    """Return the notes on statements by the statement's number, oldest first.

    Those on a statement that was joined to another stand with that one.
    """
    carrier = sa.func.coalesce(col(Statement.merged_into_id), col(Statement.id))
    query = (
        sa.select(carrier, col(Note.id), col(Note.text), col(Note.created_at))
        .join(Statement, col(Statement.id) == col(Note.statement_id))
        .where(notes_on(statements), col(Note.removed_at).is_(None))
        .order_by(col(Note.id))
    )
    return _by_first((row[0], NoteRow(*row[1:])) for row in session.execute(query))


def find_translations(
    session: Session, statements: Sequence[int]
) -> dict[int, tuple[TranslationRow, ...]]:
    """Return the translations of statements' wordings by the wording's number, oldest first."""
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
        .where(col(Quote.statement_id).in_(statements), col(Translation.removed_at).is_(None))
        .order_by(col(Translation.id))
    )
    return _by_first((row[0], TranslationRow(*row[1:])) for row in session.execute(query))


def _by_first(pairs: Iterable[tuple[int, Row]]) -> dict[int, tuple[Row, ...]]:
    found: defaultdict[int, tuple[Row, ...]] = defaultdict(tuple)
    for number, row in pairs:
        found[number] += (row,)
    return dict(found)
