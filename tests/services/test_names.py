"""Which spelling of a name a search says that it matched."""

import pytest

from app.db import Database
from app.queries.names import find_actors_named
from app.queries.words import parse_words
from app.readers.seeds import read_seeds
from app.services.reference import add_reference


@pytest.mark.parametrize("typed", ["Лавров", "Lavrov", "Эрдоган", "Erdogan", "Erdoğan", "Джолани"])
def test_the_spelling_that_was_typed_is_the_one_that_matched(
    database: Database, typed: str
) -> None:
    with database.writer() as session:
        add_reference(session, read_seeds())
        found = find_actors_named(session, parse_words(typed))
    assert [match.alias for match in found][:1] == [typed]


@pytest.mark.parametrize(
    ("typed", "alias"), [("Лаврова", "Лавров"), ("Lavrov'un", "Lavrov"), ("al-Shar'a", "al-Shar'a")]
)
def test_an_ending_leaves_the_spelling_in_the_script_that_was_typed(
    database: Database, typed: str, alias: str
) -> None:
    with database.writer() as session:
        add_reference(session, read_seeds())
        found = find_actors_named(session, parse_words(typed))
    assert [match.alias for match in found][:1] == [alias]
