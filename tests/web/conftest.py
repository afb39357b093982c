"""Fixtures of the pages: a server on a small record of invented people."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.main import create_app
from tests.sample import Sample, fill

LOCAL = ("127.0.0.1", 5000)


@contextmanager
def visiting(database: Database, host: str = "127.0.0.1") -> Iterator[TestClient]:
    """A browser's requests to a server on `database`; as the local user, where `host` is local."""
    url = database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, host=host))
    with TestClient(
        app, base_url="http://127.0.0.1", client=LOCAL, follow_redirects=False
    ) as client:
        yield client


@pytest.fixture(scope="session")
def filled(
    migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, Sample]]:
    """A database with the sample, for tests that only read."""
    path = tmp_path_factory.mktemp("filled") / "onrecord.db"
    shutil.copy(migrated_file, path)
    database = Database(f"sqlite:///{path}")
    with database.writer() as session:
        found = fill(session)
        session.flush()
        session.expunge_all()
    yield database, found
    database.close()


@pytest.fixture
def sample(filled: tuple[Database, Sample]) -> Sample:
    """The record that the pages show."""
    return filled[1]


@pytest.fixture(scope="session")
def pages(filled: tuple[Database, Sample]) -> Iterator[TestClient]:
    """The local user's requests to a server on the sample."""
    with visiting(filled[0]) as client:
        yield client


@pytest.fixture(scope="session")
def public_pages(filled: tuple[Database, Sample]) -> Iterator[TestClient]:
    """A reader's requests to a server on the sample that the whole network can reach."""
    with visiting(filled[0], host="0.0.0.0") as client:
        yield client


@pytest.fixture
def empty_pages(sqlite_database: Database) -> Iterator[TestClient]:
    """The local user's requests to a server with nothing on record."""
    with visiting(sqlite_database) as client:
        yield client
