"""Large uploads: taken in the background, at a page of their own that tells how far they are."""

import json
import re
import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.main import create_app
from app.models import Article, Draft, FailedInput, Job
from app.services import uploads
from app.services.jobs import claim
from app.services.reference import add_reference
from app.worker import Runner
from tests.services.articles import DAM
from tests.services.world import WORLD
from tests.web.test_additions import count, files
from tests.web.test_drafts import META, holds

LOCAL = ("127.0.0.1", 5000)


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """A database that knows the invented world."""
    with sqlite_database.writer() as session:
        add_reference(session, WORLD)
    return sqlite_database


@pytest.fixture
def browser(database: Database) -> Iterator[TestClient]:
    """The local user's browser, on a server that leaves work to others."""
    settings = Settings(database_url=str(database.url), background=False)
    app = create_app(settings)
    with TestClient(app, "http://127.0.0.1", client=LOCAL, follow_redirects=False) as client:
        yield client


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some thousand characters are much."""
    monkeypatch.setattr(uploads, "AT_ONCE_BYTES", 5_000)
    monkeypatch.setattr(uploads, "AT_ONCE_FILES", 3)


def many(count: int) -> str:
    """Lines of so many articles, of which the third is broken."""
    lines = [
        json.dumps({"text": f"Bo Lind said: “Gate {number} is closed for good.”"})
        for number in range(count)
    ]
    return "\n".join([*lines[:2], "{broken", *lines[3:]])


def work_off(database: Database) -> None:
    """Do what was queued."""
    runner = Runner(database)
    while runner.start_some():
        time.sleep(0.02)


def test_a_large_file_is_answered_at_once_and_stored_in_the_background(
    browser: TestClient, database: Database
) -> None:
    given = files(("many.jsonl", many(100)))
    answer = browser.post("/articles/new", data=META, files=given)
    assert answer.status_code == 303
    page = answer.headers["location"]
    assert page == "/ingest/jobs/1"
    assert count(database, Article) == 0
    shown = browser.get(page).text
    assert "many.jsonl" in shown
    assert f'data-hx-get="{page}"' in shown
    work_off(database)
    shown = browser.get(page).text
    assert "99 articles out of files of many stored and public" in shown
    assert "1 could not be used and is kept" in shown
    assert "data-hx-get" not in re.search(r'<section id="work".*?>', shown, re.S)[0]  # type: ignore[index]
    assert (count(database, Article), count(database, FailedInput)) == (99, 1)


def test_many_files_become_drafts_in_the_background_with_what_was_typed(
    browser: TestClient, database: Database
) -> None:
    given = files(*((f"dam{number}.txt", f"{DAM} {number}") for number in range(5)))
    page = browser.post("/articles/new", data=META, files=given).headers["location"]
    work_off(database)
    assert "5 drafts made" in browser.get(page).text
    assert count(database, Article) == 0
    listed = browser.get("/articles/drafts").text
    drafts = re.findall(r'href="(/articles/drafts/[^"]+)"', listed)
    assert len(drafts) == 5
    assert all(holds(browser.get(each).text, "outlet", META["outlet"]) for each in drafts)


def test_a_job_that_is_begun_again_makes_no_draft_twice(
    browser: TestClient, database: Database
) -> None:
    given = files(*((f"dam{number}.txt", f"{DAM} {number}") for number in range(5)))
    page = browser.post("/articles/new", data=META, files=given).headers["location"]
    with database.writer() as session:
        job = claim(session)
        assert job is not None
        half = uploads.Upload("dam0.txt", f"{DAM} 0".encode())
    uploads.take_each(database, [half], META, salt=job.arguments["salt"])
    abandon(database)
    work_off(database)
    assert "5 drafts made" in browser.get(page).text
    assert count(database, Draft) == 5


def abandon(database: Database) -> None:
    """Let the leases of all jobs run out."""
    with database.writer() as session:
        session.execute(sa.update(Job).values(lease_until=sa.text("'2020-01-01 00:00:00'")))


def test_nothing_but_bad_files_is_a_failed_job(browser: TestClient, database: Database) -> None:
    given = files(
        *((f"{number}.html", b"\x89PNG\x00\x00" + bytes([number])) for number in range(5))
    )
    page = browser.post("/articles/new", data={}, files=given).headers["location"]
    work_off(database)
    shown = browser.get(page).text
    assert "This failed." in shown
    assert "5 could not be used and are kept" in shown
    assert count(database, FailedInput) == 5


def test_the_same_upload_given_twice_is_one_job(browser: TestClient, database: Database) -> None:
    given = files(("many.jsonl", many(100)))
    pages = {
        browser.post("/articles/new", data=META, files=given).headers["location"] for _ in range(2)
    }
    assert len(pages) == 1
    assert count(database, Job) == 1


def test_the_name_of_a_file_is_no_markup_on_the_page_of_its_job(browser: TestClient) -> None:
    given = files(("<b>many</b>.jsonl", many(100)))
    page = browser.post("/articles/new", data=META, files=given).headers["location"]
    assert "<b>many" not in browser.get(page).text


@pytest.mark.parametrize("number", ["0", "99", "99999999999999999999"])
def test_a_job_that_there_is_not_is_not_found(browser: TestClient, number: str) -> None:
    assert browser.get(f"/ingest/jobs/{number}").status_code == 404


def test_the_page_of_a_job_is_the_editors_alone(database: Database) -> None:
    app = create_app(Settings(database_url=str(database.url)))
    with TestClient(app, "http://127.0.0.1", client=("192.0.2.7", 5000)) as other:
        assert other.get("/ingest/jobs/1").status_code == 403
