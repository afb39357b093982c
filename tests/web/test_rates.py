"""Fetches and writes that come too often: refused in so many words, and nothing typed is lost."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.main import create_app
from app.models import Role, TokenScope
from app.rates import RATES, Deed
from app.services.reference import add_reference
from tests.people import add_person, bearer, sign_in_as
from tests.servers import Site, site
from tests.services.articles import DAM
from tests.services.test_capture import page
from tests.services.test_refetch import first
from tests.services.world import WORLD
from tests.web.test_drafts import META, holds

LOCAL = ("127.0.0.1", 5000)


@pytest.fixture
def server() -> Iterator[Site]:
    """A server on loopback."""
    with site() as found:
        yield found


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """A database that knows the invented world."""
    with sqlite_database.writer() as session:
        add_reference(session, WORLD)
    return sqlite_database


@pytest.fixture
def browser(database: Database, server: Site) -> Iterator[TestClient]:
    """The local user's browser, for whom the server fetches one page a minute."""
    settings = Settings(database_url=str(database.url))
    rates = {**RATES, Deed.FETCH: ("1/minute", "10/minute")}
    app = create_app(settings, server.limits(), rates)
    with TestClient(app, "http://127.0.0.1", client=LOCAL, follow_redirects=False) as client:
        yield client


def test_the_form_keeps_what_was_typed_and_says_when_to_try_again(
    browser: TestClient, server: Site
) -> None:
    for path in ("/dam", "/bridge"):
        server.put(path, page())
    browser.post("/articles/new", data={"url": server.url("/dam")})
    typed = {"url": server.url("/bridge"), "title": "The bridge", "outlet": "Sarn Courier"}
    answer = browser.post("/articles/new", data=typed)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 60
    assert "try again in" in answer.text
    assert all(holds(answer.text, name, value) for name, value in typed.items())
    assert len(server.asked) == 1


def test_what_is_pasted_or_here_already_is_no_fetch(browser: TestClient, server: Site) -> None:
    url = server.put("/dam", page())
    address = browser.post("/articles/new", data={"url": url}).headers["location"]
    browser.post(address, data=META | {"url": url, "action": "save"})
    assert browser.post("/articles/new", data={"url": url}).status_code == 200
    assert browser.post("/api/v1/articles", json={"url": url}).json()["known"] is True
    other = META | {"text": f"{DAM} It rained.", "url": server.url("/other")}
    assert browser.post("/articles/new", data=other).status_code == 303


def test_the_api_answers_429_with_the_seconds_to_wait(browser: TestClient, server: Site) -> None:
    for path in ("/dam", "/bridge"):
        server.put(path, page())
    assert browser.post("/api/v1/articles", json={"url": server.url("/dam")}).status_code == 201
    answer = browser.post("/api/v1/articles", json={"url": server.url("/bridge")})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 60
    assert answer.json()["error"] == "Too often"


def test_looking_at_a_source_again_says_on_the_article_that_it_is_too_often(
    browser: TestClient, database: Database, server: Site
) -> None:
    number = first(database, server)
    assert browser.post(f"/articles/{number}/refetch").status_code == 303
    answer = browser.post(f"/articles/{number}/refetch")
    assert answer.status_code == 429
    assert "The source could not be looked at. Too many pages" in answer.text
    assert "retry-after" in answer.headers


def test_a_feed_keeps_what_was_typed_where_it_is_too_often(
    browser: TestClient, server: Site
) -> None:
    browser.post("/articles/new", data={"url": server.put("/dam", page())})
    typed = {"url": server.url("/feed"), "words": "dam*, bridge*", "every": "1h"}
    answer = browser.post("/feeds", data=typed)
    assert answer.status_code == 429
    assert holds(answer.text, "url", typed["url"])
    assert typed["words"] in answer.text


# -------------------------------------------------------------------------------------- writes


@contextmanager
def rarely(database: Database, host: str = "127.0.0.1") -> Iterator[TestClient]:
    """A browser, from which one account may write twice a minute, and a program three times."""
    rates = {**RATES, Deed.WRITE: ("2/minute", "5/minute"), Deed.SEND: ("3/minute", "4/minute")}
    app = create_app(Settings(database_url=str(database.url), host=host), rates=rates)
    with TestClient(app, "http://127.0.0.1", client=LOCAL, follow_redirects=False) as client:
        yield client


def test_who_writes_too_often_is_told_when_to_go_on_and_reads_meanwhile(
    database: Database,
) -> None:
    with rarely(database) as browser:
        for _ in range(2):
            assert browser.post("/articles/new", data=META | {"text": DAM}).status_code == 303
        refused = browser.post("/articles/new", data=META | {"text": DAM})
        assert refused.status_code == 429
        assert 0 < int(refused.headers["retry-after"]) <= 60
        assert "Too much was changed in a short time" in refused.text
        assert DAM.splitlines()[0] in refused.text
        assert browser.get("/articles/new").status_code == 200
        assert browser.get("/statements").status_code == 200


def test_a_program_that_sends_too_often_is_told_as_json(database: Database) -> None:
    with rarely(database) as program:
        sent = [
            program.post("/api/v1/articles", json={"text": f"{DAM} Day {number}."})
            for number in range(4)
        ]
        assert [each.status_code for each in sent] == [201, 201, 201, 429]
        assert sent[3].json()["error"] == "Too often"
        assert 0 < int(sent[3].headers["retry-after"]) <= 60
        assert program.get("/api/v1/articles").json()["total"] == 3


def test_people_behind_one_address_write_each_for_themselves(database: Database) -> None:
    for name in ("bo", "cyn"):
        add_person(database, name, Role.EDITOR)
    with rarely(database, "0.0.0.0") as browser:
        answers = []
        for name in ("bo", "cyn"):
            sign_in_as(browser, database, name)
            for number in range(3):
                text = f"{DAM} {name} {number}."
                answer = browser.post("/articles/new", data=META | {"text": text, "url": ""})
                answers.append(answer.status_code)
        assert answers == [303, 303, 429] * 2


def test_one_account_writes_as_often_from_wherever_it_is_signed_in(database: Database) -> None:
    add_person(database, "bo", Role.EDITOR)
    headers = bearer(database, "bo", TokenScope.WRITE)
    with rarely(database, "0.0.0.0") as program:
        answers = []
        for last in range(4):
            program._transport.client = (f"192.0.2.{last}", 5000)  # type: ignore[attr-defined]
            document = {"text": f"{DAM} {last}."}
            answers.append(
                program.post("/api/v1/articles", json=document, headers=headers).status_code
            )
        assert answers == [201, 201, 201, 429]


def test_who_may_not_write_is_told_so_however_often(database: Database) -> None:
    with rarely(database, "0.0.0.0") as browser:
        answers = {browser.post("/articles/new", data={"text": DAM}).status_code for _ in range(5)}
        assert answers == {403}
