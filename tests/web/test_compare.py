"""Positions: the matrix, the pair page and the short matrix, as a reader sees them."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from app.db import Database
from app.models import Event
from tests.sample import Record, Said
from tests.web.conftest import visiting
from tests.web.reading import links, read, said

HTMX = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[TestClient]:
    """A reader of a record in which two sides speak of dams, over three months."""
    path = tmp_path_factory.mktemp("positions") / "onrecord.db"
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
    moor = record.actor("ada-moor", "Ada Moor")
    lind = record.actor("bo-lind", "Bo Lind")
    dams = record.topic("dams", "Dams <and> water", position=1)
    record.topic("harvest", "Harvest", position=2)
    for at, (actor, side, day, outlet) in enumerate(
        [
            (moor, "tr", "2024-10-02", courier),
            (moor, "tr", "2024-12-26", gazette),
            (moor, "tr", "2024", courier),
            (lind, "ru", "2024-12-05", courier),
            (lind, "ru", "2024-12-06", courier),
            (lind, "ru", "2024-12-07", courier),
            (lind, "ru", "2024-12-08", gazette),
            (None, "ru", None, None),
            (None, "other", "2024-11", courier),
        ]
    ):
        words = f"Dam {at} <leaks> & stands"
        article = record.article(f"“{words}”, said so.", outlet, published_on=date(2024, 12, 27))
        record.statement(Said(article, words), actor=actor, side=side, said_on=day, topics=[dams])
    record.session.add(
        Event(
            printed="2024-11-03",
            since_day=date(2024, 11, 3),
            until_day=date(2024, 11, 3),
            title="The Sarn dam <opens>",
        )
    )


def total(client: TestClient, href: str) -> int:
    """How many a list of statements or articles says that it holds."""
    page = client.get(href)
    assert page.status_code == 200, href
    found = re.search(r'id="total"[^>]*>\s*([\d,]+)', page.text)
    assert found, href
    return int(found[1].replace(",", ""))


NUMBER = re.compile(
    r'<a [^>]*?href="(/(?:statements|articles)\?[^"]*|/statements|/articles)"[^>]*>\s*'
    r"(?:[^<]*<span class=\"count\">)?([\d,]+)(?: statements?| articles?)?<"
)
PAGES = [
    "/compare",
    "/compare?from=2024-12&side=other&side=none",
    "/compare?to=2024-12-06",
    "/compare/dams",
    "/compare/dams?a=tr&b=other",
    "/compare/dams?from=2024-12-06&to=2024-12",
    "/",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_number_opens_as_many_as_it_says(browser: TestClient, path: str) -> None:
    html = browser.get(path).text
    found = [(href.replace("&amp;", "&"), int(n)) for href, n in NUMBER.findall(html)]
    assert len(found) >= 2
    for href, number in found:
        assert total(browser, href) == number, href


def test_a_cell_says_who_spoke_last_when_and_how_often(browser: TestClient) -> None:
    words = said(browser.get("/compare").text)
    assert "Bo Lind, 8 December 2024" in words
    assert "“Dam 6 <leaks> & stands”" in words
    assert "5 statements 3 outlets" in words
    assert "Ada Moor, 26 December 2024" in words


def test_nothing_on_record_is_said_as_such(browser: TestClient) -> None:
    words = said(browser.get("/compare?from=2025").text)
    assert words.count("Nothing on record in this period") == 4
    assert "1 statement of these sides whose day is unknown is left out" in words


def test_the_outlets_of_a_cell_are_listed_where_their_number_leads(browser: TestClient) -> None:
    href = next(each for each in links(browser.get("/compare").text) if "#outlets-ru" in each)
    place = urlsplit(href)
    page = read(browser.get(f"{place.path}?{place.query}").text)
    assert place.fragment in page.ids
    assert "In 3 independent outlets" in said(browser.get(href).text)


@pytest.mark.parametrize(
    ("query", "field", "message", "kept"),
    [
        ("from=someday&side=other", "from", "no date", 'value="other" data-submits checked'),
        ("side=zz&from=2024", "side", "is unknown", 'name="from" value="2024"'),
        ("from=2025&to=2024", "to", "before the start", 'name="from" value="2025"'),
    ],
)
def test_a_bad_value_has_its_message_and_the_rest_is_kept(
    browser: TestClient, query: str, field: str, message: str, kept: str
) -> None:
    page = browser.get(f"/compare?{query}")
    assert page.status_code == 422
    assert message in re.search(rf'id="wrong-{field}">([^<]*)', page.text)[1]  # type: ignore[index]
    assert kept in page.text


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("a=zz&from=2024", "a", "is unknown"),
        ("a=ru&b=ru&from=2024", "b", "same side"),
        ("b=ru&from=2024", "b", "same side"),
        ("a=tr&b=ru&to=x", "to", "no date"),
    ],
)
def test_the_pair_page_tells_what_it_could_not_use(
    browser: TestClient, query: str, field: str, message: str
) -> None:
    page = browser.get(f"/compare/dams?{query}")
    assert page.status_code == 422
    assert message in re.search(rf'id="wrong-{field}">([^<]*)', page.text)[1]  # type: ignore[index]
    assert ("from=2024" in query) == ('name="from" value="2024"' in page.text)


def test_a_topic_that_nobody_knows_is_a_404(browser: TestClient) -> None:
    assert browser.get("/compare/nothing?a=zz").status_code == 404


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("/compare?from=&to=&side=other", "/compare?side=other"),
        ("/compare/dams?a=tr&b=ru&from=2024&to=", "/compare/dams?a=tr&b=ru&from=2024"),
    ],
)
def test_a_form_without_script_ends_at_the_one_address(
    browser: TestClient, typed: str, address: str
) -> None:
    answer = browser.get(typed)
    assert (answer.status_code, answer.headers["location"]) == (302, address)


@pytest.mark.parametrize("path", ["/compare?side=other", "/compare/dams?a=tr&b=ru"])
def test_the_block_for_a_swap_stands_in_the_page_and_tells_its_address(
    browser: TestClient, path: str
) -> None:
    block = browser.get(path, headers=HTMX)
    assert block.text in browser.get(path).text
    assert block.headers["hx-push-url"] == path
    assert "HX-Request" in block.headers["vary"]


def test_both_sides_stand_on_one_axis_with_events_and_a_table(browser: TestClient) -> None:
    html = browser.get("/compare/dams").text
    words = said(html)
    assert html.count('class="mark"') == 2
    assert "3 November 2024: The Sarn dam <opens>" in words
    assert "December 2024: 4 statements" in words
    assert "December 2024 4 1" in words
    assert "October 2024 0 1" in words


def test_a_bar_narrows_the_page_to_its_month(browser: TestClient) -> None:
    bars = [each for each in links(browser.get("/compare/dams").text) if "from=2024-10" in each]
    words = said(browser.get(bars[0]).text)
    assert "Nothing on record in this period" in words
    assert "“Dam 0" in words
    assert "Dam 6" not in words


def test_a_month_shows_the_newest_and_leads_to_the_rest(browser: TestClient) -> None:
    words = said(browser.get("/compare/dams").text)
    assert "The newest 3 are shown" in words
    assert "Dam 3" not in words
    narrow = said(browser.get("/compare/dams?from=2024-12&to=2024-12").text)
    assert "Dam 3" in narrow


def test_the_api_has_the_same_numbers_and_each_is_the_total_of_its_list(
    browser: TestClient,
) -> None:
    found = browser.get("/api/v1/compare?from=2024-12&side=other").json()
    assert found["sides"] == ["ru", "tr", "other"]
    for item in found["items"]:
        for position in item["positions"]:
            query = f"topic={item['topic']}&side={position['side']}&from=2024-12"
            listed = browser.get(f"/api/v1/statements?{query}").json()
            assert position["statements"] == listed["total"]
            newest = listed["items"][0] if listed["items"] else None
            if newest is not None:
                # What a comparison does not look up.
                del newest["notes"]
                for quote in newest["quotes"]:
                    del quote["translations"]
            assert position["latest"] == newest
    articles = browser.get("/api/v1/articles?from=2024-12").json()["total"]
    assert found["articles"] == articles == 9


def test_an_unknown_side_is_named_by_the_api(browser: TestClient) -> None:
    answer = browser.get("/api/v1/compare?side=zz")
    assert answer.status_code == 422
    assert "side" in json.dumps(answer.json())


def test_articles_can_be_narrowed_to_the_days_published(browser: TestClient) -> None:
    assert total(browser, "/articles?from=2024-12-27&to=2024-12") == 9
    assert total(browser, "/articles?from=2024-12-28") == 0
    assert browser.get("/articles?from=someday").status_code == 422


def test_nobody_s_words_become_markup(browser: TestClient) -> None:
    for path in PAGES:
        assert "<leaks>" not in browser.get(path).text
        assert "<and>" not in browser.get(path).text
        assert "<opens>" not in browser.get(path).text


def test_an_empty_record_has_its_pages_too(empty_pages: TestClient) -> None:
    assert "No topic is on record yet" in said(empty_pages.get("/compare").text)
    assert empty_pages.get("/").status_code == 200


def test_many_outlets_are_folded_and_all_are_there(sqlite_database: Database) -> None:
    with sqlite_database.writer() as session:
        record = Record(session)
        dams = record.topic("dams", "Dams")
        for at in range(12):
            article = record.article(f"“Dam {at}”.", record.outlet(f"post-{at}", f"Post {at:02}"))
            record.statement(Said(article, f"Dam {at}"), side="ru", topics=[dams])
    with visiting(sqlite_database) as client:
        page = client.get("/compare/dams").text
    shown, folded = page.split("<summary>All outlets</summary>")
    assert (shown.count("outlet=post-"), folded.count("outlet=post-")) == (10, 2)
