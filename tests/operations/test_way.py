"""The way: work beside a server lets its readers go first, and comes to its end all the same."""

import time
from threading import Thread

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.main import create_app
from app.way import LONGEST, WAY, Way
from tests.sample import fill


def test_work_waits_for_who_waits_for_a_page() -> None:
    way, done = Way(), []
    way.enter()
    thread = Thread(target=lambda: (way.give(longest=10), done.append(way.under_way)))
    thread.start()
    thread.join(0.05)
    assert done == []
    way.leave()
    thread.join(5)
    assert done == [0]


def test_work_goes_on_though_somebody_always_reads() -> None:
    way = Way()
    way.enter()
    started = time.monotonic()
    way.give()
    assert LONGEST <= time.monotonic() - started < 5


@pytest.mark.parametrize("path", ["/about", "/nothing", "/fail", "/statements.csv"])
def test_an_answer_that_began_holds_nobody_up(sqlite_database: Database, path: str) -> None:
    app = create_app(Settings(database_url=str(sqlite_database.url), background=False))
    seen = []

    async def fail() -> None:
        seen.append(WAY.under_way)
        raise RuntimeError

    app.add_api_route("/fail", fail)
    with TestClient(app, "http://127.0.0.1", raise_server_exceptions=False) as client:
        client.get(path)
        assert WAY.under_way == 0
    assert seen in ([], [1])


def test_the_page_of_an_article_passes_over_no_other(sqlite_database: Database) -> None:
    with sqlite_database.writer() as session:
        fill(session)
    with sqlite_database.reader() as session:
        query = "SELECT id FROM article WHERE replaced_by_id = 7 AND erased_at IS NULL"
        plan = session.execute(sa.text(f"EXPLAIN QUERY PLAN {query}")).all()
    assert "ix_article_replaced_by_id" in plan[0][3]
