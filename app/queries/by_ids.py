"""By ids: queries on statements by their numbers, as quick as the driver."""

import json
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session


@lru_cache(maxsize=64)
def _as_text(query: Any, dialect: sa.Dialect) -> str:
    """Return a query by statements' ids, its first column, as text with the one value `ids`."""
    number, ids = query.selected_columns[0], sa.bindparam("ids", type_=sa.types.NullType())
    is_given = (
        number.in_(sa.select(sa.func.json_each(ids).table_valued("value").c.value))
        if dialect.name == "sqlite"
        else number == sa.func.any(ids)
    )
    return str(query.where(is_given).compile(dialect=dialect))


def read_by_ids(session: Session, query: Any, ids: list[int]) -> Sequence[tuple[Any, ...]]:
    """Run a query on statements by their ids; the rows are the driver's own.

    That takes half the time of what SQLAlchemy does for a query of its own. Of what SQLite has
    as text, only what rows need is read, below.
    """
    session.flush()
    connection = session.connection()
    text = _as_text(query, connection.dialect)
    is_sqlite = connection.dialect.name == "sqlite"
    asked: Any = (json.dumps(ids),) if is_sqlite else {"ids": ids}
    with closing(connection.exec_driver_sql(text, asked)) as result:
        found: Sequence[tuple[Any, ...]] = result.cursor.fetchall()
    return found


def moment_of(given: str | datetime) -> datetime:
    """Return a moment as the driver gives it, with its zone."""
    at = datetime.fromisoformat(given) if isinstance(given, str) else given
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
