"""Fixtures: the invented world with articles of it, and browsers of those who keep it."""

import pytest

from app.db import Database
from app.services.reference import add_reference
from tests.services.articles import article
from tests.services.test_ingest import store
from tests.services.world import WORLD

VOSS = "Dora Voss said on Thursday: “The port of Karo will open in the spring of next year.”"


@pytest.fixture
def kept(database: Database) -> Database:
    """A record of each kind: Bo Lind on the dam, and Dora Voss, of whom nothing is known."""
    with database.writer() as session:
        add_reference(session, WORLD)
    store(database, article())
    store(database, article(text=VOSS, title="The port"))
    return database
