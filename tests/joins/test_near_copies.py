"""Near copies: texts that are nearly the same are found, offered, and never lost."""

import random
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from app.db import Database
from app.models import Article, ArticleBand, Doubt, Quote, ReviewItem
from app.queries.proposals import find_proposals
from app.queries.statements import get_statement
from app.services import near_copies
from app.services.corrections.articles import correct_article
from app.services.door import take_in
from app.services.gazetteer import gazetteer_from_database
from app.services.ledger import Ingested
from app.services.near_copies import bands, find_near_copies, keep_bands, shingles, simhash
from app.services.simhashes import Simhashes
from app.web.labels import carried_by
from tests.joins.record import check, kept
from tests.services.articles import article

pytestmark = pytest.mark.slow

STORY = """Veltanian Foreign Minister Bo Lind spoke to reporters in Port Karo on Thursday.

"We have no plan to close the dam before the harvest is in," Lind said.

The river Sarn has fallen by two metres since the spring, and farmers of the lower valley fear for \
their fields. Engineers of the water board inspect the gates of the dam every morning, and boats \
bring bread to the villages on the left bank.

Lind said that the port would open to ships on 15 January.
"""
COPY = (
    STORY.replace("on Thursday.", "on Thursday, the agency reports.")
    .replace(
        "and boats bring bread to the villages on the left bank",
        "and boats bring bread to villages",
    )
    .replace(
        '"We have no plan to close the dam before the harvest is in,"',
        '"We have no plan to close the dam until the harvest is in,"',
    )
)


def take(database: Database, text: str, outlet: str) -> Ingested:
    """Store a text."""
    with database.reader() as session:
        gazetteer = gazetteer_from_database(session)
    document = article(text, outlet=outlet, title=outlet, published_on=date(2024, 12, 26))
    return take_in(database, document, gazetteer)


def item_of(session: Session, stored: Ingested) -> int:
    """The number of the question about an article."""
    query = sa.select(ReviewItem.id).where(
        ReviewItem.reason == Doubt.NEAR_COPY, ReviewItem.article_id == stored.article_id
    )
    return int(session.execute(query).scalar_one())


def test_a_near_copy_is_stored_and_asked_about(world: Database) -> None:
    first = take(world, STORY, "Sarn Courier")
    second = take(world, COPY, "Coast Herald")
    assert second.known is None
    assert second.to_review >= 1
    with world.reader() as session:
        (row,) = [row for row in find_proposals(session).rows if row.articles]
        assert row.articles
        assert [side.id for side in row.articles] == [second.article_id, first.article_id]
        assert row.percent
        assert 60 < row.percent < 100
        assert session.get_one(Article, second.article_id).text == COPY


def test_a_text_whose_words_all_stand_in_a_longer_one_is_not_told_as_the_same(
    world: Database,
) -> None:
    take(world, f"{STORY}\nThe ferry sails at noon, as on every other day of the year.", "Courier")
    take(world, STORY, "Coast Herald")
    with world.reader() as session:
        (row,) = [row for row in find_proposals(session).rows if row.articles]
        assert row.percent == 99


def test_another_text_of_the_same_day_is_no_near_copy(world: Database) -> None:
    take(world, STORY, "Sarn Courier")
    other = """Bo Lind spoke in Port Karo. "The border stays open," Lind said. The market was full \
of apples, nuts and honey, a band played, and the mayor of the town opened the new bridge over the \
canal, which had cost more and taken longer than anybody in the council had thought it would."""
    assert len(shingles(other)) > near_copies.LEAST_SHINGLES
    stored = take(world, other, "Coast Herald")
    with world.reader() as session:
        assert not [row for row in find_proposals(session).rows if row.articles]
    assert stored.known is None


def test_another_source_counts_as_its_original_and_joins_what_both_say(world: Database) -> None:
    first, second = take(world, STORY, "Sarn Courier"), take(world, COPY, "Coast Herald")
    with world.writer() as session:
        before = kept(session)
        near_copies.accept_copy(session, item_of(session, second), who="an editor")
        check(session)
        original = session.get_one(Article, first.article_id)
        copy = session.get_one(Article, second.article_id)
        assert copy.original_outlet_id == original.outlet_id
        carriers = {row["id"] for row in before["Statement"]}
        joined = [row["id"] for row in kept(session)["Statement"] if row["merged_into_id"] is None]
        assert len(joined) < len(carriers)
        both = [get_statement(session, number) for number in joined]
        assert any(len(row.quotes) == 2 and row.outlets == 1 for row in both)
        near_copies.undo_copy(session, item_of(session, second), who="an editor")
        assert kept(session) == before
        assert session.get_one(Article, second.article_id).original_outlet_id is None


