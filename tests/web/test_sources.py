"""Looking at a source again, and the page of what changed in it."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.main import create_app
from app.models import Outlet
from app.services.reference import add_reference
from tests.servers import Site, site
from tests.services.articles import DAM
from tests.services.test_capture import page
from tests.services.test_refetch import LONGER, first
from tests.services.world import WORLD

EDITED = LONGER.replace("before the harvest is in", "before spring")


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


def visitor(database: Database, server: Site, client: str = "127.0.0.1") -> TestClient:
    app = create_app(Settings(database_url=str(database.url)), server.limits())
    return TestClient(app, "http://127.0.0.1", client=(client, 5000), follow_redirects=False)


@pytest.fixture
def browser(database: Database, server: Site) -> Iterator[TestClient]:
    """The local user's browser."""
    with visitor(database, server) as client:
        yield client


def look(browser: TestClient, number: int) -> tuple[str, str]:
    """Press the button; return the address that it leads to, and that page."""
    assert f'action="/articles/{number}/refetch"' in browser.get(f"/articles/{number}").text
    answer = browser.post(f"/articles/{number}/refetch")
    assert answer.status_code == 303
    address = answer.headers["location"]
    return address, browser.get(address).text


def test_a_source_that_did_not_change_is_told_so(
    browser: TestClient, database: Database, server: Site
) -> None:
    number = first(database, server)
    address, shown = look(browser, number)
    assert address.startswith(f"/articles/{number}?")
    assert "has the same text still" in shown
    assert "Edited after capture" not in shown
    assert "seen with this text last" in shown


def test_a_source_that_changed_shows_both_texts_and_what_changed(
    browser: TestClient, database: Database, server: Site
) -> None:
    number = first(database, server)
    server.put("/dam", page(EDITED))
    address, shown = look(browser, number)
    later = int(re.findall(r"\d+", address)[0])
    assert "2 quotes carried over, 1 not found in it" in shown
    assert "Edited after capture" in shown
    earlier = browser.get(f"/articles/{number}").text
    assert "An earlier text of this source" in earlier
    assert f'href="/articles/{later}"' in earlier
    assert earlier.count('<article class="card"') == 3
    assert "refetch" not in earlier
    changed = browser.get(f"/articles/{later}/changes").text
    gone = " ".join(re.findall(r"<del>.*?</span>(.*?)<span", changed, re.S))
    come = " ".join(re.findall(r"<ins>.*?</span>(.*?)<span", changed, re.S))
    assert "harvest" in gone
    assert "spring" in come
    assert "A flood is expected." in come
    assert browser.get(f"/articles/{number}/changes").status_code == 404


def test_permalinks_of_carried_statements_lead_to_the_later_text(
    browser: TestClient, database: Database, server: Site
) -> None:
    number = first(database, server)
    before = browser.get("/api/v1/statements").json()["items"]
    server.put("/dam", page(LONGER))
    address, _ = look(browser, number)
    after = browser.get("/api/v1/statements").json()["items"]
    assert [each["url"] for each in after] == [each["url"] for each in before]
    later = browser.get(f"/api/v1{address.partition('?')[0]}").json()
    for quote in later["quotes"]:
        assert later["text"][quote["start"] : quote["end"]] == quote["text"]
    earlier = browser.get(f"/api/v1/articles/{number}").json()
    assert [each["id"] for each in earlier["quotes"]] == [each["id"] for each in later["quotes"]]
    for quote in earlier["quotes"]:
        assert earlier["text"][quote["start"] : quote["end"]] == quote["text"]


def test_a_source_that_cannot_be_reached_is_told_on_the_article_s_page(
    browser: TestClient, database: Database, server: Site
) -> None:
    number = first(database, server)
    server.pages.clear()
    answer = browser.post(f"/articles/{number}/refetch")
    assert answer.status_code == 422
    assert "HTTP 404" in answer.text
    assert "We have no plan" in answer.text
    assert browser.post("/articles/99/refetch").status_code == 404


def test_only_editors_look_again_and_see_others_texts(
    browser: TestClient, database: Database, server: Site
) -> None:
    number = first(database, server)
    server.put("/dam", page(EDITED))
    later = int(re.findall(r"\d+", look(browser, number)[0])[0])
    with visitor(database, server, "192.0.2.7") as other:
        assert other.post(f"/articles/{later}/refetch").status_code == 403
        assert other.get(f"/articles/{later}/changes").status_code == 403
        shown = other.get(f"/articles/{later}").text
        assert "Edited after capture" in shown
        assert "refetch" not in shown
        assert "/changes" not in shown
        with database.writer() as session:
            session.execute(sa.update(Outlet).values(is_open=True))
        assert "spring" in other.get(f"/articles/{later}/changes").text


@pytest.mark.parametrize("asked", ["source=x", "source=changed", "source=changed&carried=x"])
def test_what_nobody_looked_at_is_not_told(
    browser: TestClient, database: Database, server: Site, asked: str
) -> None:
    number = first(database, server)
    assert 'role="status">The source' not in browser.get(f"/articles/{number}?{asked}").text


def test_markup_in_a_changed_text_is_never_markup(
    browser: TestClient, database: Database, server: Site
) -> None:
    number = first(database, server)
    server.put("/dam", page(f"{DAM}\n&lt;script&gt;alert(1)&lt;/script&gt; was all they said."))
    address, _ = look(browser, number)
    shown = browser.get(address.partition("?")[0] + "/changes").text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown
