"""Columns: read the columns that the facet index holds, of all statements or of a few."""

from array import array
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from pyroaring import BitMap
from sqlmodel import Session

from app.queries.index.state import Name, Names
from app.queries.search import is_sqlite

Table = NDArray[np.int64]

# One row a statement: id, actor, first day, last day, is it of a year alone, outlets, is it
# pending, side's number. One row a quote: id, statement, outlet, form's number, language's.
STATEMENT_COLUMNS, QUOTE_COLUMNS, TOPIC_COLUMNS = 8, 5, 2
# SQLite counts days from noon of another year than Python's ordinals do.
JULIAN_DAYS = 1721425


@dataclass(frozen=True)
class Columns:
    """What was read.

    Attributes:
        statements, quotes, topics: one row each; see the constants above.
        sides, forms, languages: what their numbers mean.
        speakers: printed speakers of statements without an actor, by statement.
    """

    statements: Table
    quotes: Table
    topics: Table
    sides: list[str | None]
    forms: list[str | None]
    languages: list[str | None]
    speakers: list[tuple[int, str]]


def read_columns(session: Session, ids: Collection[int] | None = None) -> Columns:
    """Return the columns of the live statements, or of those among `ids`.

    The texts that are put into SQL are the program's own and numbers, or are quoted.
    """
    among = "IS NOT NULL"
    if ids is not None:
        among = f"IN ({','.join(map(str, map(int, ids))) or 'NULL'})"
    sides = _distinct(session, f"side FROM statement WHERE id {among}")
    forms = _distinct(session, f"form FROM quote WHERE statement_id {among}")
    languages = _distinct(session, f"language FROM quote WHERE statement_id {among}")
    live = f"s.merged_into_id IS NULL AND s.withdrawn_at IS NULL AND s.id {among}"
    day = "CAST(julianday({0}) + 0.5 AS INTEGER) - " + str(JULIAN_DAYS)
    if not is_sqlite(session):
        day = "{0} - DATE '0001-01-01' + 1"
    statements = _table(
        session,
        f"""SELECT s.id, coalesce(s.actor_id, 0), coalesce({day.format("s.said_on")}, 0),
            coalesce({day.format("s.said_until")}, 0),
            CASE WHEN s.said_on_precision = 'year' THEN 1 ELSE 0 END, s.outlet_count,
            CASE WHEN s.is_pending THEN 1 ELSE 0 END, {_numbered("s.side", sides)}
            FROM statement s WHERE {live} ORDER BY s.id""",  # noqa: S608
        STATEMENT_COLUMNS,
    )
    quotes = _table(
        session,
        f"""SELECT q.id, q.statement_id, coalesce(a.outlet_id, 0),
            {_numbered("q.form", forms)}, {_numbered("q.language", languages)}
            FROM quote q JOIN article a ON a.id = q.article_id
            WHERE q.statement_id {among} ORDER BY q.id""",  # noqa: S608
        QUOTE_COLUMNS,
    )
    topics = _table(
        session,
        f"SELECT statement_id, topic_id FROM statement_topic WHERE statement_id {among}",  # noqa: S608
        TOPIC_COLUMNS,
    )
    speakers = session.execute(
        sa.text(
            f"""SELECT s.id, s.speaker FROM statement s
            WHERE s.actor_id IS NULL AND s.speaker IS NOT NULL AND {live}"""  # noqa: S608
        )
    )
    return Columns(
        statements, quotes, topics, sides, forms, languages, [(n, name) for n, name in speakers]
    )


def _distinct(session: Session, column: str) -> list[str | None]:
    found = session.execute(sa.text(f"SELECT DISTINCT {column}")).scalars()
    return sorted(found, key=lambda value: value or "")


def _numbered(column: str, values: list[str | None]) -> str:
    """Return SQL for the place of a column's value among `values`."""
    cases = "".join(
        f" WHEN {column} IS NULL THEN {number}"
        if value is None
        else f" WHEN {column} = '{value.replace(chr(39), chr(39) * 2)}' THEN {number}"
        for number, value in enumerate(values)
    )
    return f"CASE{cases} ELSE -1 END" if cases else "-1"


def _table(session: Session, query: str, width: int) -> Table:
    """Return the rows of a query whose columns are whole numbers."""
    with _cursor(session) as cursor:
        cursor.execute(query)
        # The driver's own rows: a million of SQLAlchemy's would cost a second more.
        return np.fromiter(chain.from_iterable(cursor), np.int64).reshape(-1, width)


@contextmanager
def _cursor(session: Session) -> Iterator[Any]:
    driver = session.connection().connection
    cursor = driver.cursor()
    try:
        yield cursor
    finally:
        cursor.close()


def bitmap_of(ids: NDArray[Any]) -> BitMap:
    """Return whole numbers as a bitmap; quickest where they are in order."""
    made = array("I")
    made.frombytes(ids.astype(np.uint32).tobytes())
    return BitMap(made)


def numbers_of(ids: BitMap) -> NDArray[np.uint32]:
    """Return a bitmap as whole numbers in order."""
    return np.frombuffer(ids.to_array(), np.uint32)


def read_names(session: Session) -> Names:
    """Return what the ids of actors, topics and outlets mean."""
    return Names(
        actors=_named(session, "SELECT id, slug, name, 0 FROM actor"),
        topics=_named(session, "SELECT id, slug, name, position FROM topic"),
        outlets=_named(session, "SELECT id, slug, name, 0 FROM outlet"),
        aliases=tuple(
            (actor, text, kind)
            for actor, text, kind in session.execute(
                sa.text(
                    "SELECT actor_id, text, kind FROM alias JOIN actor ON actor.id = actor_id "
                    "ORDER BY alias.id"
                )
            )
        ),
    )


def _named(session: Session, query: str) -> Mapping[int, Name]:
    return {row[0]: Name(*row) for row in session.execute(sa.text(query))}


# Asked for both at once, SQLite would read the whole log.
SEQ = sa.text("SELECT (SELECT min(seq) FROM record_change), (SELECT max(seq) FROM record_change)")


def read_seq(session: Session) -> tuple[int, int]:
    """Return the numbers of the first and the last change on the log, 0 where it is empty."""
    first, last = session.execute(SEQ).one()
    return int(first or 0), int(last or 0)


def read_changes(session: Session, after: int) -> list[int | None]:
    """Return whose change was logged after the change numbered `after`, each once."""
    query = sa.text("SELECT DISTINCT statement_id FROM record_change WHERE seq > :after")
    return list(session.execute(query, {"after": after}).scalars())
