"""Briefs: ticked statements stand as the list that they come from has them."""

import random

import pytest

from app.db import Database
from app.queries.briefs import find_brief
from app.queries.filters import StatementFilter
from tests.db.oracle import expected, random_record


@pytest.mark.parametrize("sort", ["newest", "oldest", "added"])
def test_what_is_ticked_stands_in_the_order_of_its_list(
    sqlite_database: Database, sort: str
) -> None:
    with sqlite_database.writer() as session:
        facts = random_record(session, seed=7, number=120)
    wanted = StatementFilter(sort=sort)
    listed = expected(facts, wanted)
    ticked = random.Random(7).sample(listed, len(listed))
    with sqlite_database.reader() as session:
        found = find_brief(session, wanted, ticked)
    assert [row.id for row in found.rows] == listed
