"""The pages of speakers and topics in full: each number opens exactly as many."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.db import Database
from app.models import Event
from app.models.base import today
from app.queries.actors import AliasRow
from app.queries.profile import names_query
from tests.sample import Record, Said
from tests.web.conftest import visiting
from tests.web.reading import said
from tests.web.test_compare import NUMBER, total


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[TestClient]:
    """The local user's browser on a record in which speakers name one another."""
    path = tmp_path_factory.mktemp("profiles") / "onrecord.db"
    shutil.copy(migrated_file, path)
    database = Database(f"sqlite:///{path}")
    with database.writer() as session:
        fill(Record(session))
    with visiting(database) as client:
        yield client
    database.close()


def fill(record: Record) -> None:
    courier = record.outlet("sarn-courier", "Sarn Courier")
    gazette = record.outlet("idle-gazette", "Idle Gazette")
    moor = record.actor("ada-moor", "Ada Moor", "Moor", "Ада Мур", "Мур")
    lind = record.actor("bo-lind", "Bo Lind", "Lind")
    clerk = record.actor("cy-clerk", "Cy Clerk")
    dams = record.topic("dams", "Dams", "dam*", position=1)
    harvest = record.topic("harvest", "Harvest", "harvest", position=2)
    minister = record.office(moor, "ve-foreign", "Foreign minister", "tr", since="2020-05")
    record.office(moor, "ve-trade", "Trade minister", "tr", since="2015", until="2018-03")
    for actor, day, words, outlet, topics in (
        (moor, "2024-10-02", "The dam leaks", courier, [dams]),
        (moor, "2024-12-26", "The dam holds & stands", gazette, [dams, harvest]),
        (moor, "2024-12-27", "The harvest is safe", gazette, [harvest]),
        (moor, "2023", "A dam is a dam", None, [dams]),
        (moor, None, "Moor is my name", courier, []),
        (lind, "2024-12-28", "Mrs Moor speaks of dams only", courier, [dams]),
        (lind, "2024-12-29", "Мур не права", gazette, []),
        (clerk, "2024-12-30", "Ada Moor has left", courier, []),
        (None, "2024-12-30", "Moor will come back", courier, []),
    ):
        article = record.article(f"“{words}”, they said.", outlet, published_on=date(2024, 12, 31))
        record.statement(
            Said(article, words),
            actor=actor,
            office=minister if actor is moor and day else None,
            side="ru" if actor is lind else None,
            said_on=day,
            topics=topics,
        )
    record.session.add(
        Event(
            printed="2024-11-03",
            since_day=date(2024, 11, 3),
            until_day=date(2024, 11, 3),
            title="The Sarn dam opens",
        )
    )


@pytest.mark.parametrize("path", ["/actors/ada-moor", "/actors/bo-lind", "/topics/dams"])
def test_every_number_opens_as_many_as_it_says(browser: TestClient, path: str) -> None:
    html = browser.get(path).text.replace("<span>", "").replace("</span> <span", "<span")
    found = [(href.replace("&amp;", "&"), int(n)) for href, n in NUMBER.findall(html)]
    assert len(found) >= 4
    for href, number in found:
        assert total(browser, href) == number, href


def test_topics_stand_by_month_with_a_table_behind(browser: TestClient) -> None:
    words = said(browser.get("/actors/ada-moor").text)
    assert "Dams 3" in words
    assert "Topic 2024-12 2024-10 Dams 1 1 Harvest 2 0" in words


def test_who_quotes_and_who_speaks_about_a_speaker_is_told(browser: TestClient) -> None:
    words = said(browser.get("/actors/ada-moor").text)
    quoted = words[words.index("Quoted most by") :]
    assert quoted.index("Idle Gazette 2") < quoted.index("Outlet not known 1")
    about = words[words.index("Spoken about by") :]
    assert about.index("Bo Lind 2") < about.index("Cy Clerk 1")
    assert about.index("Cy Clerk 1") < about.index("Speaker not resolved 1")
    assert "Spoken about by" not in said(browser.get("/actors/cy-clerk").text)


def test_offices_stand_on_one_line_of_years(browser: TestClient) -> None:
    page = browser.get("/actors/ada-moor").text
    assert f"2015{today().year}" in said(page)
    assert page.count('class="tenure') == 2
    assert page.count('class="tenure bars-tr open"') == 1


def test_a_topic_tells_sides_events_and_where_its_terms_count(browser: TestClient) -> None:
    page = browser.get("/topics/dams").text
    words = said(page)
    assert "The Sarn dam opens" in words
    assert 'class="mark"' in page
    sides = words[words.index("What each side said last") :]
    assert "Bo Lind, 28 December 2024" in sides
    assert "Terms by which it is found" in words


def test_a_topic_nobody_spoke_of_and_a_speaker_who_said_nothing_have_pages(
    pages: TestClient,
) -> None:
    for path in ("/topics/fisheries", "/actors/ministry-of-dams"):
        assert pages.get(path).status_code == 200


def alias(text: str, *, is_risky: bool = False) -> AliasRow:
    return AliasRow(text, "en", None, is_risky)


@pytest.mark.parametrize(
    ("aliases", "query"),
    [
        ([alias("Ada Moor")], '"Ada Moor"'),
        ([alias("Moor"), alias("A. Moor"), alias("Ада Мур")], '"Moor" OR "Ада Мур"'),
        ([alias("Moor", is_risky=True), alias("Mrs Moor")], '"Ada Moor" OR "Mrs Moor"'),
        ([alias('the "dam" minister')], '"Ada Moor" OR "the dam minister"'),
        ([alias("— !")], '"Ada Moor"'),
    ],
)
def test_a_name_is_looked_for_by_its_shortest_parts(aliases: list[AliasRow], query: str) -> None:
    assert names_query("Ada Moor", aliases) == query


def test_many_names_make_no_longer_search_than_one_can_be() -> None:
    query = names_query("Ada Moor", [alias(f"Name{at} of hers") for at in range(100)])
    assert len(query) <= 500
    assert query.endswith('"')
