"""Columns: read the columns that the facet index holds, of all statements or of a few."""

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from pyroaring import BitMap
from sqlmodel import Session

from app.models import EVERYTHING
from app.queries.filters import FORMS
from app.queries.index.state import Edition, Name, Names
from app.queries.search import is_sqlite

Groups = dict[Any, BitMap]
Numbers = NDArray[np.int32]

# So many forms and languages there may be where one number says an article, a form, a language.
FORMS_ROOM, LANGUAGES_ROOM = 8, 4096
# The same for the kind of a statement.
IS_LIVE, IS_PENDING, IS_OF_YEAR, ABOVE = 1, 2, 4, 8
# The quotes of so many statements are read at once: a text of all would be kept in memory twice.
AT_ONCE = 100_000


class Kind(NamedTuple):
    """What most statements are not: of a year alone, in doubt, by several outlets, or gone."""

    is_of_year: bool
    is_pending: bool
    outlets: int
    is_live: bool


@dataclass(frozen=True)
class Quotes:
    """The columns of quotes, one number each a quote.

    Attributes:
        forms, languages: places in `FORMS`, and in `Columns.languages`.
    """

    ids: Numbers
    statements: Numbers
    articles: Numbers
    forms: Numbers
    languages: Numbers


@dataclass(frozen=True)
class Columns:
    """What was read.

    Attributes:
        sides, actors, days: all statements, by value; days are `date` or None.
        topics: the statements of each topic, by its id.
        last_days: the statements not said on one day, by the last day that it can have been.
        kinds: the statements that are not of the usual kind, see `Kind`.
        languages: what the numbers of the quotes' languages mean.
        outlets: articles by their outlet; those without one are left out.
        originals: articles that print the text of another outlet, by that outlet.
        speakers: printed speakers of statements without an actor, by statement.
    """

    sides: Groups
    actors: Groups
    days: Groups
    topics: Groups
    last_days: Groups
    kinds: dict[Kind, BitMap]
    quotes: Quotes
    languages: list[str]
    outlets: Groups
    originals: Groups
    speakers: list[tuple[int, str]]


def read_columns(session: Session, ids: Collection[int] | None = None) -> Columns:
    """Return the columns of all statements, or of those among `ids`.

    What is put into SQL are the program's own words, and numbers.
    """
    some = ids is not None
    among = f"IN ({','.join(map(str, map(int, ids or ()))) or 'NULL'})" if some else "IS NOT NULL"
    of_quote = f"statement_id {among}"
    carrying = f"IN (SELECT article_id FROM quote WHERE {of_quote})" if some else ""  # noqa: S608
    languages = sorted(_column(session, f"DISTINCT language FROM quote WHERE {of_quote}"))
    days = _grouped(session, "said_on", "id", "statement", f"id {among}", some=some)
    not_a_day = f"said_on_precision <> 'day' AND id {among}"
    last_days = _grouped(session, "said_until", "id", "statement", not_a_day, some=some)
    return Columns(
        sides=_grouped(session, "side", "id", "statement", f"id {among}", some=some),
        actors=_grouped(session, "actor_id", "id", "statement", f"id {among}", some=some),
        days={_day(day): found for day, found in days.items()},
        topics=_grouped(
            session, "topic_id", "statement_id", "statement_topic", of_quote, some=some
        ),
        last_days={_day(day): found for day, found in last_days.items()},
        kinds=_kinds(session, among),
        quotes=_quotes(session, of_quote, languages, some=some),
        languages=languages,
        outlets=_articles(session, "outlet_id", carrying),
        originals=_articles(session, "original_outlet_id", carrying),
        speakers=[
            (number, name)
            for number, name in _rows(
                session,
                f"""SELECT id, speaker FROM statement
                WHERE actor_id IS NULL AND speaker IS NOT NULL AND id {among}""",  # noqa: S608
            )
        ],
    )


def _grouped(
    session: Session, column: str, number: str, table: str, where: str, *, some: bool
) -> Groups:
    """Return the numbers that have each value of a column.

    An index on both columns gives one row a value, and the numbers joined in a text: a row for
    each would take three times as long. Of `some` rows alone that index is no help.
    """
    group = f"+{column}" if some and is_sqlite(session) else column
    query = f"SELECT {column}, {_joined(session, number)} FROM {table} WHERE {where} GROUP BY "  # noqa: S608
    return {value: _numbers(text) for value, text in _rows(session, query + group)}


def _articles(session: Session, outlet: str, carrying: str) -> Groups:
    """Return articles by an outlet of theirs; those without one are left out."""
    where = f"{outlet} IS NOT NULL"
    if carrying:
        # Few articles have an original outlet, which stands in the row behind the whole text:
        # those few are passed over rather than all that carry something read.
        hidden = "+" if outlet == "original_outlet_id" and is_sqlite(session) else ""
        where += f" AND {hidden}id {carrying}"
    return _grouped(session, outlet, "id", "article", where, some=bool(carrying))


def _joined(session: Session, number: str) -> str:
    """Return SQL for all numbers of a group in one text."""
    if is_sqlite(session):
        return f"group_concat({number})"
    return f"string_agg({number}::text, ',')"


def _numbers(text: str) -> BitMap:
    return bitmap_of(np.fromstring(text, np.uint32, sep=","))


