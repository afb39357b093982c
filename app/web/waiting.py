"""Waiting: how many doubts wait for review, counted once for each state of the record."""

from fastapi import Request

from app.db import Database
from app.deps import ReadSession
from app.kept import kept_of
from app.queries.index.keeper import edition_of
from app.queries.review import Waiting, count_total, count_waiting


def waiting_in(request: Request, session: ReadSession) -> Waiting:
    """Return how many doubts wait, as a session sees it that has written nothing."""
    key = (edition_of(session), "waiting", 0)
    pieces = kept_of(request).pieces
    known = pieces.get(key)
    if known is None:
        found = count_waiting(session)
        pieces.put(key, " ".join(map(str, found.by_rank)).encode())
        return found
    return Waiting(tuple(map(int, known.split())))


def total_in(request: Request, session: ReadSession) -> int:
    """Return how many doubts wait in all, as a session sees it that has written nothing."""
    key = (edition_of(session), "waiting in all", 0)
    pieces = kept_of(request).pieces
    known = pieces.get(key)
    if known is None:
        known = str(count_total(session)).encode()
        pieces.put(key, known)
    return int(known)


def count_for(request: Request) -> int:
    """Return how many doubts wait, for the frame of an editor's page."""
    reading: ReadSession | None = getattr(request.state, "session", None)
    if reading is not None:
        return total_in(request, reading)
    database: Database = request.app.state.database
    with database.reader() as session:
        return total_in(request, session)
