"""Schema: tables, indexes and triggers are those that the migrations make."""

import re
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session

from app.db import Database
from app.queries.search import is_sqlite
from app.services.integrity.faults import Fault, Tell
from app.services.integrity.words import INDEX, make_index, rebuild

# A key of the log, and what SQLite keeps for itself or for its full-text index.
OWN = re.compile(r"sqlite_|quote_search_(data|idx|content|docsize|config)$")
MADE = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
ENABLED = """
SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND tgenabled <> 'D' AND relnamespace = current_schema()::regnamespace
"""
VALID = """
SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE indisvalid AND relnamespace = current_schema()::regnamespace
"""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a schema holds: a table, an index, a trigger or a view."""

    kind: str
    name: str
    table: str
    sql: str

    @property
    def is_derived(self) -> bool:
        """Say whether it can be made anew from what the tables hold."""
        return self.kind != "table" or self.name == INDEX


@cache
def made_anew() -> dict[str, Thing]:
    """Return by name what an empty SQLite database holds after all migrations."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        database = Database(f"sqlite:///{path}")
        database.migrate()
        database.close()
        with closing(sqlite3.connect(path)) as connection:
            return {
                row[1]: Thing(*row) for row in connection.execute(MADE) if not OWN.match(row[1])
            }


def look_at_schema(session: Session, tell: Tell) -> Iterator[Fault]:
    """Yield what the database lacks, or has otherwise than the migrations leave it."""
    things = made_anew()
    yield from _of_sqlite(session, things) if is_sqlite(session) else _of_postgres(session, things)
    tell(len(things))


def _of_sqlite(session: Session, things: dict[str, Thing]) -> Iterator[Fault]:
    run = session.connection().exec_driver_sql
    here = {name: Thing(kind, name, table, sql) for kind, name, table, sql in run(MADE)}
    for name, thing in things.items():
        cure = make_again if thing.is_derived else None
        found = here.get(name)
        if found is None:
            yield Fault(f"the {thing.kind} {name} is missing.", cure, name)
        elif thing.kind in {"trigger", "view"} and _plain(found.sql) != _plain(thing.sql):
            yield Fault(f"the {thing.kind} {name} is not what the program made.", cure, name)
    # A trigger that nobody knows writes what nobody expects.
    for name in sorted(here.keys() - things.keys()):
        if here[name].kind == "trigger":
            yield Fault(f"the trigger {name} is none of the program's.")


def _plain(sql: str) -> str:
    return " ".join(sql.split())


def _of_postgres(session: Session, things: dict[str, Thing]) -> Iterator[Fault]:
    enabled = set(session.execute(sa.text(ENABLED)).scalars())
    watched = {each.table for each in things.values() if each.name.startswith("record_change_")} - {
        "record_change"
    }
    for table in sorted(watched - enabled):
        yield Fault(f"the table {table} has no trigger that tells readers of changes.")
    valid = set(session.execute(sa.text(VALID)).scalars())
    wanted = {each.name for each in things.values() if each.kind == "index"} | {"ix_quote_words"}
    for name in sorted(wanted - valid):
        cure = rebuild if name == "ix_quote_words" else None
        yield Fault(f"the index {name} is missing or cannot be used.", cure, name)


def make_again(session: Session, names: Sequence[str]) -> None:
    """Make indexes, triggers, views and the search index again, as the migrations do."""
    run = session.connection().exec_driver_sql
    things = [made_anew()[name] for name in names]
    # The search index reads the view, and triggers feed the search index.
    order = ["view", "table", "index", "trigger"]
    for thing in sorted(things, key=lambda each: order.index(each.kind)):
        if thing.name == INDEX:
            make_index(session, thing.sql)
        else:
            run(f"DROP {thing.kind} IF EXISTS {thing.name}")
            run(thing.sql)
