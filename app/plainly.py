"""Plainly: what a database says when it cannot be used, in words that tell a person what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from app.errors import Invalid, NoRoom, Unavailable

NO_SEARCH = "The search index is missing or damaged: run `python -m app check --repair`."
NO_SERVER = "The database server cannot be reached: try again in a moment."
DAMAGED = ("malformed", "not a database")
FULL = {
    "disk is full": "The disk is full: nothing was saved. Make room, then try again.",
    "No space left": "The database's disk is full: nothing was saved. Make room, then try again.",
    # So SQLite says where a file may not grow, by a quota or another limit.
    "disk I/O error": "The disk takes or gives nothing: it is full, over a quota, or failing. "
    "Nothing was saved.",
}
KNOWN = {
    "database is locked": "The database is busy with another write: try again in a moment.",
    "database table is locked": "The database is busy with another write: try again in a moment.",
    "readonly database": "The database cannot be written: check the rights of its file and folder.",
    "unable to open": "The database file cannot be opened: check its folder and rights.",
    "no such table: quote_search": NO_SEARCH,
    "no such table: main.quote_search": NO_SEARCH,
    "no such table": "The database is not set up: run `python -m app migrate`.",
    "not a database": "The file is not a database.",
    "malformed": "The database file is damaged: restore a backup.",
    "not currently accepting connections": NO_SERVER,
    "terminating connection": NO_SERVER,
    "server closed the connection": NO_SERVER,
    "connection failed": NO_SERVER,
    "connection is closed": NO_SERVER,
    "connection is lost": NO_SERVER,
    "connection refused": NO_SERVER,
    "could not connect": NO_SERVER,
    "starting up": NO_SERVER,
    "shutting down": NO_SERVER,
    "too many clients": NO_SERVER,
}


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn a database that cannot be used into an error that says so.

    Raises:
        NoRoom: the disk takes nothing more.
        Unavailable: it is locked, busy, read-only, missing, damaged, or not reachable.
        Invalid: it is asked for a character that it cannot hold.
    """
    try:
        yield
    except sa.exc.DataError as problem:
        # PostgreSQL does not even look whether anything is called so.
        if "NUL (0x00)" in str(problem.orig):
            raise Invalid({"text": "This holds a NUL character, which nothing has."}) from None
        raise
    except sa.exc.TimeoutError as problem:
        raise Unavailable("Too much is asked for at once: try again in a moment.") from problem
    except (sa.exc.OperationalError, sa.exc.InterfaceError) as problem:
        raise unavailable(problem.orig or problem) from problem
    except sqlite3.DatabaseError as problem:
        # Some queries read the driver's own rows.
        if isinstance(problem, sqlite3.OperationalError) or any(
            sign in str(problem) for sign in DAMAGED
        ):
            raise unavailable(problem) from problem
        raise
    except sa.exc.DatabaseError as problem:
        if any(sign in str(problem.orig) for sign in DAMAGED):
            raise unavailable(problem.orig or problem) from problem
        raise


def unavailable(problem: BaseException) -> Unavailable:
    """Return what a database driver says as an error whose words tell a person what to do."""
    said = str(problem)
    # Of a full-text index SQLite says the same as of the whole file; its code tells them apart.
    if getattr(problem, "sqlite_errorname", "") == "SQLITE_CORRUPT_VTAB":
        return Unavailable(NO_SEARCH)
    for sign, words in FULL.items():
        if sign in said:
            return NoRoom(words)
    for sign, words in KNOWN.items():
        if sign in said:
            return Unavailable(words)
    return Unavailable(f"The database cannot be used: {said.splitlines()[0] if said else problem}")
