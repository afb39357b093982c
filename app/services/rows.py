"""Rows: put many into a table by one statement, under ids that the writer gives; find ids."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session, col

from app.models.base import Table, now
from app.queries.search import is_sqlite

Row = tuple[Any, ...]
"""Values as the driver takes them: days as ISO 8601, lists and tables as JSON."""

# SQLite takes 32,766 values in one statement, PostgreSQL 65,535.
MAX_VALUES = 10_000


def reserve(session: Session, table: type[Table], count: int) -> Sequence[int]:
    """Return ids that no row has had, in order; the caller writes, and holds SQLite's lock."""
    name = table.__tablename__
    if not is_sqlite(session):
        query = sa.text(
            "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)"
        )
        return list(session.execute(query, {"name": name, "count": count}).scalars())
    highest = session.execute(sa.text(f"SELECT max(id) FROM {name}")).scalar_one() or 0  # noqa: S608
    # A table that never uses an id again remembers the highest that there was.
    given = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    highest = max(highest, session.execute(given, {"name": name}).scalar() or 0)
    return range(highest + 1, highest + 1 + count)


def insert(session: Session, table: type[Table], columns: str, rows: Sequence[Row]) -> None:
    """Insert rows whose values stand in the order of `columns`, names divided by blanks."""
    if not rows:
        return
    names = columns.split()
    mark = "?" if is_sqlite(session) else "%s"
    marks = ", ".join([mark] * len(names))
    sql = f"INSERT INTO {table.__tablename__} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
    session.connection().exec_driver_sql(sql, list(rows))


def this_moment(session: Session) -> str:
    """Return the time as the database at hand stores it."""
    return stored_moment(session, now())


def stored_moment(session: Session, at: datetime) -> str:
    """Return a moment as the database at hand stores it: SQLite forgets the zone."""
    shown = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return shown if is_sqlite(session) else f"{shown}+00"


def ids_where(session: Session, table: Any, condition: sa.ColumnElement[bool]) -> tuple[int, ...]:
    """Return the ids of the rows of a table that fulfil a condition, in order."""
    query = sa.select(col(table.id)).where(condition).order_by(col(table.id))
    return tuple(session.execute(query).scalars())


def among(session: Session, column: Any, values: Iterable[Any]) -> sa.ColumnElement[bool]:
    """Return the condition that a column is one of very many numbers or texts.

    They go to the database as one value: to write each into the SQL takes longer than the query.
    """
    if not is_sqlite(session):
        every = sa.bindparam(None, list(values), type_=ARRAY(column.type))
        equal: sa.ColumnElement[bool] = column == sa.any_(every)
        return equal
    each = sa.func.json_each(json.dumps(list(values))).table_valued("value")
    found: sa.ColumnElement[bool] = column.in_(sa.select(each.c.value))
    return found


def pieces(values: Sequence[Any], size: int = MAX_VALUES) -> list[Sequence[Any]]:
    """Return `values` in as few pieces as statements can take."""
    return [values[start : start + size] for start in range(0, len(values), size)]
