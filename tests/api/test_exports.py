"""Exports: CSV, JSON lines and Atom hold exactly what the page of the same filter shows."""

import csv
import json
import xml.etree.ElementTree as ET
from io import StringIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.main import create_app
from app.web.sending import MOST, MOST_OF_ONE, Sending
from tests.api.conftest import LOCAL
from tests.sample import Record, Said

ATOM = "{http://www.w3.org/2005/Atom}"
QUERIES = ["", "?sort=oldest", "?q=dam&sort=relevance", "?topic=border&from=2024", "?side=none"]


def csv_records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("query", QUERIES)
def test_exports_have_the_order_and_the_total_of_the_list(api: TestClient, query: str) -> None:
    listed = api.get(f"/api/v1/statements{query}").json()
    ids = [item["id"] for item in listed["items"]]
    assert len(ids) == listed["total"]
    records = csv_records(api.get(f"/statements.csv{query}").text)
    assert [int(record["id"]) for record in records] == ids
    lines = api.get(f"/statements.jsonl{query}").text.splitlines()
    assert [json.loads(line) for line in lines] == listed["items"]
    feed = ET.fromstring(api.get(f"/statements.atom{query}").content)
    paths = [
        str(link.get("href")).removeprefix("http://127.0.0.1:8000")
        for link in feed.findall(f"{ATOM}entry/{ATOM}link[@rel='alternate']")
    ]
    # A feed tells news: its own order is tried with its rules.
    assert sorted(paths) == sorted(item["url"] for item in listed["items"])


def test_no_more_exports_are_sent_at_once_than_leave_room_for_pages(sample_file: Path) -> None:
    app = create_app(Settings(database_url=f"sqlite:///{sample_file}", background=False))
    with TestClient(app, "http://127.0.0.1:8000", client=LOCAL) as client:
        held = [app.state.sending.enter(LOCAL[0]) for _ in range(MOST_OF_ONE)]
        assert all(held)
        refused = client.get("/statements.csv")
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "60")
        assert client.get("/statements").status_code == 200
        app.state.sending.leave(LOCAL[0])
        # One that was sent leaves its place to the next.
        assert [client.get("/statements.jsonl").status_code for _ in range(3)] == [200] * 3


def test_many_clients_cannot_take_every_place_either() -> None:
    sending = Sending()
    entered = [sending.enter(f"192.0.2.{number}") for number in range(20)]
    assert entered == [True] * MOST + [False] * (20 - MOST)
    for number in range(MOST):
        sending.leave(f"192.0.2.{number}")
    assert sending.enter("192.0.2.99")


def test_exports_ignore_the_page(api: TestClient) -> None:
    word = api.get("/api/v1/statements?per=2").json()["next"]
    for query in ("?per=2&page=3", f"?per=2&after={word}", "?per=abc&after=nowhere&page=x"):
        assert len(api.get(f"/statements.jsonl{query}").text.splitlines()) == 10
        assert len(csv_records(api.get(f"/statements.csv{query}").text)) == 10


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        ("csv", "text/csv; charset=utf-8; header=present"),
        ("jsonl", "application/x-ndjson; charset=utf-8"),
        ("atom", "application/atom+xml; charset=utf-8"),
    ],
)
def test_exports_say_what_they_are(api: TestClient, suffix: str, kind: str) -> None:
    headers = api.get(f"/statements.{suffix}").headers
    assert headers["content-type"] == kind
    name = headers.get("content-disposition", "")
    assert (suffix == "atom") or (
        name.startswith('attachment; filename="statements-') and name.endswith(f'.{suffix}"')
    )


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "atom"])
@pytest.mark.parametrize("query", ["?from=soon", "?actor=nobody", "?side=mars"])
def test_a_bad_value_is_told_before_anything_is_sent(
    api: TestClient, suffix: str, query: str
) -> None:
    answer = api.get(f"/statements.{suffix}{query}")
    assert answer.status_code == 422
    assert "attachment" not in answer.headers.get("content-disposition", "")


def test_a_feed_has_its_own_address_without_the_page(api: TestClient) -> None:
    feed = ET.fromstring(api.get("/statements.atom?page=2&per=7&side=ru").content)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "http://127.0.0.1:8000/statements.atom?side=ru"


def test_a_long_export_is_whole_and_a_feed_holds_what_was_added_last(
    database: Database,
) -> None:
    with database.writer() as session:
        record = Record(session)
        article = record.article("The dam leaks.")
        # The later it was added, the longer ago it was said.
        for number in range(1100):
            year = 2024 - number // 12
            day = f"{year}-{12 - number % 12:02}"
            record.statement(Said(article, "The dam leaks."), said_on=day)
    url = database.url.render_as_string(hide_password=False)
    with TestClient(create_app(Settings(database_url=url)), "http://localhost", client=LOCAL) as c:
        ids = [json.loads(line)["id"] for line in c.get("/statements.jsonl").text.splitlines()]
        assert ids == list(range(1, 1101))
        feed = ET.fromstring(c.get("/statements.atom").content)
        titles = feed.findall(f"{ATOM}entry/{ATOM}link[@rel='alternate']")
        found = [int(str(each.get("href")).rpartition("/")[2].split("-")[0]) for each in titles]
        assert found == list(range(1100, 1000, -1))
