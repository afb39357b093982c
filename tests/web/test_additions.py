"""The add flow's first step: an address, files of all kinds, and what becomes of each."""

import json
import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.main import create_app
from app.models import Article, Capture, Draft, FailedInput
from app.services.reference import add_reference
from tests.servers import Site, site
from tests.services.articles import DAM
from tests.services.test_capture import NAMED, page
from tests.services.world import WORLD
from tests.web.test_drafts import META, cards, holds, messages


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
    """The local user's browser, on a server that may fetch from the other one."""
    app = create_app(Settings(database_url=str(database.url)), server.limits())
    with TestClient(
        app, "http://127.0.0.1", client=("127.0.0.1", 5000), follow_redirects=False
    ) as client:
        yield client


def count(database: Database, table: type) -> int:
    with database.reader() as session:
        return session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def test_an_address_becomes_a_draft_and_then_an_article_beside_its_bytes(
    browser: TestClient, database: Database, server: Site
) -> None:
    url = server.put("/dam", page(head=NAMED.format("A New Paper")))
    answer = browser.post("/articles/new", data={"url": url})
    assert answer.status_code == 303
    address = answer.headers["location"]
    shown = browser.get(address).text
    assert cards(shown) == 3
    assert holds(shown, "title", "The dam")
    assert holds(shown, "outlet", "A New Paper")
    assert holds(shown, "url", url)
    assert "Bo Lind" not in browser.get("/statements").text
    fields = META | {"url": url, "action": "save"}
    saved = browser.post(address, data=fields).headers["location"]
    with database.reader() as session:
        [kept] = session.execute(sa.select(Capture)).scalars()
    assert saved.startswith(f"/articles/{kept.article_id}?")


def test_what_was_typed_beside_the_address_counts(browser: TestClient, server: Site) -> None:
    url = server.put("/dam", page())
    typed = {"url": url, "title": "My title", "outlet": "Sarn Courier", "published_on": ""}
    shown = browser.get(browser.post("/articles/new", data=typed).headers["location"]).text
    assert holds(shown, "title", "My title")
    assert holds(shown, "outlet", "Sarn Courier")


def test_an_address_with_a_text_is_only_noted(browser: TestClient, server: Site) -> None:
    answer = browser.post("/articles/new", data=META | {"text": DAM, "url": server.url("/dam")})
    assert answer.status_code == 303
    assert server.asked == []


def test_an_address_that_is_here_is_named_and_not_fetched(
    browser: TestClient, database: Database, server: Site
) -> None:
    url = server.put("/dam", page())
    address = browser.post("/articles/new", data={"url": url}).headers["location"]
    browser.post(address, data=META | {"url": url, "action": "save"})
    answer = browser.post("/articles/new", data={"url": f"{url}#top"})
    assert "This article is already here" in answer.text
    assert (len(server.asked), count(database, Article)) == (1, 1)


@pytest.mark.parametrize("status", [401, 402, 403, 429, 451])
def test_a_blocked_page_offers_to_paste_with_what_is_known_filled_in(
    browser: TestClient, database: Database, server: Site, status: int
) -> None:
    url = server.put("/dam", "no", status=status)
    answer = browser.post("/articles/new", data={"url": url, "title": "The dam"})
    assert answer.status_code == 422
    assert "paste it below" in answer.text
    assert any(f"HTTP {status}" in message for message in messages(answer.text))
    assert holds(answer.text, "url", url)
    assert holds(answer.text, "title", "The dam")
    assert holds(answer.text, "outlet", "127.0.0.1")
    assert count(database, Draft) == 0


def test_a_paywall_fills_in_what_the_page_says_and_not_its_beginning(
    browser: TestClient, server: Site
) -> None:
    paid = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    url = server.put("/dam", page(head=paid + NAMED.format("A New Paper"), title="Dam open"))
    answer = browser.post("/articles/new", data={"url": url})
    assert "only for subscribers" in answer.text
    assert holds(answer.text, "title", "Dam open")
    assert holds(answer.text, "outlet", "A New Paper")
    assert "We have no plan" not in answer.text
    fields = {"url": url, "title": "Dam open", "outlet": "A New Paper", "text": DAM}
    pasted = browser.post("/articles/new", data=fields)
    assert pasted.status_code == 303


def test_an_address_that_fails_is_told_at_its_field_and_stays(
    browser: TestClient, server: Site
) -> None:
    answer = browser.post("/articles/new", data={"url": server.url("/none")})
    assert answer.status_code == 422
    assert any("HTTP 404" in message for message in messages(answer.text))
    assert "paste it below" not in answer.text
    assert holds(answer.text, "url", server.url("/none"))


def files(*given: tuple[str, bytes | str]) -> list[tuple[str, tuple[str, bytes]]]:
    return [
        ("file", (name, content.encode() if isinstance(content, str) else content))
        for name, content in given
    ]


def lines(*texts: str) -> str:
    return "\n".join(json.dumps({"text": text, "outlet": "Sarn Courier"}) for text in texts)


def test_several_files_become_drafts_of_their_own(browser: TestClient, database: Database) -> None:
    matter = "---\ntitle: The gates\n---\n"
    given = files(
        ("dam.txt", DAM),
        ("gates.md", f"{matter}Ada Moor said: “The gates hold as long as we need them.”"),
        ("page.html", page(f"{DAM}\nAnd more.")),
        ("one.jsonl", lines("Bo Lind said: “No gate is open on this side.”")),
    )
    answer = browser.post("/articles/new", data=META | {"title": ""}, files=given)
    told = browser.get(answer.headers["location"]).text
    assert "4 drafts made" in told
    assert "The gates" in told
    assert count(database, Draft) == 4
    assert count(database, Article) == 0
    for address in re.findall(r'href="(/articles/drafts/[^"]+)"', told):
        assert holds(browser.get(address).text, "outlet", "Sarn Courier")


