"""Notes, translations and archive links: in every answer and export, while they are shown."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.main import create_app
from app.services.corrections import remarks
from app.services.corrections.articles import correct_article
from tests.api.conftest import LOCAL
from tests.sample import Record, Said

ARCHIVED = "https://archive.example/2024/dam"
NOTE, RUSSIAN = "She spoke in Kestrel.", "Плотина течёт."


@pytest.fixture
def api(database: Database) -> Iterator[TestClient]:
    """A client on two statements, of each kind of database; nothing is remarked on yet."""
    with database.writer() as session:
        record = Record(session)
        for words in ("The dam leaks.", "The gates hold."):
            record.statement(Said(record.article(words), words))
    url = database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url))
    with TestClient(app, "http://127.0.0.1", client=LOCAL, follow_redirects=False) as client:
        yield client


def remark(database: Database) -> int:
    """Write a note, a translation and an archive link; return the note's number."""
    with database.writer() as session:
        note = remarks.add_note(session, 1, NOTE, who="bo").subject_id
        remarks.add_translation(
            session, 1, language="ru", text=RUSSIAN, by="machine", source="a model", who="bo"
        )
        correct_article(session, 1, {"archive_url": ARCHIVED}, who="bo")
    return note


def items(api: TestClient) -> dict[int, Any]:
    return {each["id"]: each for each in api.get("/api/v1/statements").json()["items"]}


def test_the_api_tells_of_remarks_in_lists_statements_and_articles(
    api: TestClient, database: Database
) -> None:
    before = items(api)
    assert (before[1]["notes"], before[1]["quotes"][0]["translations"]) == ([], [])
    remark(database)
    found = items(api)[1]
    assert [each["text"] for each in found["notes"]] == [NOTE]
    assert found["quotes"][0]["translations"] == [
        {"id": 1, "language": "ru", "text": RUSSIAN, "by": "machine", "source": "a model"}
    ]
    assert found["quotes"][0]["archive_url"] == ARCHIVED
    assert items(api)[2] == before[2]
    one = api.get("/api/v1/statements/1").json()
    assert {name: one[name] for name in found} == found
    article = api.get("/api/v1/articles/1").json()
    assert article["archive_url"] == ARCHIVED
    assert article["quotes"][0]["translations"] == found["quotes"][0]["translations"]


def test_exports_have_them_too(api: TestClient, database: Database) -> None:
    remark(database)
    lines = api.get("/statements.jsonl").text.splitlines()
    assert {each["id"]: each for each in map(json.loads, lines)} == items(api)
    text = api.get("/statements.csv").text.removeprefix("\ufeff")
    records = {each["id"]: each for each in csv.DictReader(StringIO(text, newline=""))}
    columns = ("notes", "translations", "archive_url")
    assert [records["1"][name] for name in columns] == [
        NOTE,
        f"ru (machine: a model): {RUSSIAN}",
        ARCHIVED,
    ]
    assert [records["2"][name] for name in columns] == ["", "", ""]


def test_a_note_that_was_removed_is_told_no_more(api: TestClient, database: Database) -> None:
    note = remark(database)
    assert len(items(api)[1]["notes"]) == 1
    with database.writer() as session:
        remarks.remove_note(session, note, who="bo")
    assert items(api)[1]["notes"] == []
