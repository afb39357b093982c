"""Database: engines for reading and writing, their pragmas, and the schema's version."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlmodel import Session

from app.config import data_folder
from app.errors import Unavailable
from app.plainly import told_plainly, unavailable

# Where it is used it is imported: who reads alone need not wait for that.
if TYPE_CHECKING:
    from alembic.config import Config

# By the kind of a database, what SQLAlchemy speaks to it with.
DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}

# Where PostgreSQL's integers end: a greater number in an address names no row anywhere.
MAX_ID = 2**31 - 1

# How long a writer waits for another one, and for how long at once of that.
BUSY_MILLISECONDS, LOOK_MILLISECONDS = 5_000, 8
BUSY_TIMEOUT = f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}"
# mmap stays off: a shrunk file under a map kills the process, and it won nothing when measured.
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    BUSY_TIMEOUT,
    "PRAGMA temp_store = MEMORY",
    "PRAGMA mmap_size = 0",
)
# Readers are many, and the system keeps the file's pages for them anyway.
READERS_CACHE, WRITERS_CACHE = "PRAGMA cache_size = -4000", "PRAGMA cache_size = -64000"
# The same lock as the triggers take that log changes: taken first, it cannot be waited for by one
# who holds a row that its holder waits for.
POSTGRES_WRITE_LOCK = "SELECT pg_advisory_xact_lock(740215)"


class Database:
    """One database, opened once for readers and once for writers.

    A reader sees one snapshot for as long as its session lasts and cannot write. A writer
    takes the one write lock when it begins, so that it never fails half way for being late.
    """

    def __init__(self, url: str) -> None:
        """Open nothing yet; make the folder of a SQLite file.

        Args:
            url: SQLAlchemy's form, e.g. `sqlite:///data/onrecord.db` or
                `postgresql://user@host/name`.

        Raises:
            Unavailable: the address cannot be understood, or is of an unknown kind.
        """
        self.url = parse_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._make_folder()
        self._is_closed = False
        self._writing = self._engine(read_only=False)
        self._reading = self._engine(read_only=True)

    def _make_folder(self) -> None:
        if not self.url.database or self.url.database == ":memory:":
            raise Unavailable("A database in memory is lost with the process: name a file.")
        folder = Path(self.url.database).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise Unavailable(f"The folder {folder} cannot be made: {problem.strerror}") from None

    def _engine(self, *, read_only: bool) -> sa.Engine:
        make = self._sqlite if self.is_sqlite else self._postgres
        engine = make(read_only=read_only)

        @event.listens_for(engine, "checkin")
        def on_return(_connection: Any, record: Any) -> None:
            if self._is_closed:
                record.invalidate()

        return engine

    def _postgres(self, *, read_only: bool) -> sa.Engine:
        options: dict[str, Any] = {"isolation_level": "REPEATABLE READ"} if read_only else {}
        engine = sa.create_engine(
            self.url,
            pool_pre_ping=True,
            hide_parameters=True,
            execution_options={"postgresql_readonly": read_only} | options,
        )
        if not read_only:

            @event.listens_for(engine, "begin")
            def on_begin(connection: sa.Connection) -> None:
                connection.exec_driver_sql(POSTGRES_WRITE_LOCK)

        return engine

    def _sqlite(self, *, read_only: bool) -> sa.Engine:
        engine = sa.create_engine(
            self.url,
            connect_args={"check_same_thread": False},
            # What people typed does not belong into the log.
            hide_parameters=True,
        )

        @event.listens_for(engine, "connect")
        def on_connect(connection: Any, _record: Any) -> None:
            # The driver's own idea of when to BEGIN is switched off: `on_begin` decides.
            connection.isolation_level = None
            for pragma in PRAGMAS:
                connection.execute(pragma)
            connection.execute(READERS_CACHE if read_only else WRITERS_CACHE)
            if read_only:
                connection.execute("PRAGMA query_only = ON")

        @event.listens_for(engine, "begin")
        def on_begin(connection: sa.Connection) -> None:
            if read_only:
                connection.exec_driver_sql("BEGIN")
            else:
                _begin_to_write(connection)

        return engine

    @contextmanager
    def reader(self) -> Iterator[Session]:
        """Give a session that sees one snapshot and cannot write."""
        with told_plainly(), Session(self._reading) as session:
            yield session

    @contextmanager
    def writer(self, *, keep: bool = True) -> Iterator[Session]:
        """Give a session that is committed at the end, or rolled back where something raised.

        Args:
            keep: False rolls back in any case: a dry run sees what would be, and leaves nothing.
        """
        with told_plainly(), Session(self._writing) as session:
            yield session
            if keep:
                session.commit()

    def clean(self) -> bool:
        """Write a SQLite file anew, so that nothing which was deleted stands in it any more.

        Readers go on meanwhile; writers wait, and are told so after some seconds. It takes as
        much room on the disk again for that time. PostgreSQL does this by itself, in its own
        time: nothing is done there.

        Returns:
            Whether it was done to the end: who reads for long keeps the log that goes with it.

        Raises:
            Unavailable: it cannot be done now; nothing that is on record is harmed.
        """
        if not self.is_sqlite:
            return False
        connection = self._writing.raw_connection()
        try:
            # The new file is made beside the old one first: it may not fit into memory.
            connection.cursor().execute("PRAGMA temp_store = FILE")
            connection.cursor().execute("VACUUM")
            busy = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            return not busy
        except sqlite3.Error as problem:
            raise unavailable(problem) from problem
        finally:
            # The next writer gets a connection that is as all others.
            connection.invalidate()
            connection.close()

    def close(self) -> None:
        """Close every connection; one that a thread still uses, as soon as it is given back."""
        self._is_closed = True
        self._reading.dispose()
        self._writing.dispose()

    # ------------------------------------------------------------------------- the schema

    def migrate(self, target: str = "head") -> None:
        """Bring the schema to `target`, up or down.

        Raises:
            Unavailable: the database is of a newer version, or cannot be written, or there is
                no such revision.
        """
        from alembic import command
        from alembic.util import CommandError

        self.version()
        with told_plainly(), self._writing.connect() as connection:
            if self.is_sqlite:
                # Rebuilding a table drops it for a moment: that must not cascade.
                connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
                connection.commit()
            config = alembic_config()
            config.attributes["connection"] = connection
            try:
                go = command.downgrade if self._is_below(target) else command.upgrade
                go(config, target)
            except CommandError as problem:
                raise Unavailable(f"The schema cannot go to {target!r}: {problem}") from None
            connection.commit()
            if self.is_sqlite:
                connection.exec_driver_sql("PRAGMA foreign_keys = ON")

    def _is_below(self, target: str) -> bool:
        """Say whether a revision, as Alembic writes it, is one that the schema has been at."""
        from alembic.script import ScriptDirectory

        if target == "base" or target.startswith("-"):
            return True
        if target.startswith("+"):
            return False
        script, present = ScriptDirectory.from_config(alembic_config()), self.version()
        wanted = script.get_revision(target)
        if present is None or wanted is None or wanted.revision == present:
            return False
        passed = script.iterate_revisions(present, "base")
        return wanted.revision in {each.revision for each in passed}

    def version(self) -> str | None:
        """Return the schema's revision, None for an empty database.

        Raises:
            Unavailable: this program does not know that revision.
        """
        from alembic.runtime.migration import MigrationContext

        # To read it must wait for nobody: every start and every health check does.
        with told_plainly(), self._reading.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
        if found is not None and found not in known_revisions():
            raise Unavailable(
                f"The database is from a newer version of On the Record (schema {found}): "
                "update the program, nothing was changed."
            )
        return found

    def check_version(self) -> str:
        """Return the schema's revision, which is the one this program was written for.

        Raises:
            Unavailable: it is older or newer; the message says what to do.
        """
        found = self.version()
        if found != known_revisions()[0]:
            raise Unavailable("The database is not up to date: run `python -m app migrate`.")
        return found


def _begin_to_write(connection: sa.Connection) -> None:
    """Take SQLite's write lock soon after whoever has it gives it up.

    SQLite alone would look ten times a second: an import gives the lock up for a moment between
    two groups, which would pass unseen each time.
    """
    driver: Any = connection.connection.driver_connection
    until = time.monotonic() + BUSY_MILLISECONDS / 1000
    driver.execute(f"PRAGMA busy_timeout = {LOOK_MILLISECONDS}")
    try:
        while time.monotonic() < until:
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as problem:
                if not problem.sqlite_errorname.startswith("SQLITE_BUSY"):
                    break
            else:
                return
        # What stands in the way is told as that of any other statement.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        driver.execute(BUSY_TIMEOUT)


def parse_url(url: str) -> URL:
    """Return a database address with the driver that this program uses.

    Raises:
        Unavailable: it cannot be understood, or names neither SQLite nor PostgreSQL.
    """
    try:
        parsed = make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        shown = re.sub(r":.*@", ":***@", url)
        raise Unavailable(
            f"{shown!r} is no database address: use sqlite:///FILE or postgresql://…"
        ) from None
    kind = parsed.get_backend_name()
    if kind not in DRIVERS:
        raise Unavailable(f"{kind} is not supported: SQLite or PostgreSQL.")
    return parsed.set(drivername=DRIVERS[kind])


def alembic_config() -> "Config":
    """Return Alembic's settings: where the migrations are, in a checkout or a wheel."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(data_folder("migrations")))
    return config


@cache
def known_revisions() -> tuple[str, ...]:
    """Return the schema's revisions that this program knows, the latest first.

    Alembic runs every migration's file to learn them: once in a process is enough.
    """
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(alembic_config()).walk_revisions()
    return tuple(script.revision for script in scripts)
