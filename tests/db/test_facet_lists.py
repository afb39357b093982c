"""Long facets and second values, against plain Python on a random record."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from sqlmodel import Session

from app.db import Database
from app.queries.facet_lists import LISTED, list_values
from app.queries.facet_values import STEADY, FacetLinks, steady
from app.queries.facets import facets
from app.queries.filters import StatementFilter, parse_filter
from app.queries.select import count, select
from tests.db.oracle import Fact, expected, random_filters, random_record

pytestmark = pytest.mark.slow

Records = tuple[Session, list[Fact]]
EVERYTHING = StatementFilter()


@pytest.fixture(scope="module")
def records(shared_database: Database) -> Iterator[Records]:
    """A session on a random record, and the facts that were put into it."""
    with shared_database.writer() as session:
        facts = random_record(session, seed=3)
    with shared_database.reader() as session:
        yield session, facts


def some_filters(seed: int, number: int) -> Iterator[StatementFilter]:
    """Filters at random that a URL can ask for: none that ends before it begins."""
    for wanted in random_filters(seed, number):
        if not (wanted.since and wanted.until and wanted.since.first > wanted.until.last):
            yield wanted


def behind(link: str) -> StatementFilter:
    return parse_filter(parse_qsl(link.removeprefix("?"))).wanted


@pytest.mark.parametrize("name", LISTED)
def test_a_long_list_counts_what_its_links_show_zeros_too(records: Records, name: str) -> None:
    session, _ = records
    for wanted in some_filters(seed=6, number=25):
        for each in list_values(select(session, wanted), name):
            link = FacetLinks(name, wanted).query(each.value)
            assert each.value.count == count(select(session, behind(link))), (wanted, each)


@pytest.mark.parametrize("name", LISTED)
def test_a_long_list_has_every_value_of_the_record_once(records: Records, name: str) -> None:
    session, _ = records
    every = {each.value for each in facets(select(session, EVERYTHING), shown=None)[name]}
    for wanted in some_filters(seed=7, number=25):
        found = [each.value.value for each in list_values(select(session, wanted), name)]
        assert len(found) == len(set(found))
        assert every | set(getattr(wanted, name)) == set(found)


def test_a_second_value_widens_a_list_by_what_it_has(records: Records) -> None:
    session, facts = records
    for wanted in some_filters(seed=8, number=40):
        for name, values in facets(select(session, wanted), shown=None).items():
            links = FacetLinks(name, wanted)
            for value in values:
                also = links.also(value)
                if also is None or value.selected:
                    continue
                alone = expected(facts, behind(links.query(value)))
                both = expected(facts, behind(also))
                now = expected(facts, replace(wanted, after=None))
                assert set(both) == set(now) | set(alone), (wanted, name, value)


def test_short_lists_keep_their_order_whatever_is_selected(records: Records) -> None:
    session, _ = records
    whole = facets(select(session, EVERYTHING))
    for wanted in some_filters(seed=9, number=25):
        found = steady(facets(select(session, wanted)), whole)
        for name in STEADY:
            order = [each.value for each in whole[name]]
            assert [each.value for each in found[name]][: len(order)] == order
