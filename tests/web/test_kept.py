"""Kept pages: sent again while the record is the same, never when it is not."""

import gzip
import json
import re
from collections.abc import Iterator, MutableMapping
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, select
from starlette.testclient import TestClient

from app.db import Database
from app.kept import PAGES_BYTES, Kept, KeptPage
from app.models import Actor, Note, Office, Statement, Tenure, Topic, TopicTerm
from app.queries.rows import StatementRow
from app.readers.document import Document
from app.services.batch import ingest_batch
from app.web.listed import card
from tests.db.oracle import random_record
from tests.db.scribbler import scribble
from tests.sample import Record, fill
from tests.web.conftest import visiting

pytestmark = pytest.mark.slow

LIST = "/statements?side=ru"
KEPT_PATHS = [
    "/",
    "/topics",
    "/topics/dams",
    "/compare?side=sy",
    "/compare/dams",
    "/actors",
    "/actors/ada-moor",
    "/outlets/sarn-courier",
    "/articles",
    "/api/v1/statements?facets=1",
    "/api/v1/topics",
    "/api/v1/topics/dams",
    "/api/v1/compare",
    "/api/v1/actors",
    "/api/v1/actors/ada-moor",
]


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


@pytest.mark.parametrize("path", ["/statements", "/api/v1/statements"])
def test_a_statement_shown_in_one_list_is_shown_as_it_is_now_in_another(
    visitor: TestClient, sqlite_database: Database, path: str
) -> None:
    assert "Keeper of the sluice" not in visitor.get(path).text
    with sqlite_database.writer() as session:
        statement = session.get_one(Statement, 1)
        office = Office(slug="keeper", title="Keeper of the sluice", side="other")
        session.add(office)
        session.flush()
        statement.office_id, statement.occasion = office.id, "the opening of the weir"
    assert "Keeper of the sluice" in visitor.get(f"{path}?per=200").text
    with sqlite_database.writer() as session:
        session.exec(select(Office).where(Office.slug == "keeper")).one().title = "Miller"
    assert "Keeper of the sluice" not in visitor.get(f"{path}?per=200&sort=oldest").text
    assert "Miller" in visitor.get(f"{path}?per=100").text


@pytest.mark.parametrize("path", ["/statements?per=200", "/api/v1/statements?per=200"])
def test_whatever_changes_a_server_that_drew_much_before_shows_what_a_new_one_does(
    sqlite_database: Database, path: str
) -> None:
    with sqlite_database.writer() as session:
        random_record(session, seed=51)
    with visiting(sqlite_database) as old:
        old.get(path)
        for seed in range(8):
            scribble(sqlite_database, seed, 6)
            with visiting(sqlite_database) as new:
                assert old.get(path).text == new.get(path).text


def test_a_note_stands_in_the_list_of_the_api_at_once(
    visitor: TestClient, sqlite_database: Database
) -> None:
    path = "/api/v1/statements?per=200"
    assert "the weir was new then" not in visitor.get(path).text
    with sqlite_database.writer() as session:
        session.add(Note(statement_id=1, text="the weir was new then"))
    assert "the weir was new then" in visitor.get(path).text


