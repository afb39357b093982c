"""Keeper: gives each session the state of its own snapshot, and brings it up to what is new."""

from collections import deque
from threading import Lock

from sqlmodel import Session

from app.queries.index.columns import read_seq
from app.queries.index.follow import follow, load
from app.queries.index.state import State
from app.queries.index.words import WordBitmaps

# A session that began a moment before another worker's write still finds its own state.
KEPT_STATES = 8
IN_SESSION, SEQ = "facet index", "record change"


class Keeper:
    """One process's facet index. Any number of threads may ask it at once."""

    def __init__(self) -> None:
        self._states: deque[State] = deque(maxlen=KEPT_STATES)
        self._lock = Lock()
        self.words = WordBitmaps()

    def lend(self, session: Session) -> None:
        """Let the queries of a session be answered by this index."""
        session.info[IN_SESSION] = self

    def state(self, session: Session) -> State | None:
        """Return the state of the session's snapshot.

        Returns:
            None where the snapshot is older than what is kept: SQL can still answer.
        """
        seq = seq_of(session)
        found = self._kept(seq)
        if found is not None:
            return found
        with self._lock:
            found = self._kept(seq)
            if found is not None:
                return found
            newest = self._states[-1] if self._states else None
            if newest is not None and seq < newest.seq:
                return None
            made = follow(newest, session) if newest is not None else load(session)
            if newest is not None and newest.kept is not made.kept:
                # Hardly anybody asks an older state again: only the newest takes room.
                newest.kept.clear()
            self._states.append(made)
            return made

    def _kept(self, seq: int) -> State | None:
        return next((each for each in reversed(tuple(self._states)) if each.seq == seq), None)


def seq_of(session: Session) -> int:
    """Return the number of the last change that the session's snapshot has.

    Two snapshots with one number show the same statements under the same names.
    """
    found: int | None = session.info.get(SEQ)
    if found is None:
        _, found = read_seq(session)
        session.info[SEQ] = found
    return found


def keeper_of(session: Session) -> Keeper | None:
    """Return the index that was lent to a session, None where SQL answers alone."""
    found: Keeper | None = session.info.get(IN_SESSION)
    return found