def _kinds(session: Session, among: str) -> dict[Kind, BitMap]:
    """Return the statements that are not of the usual kind, by their kind."""
    is_so = " + ".join(
        f"CASE WHEN {condition} THEN {bit} ELSE 0 END"
        for bit, condition in (
            (IS_LIVE, "merged_into_id IS NULL AND withdrawn_at IS NULL"),
            (IS_PENDING, "is_pending"),
            (IS_OF_YEAR, "said_on_precision = 'year'"),
        )
    )
    joined = (_joined(session, each) for each in ("id", f"({ABOVE} * outlet_count + {is_so})"))
    (texts,) = _rows(
        session,
        f"""SELECT {", ".join(joined)} FROM statement
        WHERE id {among} AND (said_on_precision = 'year' OR is_pending OR outlet_count <> 1
        OR merged_into_id IS NOT NULL OR withdrawn_at IS NOT NULL)""",  # noqa: S608
    )
    if not texts[0]:
        return {}
    ids, packed = (np.fromstring(text, np.int64, sep=",") for text in texts)
    return {
        Kind(
            is_of_year=bool(kind & IS_OF_YEAR),
            is_pending=bool(kind & IS_PENDING),
            outlets=kind // ABOVE,
            is_live=bool(kind & IS_LIVE),
        ): bitmap_of(ids[packed == kind])
        for kind in map(int, np.unique(packed))
    }


def _quotes(session: Session, among: str, languages: Sequence[str], *, some: bool) -> Quotes:
    """Return the quotes' columns; numbers joined in a text come in half the time of rows."""
    form, language = _numbered("form", FORMS), _numbered("language", languages)
    # PostgreSQL would not find room for the product of two integers in a third.
    article = f"article_id * CAST({FORMS_ROOM * LANGUAGES_ROOM} AS BIGINT)"
    source = f"{article} + {form} * {LANGUAGES_ROOM} + {language}"
    joined = ", ".join(_joined(session, f"({each})") for each in ("id", "statement_id", source))
    parts = [np.zeros((5, 0), np.int32)]
    for where in [among] if some else _portions(session):
        (texts,) = _rows(session, f"SELECT {joined} FROM quote WHERE {where}")  # noqa: S608
        if texts[0]:
            ids, statements, packed = (np.fromstring(text, np.int64, sep=",") for text in texts)
            articles, left = np.divmod(packed, FORMS_ROOM * LANGUAGES_ROOM)
            part = (ids, statements, articles, *np.divmod(left, LANGUAGES_ROOM))
            parts.append(np.array(part, np.int32))
    return Quotes(*np.concatenate(parts, axis=1))


def read_quotes(session: Session, statements: Collection[int]) -> BitMap:
    """Return the numbers of the quotes of some statements."""
    among = f"statement_id IN ({','.join(map(str, map(int, statements)))})"
    (text,) = _column(session, f"{_joined(session, 'id')} FROM quote WHERE {among}")
    return _numbers(text or "")


def _portions(session: Session) -> Iterator[str]:
    """Yield SQL for the quotes of each portion of all statements."""
    (last,) = _column(session, "max(statement_id) FROM quote")
    for low in range(0, (last or 0) + 1, AT_ONCE):
        yield f"statement_id >= {low} AND statement_id < {low + AT_ONCE}"


def _numbered(column: str, values: Sequence[str]) -> str:
    """Return SQL for the place of a column's value among `values`, which are all it can have."""
    quoted = [value.replace("'", "''") for value in values]
    cases = "".join(f" WHEN '{value}' THEN {number}" for number, value in enumerate(quoted[:-1]))
    return f"CASE {column}{cases} ELSE {len(quoted) - 1} END" if cases else "0"


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _column(session: Session, query: str) -> list[Any]:
    return [row[0] for row in _rows(session, f"SELECT {query}")]


def _rows(session: Session, query: str) -> list[tuple[Any, ...]]:
    """Return the driver's own rows: a million of SQLAlchemy's would cost a second more."""
    with closing(session.connection().connection.cursor()) as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


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
        # The slug of an actor that was merged into another means that one.
        actors=_named(session, "SELECT id, coalesce(merged_into_id, id), slug, name, 0 FROM actor"),
        topics=_named(session, "SELECT id, id, slug, name, position FROM topic"),
        outlets=_named(session, "SELECT id, id, slug, name, 0 FROM outlet"),
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
    return {row[0]: Name(*row[1:]) for row in session.execute(sa.text(query))}


LAST = "SELECT seq, mark FROM record_change ORDER BY seq DESC LIMIT 1"


def read_edition(session: Session) -> Edition:
    """Return the edition of the record that the session's snapshot shows."""
    # Every request asks: a query of SQLAlchemy's own would take three times as long.
    found = session.connection().exec_driver_sql(LAST).first()
    return Edition(*found) if found else Edition(0, 0)


@dataclass(frozen=True)
class Changes:
    """What was logged after some change.

    Attributes:
        statements: ids of those that lists show otherwise now, or that are gone.
        names: names changed.
        everything: so much was written that all has to be read again.
    """

    statements: frozenset[int]
    names: bool
    everything: bool


def read_changes(session: Session, since: Edition) -> Changes:
    """Return what was logged since an edition of the record.

    Where its own entry is not on the log (any more), nobody knows: then it is everything.
    """
    query = sa.text("SELECT DISTINCT statement_id FROM record_change WHERE seq > :after")
    found = set(session.execute(query, {"after": since.seq}).scalars())
    own = sa.text("SELECT mark FROM record_change WHERE seq = :seq")
    is_known = session.execute(own, {"seq": since.seq}).scalar() == since.mark
    return Changes(
        statements=frozenset(number for number in found if number and number > EVERYTHING),
        names=None in found,
        everything=EVERYTHING in found or not is_known,
    )
