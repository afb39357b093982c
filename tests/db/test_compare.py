"""Compare: every number of the matrix and of the pair page against plain Python."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app.days import Period
from app.db import Database
from app.models import Article
from app.queries.articles import find_articles
from app.queries.compare import TWO_SIDES, Comparison, compare
from app.queries.filters import NONE, StatementFilter
from app.queries.index.keeper import Keeper
from app.queries.pair import months_of_pair, side_of_pair
from app.queries.select import page, select
from tests.db.oracle import DAYS, SIDES, TOPICS, Fact, expected, random_record
from tests.sample import Record, Said

ON = date(2025, 2, 1)
Records = tuple[Session, list[Fact]]


@pytest.fixture(scope="module")
def facts(shared_database: Database) -> list[Fact]:
    """What was put into a random record."""
    with shared_database.writer() as session:
        return random_record(session, seed=11, number=150)


@pytest.fixture(scope="module", params=["plain SQL", "facet index"])
def records(
    request: pytest.FixtureRequest, shared_database: Database, facts: list[Fact]
) -> Iterator[Records]:
    """A session on a random record, answered in each way, and the facts put into it."""
    with shared_database.reader() as session:
        if request.param == "facet index":
            Keeper().lend(session)
        yield session, facts


def periods(seed: int, number: int) -> Iterator[StatementFilter]:
    """Sides and days at random; the first asks for neither."""
    dice = random.Random(seed)
    days = [Period.parse(day) for day in DAYS if day]
    others = [side or NONE for side in SIDES if side not in TWO_SIDES]
    yield StatementFilter()
    for _ in range(number):
        first, last = sorted(dice.sample(days, 2), key=lambda each: each.first)
        yield StatementFilter(
            side=tuple(dice.sample(others, dice.randint(0, 2))),
            since=dice.choice([None, first]),
            until=dice.choice([None, last]),
        )


@pytest.fixture
def asked_queries() -> Iterator[list[str]]:
    """What any database was asked, as SQL."""
    asked: list[str] = []

    def note(*given: Any) -> None:
        asked.append(given[2])

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    yield asked
    sa.event.remove(sa.Engine, "before_cursor_execute", note)


def compared(records: Records, seed: int) -> Iterator[tuple[list[Fact], Comparison]]:
    session, facts = records
    for wanted in periods(seed, 25):
        yield facts, compare(session, wanted, ON)


def test_each_number_is_the_length_of_the_list_that_it_opens(records: Records) -> None:
    for facts, found in compared(records, seed=1):
        assert [topic.slug for topic in found.topics] == list(TOPICS)
        for topic in found.topics:
            assert tuple(each.side for each in topic.positions) == found.sides
            for position in topic.positions:
                assert position.number == len(expected(facts, position.wanted)), position.wanted


def test_the_latest_statement_is_the_first_of_its_list(records: Records) -> None:
    for facts, found in compared(records, seed=2):
        for position in (each for topic in found.topics for each in topic.positions):
            listed = expected(facts, position.wanted)
            assert (position.latest.id if position.latest else None) == next(iter(listed), None)


def test_each_month_of_a_position_is_the_length_of_its_list(records: Records) -> None:
    for facts, found in compared(records, seed=3):
        by_id = {fact.id: fact for fact in facts}
        for position in (each for topic in found.topics for each in topic.positions):
            said = [by_id[number].said for number in expected(facts, position.wanted)]
            months = Counter(day.printed[:7] for day in said if day and len(day.printed) > 4)
            assert dict(position.months) == dict(months), position.wanted


def test_outlets_are_counted_once_and_unknown_ones_together(records: Records) -> None:
    for facts, found in compared(records, seed=4):
        by_id = {fact.id: fact for fact in facts}
        for position in (each for topic in found.topics for each in topic.positions):
            carried = {
                wording.outlet
                for number in expected(facts, position.wanted)
                for wording in by_id[number].wordings
            }
            assert position.outlets == len(carried), position.wanted


def test_what_is_asked_of_the_database_does_not_grow_with_topics_and_sides(
    records: Records, asked_queries: list[str]
) -> None:
    session, _ = records
    two = StatementFilter(since=Period.parse("2023"))
    numbers = []
    for wanted in (two, replace(two, side=("sy", "other", NONE))):
        asked_queries.clear()
        compare(session, wanted, ON)
        numbers.append(len(asked_queries))
    assert numbers[0] == numbers[1] <= 12


def test_the_months_of_a_pair_hold_all_that_a_side_said(records: Records) -> None:
    session, facts = records
    for wanted in periods(5, 15):
        for topic in TOPICS:
            two = [side_of_pair(session, topic, side, wanted) for side in ("ru", "tr")]
            months = sorted({month for each in two for month in each.months})
            for _, parts in months_of_pair(session, two, months, shown=200):
                for part in parts:
                    listed = expected(facts, part.wanted)
                    assert [row.id for row in part.rows] == listed, part.wanted
                    assert part.number == len(listed), part.wanted
            for each in two:
                assert each.total == len(expected(facts, each.wanted))
                for speaker in each.speakers:
                    behind = replace(each.wanted, actor=(speaker.value or NONE,))
                    assert speaker.count == len(expected(facts, behind)), behind
                for origin in each.origins:
                    behind = replace(each.wanted, outlet=(origin.slug,))
                    assert origin.printed == len(expected(facts, behind)), behind


def test_days_since_the_last_word_and_the_articles_of_these_days(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writer() as session:
        record = Record(session)
        courier, dams = record.outlet("courier", "Sarn Courier"), record.topic("dams", "Dams")
        for day in (date(2024, 12, 26), date(2024, 12, 27), date(2025, 1, 31), None):
            article = record.article(f"The dam leaks, {day}.", courier, published_on=day)
        record.statement(
            Said(article, "The dam leaks"), side="ru", said_on="2024-12-26", topics=[dams]
        )
        session.flush()
        for until, days, articles in (
            (None, 37, 2),
            ("2025-01-30", 35, 1),
            ("2026", 37, 2),
            ("2024-12-26", 0, 0),
        ):
            wanted = StatementFilter(until=Period.parse(until) if until else None)
            silence = compare(session, wanted, ON).topics[0].positions[0].silence
            assert silence is not None
            assert (silence.days, silence.articles) == (days, articles), until
            if silence.articles:
                listed = find_articles(session, since=silence.since, until=silence.until)
                assert listed.total == silence.articles


def test_articles_without_a_day_count_where_no_day_is_asked_for(sqlite_database: Database) -> None:
    with sqlite_database.writer() as session:
        record = Record(session)
        for day in (date(2024, 12, 26), date(2025, 1, 31), None):
            record.article(f"The dam leaks, {day}.", published_on=day)
        session.flush()
        for since, articles in ((None, 3), ("2025", 1)):
            wanted = StatementFilter(since=Period.parse(since) if since else None)
            found = compare(session, wanted, ON).articles
            listed = find_articles(session, since=wanted.since, until=None)
            assert (found, listed.total) == (articles, articles)


def test_what_is_left_out_for_want_of_a_day_is_of_the_sides_that_are_compared(
    records: Records,
) -> None:
    session, facts = records
    for added in ((), (NONE,), ("sy", "other")):
        wanted = StatementFilter(side=added, since=Period.parse("2023"))
        sides = (*map(str, TWO_SIDES), *added)
        every = expected(facts, StatementFilter(side=sides))
        by_id = {fact.id: fact for fact in facts}
        undated = [number for number in every if by_id[number].said is None]
        assert compare(session, wanted, ON).undated_left_out == len(undated) > 0


@pytest.mark.parametrize("is_indexed", [False, True])
def test_a_text_printed_again_is_no_further_independent_outlet(
    database: Database, is_indexed: bool
) -> None:
    keeper = Keeper()

    def outlets() -> tuple[int, list[tuple[str, int]]]:
        with database.reader() as session:
            if is_indexed:
                keeper.lend(session)
            position = compare(session, StatementFilter(), ON).topics[0].positions[0]
            side = side_of_pair(session, "dams", "ru", StatementFilter())
            for origin in side.origins:
                behind = replace(side.wanted, outlet=(origin.slug,))
                assert page(select(session, behind)).total == origin.printed
            return position.outlets, [(each.slug, each.printed) for each in side.origins]

    with database.writer() as session:
        record = Record(session)
        courier = record.outlet("courier", "Sarn Courier")
        gazette = record.outlet("gazette", "Idle Gazette")
        dams = record.topic("dams", "Dams")
        again = record.article("Again: the dam leaks.", gazette)
        first = record.article("The dam leaks.", courier)
        said = (Said(first, "dam leaks"), Said(again, "dam leaks"))
        record.statement(*said, side="ru", said_on="2024-12-26", topics=[dams])
        again_id = again.id
    assert outlets() == (2, [("gazette", 1), ("courier", 1)])
    with database.writer() as session:
        # The trigger alone tells the index: nothing else is written.
        session.get_one(Article, again_id).original_outlet_id = session.get_one(
            Article, (again_id or 0) + 1
        ).outlet_id
    assert outlets() == (1, [("courier", 1)])