def test_lines_of_many_articles_are_stored_and_told_of(
    browser: TestClient, database: Database
) -> None:
    content = f"{lines(DAM, DAM + ' More.')}\n{{not json\n{lines(DAM)}"
    answer = browser.post("/articles/new", data=META, files=files(("many.jsonl", content)))
    told = browser.get(answer.headers["location"]).text
    assert "2 articles out of files of many stored" in told
    assert "1 here already" in told
    assert "1 could not be used and is kept" in told
    assert 'href="/ingest"' in told
    assert (count(database, Article), count(database, FailedInput)) == (2, 1)


def test_a_bad_file_stops_no_other(browser: TestClient, database: Database) -> None:
    given = files(("dam.txt", DAM), ("picture.html", b"\x89PNG\x00\x00"), ("dam2.txt", DAM))
    told = browser.get(browser.post("/articles/new", data={}, files=given).headers["location"]).text
    assert "2 drafts made" in told
    assert "1 could not be used" in told
    with database.reader() as session:
        assert session.execute(sa.select(FailedInput.source)).scalar_one() == "picture.html"


@pytest.mark.parametrize("locale", ["en", "ru", "tr"])
@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (["mine.xlsx"], "This cannot be read as .xlsx"),
        (["picture.html"], "It looks like a"),
        (["picture.html", "other.html"], "It looks like a"),
    ],
)
def test_why_a_file_is_kept_is_told_in_english_to_all_who_look_later(
    browser: TestClient, database: Database, names: list[str], reason: str, locale: str
) -> None:
    given = files(*((name, name.encode() + b"\x89PNG\x00") for name in names))
    browser.post("/articles/new", data={}, files=given, headers={"accept-language": locale})
    with database.reader() as session:
        found = session.execute(sa.select(FailedInput.reason)).scalars().all()
    assert len(found) == len(names)
    assert [each[: len(reason)] for each in found] == [reason] * len(names)


def test_what_is_kept_of_several_files_and_what_is_not_is_told_apart(
    browser: TestClient, database: Database
) -> None:
    given = files(
        ("dam.txt", DAM),
        ("empty.txt", b""),
        ("blank.md", b" \n"),
        ("picture.html", b"\x89PNG\x00"),
        ("none.jsonl", b""),
    )
    told = browser.get(browser.post("/articles/new", data={}, files=given).headers["location"]).text
    assert "2 could not be used and are kept" in told
    assert "2 could not be used and are not kept: empty" in told
    assert count(database, FailedInput) == 2


def test_another_text_of_a_known_address_among_files_is_kept(
    browser: TestClient, database: Database
) -> None:
    matter = "---\nurl: https://courier.example/dam\n---\n"
    given = files(("dam.md", matter + DAM), ("harvest.txt", "The harvest is due in May."))
    drafts = browser.get(browser.post("/articles/new", data={}, files=given).headers["location"])
    for address in re.findall(r'href="(/articles/drafts/[^"]+)"', drafts.text):
        shown = browser.get(address).text
        url = "https://courier.example/dam" if "courier.example" in shown else ""
        browser.post(address, data={"url": url, "action": "save"})
    given = files(("dam.md", f"{matter}{DAM}\n\nAnd more."), ("harvest.txt", "Another text."))
    told = browser.get(browser.post("/articles/new", data={}, files=given).headers["location"]).text
    assert "1 draft made" in told
    assert "1 could not be used and is kept" in told
    with database.reader() as session:
        reason = session.execute(sa.select(FailedInput.reason)).scalar_one()
    assert "has this address, with another text" in reason


@pytest.mark.parametrize("encoding", ["cp1254", "iso-8859-9", "utf-16", "utf-8"])
def test_a_saved_page_is_decoded(browser: TestClient, encoding: str) -> None:
    text = "Ada Moor, “Kapak yıllardır su sızdırıyor, bunu vadide herkes biliyor.” diye konuştu."
    content = page(f"{text}\nGörüşmelerin önümüzdeki ay süreceği bildirildi. {text}")
    printed = content.encode(encoding, "xmlcharrefreplace")
    answer = browser.post("/articles/new", data={}, files=files(("kapak.html", printed)))
    assert "Kapak yıllardır su sızdırıyor" in browser.get(answer.headers["location"]).text


def test_a_text_beside_files_is_asked_about(browser: TestClient) -> None:
    given = files(("dam.txt", DAM), ("dam2.txt", DAM))
    answer = browser.post("/articles/new", data={"text": "Other words"}, files=given)
    assert answer.status_code == 422
    assert "give one of the two" in answer.text


def test_the_list_of_drafts_is_the_editors_alone(database: Database) -> None:
    app = create_app(Settings(database_url=str(database.url)))
    with TestClient(app, "http://127.0.0.1", client=("192.0.2.7", 5000)) as other:
        assert other.get("/articles/drafts").status_code == 403


@pytest.mark.parametrize("asked", ["drafts=x", "new=-1", "known=٣", "drafts=0", "a=1"])
def test_what_nobody_uploaded_is_not_told(browser: TestClient, asked: str) -> None:
    assert 'class="notice"' not in browser.get(f"/articles/drafts?{asked}").text
