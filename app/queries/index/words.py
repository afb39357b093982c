"""Words: the statements whose text holds a word, asked for once and then kept up to date."""

import numpy as np
import sqlalchemy as sa
from pyroaring import BitMap
from sqlmodel import Session, col

from app.db import MAX_ID
from app.models import Quote
from app.queries.index.bounded import Bounded
from app.queries.index.columns import bitmap_of, numbers_of, read_changes, read_quotes
from app.queries.index.state import Edition, State
from app.queries.names import NamesSeen
from app.queries.search import fts5_query, holds_literally, is_sqlite, quotes_with
from app.queries.words import Word

KEPT_BYTES = 48_000_000
# Told of more than this, asking for the word as a whole is quicker.
MANY_CHANGES = 5_000
# So many quotes the word index passes over in the time of one more look-up; of more look-ups than
# these, asking for the word as a whole is quicker.
STRETCH, MANY_STRETCHES = 3_000, 30

Question = tuple[Word, bool]


class WordBitmaps:
    """The words asked for last, each with the statements that hold it after some change.

    Attributes:
        speakers: printed speakers without an actor, to be found by any word of them.
    """

    def __init__(self) -> None:
        self._kept: Bounded[Question, tuple[Edition, BitMap]] = Bounded(KEPT_BYTES)
        self.speakers = NamesSeen()

    def find(self, session: Session, state: State, word: Word, *, exact: bool) -> BitMap:
        """Return the statements with a quote whose text holds `word`, in `state`'s snapshot.

        The bitmap may hold statements that are not live; nobody may change it.
        """
        question = (word, exact)
        held = self._kept.get(question)
        if held is not None and held[0] == state.edition:
            return held[1]
        found = _renewed(session, state, question, held)
        if held is None or held[0] < state.edition:
            # What an older snapshot asked for is not asked for again.
            self._kept.put(question, (state.edition, found))
        return found


def _renewed(
    session: Session, state: State, question: Question, held: tuple[Edition, BitMap] | None
) -> BitMap:
    if held is None or held[0] >= state.edition:
        return _ask_all(session, state, question)
    since, known = held
    # Many words are asked for again after the same change.
    changes = state.keep(("changes", since), lambda: read_changes(session, since))
    if changes.everything or len(changes.statements) > MANY_CHANGES:
        return _ask_all(session, state, question)
    if not changes.statements:
        return known
    if not is_sqlite(session):
        changed = col(Quote.statement_id).in_(changes.statements)
        found = _ask(session, question, quotes_with(session, [question[0]]), changed)
        return (known - BitMap(changes.statements)) | found
    quotes = state.keep(("quotes", since), lambda: read_quotes(session, changes.statements))
    ends = stretches(quotes)
    if len(ends) > MANY_STRETCHES:
        return _ask_all(session, state, question)
    holding = BitMap.union(BitMap(), *(_holding(session, question[0], *each) for each in ends))
    return (known - BitMap(changes.statements)) | _those(session, state, question, holding & quotes)


def _ask_all(session: Session, state: State, question: Question) -> BitMap:
    if not is_sqlite(session):
        return _ask(session, question, quotes_with(session, [question[0]]))
    return _those(session, state, question, _holding(session, question[0]))


def stretches(numbers: BitMap) -> list[tuple[int, int]]:
    """Return stretches, by their first and last number, that hold all of the numbers.

    The quotes that an import added stand in one, those of an old statement in one of their own.
    """
    held = numbers_of(numbers).astype(np.int64)
    if not len(held):
        return []
    gaps = np.flatnonzero(np.diff(held) > STRETCH)
    return list(zip([held[0], *held[gaps + 1]], [*held[gaps], held[-1]], strict=True))


def _holding(session: Session, word: Word, first: int = 0, last: int = MAX_ID) -> BitMap:
    """Return the quotes of a stretch whose text holds a word, as SQLite's word index has it.

    In one row of many numbers: the database joins them while other threads work on.
    """
    query = sa.text(
        "SELECT group_concat(rowid) FROM quote_search "
        "WHERE quote_search MATCH :asked AND rowid BETWEEN :first AND :last"
    )
    given = {"asked": fts5_query([word]), "first": int(first), "last": int(last)}
    return bitmap_of(
        np.fromstring(session.execute(query, given).scalar_one() or "", np.int64, sep=",")
    )


def _those(session: Session, state: State, question: Question, quotes: BitMap) -> BitMap:
    """Return the statements of quotes that hold a word, in the very spelling where that counts."""
    if question[1]:
        return _ask(session, question, col(Quote.id).in_(list(quotes))) if quotes else BitMap()
    return bitmap_of(np.unique(state.arrays.owner[numbers_of(quotes)]))


def _ask(session: Session, question: Question, *where: sa.ColumnElement[bool]) -> BitMap:
    word, exact = question
    query = sa.select(col(Quote.statement_id)).where(*where)
    if exact:
        query = query.where(holds_literally(session, word.typed, is_prefix=word.is_prefix))
    return BitMap(session.execute(query).scalars())
