"""Keeper: gives each session the state of its own snapshot, and brings it up to what is new."""

import time
from collections import deque
from threading import Lock

from sqlmodel import Session

from app.queries.index.columns import read_edition
from app.queries.index.follow import follow, load
from app.queries.index.state import Edition, State
from app.queries.index.words import WordBitmaps

# A session that began a moment before another worker's write still finds its own state.
KEPT_STATES = 8
IN_SESSION, EDITION, SEEN = "facet index", "edition", "seen before"


class Keeper:
    """One process's facet index. Any number of threads may ask it at once.

    Attributes:
        changed_at: when the newest state was made, on the clock that only goes on.
    """

    def __init__(self) -> None:
        self._states: deque[State] = deque(maxlen=KEPT_STATES)
        self._lock = Lock()
        self.changed_at = time.monotonic()
        self.words = WordBitmaps()

    def lend(self, session: Session) -> None:
        """Let the queries of a session, which has not asked anything yet, be answered by this."""
        session.info[IN_SESSION] = self
        newest = self._newest
        session.info[SEEN] = newest.edition.seq if newest is not None else 0

    @property
    def is_built(self) -> bool:
        """Say whether there is a state that can answer."""
        return bool(self._states)

    def begin(self, state: State) -> None:
        """Begin with a state that was read elsewhere, from which this one can follow."""
        with self._lock:
            self._states.append(state)
            self.changed_at = time.monotonic()

    @property
    def _newest(self) -> State | None:
        states = tuple(self._states)
        return states[-1] if states else None

    def state(self, session: Session) -> State | None:
        """Return the state of the session's snapshot.

        Returns:
            None where the snapshot is older than what is kept: SQL can still answer.
        """
        edition = edition_of(session)
        found = self._kept(edition)
        if found is not None:
            return found
        with self._lock:
            found = self._kept(edition)
            if found is not None:
                return found
            newest = self._newest
            if newest is not None and edition.seq < newest.edition.seq:
                if edition.seq >= session.info.get(SEEN, 0):
                    return None
                # More was on the log before this session began: a backup was restored.
                self._states.clear()
                self.words = WordBitmaps()
                newest = None
            made = follow(newest, session) if newest is not None else load(session)
            if newest is not None and newest.kept is not made.kept:
                # Hardly anybody asks an older state again: only the newest takes room.
                newest.kept.clear()
            self._states.append(made)
            self.changed_at = time.monotonic()
            return made

    def _kept(self, edition: Edition) -> State | None:
        return next(
            (each for each in reversed(tuple(self._states)) if each.edition == edition), None
        )


def edition_of(session: Session) -> Edition:
    """Return the edition of the record that the session's snapshot shows; it is read once."""
    found: Edition | None = session.info.get(EDITION)
    if found is None:
        found = session.info[EDITION] = read_edition(session)
    return found


def keeper_of(session: Session) -> Keeper | None:
    """Return the index that was lent to a session, None where SQL answers alone."""
    found: Keeper | None = session.info.get(IN_SESSION)
    return found
