"""Writing: one snapshot of the record as the lines of an export, in memory that stays flat."""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Database
from app.models import (
    Actor,
    Article,
    ArticleBand,
    Outlet,
    Quote,
    QuoteHome,
    Statement,
    StatementTopic,
    Topic,
)
from app.readers.files import EXPORT, HEADER
from app.services.dataset.lines import END, VERSION, Field, fields, kinds, named
from app.services.integrity.faults import portions
from app.services.rows import among
from app.services.transfer import BATCH, count_in, last_ids
from app.services.whole_files import check_is_free, drafted, give_name

Item = dict[str, Any]
Begin = Callable[[str, int | None], Callable[[int], None]]
"""Is told what comes next, and how much it is; returns what counts it."""
# So many texts are in memory at once; one may have a million characters.
ARTICLES = 50
ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def count_lines(session: Session) -> dict[str, int]:
    """Return how many lines of each kind an export of a snapshot has between header and end."""
    sizes = count_in(session)
    return {table.name: sizes[table.name] for table in kinds()}


def lines_of(session: Session, tell: Callable[[int], None]) -> Iterator[bytes]:
    r"""Yield the lines of an export, `\n` included. The same record gives the same bytes.

    Args:
        tell: is called with how many lines between header and end came since the last time.
    """
    digest = hashlib.sha256()
    for item in _items(session, tell):
        line = _line(item)
        digest.update(line)
        yield line
    yield _line({"type": END, "sha256": digest.hexdigest()})


def write_file(
    database: Database, path: Path, begin: Begin, *, replace: bool = False
) -> dict[str, int]:
    """Write an export into a file, packed by gzip where its name ends so; return what it holds.

    Raises:
        Unavailable: the file is there already, or cannot be written.
    """
    check_is_free(path, replace=replace)
    with drafted(path.absolute().parent) as draft, draft.open("wb") as file:
        is_packed = path.suffix.lower() == ".gz"
        # Without the moment: the same record gives the same bytes.
        packed = gzip.GzipFile("", "wb", 6, file, mtime=0) if is_packed else file
        sizes = write_lines(database, packed, begin)
        if is_packed:
            packed.close()
        file.flush()
        check_is_free(path, replace=replace)
        give_name(draft, path)
    return sizes


def write_lines(database: Database, file: Any, begin: Begin) -> dict[str, int]:
    """Write an export into an open file; return how many lines of each kind it has."""
    with database.reader() as session:
        sizes = count_lines(session)
        for line in lines_of(session, begin("Writing", sum(sizes.values()))):
            file.write(line)
    return sizes


def _line(item: Item) -> bytes:
    return ENCODER.encode(item).encode() + b"\n"


def _items(session: Session, tell: Callable[[int], None]) -> Iterator[Item]:
    names = {table.name for table in kinds()} | {"quote"}
    last = {name: number for name, number in last_ids(session).items() if name in names}
    header = {"type": HEADER, "format": EXPORT, "version": VERSION}
    yield header | {"lines": count_lines(session), "last_ids": last}
    for table in kinds():
        for rows in _articles(session) if table.name == "article" else _rows(session, table):
            yield from rows
            tell(len(rows))


def _rows(session: Session, table: sa.Table) -> Iterator[list[Item]]:
    columns = fields(table.name)
    query = sa.select(*(table.c[each.name] for each in columns)).order_by(*table.primary_key)
    with session.connection().execute(query.execution_options(yield_per=BATCH)) as found:
        for rows in found.partitions():
            yield [{"type": table.name} | _values(columns, row) for row in rows]


def _values(columns: Sequence[Field], row: Sequence[Any]) -> Item:
    return {
        each.name: each.write(value)
        for each, value in zip(columns, row, strict=True)
        if value is not None
    }


# ------------------------------------------------------------------------- articles


def _articles(session: Session) -> Iterator[list[Item]]:
    columns, table = fields("article"), named("article")
    names = session.execute(sa.select(col(Outlet.id), col(Outlet.name)))
    outlets = {number: name for number, name in names}
    query = sa.select(*(table.c[each.name] for each in columns)).order_by(col(Article.id))
    for rows in portions(session, query, ARTICLES):
        numbers = [row.id for row in rows]
        quotes = _quotes(session, numbers)
        compared = set(
            session.execute(
                sa.select(col(ArticleBand.article_id)).where(
                    col(ArticleBand.article_id).in_(numbers)
                )
            ).scalars()
        )
        items = []
        for row in rows:
            item: Item = {"type": "article"} | _values(columns, row)
            if row.outlet_id is not None:
                item["outlet"] = outlets[row.outlet_id]
            if row.id in compared:
                item["compared"] = True
            items.append(item | {"quotes": quotes.get(row.id, [])})
        yield items


def _quotes(session: Session, articles: Sequence[int]) -> dict[int, list[Item]]:
    """Return the quotes of articles, by their numbers."""
    columns, table = fields("quote"), named("quote")
    query = (
        sa.select(table.c.article_id, *(table.c[each.name] for each in columns))
        .where(col(Quote.article_id).in_(articles))
        .order_by(col(Quote.id))
    )
    rows = session.execute(query).all()
    facts = _facts(session, sorted({row.statement_id for row in rows}))
    joined = session.execute(
        sa.select(col(QuoteHome.quote_id), col(QuoteHome.statement_id)).where(
            among(session, col(QuoteHome.quote_id), [row.id for row in rows])
        )
    )
    homes = {number: home for number, home in joined}
    found: dict[int, list[Item]] = {}
    for row in rows:
        item = _values(columns, row[1:])
        item |= {"start": row.parts[0][0], "end": row.parts[-1][1]}
        if row.id in homes:
            item["home_id"] = homes[row.id]
        found.setdefault(row.article_id, []).append(item | facts[row.statement_id])
    return found


def _facts(session: Session, statements: Sequence[int]) -> dict[int, Item]:
    """Return what lines of articles tell of statements, by their numbers."""
    columns: Any = (
        col(Statement.id), col(Statement.speaker), col(Statement.side), col(Statement.said_on),
        col(Statement.said_on_precision), col(Statement.said_on_basis), col(Statement.occasion),
        col(Statement.place), col(Statement.withdrawn_at), col(Actor.slug), col(Actor.name),
    )  # fmt: skip
    query = (
        sa.select(*columns)
        .join(Actor, col(Actor.id) == col(Statement.actor_id), isouter=True)
        .where(among(session, col(Statement.id), statements))
    )
    found: dict[int, Item] = {}
    for row in session.execute(query):
        facts = {
            "actor": row.slug,
            "speaker": row.name or row.speaker,
            "side": row.side,
            "said_on": _printed(row.said_on, row.said_on_precision),
            "said_on_basis": row.said_on_basis,
            "occasion": row.occasion,
            "place": row.place,
            "withdrawn": True if row.withdrawn_at else None,
        }
        found[row.id] = {name: value for name, value in facts.items() if value is not None}
    topics = (
        sa.select(col(StatementTopic.statement_id), col(Topic.slug))
        .join(Topic, col(Topic.id) == col(StatementTopic.topic_id))
        .where(among(session, col(StatementTopic.statement_id), statements))
        .order_by(col(StatementTopic.id))
    )
    for number, slug in session.execute(topics):
        found[number].setdefault("topics", []).append(slug)
    return found


def _printed(day: Any, precision: str) -> str | None:
    """Return a day as exactly as it is known."""
    if day is None:
        return None
    shown: str = day.isoformat()
    return shown[: {"year": 4, "month": 7}.get(precision, 10)]