def test_only_what_changed_of_a_list_is_drawn_anew(
    visitor: TestClient, sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []

    def noted(row: StatementRow, *others: Any, **named: Any) -> str:
        drawn.append(row.id)
        return card(row, *others, **named)

    monkeypatch.setattr("app.web.statements.card", noted)
    visitor.get("/statements")
    assert len(drawn) > 2
    drawn.clear()
    with sqlite_database.writer() as session:
        session.get_one(Statement, 1).occasion = "the opening of the weir"
    visitor.get("/statements")
    assert drawn == [1]


def test_a_wording_that_a_group_adds_to_a_statement_is_shown_at_once(
    visitor: TestClient, sqlite_database: Database
) -> None:
    words = "the weir is to be opened at noon"
    for number, outlet in enumerate(("Idle Gazette", "Sarn Courier"), 1):
        text = f"The {outlet} heard Ada Moor say that {words}."
        start = text.index(words)
        quote = {"start": start, "end": start + len(words), "actor": "ada-moor"}
        given = Document(text=text, outlet=outlet, quotes=(quote | {"said_on": "2024-12-26"},))
        ingest_batch(sqlite_database, [given])
        items = visitor.get("/api/v1/statements?per=200").json()["items"]
        assert [len(each["quotes"]) for each in items if each["text"] == words] == [number]


def test_what_is_told_in_days_ago_is_told_anew_the_next_day(
    visitor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def on(day: date) -> str:
        for module in ("app.kept", "app.web.compare"):
            monkeypatch.setattr(f"{module}.today", lambda: day)
        return visitor.get("/compare").text

    assert "Last word 1 day ago" in on(date(2025, 1, 15))
    assert "Last word 2 days ago" in on(date(2025, 1, 16))


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


@pytest.mark.parametrize("path", KEPT_PATHS)
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


def ask_raw(client: TestClient, path: str, query: bytes) -> tuple[int, bytes]:
    """Ask as a client may that sends what it likes; return status and body."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(dict(message))

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
        "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": query,
        "root_path": "", "headers": [(b"host", b"127.0.0.1")], "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80), "state": {},
    }  # fmt: skip
    assert client.portal is not None
    client.portal.call(client.app, scope, receive, send)
    return sent[0]["status"], b"".join(each.get("body", b"") for each in sent)


def test_a_question_with_a_hash_sign_is_not_kept_as_another_one(visitor: TestClient) -> None:
    _, wrong = ask_raw(visitor, "/api/v1/actors", b"q=ada#nobody")
    _, right = ask_raw(visitor, "/api/v1/actors", b"q=ada")
    assert json.loads(wrong)["total"] == 0
    assert json.loads(right)["total"] > 0


def test_long_addresses_of_one_page_do_not_fill_the_memory(visitor: TestClient) -> None:
    pages = Kept().pages
    page = KeptPage(b"small", {})
    for number in range(2_000):
        pages.put((number, "/topics", b"x" * 60_000, False, False), page)
    assert len(pages) < 2 * PAGES_BYTES / 60_000
    assert pages.get((1_999, "/topics", b"x" * 60_000, False, False)) is page
    assert pages.get((0, "/topics", b"x" * 60_000, False, False)) is None


@pytest.mark.parametrize("shape", ["*", "{tag}", '"other", W/{tag}', 'W/"a",W/{tag}'])
def test_a_mark_is_known_in_every_form_that_proxies_give_it(
    visitor: TestClient, shape: str
) -> None:
    tag = visitor.get(LIST).headers["etag"].removeprefix("W/")
    again = visitor.get(LIST, headers={"if-none-match": shape.format(tag=tag)})
    assert again.status_code == 304
    assert visitor.get(LIST, headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize("refused", ["gzip;q=0, identity", "gzip; q=0.0", "identity", "xgzip"])
def test_a_reader_who_refuses_compression_gets_none(visitor: TestClient, refused: str) -> None:
    got = visitor.get(LIST, headers={"accept-encoding": refused})
    assert "content-encoding" not in got.headers


@pytest.mark.parametrize("path", [LIST, "/topics", "/api/v1/topics", "/api/v1/statements"])
def test_no_cache_on_the_way_shows_what_is_old(visitor: TestClient, path: str) -> None:
    assert "no-cache" in visitor.get(path).headers["cache-control"]


def test_asked_for_its_head_a_kept_page_has_its_headers_and_no_body(visitor: TestClient) -> None:
    whole = visitor.get(LIST)
    head = visitor.head(LIST)
    assert head.content == b""
    assert head.headers["etag"] == whole.headers["etag"]
    assert head.headers["content-length"] == whole.headers["content-length"]


def logging_tables(database: Database) -> dict[str, set[str]]:
    """Return for each table the events (`INSERT`, …) of which the change log is told."""
    found: dict[str, set[str]] = {}
    with database.reader() as session:
        triggers = session.execute(
            sa.text("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        )
        for table, sql in triggers:
            # Not those of single columns: a page may show any.
            told = re.search(r"AFTER (\w+) ON .*INSERT INTO record_change", sql, re.DOTALL)
            if told:
                found.setdefault(table, set()).add(told[1])
    return found


def test_the_log_is_told_of_every_change_to_a_table_that_a_kept_page_reads(
    sqlite_database: Database, visitor: TestClient
) -> None:
    asked: list[str] = []
    reading = visitor.app.state.database._reading  # type: ignore[attr-defined]
    sa.event.listen(
        reading, "before_cursor_execute", lambda _c, _k, sql, *_: asked.append(sql.lower())
    )
    for path in (*KEPT_PATHS, LIST, "/statements?q=dam&exact=1&sort=relevance", "/actors?q=ada"):
        for headers in ({}, {"x-forwarded-for": "203.0.113.9"}):
            assert visitor.get(path, headers=headers).status_code == 200
    read = {table for sql in asked for table in re.findall(r"\b(?:from|join) (\w+)", sql)}
    # Who asks is a part of what a page is kept under, and is read anew for every request.
    about_visitors = {"account", "account_session", "api_token"}
    # An entry of a statement's history is written together with what it tells of.
    told_along = {"record_change", "revision"}
    every = set(SQLModel.metadata.tables) & read - told_along - about_visitors
    logged = logging_tables(sqlite_database)
    assert {"statement", "quote", "article", "tenure", "failed_input"} <= every
    silent = {table for table in every if logged.get(table) != {"INSERT", "UPDATE", "DELETE"}}
    assert not silent
