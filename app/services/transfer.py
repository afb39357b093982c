"""Transfer: carry a whole record into an empty database, of either kind, under the same numbers."""

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.db import Database
from app.errors import Unavailable
from app.models import EVERYTHING, BulkLoad, RecordChange, metadata
from app.queries.search import is_sqlite

# So many rows are in memory at once.
BATCH = 2_000
# Rows of these say nothing of the record; a log that was carried would be another's past.
LEFT_OUT = {RecordChange.__tablename__, BulkLoad.__tablename__}


def count_rows(source: Database) -> dict[str, int]:
    """Return by table how many rows a transfer carries, in the order of the tables."""
    with source.reader() as session:
        return count_in(session)


def count_in(session: Session) -> dict[str, int]:
    """Return by table how many rows a snapshot has, in the order of the tables."""
    return {table.name: _size(session, table) for table in tables()}


def is_empty(session: Session) -> bool:
    """Say whether a database with a schema holds nothing of a record."""
    return _first_filled(session) is None


def transfer(
    source: Database, target: Database, tell: Callable[[int], None], *, replace: bool = False
) -> None:
    """Copy all rows of one snapshot, read them back and hold them against it; then commit.

    Every id stays what it is, and none that was ever given is given again. What people corrected,
    joined, withdrew and left as drafts are rows like all others.

    Args:
        target: a database without a schema gets it.
        tell: is called with how many rows were copied or read back since the last time.
        replace: what the target holds goes, in the same transaction.

    Raises:
        Unavailable: a database is of another version, the target holds something already, or
            it does not give back what it got. Nothing was stored then.
    """
    source.check_version()
    if target.version() is None:
        target.migrate()
    target.check_version()
    with source.reader() as old, target.writer() as new:
        if not replace:
            check_is_empty(new, target)
        with unwatched(new):
            for table in reversed(tables()) if replace else ():
                new.execute(table.delete())
            sums = {table.name: _copy(old, new, table, tell) for table in tables()}
        go_on_counting(new, last_ids(old))
        prove(new, sums, tell)


def tables() -> list[sa.Table]:
    """Return the tables of a record, each behind those that it points to."""
    return [table for table in metadata.sorted_tables if table.name not in LEFT_OUT]


def _size(session: Session, table: sa.Table) -> int:
    found: int = session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
    return found


def check_is_empty(session: Session, target: Database) -> None:
    """Make sure that a database holds nothing of a record.

    Raises:
        Unavailable: it does.
    """
    name = _first_filled(session)
    if name is not None:
        raise Unavailable(
            f"{target.url} holds a record already (table {name}): name a database that "
            "is empty. Nothing was changed."
        )


def _first_filled(session: Session) -> str | None:
    """Return the name of a table that holds something, None where all are empty."""
    for table in tables():
        if session.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first():
            return table.name
    return None


@contextmanager
def unwatched(session: Session) -> Iterator[None]:
    """Let no trigger fire, and let rows point to later ones of their own table, in the meantime.

    Nobody else sees it, and a rollback takes it back.
    """
    run = session.connection().exec_driver_sql
    if is_sqlite(session):
        # Until commit alone.
        run("PRAGMA defer_foreign_keys = ON")
        made = run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
        for name, _ in made:
            run(f"DROP TRIGGER {name}")
        yield
        for _, sql in made:
            run(sql)
        return
    own = run(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'f' "
        "AND conrelid = confrelid AND connamespace = current_schema()::regnamespace"
    ).all()
    names = [table.name for table in tables()]
    for table, key in own:
        run(f"ALTER TABLE {table} ALTER CONSTRAINT {key} DEFERRABLE INITIALLY DEFERRED")
    for name in names:
        run(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    yield
    run("SET CONSTRAINTS ALL IMMEDIATE")
    for name in names:
        run(f"ALTER TABLE {name} ENABLE TRIGGER USER")
    for table, key in own:
        run(f"ALTER TABLE {table} ALTER CONSTRAINT {key} NOT DEFERRABLE")


def _copy(old: Session, new: Session, table: sa.Table, tell: Callable[[int], None]) -> int:
    """Copy a table's rows, and return their sum."""
    total, insert, names = 0, table.insert(), table.columns.keys()
    connection = new.connection()
    with closing(_read(old, table)) as portions:
        for rows in portions:
            total += sum_of_rows(rows)
            try:
                connection.execute(insert, [dict(zip(names, row, strict=True)) for row in rows])
            except sa.exc.DataError as problem:
                reason = str(problem.orig).splitlines()[0]
                raise Unavailable(f"{table.name} cannot be stored there: {reason}") from None
            tell(len(rows))
    return total


def prove(session: Session, sums: dict[str, int], tell: Callable[[int], None]) -> None:
    """Make anew what is looked up in, tell readers, and read back what was written.

    Args:
        sums: by table, the `sum_of_rows` of all that it should hold.

    Raises:
        Unavailable: a table holds something else.
    """
    if is_sqlite(session):
        session.execute(sa.text("INSERT INTO quote_search(quote_search) VALUES ('rebuild')"))
    else:
        # Else the first questions are answered as if the tables were empty still.
        session.execute(sa.text("ANALYZE"))
    session.add(RecordChange(statement_id=EVERYTHING))
    for table in tables():
        if table.name in sums and _sum_of(session, table, tell) != sums[table.name]:
            raise Unavailable(f"The table {table.name} did not come out as it went in.")


def _read(session: Session, table: sa.Table) -> Generator[list[tuple[Any, ...]]]:
    query = sa.select(table).execution_options(yield_per=BATCH)
    with session.connection().execute(query) as found:
        for rows in found.partitions():
            yield [tuple(row) for row in rows]


def _sum_of(session: Session, table: sa.Table, tell: Callable[[int], None]) -> int:
    total = 0
    with closing(_read(session, table)) as portions:
        for rows in portions:
            total += sum_of_rows(rows)
            tell(len(rows))
    return total


def sum_of_rows(rows: list[tuple[Any, ...]]) -> int:
    """Return a number that no other rows have; in which order they come makes no difference."""
    digests = (blake2b(repr(row).encode("utf-8", "replace"), digest_size=16) for row in rows)
    return sum(int.from_bytes(each.digest(), "big") for each in digests)


def last_ids(session: Session) -> dict[str, int]:
    """Return by table the highest id that it ever gave, 0 where it gave none."""
    return {table.name: _last_id(session, table) for table in tables() if "id" in table.columns}


def go_on_counting(session: Session, last: Mapping[str, int]) -> None:
    """Let ids be given from there on: one that is gone names nothing else, ever."""
    for table in tables():
        if table.name not in last:
            continue
        named = {"name": table.name, "last": last[table.name]}
        if not is_sqlite(session):
            sequence = sa.text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")
            if named["last"]:
                session.execute(sequence, named)
        elif table.dialect_options["sqlite"]["autoincrement"]:
            session.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), named)
            session.execute(sa.text("INSERT INTO sqlite_sequence VALUES (:name, :last)"), named)


def _last_id(session: Session, table: sa.Table) -> int:
    """Return the highest id that a table ever gave, 0 where it gave none."""
    given = (
        "SELECT seq FROM sqlite_sequence WHERE name = :name"
        if is_sqlite(session)
        else "SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(:name, 'id') AS regclass))"
    )
    highest = session.execute(sa.select(sa.func.max(table.c.id))).scalar_one() or 0
    return max(highest, session.execute(sa.text(given), {"name": table.name}).scalar() or 0)
