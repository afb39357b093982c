"""Backup: the whole record in one file, written while it is in use, and put back from it.

The file is a SQLite database whatever the record is kept in, so that it can be proved, opened and
put back anywhere. PostgreSQL's rows are carried into it as `copy` does; `pg_dump` is not needed.
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.db import Database
from app.errors import Unavailable
from app.models import AccountSession, now
from app.plainly import unavailable
from app.services import integrity
from app.services.integrity import Fault
from app.services.transfer import count_in, count_rows, is_empty, transfer
from app.services.whole_files import BESIDE, check_is_free, drafted, give_name

Begin = Callable[[str, int | None], Callable[[int], None]]
"""Is told what comes next, and how much it is where that is known; returns what counts it."""

# Pages that are copied between two looks at how far it is.
PAGES = 2_000
# Seconds that it waits for whoever writes into the database that is to be replaced.
PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was written.

    Attributes:
        sizes: its rows by table.
        faults: what does not hold in it, because it does not hold in the record.
    """

    sizes: dict[str, int]
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PutBack:
    """A backup that was put back: its rows by table, and the file with what was there before."""

    sizes: dict[str, int]
    aside: Path | None


# ----------------------------------------------------------------------------- writing one


def back_up(database: Database, path: Path, begin: Begin, *, replace: bool = False) -> BackedUp:
    """Write one snapshot of a record into a file, prove it, and only then give it its name.

    Others read and write meanwhile. Only its owner may read the file: it holds accounts.

    Raises:
        Unavailable: the file is there already, cannot be written, or is no faithful copy.
    """
    check_is_free(path, replace=replace)
    with drafted(path.absolute().parent) as draft:
        sizes = _copy_out(database, draft, begin)
        copy = Database(f"sqlite:///{draft}")
        try:
            if count_rows(copy) != sizes:
                raise Unavailable("The copy does not have as many rows as the record.")
            faults = _look(copy, begin)
        finally:
            copy.close()
        _make_whole(draft)
        check_is_free(path, replace=replace)
        give_name(draft, path)
    return BackedUp(sizes, faults)


def _copy_out(database: Database, draft: Path, begin: Begin) -> dict[str, int]:
    """Copy a record into an empty file; return how many rows its snapshot has by table."""
    if not database.is_sqlite:
        copy = Database(f"sqlite:///{draft}")
        try:
            transfer(database, copy, begin("Copying rows", None))
            return count_rows(copy)
        finally:
            copy.close()
    with database.reader() as session:
        # Within one snapshot the copy need not begin anew whenever somebody writes.
        sizes = count_in(session)
        source: Any = session.connection().connection.driver_connection
        with _told_by_sqlite(), closing(sqlite3.connect(draft)) as target:
            _copy_pages(source, target, begin("Copying pages", _pages(source)))
    return sizes


def _pages(source: sqlite3.Connection) -> int:
    size: int = source.execute("PRAGMA page_count").fetchone()[0]
    return size


def _copy_pages(
    source: sqlite3.Connection, target: sqlite3.Connection, tell: Callable[[int], None]
) -> None:
    """Copy a SQLite database over another one, in one transaction of that.

    Raises:
        sqlite3.OperationalError: somebody else kept writing into the target.
    """
    until, before = time.monotonic() + PATIENCE, None

    def on_step(status: int, left: int, _total: int) -> None:
        nonlocal before
        if status == sqlite3.SQLITE_BUSY and time.monotonic() > until:
            raise sqlite3.OperationalError("database is locked")
        tell((before or left) - left)
        before = left

    source.backup(target, pages=PAGES, progress=on_step, sleep=0.05)


def _look(copy: Database, begin: Begin) -> list[Fault]:
    """Return what does not hold in a copy.

    Raises:
        Unavailable: the file itself is damaged.
    """
    faults = []
    for found in integrity.check(copy, lambda piece: begin(f"Proving: {piece.name}", None)):
        if found.faults and found.piece is integrity.PIECES[0]:
            raise Unavailable(f"The copy is damaged: {found.faults[0].told}")
        faults += found.faults
    return faults


# ----------------------------------------------------------------------------- putting back


