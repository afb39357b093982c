"""The sitemap: every address that is on record, no other, and when it changed last."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.db import Database
from app.queries import sitemap
from app.queries.filters import StatementFilter
from app.queries.rows import rows
from app.queries.select import page, select
from app.services.corrections.statements import set_day, withdraw
from tests.conftest import KINDS
from tests.sample import Sample, fill
from tests.web.conftest import visiting

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(params=KINDS)
def filled(request: pytest.FixtureRequest) -> tuple[Database, Sample]:
    """The sample in a database of each kind."""
    database: Database = request.getfixturevalue(f"{request.param}_database")
    with database.writer() as session:
        found = fill(session)
        session.flush()
        session.expunge_all()
    return database, found


@pytest.fixture
def browser(filled: tuple[Database, Sample]) -> Iterator[TestClient]:
    """Anybody's browser."""
    with visiting(filled[0], host="0.0.0.0") as client:
        yield client


def addresses(client: TestClient, path: str) -> dict[str, str | None]:
    """The paths that a part of the sitemap has, with when each changed last."""
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (
        200, "application/xml",
    )  # fmt: skip
    found = {}
    for each in ET.fromstring(answer.text):
        place = each.findtext("s:loc", namespaces=SPACE) or ""
        assert place.startswith("http://127.0.0.1/")
        found[place.removeprefix("http://127.0.0.1")] = each.findtext("s:lastmod", namespaces=SPACE)
    return found


def test_every_address_of_the_sitemap_is_a_page_and_every_statement_is_in_it(
    browser: TestClient, filled: tuple[Database, Sample], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "PART", 4)
    parts = addresses(browser, "/sitemap.xml")
    assert len(parts) == 1 + 3 + 2
    found = {path for part in parts for path in addresses(browser, part)}
    with filled[0].reader() as session:
        shown = rows(session, page(select(session, StatementFilter())).ids)
    assert {row.path for row in shown} <= found
    for path in found:
        assert browser.get(path).status_code == 200, path


def test_what_people_change_has_changed(
    browser: TestClient, filled: tuple[Database, Sample]
) -> None:
    database, sample = filled
    number = sample.statements["public"].id or 0
    name = next(
        path for path in addresses(browser, "/sitemaps/statements-1.xml") if f"/{number}-" in path
    )
    before = addresses(browser, "/sitemaps/statements-1.xml")[name]
    whole = addresses(browser, "/sitemap.xml")["/sitemaps/statements-1.xml"]
    with database.writer() as session:
        set_day(session, number, "2024-12", who="bo")
        withdraw(session, sample.statements["winter"].id or 0, "Nobody said it.", who="bo")
    after = addresses(browser, "/sitemaps/statements-1.xml")
    assert (after[name] or "") > (before or "")
    assert (addresses(browser, "/sitemap.xml")["/sitemaps/statements-1.xml"] or "") > (whole or "")
    assert not any(f"/{sample.statements['winter'].id}-" in path for path in after)
    feed = ET.fromstring(browser.get("/statements.atom").text)
    updated = {
        each.findtext("a:id", namespaces=SPACE): each.findtext("a:updated", namespaces=SPACE)
        for each in feed.findall("a:entry", SPACE)
    }
    assert feed.findtext("a:updated", namespaces=SPACE) == max(map(str, updated.values()))
    assert after[name] in updated.values()


def test_programs_are_told_where_not_to_go(browser: TestClient) -> None:
    told = browser.get("/robots.txt")
    assert told.headers["content-type"].startswith("text/plain")
    assert "Sitemap: http://127.0.0.1/sitemap.xml" in told.text
    assert "Disallow: /*?" in told.text
    for part in ("none-1.xml", "statements-0.xml", "statements-1", "statements-1.xml.gz"):
        assert browser.get(f"/sitemaps/{part}").status_code == 404
    assert addresses(browser, "/sitemaps/statements-999.xml") == {}