# Nearer to the copy than to the story.
AGAIN = COPY.replace("and boats bring bread to villages", "boats bring bread to the villages")


def outlets(session: Session, *articles: Ingested) -> set[int]:
    """By how many outlets the statements of articles are carried, as they are counted."""
    numbers = [each.article_id for each in articles]
    query = sa.select(Quote.statement_id).where(Quote.article_id.in_(numbers))
    return {get_statement(session, each).outlets for each in session.execute(query).scalars()}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("back", [(0, 1), (1, 0)])
def test_a_copy_of_a_copy_counts_as_the_first_in_whatever_order_that_is_decided(
    world: Database, order: tuple[int, int], back: tuple[int, int]
) -> None:
    first = take(world, STORY, "Sarn Courier")
    copies = take(world, COPY, "Coast Herald"), take(world, AGAIN, "Ostmark Post")
    with world.writer() as session:
        items = [item_of(session, each) for each in copies]
        told = [session.get_one(ReviewItem, each).proposal["article"] for each in items]
        assert told == [first.article_id, copies[0].article_id]
        before = kept(session)
        for at in order:
            near_copies.accept_copy(session, items[at], who="an editor")
            check(session)
        assert outlets(session, first, *copies) == {1}
        courier = session.get_one(Article, first.article_id).outlet_id
        for each in copies:
            assert session.get_one(Article, each.article_id).original_outlet_id == courier
        for at in back:
            near_copies.undo_copy(session, items[at], who="an editor")
            check(session)
        assert kept(session) == before
        for each in copies:
            assert session.get_one(Article, each.article_id).original_outlet_id is None


def test_a_copy_of_a_copy_counts_as_that_where_the_first_is_undone(world: Database) -> None:
    take(world, STORY, "Sarn Courier")
    second, third = take(world, COPY, "Coast Herald"), take(world, AGAIN, "Ostmark Post")
    with world.writer() as session:
        items = [item_of(session, each) for each in (second, third)]
        for each in items:
            near_copies.accept_copy(session, each, who="an editor")
        near_copies.undo_copy(session, items[0], who="an editor")
        check(session)
        herald = session.get_one(Article, second.article_id).outlet_id
        assert session.get_one(Article, third.article_id).original_outlet_id == herald


def test_copies_count_as_their_original_s_outlet_also_where_that_is_corrected(
    world: Database,
) -> None:
    first, second = take(world, STORY, "Sarn Courier"), take(world, COPY, "Coast Herald")
    third = take(world, AGAIN, "Ostmark Post")
    with world.writer() as session:
        for each in (second, third):
            near_copies.accept_copy(session, item_of(session, each), who="an editor")
        correct_article(session, first.article_id, {"outlet": "Kestrel Evening"}, who="an editor")
        check(session)
        assert outlets(session, first, second, third) == {1}


def test_a_copy_whose_source_changed_counts_as_its_original_s_outlet(world: Database) -> None:
    first, second = take(world, STORY, "Sarn Courier"), take(world, COPY, "Coast Herald")
    with world.writer() as session:
        # As `refetch` leaves it: the quotes are the later text's.
        old = session.get_one(Article, second.article_id)
        later = Article(outlet_id=old.outlet_id, text=COPY + "More.", text_sha256="x")
        session.add(later)
        session.flush()
        old.replaced_by_id = later.id
        session.execute(
            sa.update(Quote).where(Quote.article_id == old.id).values(article_id=later.id)
        )
        number = item_of(session, second)
        near_copies.accept_copy(session, number, who="an editor")
        courier = session.get_one(Article, first.article_id).outlet_id
        assert {old.original_outlet_id, later.original_outlet_id} == {courier}
        query = sa.select(Quote.statement_id).where(Quote.article_id == later.id)
        rows = [get_statement(session, each) for each in session.execute(query).scalars()]
        assert [len(row.quotes) for row in rows if "no plan" in row.text] == [2]
        check(session)
        near_copies.undo_copy(session, number, who="an editor")
        assert {old.original_outlet_id, later.original_outlet_id} == {None}
        check(session)


