"""Fixtures of the pages: a server on a small record of invented people."""

from collections.abc import Iterator
from contextlib import contextmanager

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
    app = create_app(Settings(database_url=str(database.url), host=host))
    with TestClient(
        app, base_url="http://127.0.0.1", client=LOCAL, follow_redirects=False
    ) as client:
        yield client


@pytest.fixture
def sample(sqlite_database: Database) -> Sample:
    """The record that the pages show."""
    with sqlite_database.writer() as session:
        found = fill(session)
        session.flush()
        session.expunge_all()
    return found


@pytest.fixture
def pages(sqlite_database: Database, sample: Sample) -> Iterator[TestClient]:
    """The local user's requests to a server on the sample."""
    with visiting(sqlite_database) as client:
        yield client


@pytest.fixture
def public_pages(sqlite_database: Database, sample: Sample) -> Iterator[TestClient]:
    """A reader's requests to a server on the sample that the whole network can reach."""
    with visiting(sqlite_database, host="0.0.0.0") as client:
        yield client


@pytest.fixture
def empty_pages(sqlite_database: Database) -> Iterator[TestClient]:
    """The local user's requests to a server with nothing on record."""
    with visiting(sqlite_database) as client:
        yield client