def put_back(
    path: Path, target: Database, begin: Begin, *, replace: bool = False, faulty: bool = False
) -> PutBack:
    """Put a backup in the place of a record, in one transaction; servers that run notice.

    It is proved first, in a copy, and brought up to date where it is of an older version. Who
    signed in before the backup has to again: some may have signed out since.

    Args:
        replace: the target may hold a record: that is kept in a file beside.
        faulty: a backup in which something does not hold is put back too.

    Raises:
        Unavailable: the file is no backup, is damaged, of a newer version, or does not hold;
            or the target holds a record, or cannot be written. Nothing was changed then.
    """
    is_damaged = _is_damaged(target)
    _check_may_replace(target, replace=replace, is_damaged=is_damaged)
    folder = Path(str(target.url.database)).absolute().parent if target.is_sqlite else None
    with drafted(folder or Path(tempfile.gettempdir())) as draft:
        with (
            _told_by_sqlite(),
            closing(_opened(path)) as source,
            closing(sqlite3.connect(draft)) as copy,
        ):
            _copy_pages(source, copy, begin("Reading the backup", _pages(source)))
        proved = Database(f"sqlite:///{draft}")
        try:
            sizes = _made_ready(proved, path, begin, faulty=faulty)
            aside = None
            if is_damaged:
                aside = _move_aside(target)
            elif target.version() is not None:
                aside = _keep_aside(target, path, begin)
            _put(proved, draft, target, begin)
        finally:
            proved.close()
    if count_rows(target) != sizes:
        raise Unavailable("What was put back does not have as many rows as the backup.")
    return PutBack(sizes, aside)


def _is_damaged(target: Database) -> bool:
    """Say whether a target is a file that cannot be read as a database any more."""
    if not target.is_sqlite or not Path(str(target.url.database)).exists():
        return False
    try:
        with closing(sqlite3.connect(str(target.url.database))) as connection:
            told = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True
    return bool(told != "ok")


def _check_may_replace(target: Database, *, replace: bool, is_damaged: bool) -> None:
    if replace:
        return
    if is_damaged:
        raise Unavailable(f"{target.url} is damaged: say --replace to put the backup in its place.")
    if target.version() is None:
        return
    with target.reader() as session:
        if not is_empty(session):
            raise Unavailable(
                f"{target.url} holds a record: say --replace to put the backup in its place; "
                "what is there now is kept in a file beside."
            )


def _opened(path: Path) -> sqlite3.Connection:
    """Open a backup, which is not written to."""
    if not path.is_file():
        raise Unavailable(f"There is no file {path}.")
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _made_ready(proved: Database, path: Path, begin: Begin, *, faulty: bool) -> dict[str, int]:
    """Bring a backup's copy up to date and prove it; return its rows by table."""
    if proved.version() is None:
        raise Unavailable(f"{path} holds no record.")
    proved.migrate()
    faults = _look(proved, begin)
    if faults and not faulty:
        raise Unavailable(
            f"{path} does not hold ({len(faults)} faults; the first: {faults[0].told}) "
            "Nothing was changed. --faulty puts it back all the same, for `check --repair`."
        )
    with proved.writer() as session:
        session.execute(sa.delete(AccountSession))
    return count_rows(proved)


def _keep_aside(target: Database, path: Path, begin: Begin) -> Path | None:
    """Keep what a target holds in a file beside it (PostgreSQL's: beside the backup)."""
    with target.reader() as session:
        if target.check_version() and is_empty(session):
            return None
    aside = _aside_name(target, path)
    with drafted(aside.parent) as draft:
        _copy_out(target, draft, begin)
        _make_whole(draft)
        give_name(draft, aside)
    return aside


def _aside_name(target: Database, path: Path) -> Path:
    own = Path(str(target.url.database)) if target.is_sqlite else path.with_name("record.db")
    return own.absolute().with_suffix(f".before-{now():%Y%m%d-%H%M%S-%f}.db")


def _move_aside(target: Database) -> Path:
    """Move a file that cannot be read, with what belongs to it."""
    target.close()
    own = Path(str(target.url.database))
    aside = _aside_name(target, own)
    for ending in BESIDE:
        if Path(f"{own}{ending}").exists():
            Path(f"{own}{ending}").replace(f"{aside}{ending}")
    return aside


def _put(proved: Database, draft: Path, target: Database, begin: Begin) -> None:
    if not target.is_sqlite:
        transfer(proved, target, begin("Writing rows", None), replace=True)
        return
    target.close()
    name = str(target.url.database)
    with (
        _told_by_sqlite(),
        closing(sqlite3.connect(draft)) as source,
        closing(sqlite3.connect(name, timeout=PATIENCE)) as place,
    ):
        # Else readers would have to wait, and could not go on with what they read.
        place.execute("PRAGMA journal_mode = WAL")
        _copy_pages(source, place, begin("Writing pages", _pages(source)))


# ----------------------------------------------------------------------------- files


def _make_whole(draft: Path) -> None:
    """Bring what SQLite keeps beside a file into the file."""
    with _told_by_sqlite(), closing(sqlite3.connect(draft)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def _told_by_sqlite() -> Iterator[None]:
    """Turn what SQLite itself says into an error that says what to do."""
    try:
        yield
    except sqlite3.Error as problem:
        raise unavailable(problem) from problem
