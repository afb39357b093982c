"""Fixtures: a record of one article in the invented world, and a browser on it."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.db import Database
from app.services.reference import add_reference
from tests.services.articles import article
from tests.services.test_ingest import store
from tests.services.world import WORLD
from tests.web.conftest import visiting


@pytest.fixture
def world(database: Database) -> Database:
    """A database that knows the invented world, of each kind the product runs on."""
    with database.writer() as session:
        add_reference(session, WORLD)
    return database


@pytest.fixture
def told(world: Database) -> Database:
    """A database with the article about the dam."""
    store(world, article())
    return world


@pytest.fixture
def told_file(sqlite_database: Database) -> Database:
    """A database with the article about the dam."""
    with sqlite_database.writer() as session:
        add_reference(session, WORLD)
    store(sqlite_database, article())
    return sqlite_database


@pytest.fixture
def browser(told_file: Database) -> Iterator[TestClient]:
    """The local user's browser."""
    with visiting(told_file) as client:
        yield client
