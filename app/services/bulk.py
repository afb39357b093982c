"""Bulk: write many rows without a trigger's work at each, and do that work once at the end."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlmodel import Session

from app.models import EVERYTHING
from app.queries.search import is_sqlite
from app.services.rows import pieces

# Of more changes than this, readers are told nothing but that there were many.
MAX_TOLD = 10_000

TRIGGERS = """
SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%AFTER INSERT ON%'
AND tbl_name IN ('statement', 'quote', 'statement_topic')
"""


def triggers_off(session: Session) -> list[str]:
    """Switch off, in this transaction, what fires at each row; return SQL that switches it on.

    Nobody else sees it, and a rollback takes it back. SQLite asks the table `bulk_load` at each
    row, which costs a quarter of the whole import: there the triggers go and come back.
    """
    if not is_sqlite(session):
        session.execute(sa.text("INSERT INTO bulk_load (id) VALUES (1)"))
        return ["DELETE FROM bulk_load"]
    connection = session.connection()
    triggers = connection.exec_driver_sql(TRIGGERS).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    return [sql for _, sql in triggers]


def triggers_on(session: Session, switched_off: Sequence[str]) -> None:
    """Switch on what `triggers_off` switched off."""
    for sql in switched_off:
        session.connection().exec_driver_sql(sql)


def feed_words(session: Session, quotes: Sequence[int]) -> None:
    """Put new quotes into the word index; `quotes` are their ids, in order."""
    if is_sqlite(session) and quotes:
        session.execute(
            sa.text(
                "INSERT INTO quote_search (rowid, words) SELECT id, words "
                "FROM quote_search_text WHERE id BETWEEN :first AND :last"
            ),
            {"first": quotes[0], "last": quotes[-1]},
        )


def tell_changed(session: Session, statements: Collection[int]) -> None:
    """Write into the log which statements changed; of very many, only that they did."""
    told = sorted(statements) if len(statements) <= MAX_TOLD else [EVERYTHING]
    if is_sqlite(session):
        query = "INSERT INTO record_change (statement_id) VALUES (:id)"
    else:
        # Its entries become visible in the order of their numbers: the function sees to it.
        query = "SELECT onrecord_log(CAST(:id AS integer))"
    for part in pieces(told):
        session.execute(sa.text(query), [{"id": number} for number in part])
