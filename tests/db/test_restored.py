"""Restored: a backup put back under readers who knew a later record is believed at once."""

import json
import sqlite3
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.db import Database
from app.queries.filters import StatementFilter
from app.queries.index.keeper import KEPT_STATES, Keeper
from app.queries.index.selection import IndexedSelection
from app.queries.select import select
from tests.conftest import on_server
from tests.db.oracle import random_record
from tests.db.scribbler import scribble
from tests.db.test_index import compare, compare_some
from tests.sample import Record, Said
from tests.servers import program

pytestmark = pytest.mark.slow


@dataclass
class Backup:
    """A copy of a database as it was, made and put back by the means of its kind."""

    database: Database
    place: str

    def take(self) -> None:
        if self.database.is_sqlite:
            copy_file(str(self.database.url.database), self.place)
        else:
            self.database.close()
            on_server(f"CREATE DATABASE {self.place} TEMPLATE {self.database.url.database}")

    def restore(self) -> None:
        name = str(self.database.url.database)
        if self.database.is_sqlite:
            copy_file(self.place, name)
        else:
            on_server(f"DROP DATABASE {name} WITH (FORCE)")
            on_server(f"CREATE DATABASE {name} TEMPLATE {self.place}")


def copy_file(source: str, target: str) -> None:
    """Copy a SQLite database, which may be in use, in one transaction."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


@pytest.fixture
def backup(database: Database, tmp_path: Path) -> Iterator[Backup]:
    """A place for a backup of the database."""
    if database.is_sqlite:
        yield Backup(database, str(tmp_path / "backup.db"))
    else:
        name = f"onrecord_backup_{uuid.uuid4().hex[:12]}"
        yield Backup(database, name)
        on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def test_an_index_that_knew_a_later_record_is_read_anew(backup: Backup) -> None:
    database, keeper = backup.database, Keeper()
    with database.writer() as session:
        random_record(session, seed=61)
    backup.take()
    for seed in (62, 63):
        scribble(database, seed, 6)
        compare_some(database, keeper, seed, 2)
        backup.restore()
        if seed != 63:
            # Behind what the index knew, or before it was asked again: of the same numbers.
            compare_some(database, keeper, seed, 2)
        scribble(database, seed + 100, 12)
        compare_some(database, keeper, seed, 2)


def test_an_export_that_began_before_others_wrote_is_no_restored_backup(
    database: Database,
) -> None:
    with database.writer() as session:
        random_record(session, seed=65)
    keeper = Keeper()
    compare_some(database, keeper, 66, 1)
    with database.reader() as early:
        keeper.lend(early)
        compare(early, StatementFilter())
        for seed in range(KEPT_STATES + 1):
            scribble(database, seed, 1)
            compare_some(database, keeper, seed, 1)
        assert not isinstance(select(early, StatementFilter(q="dam")), IndexedSelection)
        with database.reader() as late:
            keeper.lend(late)
            newest = keeper.state(late)
    with database.reader() as session:
        keeper.lend(session)
        assert keeper.state(session) is newest


def say(database: Database, *said: str) -> None:
    """Put statements on record, each in a transaction of its own."""
    for words in said:
        with database.writer() as session:
            record = Record(session)
            record.statement(Said(record.article(f"The text: {words}."), words))


@contextmanager
def served(database: Database, folder: Path) -> Iterator[str]:
    """The address of a server in a process of its own."""
    url = database.url.render_as_string(hide_password=False)
    with program("serve", "--database", url, folder=folder) as address:
        yield address


def asked(address: str, query: str = "") -> tuple[int, dict[str, int], str]:
    """The number of statements of a list, their words, the months' counts, and the list's page."""
    with urllib.request.urlopen(f"{address}/api/v1/statements?facets=1{query}", timeout=20) as got:
        answer: dict[str, Any] = json.load(got)
    with urllib.request.urlopen(f"{address}/statements?{query}", timeout=20) as got:
        page = got.read().decode()
    counted = {value["value"]: value["count"] for value in answer["facets"]["form"]}
    assert len(answer["items"]) == answer["total"]
    return answer["total"], counted, page


def test_a_running_server_shows_a_backup_put_back_and_what_is_written_then(
    backup: Backup, tmp_path: Path
) -> None:
    database = backup.database
    say(database, "the dam holds")
    backup.take()
    with served(database, tmp_path) as address:
        say(database, "the old bridge stays", "the old ferry sails")
        assert asked(address)[0] == 3
        assert asked(address, "&q=old")[0] == 2
        backup.restore()
        total, counted, page = asked(address)
        assert (total, sum(counted.values())) == (1, 1)
        assert "ferry" not in page
        # As many as before: the log comes to the same numbers.
        say(database, "the new harbour opens", "the new road closes")
        total, counted, page = asked(address)
        assert (total, sum(counted.values())) == (3, 3)
        assert "the new harbour opens" in page
        assert "ferry" not in page
        assert asked(address, "&q=old")[0] == 0
        assert asked(address, "&q=new")[0] == 2
