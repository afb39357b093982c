"""Integrity: prove that what is on record holds together, and make anew what is derived.

Nothing is believed: texts are held against their fingerprints, words against texts, copies
against what they repeat, the search index and the facet index against the tables.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.db import Database
from app.errors import Unavailable
from app.models import EVERYTHING, RecordChange
from app.plainly import told_plainly
from app.queries.consistency import differences
from app.queries.search import is_sqlite
from app.services.integrity.briefs import look_at_briefs
from app.services.integrity.copied import look_at_likeness, look_at_names, look_at_statements
from app.services.integrity.faults import Cure, Fault, Piece, Tell
from app.services.integrity.linked import look_at_links
from app.services.integrity.links import (
    look_at_carriers,
    look_at_numbers,
    look_at_orphans,
    look_at_redirects,
)
from app.services.integrity.schema import look_at_schema
from app.services.integrity.texts import look_at_texts
from app.services.integrity.words import look_at_words

__all__ = ["PIECES", "Fault", "Found", "Piece", "check", "repair"]


def look_at_file(session: Session, tell: Tell) -> Iterator[Fault]:
    """Yield what SQLite finds wrong with its own file; PostgreSQL sees to its files itself."""
    if is_sqlite(session):
        pages = session.execute(sa.text("PRAGMA page_count")).scalar_one()
        for (told,) in session.execute(sa.text("PRAGMA integrity_check")):
            if told != "ok":
                yield Fault(f"the file: {' '.join(told.split())}.")
        tell(pages)


def look_at_facets(session: Session, tell: Tell) -> Iterator[Fault]:
    """Yield lists and counts that the facet index would answer otherwise than SQL does."""
    for told in differences(session, tell):
        yield Fault(told)


# In the order in which they are looked at, and cured: each believes those before it.
PIECES = (
    Piece("The file", look_at_file),
    Piece("Tables, indexes and triggers", look_at_schema),
    Piece("Texts, and what stands in them", look_at_texts),
    Piece("Rows that others point to", look_at_orphans),
    Piece("Numbers that lead elsewhere", look_at_redirects),
    Piece("Quotes, evidence and doubts with their statements", look_at_carriers),
    Piece("Links between statements", look_at_links),
    Piece("Numbers that are given once", look_at_numbers),
    Piece("Columns that repeat others", look_at_statements),
    Piece("Names and addresses", look_at_names),
    Piece("What finds near copies", look_at_likeness),
    Piece("Frozen briefs", look_at_briefs),
    Piece("The search index", look_at_words, writes=True),
    Piece("Every list and count", look_at_facets),
)

Begin = Callable[[Piece], Tell]
"""Is told which piece is next; returns what counts the rows that are looked at."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a piece of the check found.

    Attributes:
        faults: what does not hold; cured: what did not, and does now.
    """

    piece: Piece
    faults: list[Fault] = field(default_factory=list)
    cured: list[Fault] = field(default_factory=list)


def check(database: Database, begin: Begin) -> Iterator[Found]:
    """Yield what each piece finds wrong; nothing is changed.

    All but the search index are looked at in one snapshot, while others write. SQLite holds that
    one against its table only for who may write: others wait with writing meanwhile.
    """
    with database.reader() as session:
        for piece in PIECES:
            if piece.writes and database.is_sqlite:
                yield _alone(database, piece, begin(piece))
            else:
                yield Found(piece, _faults(session, piece, begin(piece)))


def _alone(database: Database, piece: Piece, tell: Tell) -> Found:
    try:
        with database.writer(keep=False) as session:
            return Found(piece, _faults(session, piece, tell))
    except Unavailable as problem:
        return Found(piece, [Fault(f"this could not be looked at: {problem}")])


def _faults(session: Session, piece: Piece, tell: Tell) -> list[Fault]:
    """Return what a piece finds; that it cannot look at all is a fault too."""
    found: list[Fault] = []
    try:
        # What fails is taken back alone: what was cured before stays.
        with told_plainly(), session.begin_nested():
            found.extend(piece.look(session, tell))
    except Unavailable as problem:
        found.append(Fault(f"this could not be looked at to its end: {problem}"))
    return found


def repair(database: Database, begin: Begin) -> Iterator[Found]:
    """Make anew what is derived and does not hold; yield by piece what was cured and what was not.

    All of it is one transaction, which is committed behind the last piece. What people and texts
    said is not touched: where that is wrong, only a backup helps.
    """
    with database.writer() as session:
        is_changed = False
        for piece in PIECES:
            found = _faults(session, piece, begin(piece))
            if curable := [each for each in found if each.cure is not None]:
                is_changed = True
                _cure(session, curable)
                session.expire_all()
                found = _faults(session, piece, lambda _: None)
            left = {each.told for each in found}
            yield Found(piece, found, [each for each in curable if each.told not in left])
        if is_changed:
            # Readers start anew, whatever they were told before.
            session.add(RecordChange(statement_id=EVERYTHING))


def _cure(session: Session, faults: Sequence[Fault]) -> None:
    keys: dict[Cure, dict[Any, None]] = {}
    for each in faults:
        if each.cure is not None:
            keys.setdefault(each.cure, {})[each.key] = None
    for cure, named in keys.items():
        cure(session, list(named))
    session.flush()
