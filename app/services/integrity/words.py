"""Words: the search index says what the quotes say."""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlmodel import Session

from app.queries.search import is_sqlite
from app.services.integrity.faults import Fault, Tell

INDEX = "quote_search"
# With a rank of 1 the index is held against the quotes, not only against itself.
HOLD = "INSERT INTO quote_search (quote_search, rank) VALUES ('integrity-check', 1)"
REBUILD = "INSERT INTO quote_search (quote_search) VALUES ('rebuild')"

# PostgreSQL cannot check such an index: so many words are asked of it, and of the table.
ASKED = 200
VECTOR = "to_tsvector('simple', onrecord_words(text))"
LEXEMES = f"SELECT word FROM ts_stat($$SELECT {VECTOR} FROM quote$$) ORDER BY word"  # noqa: S608
WITH_WORD = f"SELECT id FROM quote WHERE {VECTOR} @@ CAST(:word AS tsquery)"  # noqa: S608
MAKE = f"CREATE INDEX ix_quote_words ON quote USING gin ({VECTOR})"
TOLD = "the search index does not say what the quotes say."


def look_at_words(session: Session, tell: Tell) -> Iterator[Fault]:
    """Yield one fault where the search index is not that of the quotes."""
    size = session.execute(sa.text("SELECT count(*) FROM quote")).scalar_one()
    if is_sqlite(session):
        try:
            session.execute(sa.text(HOLD))
        except sa.exc.DatabaseError as problem:
            yield Fault(f"{TOLD[:-1]} ({problem.orig}).", rebuild, INDEX)
    else:
        yield from _of_postgres(session)
    tell(size)


def _of_postgres(session: Session) -> Iterator[Fault]:
    words = session.execute(sa.text(LEXEMES)).scalars().all()
    every = max(1, len(words) // ASKED)
    for word in words[::every]:
        asked = {"word": "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"}
        found = []
        for scan, other in (("seqscan", "bitmapscan"), ("bitmapscan", "seqscan")):
            session.execute(sa.text(f"SET LOCAL enable_{other} = off"))
            session.execute(sa.text(f"SET LOCAL enable_{scan} = on"))
            found.append(set(session.execute(sa.text(WITH_WORD), asked).scalars()))
        if found[0] != found[1]:
            yield Fault(f"{TOLD[:-1]} ({word}).", rebuild, INDEX)
            break
    session.execute(sa.text("SET LOCAL enable_seqscan = on"))


def rebuild(session: Session, _keys: Sequence[str]) -> None:
    """Build the search index anew from the quotes."""
    if not is_sqlite(session):
        session.execute(sa.text("DROP INDEX IF EXISTS ix_quote_words"))
        session.execute(sa.text(MAKE))
        return
    made = session.execute(
        sa.text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": INDEX}
    ).scalar_one()
    make_index(session, made)


def make_index(session: Session, sql: str) -> None:
    """Make SQLite's search index by its SQL, in place of what is left of it; fill it."""
    run = session.connection().exec_driver_sql
    run(f"DROP TABLE IF EXISTS {INDEX}")
    run(sql)
    run(REBUILD)
