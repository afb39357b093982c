"""Joining a statement with another from its page, splitting a wording off, and taking it back."""

import pytest
import sqlalchemy as sa

from app.db import Database
from app.errors import ChangedMeanwhile, Invalid, NotFound
from app.models import Revision
from app.queries.rows import StatementRow
from app.services.corrections import joins, statements
from app.services.reverts import revert
from tests.services.test_ingest import listed


def join(database: Database, one: int, other: int) -> int:
    with database.writer() as session:
        return joins.join_with(session, one, other, who="bo", seen=None)


def by_id(database: Database) -> dict[int, StatementRow]:
    return {row.id: row for row in listed(database)}


def change_of(database: Database, action: str, statement: int) -> int:
    with database.reader() as session:
        query = sa.select(sa.func.max(Revision.id)).where(
            Revision.action == action, Revision.subject_id == statement
        )
        found: int = session.execute(query).scalar_one()
        return found


def take_back(database: Database, number: int) -> None:
    with database.writer() as session:
        revert(session, number, who="ada")


def test_the_lower_number_stays_with_the_wordings_of_both(told: Database) -> None:
    before = by_id(told)
    assert join(told, 3, 1) == 1
    found = by_id(told)
    assert sorted(found) == [1, 2]
    assert [quote.id for quote in found[1].quotes] == [1, 3]
    take_back(told, change_of(told, "join", 1))
    assert by_id(told) == before


def test_who_corrects_a_statement_that_leads_elsewhere_is_told_where(told: Database) -> None:
    join(told, 1, 2)
    with told.writer() as session, pytest.raises(Invalid, match="joined to statement 1"):
        statements.set_day(session, 2, "2024-05", who="ada")


def test_a_wording_is_split_off_and_joined_again_by_taking_that_back(told: Database) -> None:
    join(told, 1, 2)
    joined = by_id(told)
    with told.writer() as session:
        assert joins.split_off(session, 1, 2, who="bo", seen=None) == 2
    assert sorted(by_id(told)) == [1, 2, 3]
    take_back(told, change_of(told, "split off", 2))
    assert by_id(told) == joined


def test_a_join_that_was_taken_apart_otherwise_is_not_taken_back(told: Database) -> None:
    join(told, 1, 2)
    change = change_of(told, "join", 1)
    with told.writer() as session:
        joins.split_off(session, 1, 2, who="bo", seen=None)
    with told.writer() as session, pytest.raises(Invalid, match="taken apart already"):
        revert(session, change, who="ada")


def test_a_statement_that_leads_elsewhere_means_the_one_it_leads_to(told: Database) -> None:
    join(told, 1, 2)
    assert join(told, 3, 2) == 1
    assert sorted(by_id(told)) == [1]


@pytest.mark.parametrize(
    ("other", "message"), [(99, "no statement"), (1, "one already"), (3, "withdrawn"), (0, "no st")]
)
def test_what_cannot_be_joined_is_told(told: Database, other: int, message: str) -> None:
    with told.writer() as session:
        statements.withdraw(session, 3, "Nobody said it.", who="bo")
    with told.writer() as session, pytest.raises(Invalid, match=message):
        joins.join_with(session, 1, other, who="bo", seen=None)


def test_a_wording_of_another_statement_is_not_split_off_here(told: Database) -> None:
    with told.writer() as session, pytest.raises(NotFound):
        joins.split_off(session, 1, 2, who="bo", seen=None)
    with told.writer() as session, pytest.raises(Invalid, match="last wording"):
        joins.split_off(session, 1, 1, who="bo", seen=None)


def test_who_did_not_see_the_last_change_joins_nothing(told: Database) -> None:
    with told.writer() as session:
        statements.set_day(session, 1, "2024", who="ada")
    with told.writer() as session, pytest.raises(ChangedMeanwhile):
        joins.join_with(session, 1, 2, who="bo", seen=0)
    assert sorted(by_id(told)) == [1, 2, 3]
