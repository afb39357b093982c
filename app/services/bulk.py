"""Bulk: write many rows without a trigger's work at each, and do that work once at the end."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import Session

from app.models import EVERYTHING, NO_STATEMENT
from app.queries.search import is_sqlite

# Of more changes than this, readers are told nothing but that there were many.
MAX_TOLD = 10_000

# Of fewer quotes, it takes readers longer to read the schema anew than it saves the writer.
MANY_QUOTES = 2_000

TRIGGERS = """
SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%AFTER INSERT ON%'
AND tbl_name IN ('article', 'statement', 'quote', 'statement_topic', 'review_item')
"""


def triggers_off(session: Session, quotes: int) -> list[str]:
    """Switch off, in this transaction, what fires at each row; return SQL that switches it on.

    Nobody else sees it, and a rollback takes it back. SQLite asks the table `bulk_load` at each
    row, which costs a quarter of a large import: there the triggers go and come back. That is a
    change of the schema, which every reader's connection then reads anew: not for a few rows.

    Args:
        quotes: how many are to be written.
    """
    if not is_sqlite(session) or quotes < MANY_QUOTES:
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


def tell_new(session: Session, statements: Sequence[int]) -> None:
    """Write new statements into the log; of very many, only that there are; and the articles once.

    Args:
        statements: their ids, in order; the record holds no other ones between them, or other
            writers' that are told twice.
    """
    entry = "INSERT INTO record_change (statement_id) SELECT id"
    if not is_sqlite(session):
        # Entries become visible in the order of their numbers: the function sees to it.
        entry = "SELECT onrecord_log(id)"
    session.execute(sa.text(f"{entry} FROM (SELECT {NO_STATEMENT} AS id) AS other"))
    if len(statements) > MAX_TOLD:
        session.execute(sa.text(f"{entry} FROM (SELECT {EVERYTHING} AS id) AS everything"))
    elif statements:
        session.execute(
            sa.text(f"{entry} FROM statement WHERE id BETWEEN :first AND :last"),
            {"first": statements[0], "last": statements[-1]},
        )
