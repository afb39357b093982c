"""The Atom feed of any filter: as RFC 4287 has it, and as a real reader reads it."""

from collections.abc import Iterator
from urllib.parse import quote

import feedparser
import pytest
from starlette.testclient import TestClient

from app.db import Database
from app.formats.atom import MAX_ENTRIES
from app.services.corrections.statements import set_day, withdraw
from tests.follow.atom_rules import faults_of
from tests.sample import Record, Said, fill
from tests.security.hostile import EVIL, poison
from tests.web.conftest import visiting

FILTERS = (
    "",
    "?q=dam",
    "?side=ru&side=none",
    "?topic=dams&topics=all&from=2024&to=2024-12",
    "?form=direct&lang=en&sort=oldest",
    "?q=nobody-says-this",
    f"?q={quote(EVIL)}",
    "?q=%F0%9F%8C%8A%20%E2%80%AE%22%27%3C%26",
    "?per=1&page=2&after=x",
)


@pytest.fixture
def hostile(sqlite_database: Database) -> Iterator[TestClient]:
    """Anybody's client on a record full of markup."""
    with sqlite_database.writer() as session:
        poison(session, "javascript:")
    with visiting(sqlite_database, host="0.0.0.0") as client:
        yield client


@pytest.fixture
def client(sqlite_database: Database) -> Iterator[TestClient]:
    """Anybody's client on the sample."""
    with sqlite_database.writer() as session:
        fill(session)
    with visiting(sqlite_database, host="0.0.0.0") as found:
        yield found


def number_of(entry: feedparser.FeedParserDict) -> int:
    """The number of the statement to which an entry leads."""
    return int(entry.link.rsplit("/", 1)[-1].partition("-")[0])


def read(client: TestClient, query: str = "") -> feedparser.FeedParserDict:
    """What a reader makes of the feed of a filter; it finds nothing to mend."""
    answer = client.get(f"/statements.atom{query}")
    assert (answer.status_code, faults_of(answer.content)) == (200, [])
    found = feedparser.parse(
        answer.content, response_headers={"content-type": answer.headers["content-type"]}
    )
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


@pytest.mark.parametrize("query", FILTERS)
def test_the_feed_of_any_filter_keeps_the_rules(client: TestClient, query: str) -> None:
    listed = client.get(f"/api/v1/statements{query.partition('?per')[0]}").json()["items"]
    found = read(client, query)
    assert {number_of(each) for each in found.entries} == {each["id"] for each in listed}


@pytest.mark.parametrize("query", ["", "?q=dam", f"?q={quote(EVIL)}"])
def test_hostile_names_and_titles_stay_words(hostile: TestClient, query: str) -> None:
    found = read(hostile, query)
    assert found.entries or query
    for each in found.entries:
        assert all(link.href.startswith(("http://", "https://")) for link in each.links)
        assert each.title_detail.type == each.content[0].type == "text/plain"


def test_a_reader_gets_the_very_words_in_their_language(client: TestClient) -> None:
    items = {each["id"]: each for each in client.get("/api/v1/statements").json()["items"]}
    for each in read(client).entries:
        item = items[number_of(each)]
        assert each.content[0].value == item["text"]
        assert each.author == (item["speaker"] or "Speaker unknown")
        assert {tag.term for tag in each.get("tags", [])} == set(item["topics"])
        language = None if item["language"] == "und" else item["language"]
        assert each.content[0].language == language


def test_the_feed_is_called_by_its_filter_in_words(client: TestClient) -> None:
    assert read(client).feed.title == "On the Record: All statements"
    named = read(client, "?q=dam&side=ru").feed.title
    assert named == "On the Record: words dam, side Russia"
    address = "/statements.atom?q=dam&side=ru"
    assert client.get(address, headers={"accept-language": "tr"}).text.count(named) == 1


def test_the_feed_leads_to_itself_and_to_its_list(client: TestClient) -> None:
    found = read(client, "?side=ru&page=3").feed
    links = {each.rel: each.href for each in found.links}
    assert links["self"].endswith("/statements.atom?side=ru")
    assert client.get(links["self"]).status_code == 200
    assert client.get(links["alternate"]).status_code == 200
    assert read(client, "?side=tr").feed.id != found.id


def test_what_was_corrected_is_updated_and_what_was_withdrawn_is_gone(
    client: TestClient, sqlite_database: Database
) -> None:
    numbers = [number_of(each) for each in read(client).entries]
    corrected, withdrawn = numbers[-1], numbers[0]
    with sqlite_database.writer() as session:
        set_day(session, corrected, "2024-12-01", who="bo")
        withdraw(session, withdrawn, "Nobody had said it.", who="bo")
    after = read(client)
    assert [number_of(each) for each in after.entries] == [corrected, *numbers[1:-1]]
    assert after.feed.updated == after.entries[0].updated
    assert after.entries[0].updated > after.entries[0].published


def test_a_long_list_is_told_from_its_news(sqlite_database: Database) -> None:
    with sqlite_database.writer() as session:
        record = Record(session)
        for number in range(MAX_ENTRIES + 5):
            words = f"The dam leaks in {number} places."
            record.statement(Said(record.article(words), words))
    with visiting(sqlite_database, host="0.0.0.0") as client:
        found = read(client)
    assert len(found.entries) == MAX_ENTRIES
    assert "in 104 places" in found.entries[0].title


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("<feed/>", "the document is a feed"),
        ("<a:feed xmlns:a='http://www.w3.org/2005/Atom'/>", "the feed has 0 of id"),
    ],
)
def test_the_rules_find_what_is_no_feed(written: str, fault: str) -> None:
    assert fault in faults_of(written.encode())
