"""Saved searches: what is new to somebody since they looked, and to nobody else."""

import re
from collections.abc import Iterator

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.db import Database
from app.models import Role, SavedSearch
from app.queries.saved import find_saved
from app.services.saved import MAX_SAVED, save_search
from tests.people import add_person, sign_in_as
from tests.sample import Record, Said, fill
from tests.web.conftest import visiting


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """A database with the sample."""
    with sqlite_database.writer() as session:
        fill(session)
    return sqlite_database


@pytest.fixture
def browser(database: Database) -> Iterator[TestClient]:
    """The local user's browser."""
    with visiting(database) as client:
        yield client


def follow(browser: TestClient, query: str, title: str = "") -> None:
    answer = browser.post("/saved", data={"query": query, "title": title})
    assert (answer.status_code, answer.headers["location"]) == (303, "/saved")


def add_words(database: Database, words: str) -> None:
    with database.writer() as session:
        record = Record(session)
        record.statement(Said(record.article(f"Somebody said: {words}"), words))


def numbers(page: str) -> list[str]:
    return re.findall(r"([\d,]+)(?: or more)? new</span>", page)


def test_what_is_there_already_is_not_new(browser: TestClient, database: Database) -> None:
    add_words(database, "the ferry sails")
    follow(browser, "?q=ferry", "The ferry")
    assert numbers(browser.get("/saved").text) == []


def test_what_was_added_since_is_new_until_it_is_seen(
    browser: TestClient, database: Database
) -> None:
    follow(browser, "?q=ferry", "The ferry")
    follow(browser, "")
    page = browser.get("/saved").text
    assert ("The ferry" in page, numbers(page)) == (True, [])
    add_words(database, "the ferry sails")
    add_words(database, "the dam holds")
    assert numbers(browser.get("/saved").text) == ["2", "1"]
    news = browser.get("/saved/news", headers={"hx-request": "true"}).text
    assert "All statements: 2" in news
    assert "The ferry: 1" in news
    number = re.findall(r'action="/saved/(\d+)"', browser.get("/saved").text)[-1]
    opened = browser.post(f"/saved/{number}", data={"action": "open"})
    assert opened.headers["location"] == "/statements?q=ferry&sort=added"
    assert numbers(browser.get("/saved").text) == ["2"]


def test_a_search_is_followed_once_and_named_by_its_filter(browser: TestClient) -> None:
    for _ in range(2):
        follow(browser, "?side=ru&topic=border&sort=oldest&page=7")
    page = browser.get("/saved").text
    assert page.count('href="/statements?') == 1
    assert 'href="/statements?side=ru&amp;topic=border"' in page
    assert "side Russia, topic Border" in page
    number = re.findall(r'action="/saved/(\d+)"', page)[0]
    browser.post(f"/saved/{number}", data={"action": "remove"})
    assert "You follow nothing yet." in browser.get("/saved").text


@pytest.mark.parametrize(
    ("query", "title"), [("?actor=nobody-here", ""), ("?from=soon", ""), ("?q=dam", "x" * 201)]
)
def test_what_is_no_list_is_told_and_not_kept(browser: TestClient, query: str, title: str) -> None:
    answer = browser.post("/saved", data={"query": query, "title": title})
    assert answer.status_code == 422
    assert "It was not saved." in answer.text
    assert "You follow nothing yet." in browser.get("/saved").text


def test_each_sees_their_own(database: Database) -> None:
    for name in ("ada", "bo"):
        add_person(database, name, Role.READER)
    with visiting(database, host="0.0.0.0") as client:
        assert client.get("/saved").status_code == 303
        sign_in_as(client, database, "ada")
        follow(client, "?q=dam", "Ada's dam")
        page = client.get("/saved")
        assert page.headers["cache-control"] == "no-store"
        number = re.findall(r'action="/saved/(\d+)"', page.text)[0]
        assert 'hx-get="/saved/news"' in client.get("/").text
        assert "Save this search" in client.get("/statements").text
        sign_in_as(client, database, "bo")
        assert "dam" not in client.get("/saved").text.partition("<main")[2]
        for action in ("remove", "seen", "open"):
            answer = client.post(f"/saved/{number}", data={"action": action})
            assert answer.status_code == 404
        client.cookies.clear()
        assert "/saved" not in client.get("/").text
        assert "/saved" not in client.get("/statements").text


def test_one_that_names_what_is_gone_says_so(database: Database, browser: TestClient) -> None:
    follow(browser, "?topic=border")
    with database.writer() as session:
        saved = find_saved(session, None)[0]
        session.get_one(SavedSearch, saved.id).query = "?topic=gone"
    page = browser.get("/saved")
    assert page.status_code == 200
    assert "not on record any more" in page.text


def test_nobody_follows_without_end(database: Database) -> None:
    def fill_up(session: Session) -> None:
        for number in range(MAX_SAVED + 1):
            save_search(session, None, "x", f"?q=word{number}")

    with pytest.raises(Exception, match="remove one first"), database.writer() as session:
        fill_up(session)
