"""A topic that a person took from a statement: nothing brings it back but a person."""

from collections.abc import Callable

import pytest

from app.db import Database
from app.services.batch import ingest_batch
from app.services.corrections import joins
from app.services.corrections.statements import add_topic, remove_topic
from app.services.reverts import revert
from tests.reliability.record import faults
from tests.services.articles import article
from tests.services.test_ingest import listed, store
from tests.services.test_reprocess import again

pytestmark = pytest.mark.slow

Bring = Callable[[Database], object]


@pytest.fixture
def told(world: Database) -> Database:
    """A database with the article about the dam, whose statements 1 and 2 are about dams."""
    store(world, article())
    return world


def topics(database: Database) -> dict[int, list[str]]:
    return {row.id: [topic.slug for topic in row.topics] for row in listed(database)}


def join(database: Database, one: int, other: int) -> None:
    with database.writer() as session:
        joins.join_with(session, one, other, who="bo", seen=None)


def remove(database: Database, number: int) -> int:
    with database.writer() as session:
        change = remove_topic(session, number, "dams", who="bo")
        assert change is not None
        return change.id or 0


def print_again(database: Database) -> None:
    """The same text in another outlet, as it is added by hand."""
    store(database, article(outlet="Coast Herald"))


def import_again(database: Database) -> None:
    """The same text in another outlet, as it comes with many."""
    ingest_batch(database, [article(outlet="Coast Herald")])


@pytest.mark.parametrize("bring", [print_again, import_again])
def test_a_further_source_does_not_bring_it_back(told: Database, bring: Bring) -> None:
    remove(told, 2)
    bring(told)
    found = {row.id: row for row in listed(told)}
    assert len(found[2].quotes) == 2
    assert [topic.slug for topic in found[1].topics] == ["dams"]
    assert found[2].topics == ()
    assert faults(told) == []


def test_what_is_joined_later_does_not_bring_it_back(told: Database) -> None:
    join(told, 1, 2)
    remove(told, 1)
    join(told, 1, 3)
    assert topics(told) == {1: ["ports"]}
    assert faults(told) == []


def test_what_is_joined_with_its_own_does_not_bring_it_along(told: Database) -> None:
    remove(told, 1)
    join(told, 1, 2)
    assert topics(told)[1] == []
    assert faults(told) == []


def test_reading_again_does_not_bring_it_back(told: Database) -> None:
    join(told, 1, 2)
    remove(told, 1)
    print_again(told)
    again(told)
    assert topics(told)[1] == []
    assert faults(told) == []


def test_what_is_taken_apart_has_what_it_had(told: Database) -> None:
    remove(told, 1)
    join(told, 1, 2)
    with told.writer() as session:
        joins.split_off(session, 1, 2, who="bo", seen=None)
    assert (topics(told)[1], topics(told)[2]) == ([], ["dams"])
    assert faults(told) == []


def test_who_takes_the_removal_back_lets_sources_prove_it_again(told: Database) -> None:
    with told.writer() as session:
        change = remove_topic(session, 2, "dams", who="bo")
        assert change is not None
        revert(session, change.id or 0, who="ada")
    print_again(told)
    assert topics(told)[2] == ["dams"]


def test_who_adds_it_again_lets_sources_prove_it_again(told: Database) -> None:
    remove(told, 2)
    with told.writer() as session:
        add_topic(session, 2, "dams", who="ada")
    print_again(told)
    assert topics(told)[2] == ["dams"]
    assert faults(told) == []