def test_two_outlets_with_one_text_are_told_as_two_that_count_as_one(world: Database) -> None:
    take(world, STORY, "Sarn Courier")
    second = take(world, COPY, "Coast Herald")
    with world.writer(keep=False) as session:
        near_copies.accept_copy(session, item_of(session, second), who="an editor")
        query = sa.select(Quote.statement_id).where(Quote.article_id == second.article_id)
        rows = [get_statement(session, each) for each in session.execute(query).scalars()]
        told = {(len(row.quotes), carried_by(row)) for row in rows}
        assert told == {(2, "2 outlets, counted as 1: one text printed again")}


def test_a_different_text_is_not_asked_about_again(world: Database) -> None:
    take(world, STORY, "Sarn Courier")
    second = take(world, COPY, "Coast Herald")
    with world.writer() as session:
        number = item_of(session, second)
        near_copies.refuse_copy(session, number, who="an editor")
        assert not near_copies.note_near_copy(session, second.article_id, COPY)
        near_copies.undo_copy(session, number, who="an editor")
        assert number in [row.id for row in find_proposals(session).rows]


def test_the_very_same_text_elsewhere_is_a_source_and_no_question(world: Database) -> None:
    take(world, STORY, "Sarn Courier")
    take(world, STORY, "Coast Herald")
    with world.reader() as session:
        assert not [row for row in find_proposals(session).rows if row.articles]
        assert (
            session.execute(
                sa.select(sa.func.count(sa.distinct(ArticleBand.article_id)))
            ).scalar_one()
            == 2
        )


@pytest.mark.parametrize(("changed", "found"), [(0.02, 0.97), (0.05, 0.92), (0.1, 0.7)])
def test_texts_are_found_though_words_were_changed(
    database: Database, changed: float, found: float
) -> None:
    dice = random.Random(7)
    vocabulary = [f"word{number}" for number in range(3_000)]
    texts = [" ".join(dice.choices(vocabulary, k=300)) for _ in range(150)]
    with database.writer(keep=False) as session:
        for number, text in enumerate(texts, 1):
            session.add(Article(id=number, text=text, text_sha256=str(number)))
            session.flush()
            keep_bands(session, number, text)
        right = 0
        for number, text in enumerate(texts, 1):
            words = [
                dice.choice(vocabulary) if dice.random() < changed else word
                for word in text.split()
            ]
            near = find_near_copies(session, " ".join(words))
            right += [each.article_id for each in near] == [number]
    assert right / len(texts) >= found


@given(st.text(max_size=300))
def test_a_simhash_is_made_of_its_bands(text: str) -> None:
    number = simhash(shingles(text))
    assert -(2**63) <= number < 2**63
    again = sum((band & 255) << 8 * at for at, band in enumerate(bands(number)))
    assert again == number & 2**64 - 1


SIMHASHES = st.integers(-(2**63), 2**63 - 1)


@given(st.lists(SIMHASHES, max_size=20), SIMHASHES, st.sets(st.integers(0, 63), max_size=20))
def test_many_texts_are_looked_up_in_memory_as_one_is_in_the_database(
    numbers: list[int], asked: int, flipped: set[int]
) -> None:
    unsigned = asked % 2**64
    for bit in flipped:
        unsigned ^= 1 << bit
    numbers.append(unsigned - 2**64 if unsigned >= 2**63 else unsigned)
    known = Simhashes()
    for place, number in enumerate(numbers):
        known.add(place, number)
    expected = [
        (near_copies._differing(asked, number), place)
        for place, number in enumerate(numbers)
        if near_copies._differing(asked, number) <= near_copies.MOST_BITS
        and not set(bands(asked)).isdisjoint(bands(number))
    ]
    assert known.near(asked, near_copies.MOST_BITS) == expected


def test_simhashes_in_memory_grow_and_follow_the_database(world: Database) -> None:
    take(world, STORY, "Sarn Courier")
    known = Simhashes()
    for number in range(1_000_000, 1_003_000):
        known.add(number, number)
    fresh = Simhashes()
    with world.reader() as session:
        fresh.refresh(session)
        fresh.refresh(session)
    assert len(fresh.near(simhash(shingles(STORY)), 0)) == 1
    assert [article for _, article in known.near(1_002_999, 0)] == [1_002_999]
