"""Remarks: the notes on statements, and the translations of their wordings."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Note, Quote, Statement, Translation
from app.queries.by_ids import moment_of, read_by_ids


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


NOTES = sa.select(col(Note.statement_id), col(Note.id), col(Note.text), col(Note.created_at)).where(
    col(Note.removed_at).is_(None)
)
JOINED_NOTES = (
    sa.select(col(Statement.merged_into_id), col(Note.id), col(Note.text), col(Note.created_at))
    .join(Note, col(Note.statement_id) == col(Statement.id))
    # As the index has it.
    .where(col(Note.removed_at).is_(None), col(Statement.merged_into_id).is_not(None))
)
TRANSLATIONS = (
    sa.select(
        col(Quote.statement_id),
        col(Quote.id),
        col(Translation.id),
        col(Translation.language),
        col(Translation.text),
        col(Translation.by),
        col(Translation.source),
    )
    .join(Translation, col(Translation.quote_id) == col(Quote.id))
    .where(col(Translation.removed_at).is_(None))
    .order_by(col(Translation.id))
)


def notes_on(statements: Sequence[int]) -> sa.ColumnElement[bool]:
    """Return the condition for notes on statements, or on those that were joined to them."""
    joined = sa.select(col(Statement.id)).where(col(Statement.merged_into_id).in_(statements))
    return sa.or_(col(Note.statement_id).in_(statements), col(Note.statement_id).in_(joined))


def find_notes(session: Session, statements: Sequence[int]) -> dict[int, tuple[NoteRow, ...]]:
    """Return the notes on statements by the statement's number, oldest first.

    Those on a statement that was joined to another stand with that one.
    """
    rows = [
        row for query in (NOTES, JOINED_NOTES) for row in read_by_ids(session, query, [*statements])
    ]
    found: defaultdict[int, tuple[NoteRow, ...]] = defaultdict(tuple)
    for statement, number, text, at in sorted(rows, key=itemgetter(1)):
        found[statement] += (NoteRow(number, text, moment_of(at)),)
    return dict(found)


def find_translations(
    session: Session, statements: Sequence[int]
) -> dict[int, tuple[TranslationRow, ...]]:
    """Return the translations of statements' wordings by the wording's number, oldest first."""
    found: defaultdict[int, tuple[TranslationRow, ...]] = defaultdict(tuple)
    for _, quote, *row in read_by_ids(session, TRANSLATIONS, [*statements]):
        found[quote] += (TranslationRow(*row),)
    return dict(found)


def remarked_of(session: Session, statements: Sequence[int]) -> list[int]:
    """Return those of some statements that have a note, or a wording that is translated."""
    translated = read_by_ids(session, TRANSLATIONS, [*statements])
    return sorted(find_notes(session, statements).keys() | {row[0] for row in translated})
