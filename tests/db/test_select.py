"""Lists: every filter, facet, page and cursor against plain Python on a random record."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import parse_qsl

import pytest
from sqlmodel import Session

from app.days import Period
from app.db import Database
from app.errors import Invalid
from app.models import Quote
from app.queries.facet_values import FacetLinks
from app.queries.facets import NAMES, facets
from app.queries.filters import NONE, StatementFilter, parse_filter
from app.queries.index.keeper import Keeper
from app.queries.rows import Named, stream_rows
from app.queries.rows import rows as rows_of
from app.queries.select import count, last_added, page, select, select_parsed
from tests.db.oracle import (
    Fact,
    expected,
    random_filters,
    random_record,
    undated_left_out,
)
from tests.sample import Record, Said

Records = tuple[Session, list[Fact]]


@pytest.fixture(scope="module")
def facts(shared_database: Database) -> list[Fact]:
    """What was put into a random record."""
    with shared_database.writer() as session:
        return random_record(session, seed=1)


@pytest.fixture(scope="module", params=["plain SQL", "facet index"])
def records(
    request: pytest.FixtureRequest, shared_database: Database, facts: list[Fact]
) -> Iterator[Records]:
    """A session on a random record, answered in each way, and the facts put into it."""
    with shared_database.reader() as session:
        if request.param == "facet index":
            Keeper().lend(session)
        yield session, facts


def listed(session: Session, wanted: StatementFilter) -> list[int]:
    return list(page(select(session, wanted), everything=True).ids)


def test_a_list_holds_what_its_filter_asks_for_in_order(records: Records) -> None:
    session, facts = records
    for wanted in random_filters(seed=2, number=250):
        found, should = listed(session, wanted), expected(facts, wanted)
        if wanted.order == "relevance":
            found, should = sorted(found), sorted(should)
        assert found == should, wanted


def test_totals_are_exact_and_undated_ones_left_out_are_counted(records: Records) -> None:
    session, facts = records
    for wanted in random_filters(seed=3, number=100):
        found = page(select(session, wanted))
        assert found.total == len(expected(facts, wanted)), wanted
        assert found.undated_left_out == undated_left_out(facts, wanted), wanted


def test_a_facets_count_is_the_total_of_the_list_behind_its_link(records: Records) -> None:
    session, facts = records
    for wanted in random_filters(seed=4, number=40):
        for name, values in facets(select(session, wanted), shown=None).items():
            for value in values:
                link = FacetLinks(name, wanted).query(value)
                behind = parse_filter(parse_qsl(link[1:])).wanted
                assert value.count == len(expected(facts, behind)), (wanted, name, value)


def test_the_most_frequent_values_are_the_same_however_many_are_shown_and_tie(
    database: Database,
) -> None:
    with database.writer() as session:
        record = Record(session)
        # Those that tie come by name, not as they were added.
        actors = [record.actor(f"actor-{n}", f"Actor {9 - n}") for n in range(9)]
        # In all, among most and among few of the statements, several actors have as many.
        for side, numbers in (("ru", (9, 6, 6, 6, 3, 3, 2, 2, 2)), ("tr", (0, 1, 2, 1, 1, 2, 1))):
            for actor, number in zip(actors, numbers, strict=False):
                for n in range(number):
                    words = f"{actor.slug} {side} {n}"
                    article = record.article(f"The text: {words}.")
                    record.statement(Said(article, words), actor=actor, side=side)
    with database.reader() as plain, database.reader() as indexed:
        Keeper().lend(indexed)
        for side in ((), ("ru",), ("tr",)):
            wanted = StatementFilter(side=side)
            every = facets(select(plain, wanted), shown=None)["actor"]
            for shown in range(1, 10):
                for session in (plain, indexed):
                    found = facets(select(session, wanted), shown=shown)["actor"]
                    assert found == every[:shown], (side, shown)


@pytest.mark.parametrize("order", [(False, True), (True, False)], ids=["folded", "exact"])
@pytest.mark.parametrize("q", ["dam", "ada", "елка"])
def test_what_was_counted_of_folded_words_is_not_told_of_exact_ones(
    shared_database: Database, facts: list[Fact], q: str, order: tuple[bool, ...]
) -> None:
    with shared_database.reader() as session:
        Keeper().lend(session)
        found = {}
        for exact in order:
            selection = select(session, StatementFilter(q=q, exact=exact))
            counted = selection.counted("side", without="side", shown=None)
            found[exact] = sum(each.count for each in counted)
            assert found[exact] == len(expected(facts, selection.wanted))
        assert found[True] < found[False]


def test_a_selected_value_can_be_taken_away(records: Records) -> None:
    session, _ = records
    wanted = StatementFilter(
        side=("ru", "ir"),
        actor=("ada-moor", "dora-vale"),
        topic=("dams", "border"),
        form=("direct",),
        lang=("en",),
        outlet=("idle-gazette", NONE),
        since=Period.parse("2024-12"),
        until=Period.parse("2024-12"),
    )
    for name, values in facets(select(session, wanted), shown=1).items():
        chosen = [value for value in values if value.selected]
        asked = ["2024-12"] if name == "month" else list(getattr(wanted, name))
        # Values without a statement stay, or nobody could take them back.
        assert sorted(value.value for value in chosen) == sorted(asked), name
        for value in chosen:
            also = FacetLinks(name, wanted).also(value)
            if name == "month":
                assert also is None
            else:
                assert also is not None
                left = tuple(each for each in asked if each != value.value)
                link = parse_filter(parse_qsl(also[1:])).wanted
                assert link == replace(wanted, **{name: left})


@pytest.mark.parametrize(("since", "until"), [("2024-12", None), ("2024-12", "2025-01")])
def test_a_month_is_selected_where_it_alone_is_asked_for(
    records: Records, since: str, until: str | None
) -> None:
    session, _ = records
    month = Period.parse(since)
    alone = StatementFilter(since=month, until=month)
    assert [each.value for each in facets(select(session, alone))["month"] if each.selected] == [
        since
    ]
    wanted = StatementFilter(since=month, until=Period.parse(until) if until else None)
    assert not any(each.selected for each in facets(select(session, wanted))["month"])


@pytest.mark.slow
def test_a_facet_names_every_value_that_a_list_without_its_filter_has(records: Records) -> None:
    session, facts = records
    for wanted in random_filters(seed=5, number=20):
        found = facets(select(session, wanted), shown=None)
        assert set(found) == set(NAMES)
        free = replace(wanted, actor=())
        left = {fact.actor for fact in facts if fact.id in expected(facts, free)}
        assert left <= {value.value for value in found["actor"]}, wanted
        months = {
            fact.said.printed[:7]
            for fact in facts
            if fact.said
            and len(fact.said.printed) > 4
            and fact.id in expected(facts, replace(wanted, since=None, until=None))
        }
        assert {value.value for value in found["month"] if value.count} == months, wanted


@pytest.mark.parametrize("sort", ["newest", "oldest", "added", "relevance"])
@pytest.mark.parametrize("per", [1, 7, 60])
def test_pages_by_number_and_by_cursor_give_one_order(
    records: Records, sort: str, per: int
) -> None:
    session, _ = records
    wanted = StatementFilter(q="dam OR moor OR плотина", sort=sort, per=per)
    whole = listed(session, wanted)
    assert len(whole) > 20
    by_number, by_cursor = [], []
    for number in range(1, page(select(session, wanted)).pages + 1):
        by_number += page(select(session, replace(wanted, page=number))).ids
    after = None
    while True:
        found = page(select(session, replace(wanted, after=after)))
        by_cursor += found.ids
        assert len(by_cursor) <= len(whole)
        if found.next is None:
            break
        # A cursor leaves the server and comes back in a URL.
        query = replace(wanted, after=found.next).query(after=found.next)
        after = parse_filter(parse_qsl(query[1:])).wanted.after
        assert after is not None
    assert by_number == whole
    assert by_cursor == whole


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_undated_statements_come_last_in_both_directions(records: Records, sort: str) -> None:
    session, facts = records
    undated = {fact.id for fact in facts if fact.said is None}
    found = listed(session, StatementFilter(sort=sort))
    assert set(found[-len(undated) :]) == undated


def test_a_page_behind_the_last_is_empty_and_keeps_the_total(records: Records) -> None:
    session, facts = records
    found = page(select(session, StatementFilter(page=10_000_000, per=200)))
    assert (found.ids, found.total, found.next) == ((), len(facts), None)


def test_a_range_matches_what_it_wholly_contains(records: Records) -> None:
    session, facts = records
    month = Period.parse("2024-12")
    days = {fact.id: fact.said.printed for fact in facts if fact.said}
    found = listed(session, StatementFilter(since=month, until=month))
    assert {days[number] for number in found} == {
        "2024-12", "2024-12-01", "2024-12-26", "2024-12-31",
    }  # fmt: skip


def test_an_export_gives_the_rows_of_all_pages_in_their_order(records: Records) -> None:
    session, facts = records
    wanted = StatementFilter(sort="oldest", per=5, page=3)
    rows = list(stream_rows(select(session, wanted)))
    assert [row.id for row in rows] == expected(facts, wanted)
    shown = rows_of(session, page(select(session, wanted)).ids)
    assert [row._replace(notes=None) for row in rows[10:15]] == shown


def test_rows_tell_what_was_stored(records: Records) -> None:
    session, facts = records
    rows = {row.id: row for row in stream_rows(select(session, StatementFilter()))}
    for fact in facts:
        row = rows[fact.id]
        assert row.said_on == (fact.said.printed if fact.said else None)
        assert row.side == (None if fact.side == NONE else fact.side)
        assert (row.actor.slug if row.actor else NONE) == fact.actor
        assert {topic.slug for topic in row.topics} == fact.topics - {NONE}
        assert [quote.text for quote in row.quotes] == [each.text for each in fact.wordings]
        assert row.outlets == fact.sources
        assert row.status == ("pending" if fact.is_pending else "reviewed")
        assert (row.added_at, row.added_at.utcoffset()) == (fact.created_at, timedelta(0))


def test_rows_tell_of_every_quote_what_its_tables_hold(shared_database: Database) -> None:
    with shared_database.writer(keep=False) as session:
        record = Record(session)
        outlet = record.outlet("river-post", "River Post")
        article = record.article("The dam leaks, and the quay sinks.", outlet)
        article.published_on = date(2024, 12, 26)
        said = [Said(article, "The dam leaks"), Said(article, ("The dam", "the quay"))]
        statement = record.statement(*said)
        (row,) = rows_of(session, [statement.id or 0])
        assert [quote.parts for quote in row.quotes] == [((0, 13),), ((0, 7), (19, 27))]
        for quote in row.quotes:
            stored = session.get_one(Quote, quote.id)
            assert (quote.text, quote.confidence) == (stored.text, stored.confidence)
            assert quote.published_on == date(2024, 12, 26)
            assert quote.outlet == Named("river-post", "River Post")


def test_the_last_added_keep_the_order_of_the_list(records: Records) -> None:
    session, facts = records
    newest = {fact.id for fact in sorted(facts, key=lambda fact: fact.created_at)[-10:]}
    whole = select(session, StatementFilter())
    selection = last_added(whole, 10)
    assert count(selection) == 10
    for asked, number in ((whole, len(facts)), (selection, 10)):
        assert sum(each.count for each in asked.counted("side", without=None, shown=None)) == number
    found = list(page(selection, everything=True).ids)
    assert found == [number for number in expected(facts, StatementFilter()) if number in newest]


def test_slugs_that_name_nothing_are_problems_of_their_fields(records: Records) -> None:
    session, _ = records
    pairs = [("actor", "nobody"), ("topic", "nothing"), ("outlet", "nowhere"), ("from", "soon")]
    with pytest.raises(Invalid) as caught:
        select_parsed(session, parse_filter(pairs))
    assert set(caught.value.problems) == {"actor", "topic", "outlet", "from"}
    assert "nobody" in caught.value.problems["actor"]
