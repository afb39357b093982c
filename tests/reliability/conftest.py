"""Fixtures: a record of many kinds of things."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db import Database
from tests.conftest import KINDS, copied_file
from tests.reliability.record import tell_all


@pytest.fixture(scope="session")
def told_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the record, to be copied."""
    folder = tmp_path_factory.mktemp("told")
    with copied_file(migrated_file, folder) as database:
        tell_all(database)
        database.close()
        # Everything into the one file: the write-ahead log is not copied.
        made = folder / "whole.db"
        shutil.copy(str(database.url.database), made)
    return made


@pytest.fixture
def sqlite_record(told_file: Path, tmp_path: Path) -> Iterator[Database]:
    """The record in a SQLite database of the test's own."""
    with copied_file(told_file, tmp_path) as database:
        yield database


@pytest.fixture(params=KINDS)
def record(request: pytest.FixtureRequest) -> Database:
    """The record in a database of each kind."""
    if request.param == "sqlite":
        found: Database = request.getfixturevalue("sqlite_record")
        return found
    database: Database = request.getfixturevalue("postgres_database")
    tell_all(database)
    return database
