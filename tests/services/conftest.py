"""Fixtures: a database that knows the invented world."""

import pytest

from app.db import Database
from app.services.reference import add_reference
from tests.services.world import WORLD


@pytest.fixture
def world(database: Database) -> Database:
    """A database with the invented reference data, of each kind the product runs on."""
    with database.writer() as session:
        add_reference(session, WORLD)
    return database
