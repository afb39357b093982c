"""Candidates: what is proposed, how many of it are right, and that nothing decides by itself."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session

from app.config import data_folder
from app.db import Database
from app.models import Actor, Origin, Topic
from app.queries.filters import StatementFilter
from app.queries.index.keeper import Keeper
from app.queries.links import find_links, find_refused
from app.queries.select import select
from app.queries.topics import list_topics
from app.queries.words import parse_words
from app.readers.document import Document
from app.readers.files import read_files
from app.readers.seeds import read_seeds
from app.services.batch import ingest_documents
from app.services.link_candidates import PER, find_candidates, look_alike
from app.services.links import add_link, refuse_link, remove_link
from app.services.reference import add_reference
from tests.links.conftest import NUMBER
from tests.links.measure import measure
from tests.links.pairs import FIND, pairs, wording
from tests.sample import Record, Said
from tests.work import least_seconds

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
ALWAYS = StatementFilter()


def proposed(session: Session, *sides: str, topic: str = "dams") -> list[tuple[int, int]]:
    found = find_candidates(session, topic, sides, ALWAYS)
    return [(each.earlier.id, each.later.id) for each in found.rows]


FIRST, SECOND, THIRD, OTHER = (NUMBER[name] for name in ("first", "second", "third", "other"))


@pytest.mark.parametrize("is_indexed", [False, True])
def test_like_words_of_one_side_on_a_later_day_are_proposed(
    record: Database, is_indexed: bool
) -> None:
    with record.reader() as session:
        if is_indexed:
            Keeper().lend(session)
        assert sorted(proposed(session, "tr")) == [(FIRST, SECOND), (FIRST, THIRD), (SECOND, THIRD)]
        assert proposed(session, "ru") == []


def test_two_sides_are_compared_within_a_month(record: Database) -> None:
    with record.reader() as session:
        assert proposed(session, "tr", "ru") == [(SECOND, OTHER)]


def test_what_changed_is_told(record: Database) -> None:
    with record.reader() as session:
        found = find_candidates(session, "dams", ("tr",), ALWAYS)
        by_pair = {(each.earlier.id, each.later.id): each.alike for each in found.rows}
        changed = {each.what: each for each in by_pair[FIRST, THIRD].changed}
        assert changed["negation"].later == ("denies",)
        assert "negation" not in {each.what for each in by_pair[FIRST, SECOND].changed}
        assert "dam" in by_pair[FIRST, SECOND].shared
        assert found.undated == 1


def test_numbers_and_names_that_changed_are_told() -> None:
    one = wording("Ostmark lets 300 cubic metres of water pass the dam at Kestrel.", "en")
    other = wording("Ostmark lets 200 cubic metres of water pass the dam at Ilmen.", "en")
    changed = {
        each.what: (each.earlier, each.later) for each in look_alike(one, other, FIND).changed
    }
    assert changed["number"] == (("300",), ("200",))
    assert changed["name"] == (("Kestrel",), ("Ilmen",))


def test_a_capital_at_the_beginning_of_a_sentence_is_no_name() -> None:
    one = wording("All countries must open the dam.", "en")
    other = wording("Today, we say it again. Every dam must all countries open.", "en")
    assert look_alike(one, other, FIND).changed == ()


def test_looking_links_nothing(record: Database) -> None:
    with record.reader() as session:
        proposed(session, "tr")
        assert find_links(session) == []


def test_what_was_decided_is_proposed_no_more_until_it_is_taken_back(record: Database) -> None:
    with record.writer() as session:
        linked = add_link(session, FIRST, SECOND, topic="dams", kind="repeats", who="bo")
        refused = refuse_link(session, SECOND, THIRD, topic="dams", who="bo")
        assert proposed(session, "tr") == [(FIRST, THIRD)]
        assert [each.id for each in find_refused(session, "dams")] == [refused]
        for number in (linked, refused):
            remove_link(session, number, who="bo")
        assert len(proposed(session, "tr")) == 3


def test_most_candidates_are_right() -> None:
    for held_out in (False, True):
        score = measure(each for each in pairs() if each.is_held_out is held_out)
        assert score.precision >= 0.9
        assert score.recall >= 0.9


def test_hard_pairs_are_seen_too_and_mostly_rightly() -> None:
    score = measure(pairs("unseen.txt"))
    assert score.precision >= 0.6
    assert score.recall >= 0.9


@pytest.mark.parametrize("is_indexed", [False, True])
def test_what_holds_most_of_some_words_comes_first(record: Database, is_indexed: bool) -> None:
    with record.reader() as session:
        if is_indexed:
            Keeper().lend(session)
        words = parse_words("three countr* alone").any_wanted
        selection = select(session, StatementFilter(topic=("dams",)))
        assert set(selection.holding(words, 10)[:3]) == {FIRST, SECOND, NUMBER["undated"]}
        assert len(selection.holding(words, 2)) == 2
        assert selection.holding(parse_words("nothing").any_wanted, 2) == []


def seeds_say(database: Database, documents: list[Document]) -> None:
    """Among the candidates of two articles is the one link that they support; no pair of sides."""
    with database.writer() as session:
        add_reference(session, read_seeds())
        ingest_documents(session, documents, origin=Origin.PERSON)
        found = find_candidates(session, "territorial-integrity", ("ru",), ALWAYS)
        speakers = {(each.earlier.speaker, each.later.speaker) for each in found.rows}
        assert ("Andrei Buravov", "Sergey Lavrov") in speakers
        for topic in list_topics(session):
            assert proposed(session, "ru", "tr", topic=topic.slug) == []
        assert find_links(session) == []


@pytest.mark.slow
def test_of_the_digests_one_link_is_among_the_candidates(sqlite_database: Database) -> None:
    seeds_say(sqlite_database, [*read_files([data_folder("seeds") / "articles"])])


@pytest.mark.slow
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the articles of the seeds are not here")
def test_of_the_articles_themselves_it_is_too(sqlite_database: Database) -> None:
    # One of them does not say on which day it was published; the other begins with it.
    tuesday = date(2024, 12, 17)
    documents = [
        each if each.text.lstrip().startswith("date ") else replace(each, published_on=tuesday)
        for each in read_files([SEEDS])
        if isinstance(each, Document)
    ]
    seeds_say(sqlite_database, documents)


def say(session: Session, numbers: range) -> None:
    """Put statements of one side on one topic into a record, like one another, on many days."""
    record = Record(session)
    moor = session.get(Actor, 1) or record.actor("ada-moor", "Ada Moor")
    dams = session.get(Topic, 1) or record.topic("dams", "Dams", "dam*")
    for at in numbers:
        words = f"The dam number {at} on the Sarn must be opened by all three countries."
        article = record.article(words)
        day = f"20{10 + at // 336}-{1 + at // 28 % 12:02}-{1 + at % 28:02}"
        record.statement(Said(article, words), actor=moor, side="tr", said_on=day, topics=[dams])


@pytest.mark.slow
def test_a_page_takes_no_longer_where_there_is_more_to_look_at(sqlite_database: Database) -> None:
    keeper = Keeper()

    def look() -> None:
        with sqlite_database.reader() as session:
            keeper.lend(session)
            found = find_candidates(session, "dams", ("tr",), replace(ALWAYS, page=2))
            assert len(found.rows) == 2 * PER

    taken = []
    for numbers in (range(200), range(200, 800)):
        with sqlite_database.writer() as session:
            say(session, numbers)
        look()
        taken.append(least_seconds(look))
    assert taken[1] < 2.5 * taken[0]
