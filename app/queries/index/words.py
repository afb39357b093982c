"""Words: the statements whose text holds a word, asked for once and then kept up to date."""

from collections.abc import Collection

import numpy as np
import sqlalchemy as sa
from pyroaring import BitMap
from sqlmodel import Session, col

from app.models import Quote
from app.queries.index.bounded import Bounded
from app.queries.index.columns import bitmap_of, read_changes
from app.queries.index.state import Edition, State
from app.queries.names import NamesSeen
from app.queries.search import fts5_query, holds_literally, is_sqlite, quotes_with
from app.queries.words import Word

KEPT_BYTES = 48_000_000
# Told of more than this, asking for the word as a whole is quicker.
MANY_CHANGES = 2_000

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
    if held is not None and held[0] < state.edition:
        changes = read_changes(session, held[0])
        changed = changes.statements
        if not changes.everything and len(changed) <= MANY_CHANGES:
            kept = held[1] - BitMap(changed)
            return kept | BitMap(_ask(session, question, changed)) if changed else held[1]
    return _ask_all(session, state, question)


def _ask_all(session: Session, state: State, question: Question) -> BitMap:
    word, exact = question
    if exact or not is_sqlite(session):
        return BitMap(_ask(session, question, None))
    # One row of many numbers: the database joins them while other threads work on.
    query = "SELECT group_concat(rowid) FROM quote_search WHERE quote_search MATCH :asked"
    text = session.execute(sa.text(query), {"asked": fts5_query([word])}).scalar_one()
    quotes = np.fromstring(text or "", np.int64, sep=",")
    return bitmap_of(np.unique(state.arrays.owner[quotes]))


def _ask(session: Session, question: Question, among: Collection[int] | None) -> list[int]:
    """Return the statements, all or `among` a few, with a quote that holds the word."""
    word, exact = question
    query = sa.select(col(Quote.statement_id)).where(quotes_with(session, [word]))
    if among is not None:
        query = query.where(col(Quote.statement_id).in_(among))
        if is_sqlite(session):
            # Left to itself, SQLite would find every quote with the word first.
            of_those = sa.select(col(Quote.id)).where(col(Quote.statement_id).in_(among))
            quotes = session.execute(of_those).scalars().all()
            match = sa.literal_column("quote_search").op("MATCH")(fts5_query([word]))
            search = sa.table("quote_search", sa.column("rowid", sa.Integer))
            holding = session.execute(
                sa.select(search.c.rowid).where(match, search.c.rowid.in_(quotes))
            ).scalars()
            query = sa.select(col(Quote.statement_id)).where(col(Quote.id).in_(list(holding)))
    if exact:
        query = query.where(holds_literally(session, word.typed, is_prefix=word.is_prefix))
    return list(session.execute(query).scalars())
