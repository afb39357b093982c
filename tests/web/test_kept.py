"""Kept pages: sent again while the record is the same, never when it is not."""

import gzip
from collections.abc import Iterator

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from app.db import Database
from app.models import Actor, Office, Statement, Tenure, Topic, TopicTerm
from tests.sample import Record, fill
from tests.web.conftest import visiting

LIST = "/statements?side=ru"


@pytest.fixture
def visitor(sqlite_database: Database) -> Iterator[TestClient]:
    """A server on a sample of its own, that may be written to."""
    with sqlite_database.writer() as session:
        fill(session)
    with visiting(sqlite_database) as client:
        yield client


def test_an_unchanged_page_is_a_304_without_a_body(visitor: TestClient) -> None:
    first = visitor.get(LIST)
    again = visitor.get(LIST, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert visitor.get(LIST).text == first.text


def test_a_change_is_shown_at_once_and_what_is_the_same_again_is_a_304(
    visitor: TestClient, sqlite_database: Database
) -> None:
    before = visitor.get(LIST)
    with sqlite_database.writer() as session:
        statement = session.get_one(Statement, 1)
        side, statement.side = statement.side, "ir"
    changed = visitor.get(LIST, headers={"if-none-match": before.headers["etag"]})
    assert changed.status_code == 200
    assert changed.text != before.text
    with sqlite_database.writer() as session:
        session.get_one(Statement, 1).side = side
    back = visitor.get(LIST, headers={"if-none-match": before.headers["etag"]})
    assert back.status_code == 304


def test_a_new_name_is_shown_at_once(visitor: TestClient, sqlite_database: Database) -> None:
    assert "Ada Moor" in visitor.get("/statements").text
    with sqlite_database.writer() as session:
        actor = session.exec(select(Actor).where(Actor.name == "Ada Moor")).one()
        actor.name = "Ada Moor-Lind"
    assert "Ada Moor-Lind" in visitor.get("/statements").text


def test_the_block_for_a_swap_and_the_whole_page_are_kept_apart(visitor: TestClient) -> None:
    whole = visitor.get(LIST)
    block = visitor.get(LIST, headers={"hx-request": "true"})
    assert "<html" in whole.text
    assert "<html" not in block.text
    assert visitor.get(LIST, headers={"hx-request": "true"}).text == block.text
    assert "HX-Request" in whole.headers["vary"]


def test_what_an_editor_sees_is_not_kept_for_readers(sqlite_database: Database) -> None:
    with visiting(sqlite_database) as client:
        assert "/articles/new" in client.get("/statements").text
        proxied = client.get("/statements", headers={"x-forwarded-for": "203.0.113.9"})
        assert "/articles/new" not in proxied.text


def test_a_page_is_compressed_for_those_who_take_it(visitor: TestClient) -> None:
    plain = visitor.get(LIST, headers={"accept-encoding": "identity"})
    with visitor.stream("GET", LIST, headers={"accept-encoding": "gzip"}) as got:
        packed = b"".join(got.iter_raw())
        assert got.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == plain.content
    assert len(packed) < len(plain.content) / 2
    assert "Accept-Encoding" in plain.headers["vary"]


def test_a_page_with_a_problem_is_drawn_each_time(visitor: TestClient) -> None:
    wrong = visitor.get("/statements?from=nonsense")
    assert wrong.status_code == 422
    assert "etag" not in wrong.headers


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/topics",
        "/topics/dams",
        "/actors",
        "/actors/ada-moor",
        "/outlets/sarn-courier",
        "/articles",
        "/api/v1/statements?facets=1",
        "/api/v1/topics",
        "/api/v1/topics/dams",
        "/api/v1/actors",
        "/api/v1/actors/ada-moor",
    ],
)
def test_every_page_of_the_record_alone_is_kept(visitor: TestClient, path: str) -> None:
    first = visitor.get(path)
    assert first.status_code == 200
    again = visitor.get(path, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


def test_an_article_without_a_statement_is_shown_at_once(
    visitor: TestClient, sqlite_database: Database
) -> None:
    before = {path: visitor.get(path).text for path in ("/", "/articles")}
    with sqlite_database.writer() as session:
        Record(session).article("Nobody said anything on that day.", title="A quiet day")
    assert "A quiet day" not in before["/articles"]
    assert "A quiet day" in visitor.get("/articles").text
    assert visitor.get("/").text != before["/"]


def test_a_new_office_and_a_new_term_are_shown_at_once(
    visitor: TestClient, sqlite_database: Database
) -> None:
    assert "Keeper of the sluice" not in visitor.get("/actors/ada-moor").text
    visitor.get("/topics/dams")
    with sqlite_database.writer() as session:
        actor = session.exec(select(Actor).where(Actor.slug == "ada-moor")).one()
        office = Office(slug="keeper", title="Keeper of the sluice", side="other")
        session.add(office)
        session.flush()
        session.add(Tenure(actor_id=actor.id, office_id=office.id, since="2024"))
        topic = session.exec(select(Topic).where(Topic.slug == "dams")).one()
        session.add(TopicTerm(topic_id=topic.id, language="en", text="spillway"))
    assert "Keeper of the sluice" in visitor.get("/actors/ada-moor").text
    assert "spillway" in visitor.get("/topics/dams").text
