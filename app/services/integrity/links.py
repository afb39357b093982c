"""Links: what points to another row finds it, and numbers that lead elsewhere arrive."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.models import (
    BulkLoad,
    Quote,
    QuoteHome,
    ReviewItem,
    Statement,
    StatementTopic,
    TopicEvidence,
    metadata,
)
from app.queries.search import is_sqlite
from app.services.integrity.faults import Fault, Tell

# Of one kind of orphan, so many are named.
NAMED = 100


def look_at_orphans(session: Session, tell: Tell) -> Iterator[Fault]:
    """Yield rows that point to a row that there is not, by a key or by a number alone."""
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            yield from _orphans(session, table, key.parent, key.column)
            tell(1)
    items, statements = metadata.tables["review_item"], metadata.tables["statement"]
    yield from _orphans(session, items, items.c.other_statement_id, statements.c.id)


def _orphans(
    session: Session, table: sa.Table, child: sa.Column[Any], parent: sa.Column[Any]
) -> Iterator[Fault]:
    there = parent.table.alias("there")
    target, own = there.c[parent.name], next(iter(table.primary_key.columns))
    query = (
        sa.select(own, child)
        .select_from(table.join(there, target == child, isouter=True))
        .where(child.is_not(None), target.is_(None))
        .order_by(own)
        .limit(NAMED)
    )
    for number, missing in session.execute(query):
        yield Fault(f"{table.name} {number}: its {child.name} {missing} is not there.")


def look_at_redirects(session: Session, tell: Tell) -> Iterator[Fault]:
    """Yield numbers that do not lead, in one step, to a lower one that is on record itself."""
    there = aliased(Statement)
    columns: Any = (
        col(Statement.id), col(Statement.merged_into_id), col(there.merged_into_id),
    )  # fmt: skip
    redirects = sa.select(*columns).join(there, col(there.id) == col(Statement.merged_into_id))
    led = session.execute(redirects.order_by(col(Statement.id))).all()
    for number, target, beyond in led:
        if beyond is not None:
            yield Fault(f"statement {number}: it leads to {target}, which leads on to {beyond}.")
        if target >= number:
            yield Fault(f"statement {number}: it leads to {target}, which is not lower.")
    tell(len(led))
    for table, column in (
        ("actor", "merged_into_id"),
        ("article", "replaced_by_id"),
        ("quote", "parent_id"),
    ):
        columns = metadata.tables[table].c
        query = sa.select(columns.id, columns[column]).where(columns[column].is_not(None))
        leads = {one: other for one, other in session.execute(query)}
        for number in _circling(leads):
            yield Fault(f"{table} {number}: its {column} leads in a circle.")
        tell(len(leads))


def _circling(leads: dict[int, int]) -> Iterator[int]:
    """Yield where chains never end, once for each circle."""
    ended: set[int] = set()
    for start in leads:
        seen: dict[int, None] = {}
        at: int | None = start
        while at is not None and at not in ended and at not in seen:
            seen[at] = None
            at = leads.get(at)
        if at in seen:
            yield at
        ended |= seen.keys()


def look_at_carriers(session: Session, tell: Tell) -> Iterator[Fault]:
    """Yield quotes, evidence and doubts that stand with another statement than they should."""
    for told, query in _misplaced():
        rows = session.execute(query.limit(NAMED)).all()
        for row in rows:
            yield Fault(told.format(*row))
        tell(1)


def _misplaced() -> Iterable[tuple[str, sa.Select[Any]]]:
    one: Any = col(Statement.id)
    quote: Any = col(Quote.id), col(Quote.statement_id)
    at = col(Quote.statement_id)
    yield (
        "statement {}: it is on record, and no quote carries it.",
        sa.select(one)
        .where(
            col(Statement.merged_into_id).is_(None),
            col(Statement.withdrawn_at).is_(None),
            ~sa.exists().where(at == one),
        )
        .order_by(one),
    )
    yield (
        "quote {}: it stands with statement {}, which leads elsewhere.",
        sa.select(*quote)
        .join(Statement, one == at)
        .where(col(Statement.merged_into_id).is_not(None)),
    )
    yield (
        "quote {}: statement {} is its home, and where it is.",
        sa.select(*quote)
        .join(QuoteHome, col(QuoteHome.quote_id) == quote[0])
        .where(col(QuoteHome.statement_id) == at),
    )
    evidence: Any = col(TopicEvidence.id), col(StatementTopic.statement_id), at
    yield (
        "topic evidence {}: it speaks for statement {}, its quote stands with {}.",
        sa.select(*evidence)
        .join(StatementTopic, col(StatementTopic.id) == col(TopicEvidence.statement_topic_id))
        .join(Quote, quote[0] == col(TopicEvidence.quote_id))
        .where(at != col(StatementTopic.statement_id)),
    )
    doubt: Any = col(ReviewItem.id), col(ReviewItem.statement_id), at
    yield (
        "review item {}: it is about statement {}, its quote stands with {}.",
        sa.select(*doubt)
        .join(Quote, quote[0] == col(ReviewItem.quote_id))
        .where(at != col(ReviewItem.statement_id)),
    )


def look_at_numbers(session: Session, tell: Tell) -> Iterator[Fault]:
    """Yield tables that could give a number a second time, or whose triggers are silenced."""
    for table in metadata.sorted_tables:
        if "id" not in table.columns:
            continue
        highest = session.execute(sa.select(sa.func.max(table.c.id))).scalar_one() or 0
        given = _given(session, table)
        tell(1)
        if given is not None and given < highest:
            told = f"{table.name}: the next number would be {given + 1}, and {highest} is given."
            yield Fault(told, count_on, table.name)
    if session.execute(sa.select(col(BulkLoad.id)).limit(1)).first():
        told = "bulk_load: a load that never ended keeps changes from readers."
        yield Fault(told, end_load, 1)


def _given(session: Session, table: sa.Table) -> int | None:
    """Return the last number that a table counted to, None where it counts by its rows."""
    if is_sqlite(session):
        if not table.dialect_options["sqlite"]["autoincrement"]:
            return None
        query = "SELECT seq FROM sqlite_sequence WHERE name = :name"
    else:
        query = (
            "SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(:name, 'id') AS regclass))"
        )
    return session.execute(sa.text(query), {"name": table.name}).scalar() or 0


def count_on(session: Session, names: Sequence[str]) -> None:
    """Let tables count on behind the highest number that they hold."""
    for name in names:
        table = metadata.tables[name]
        last = session.execute(sa.select(sa.func.max(table.c.id))).scalar_one()
        values = {"name": name, "last": last}
        if is_sqlite(session):
            session.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), values)
            session.execute(sa.text("INSERT INTO sqlite_sequence VALUES (:name, :last)"), values)
        else:
            session.execute(
                sa.text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"), values
            )


def end_load(session: Session, _keys: Sequence[int]) -> None:
    """Let the triggers speak again."""
    session.execute(sa.delete(BulkLoad))
