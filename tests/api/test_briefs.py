"""The API's frozen briefs: as they were, with what changed since."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from app.db import Database
from app.models import Brief
from app.services.corrections.statements import set_day, withdraw
from tests.briefs import freeze_some
from tests.sample import fill
from tests.web.conftest import visiting


@pytest.fixture
def frozen(sqlite_database: Database) -> Iterator[tuple[TestClient, Database]]:
    """A server with a brief of three statements."""
    with sqlite_database.writer() as session:
        fill(session)
        freeze_some(session, 1, 2, 8, title="Dams")
    with visiting(sqlite_database) as client:
        yield client, sqlite_database


def test_a_frozen_brief_has_its_statements_as_they_were(
    frozen: tuple[TestClient, Database],
) -> None:
    client, database = frozen
    before = client.get("/api/v1/briefs/1").json()
    assert [(each["number"], each["id"]) for each in before["items"]] == [(1, 8), (2, 2), (3, 1)]
    assert before["items"][2]["text"].startswith("The dam leaks,")
    assert before["changes"] == []
    with database.writer() as session:
        set_day(session, 1, "2024-12-20", who="bo")
        withdraw(session, 2, "She never said it.", who="bo")
    after = client.get("/api/v1/briefs/1").json()
    assert after["items"] == [before["items"][0], before["items"][2]]
    assert [(each["id"], each["state"], each["reason"]) for each in after["changes"]] == [
        (2, "withdrawn", "She never said it."),
        (1, "changed", None),
    ]
    assert after["changes"][1]["fields"] == [{"name": "day said", "now": "2024-12-20"}]


def test_frozen_briefs_are_listed(frozen: tuple[TestClient, Database]) -> None:
    client, _ = frozen
    found = client.get("/api/v1/briefs?per=5").json()
    assert (found["total"], found["pages"]) == (1, 1)
    assert (found["items"][0]["title"], found["items"][0]["statements"]) == ("Dams", 3)
    assert client.get("/api/v1/briefs?per=x").status_code == 422
    assert client.get("/api/v1/briefs/9").status_code == 404


def test_one_that_is_damaged_says_so_and_hides_no_other(
    frozen: tuple[TestClient, Database],
) -> None:
    client, database = frozen
    with database.writer() as session:
        freeze_some(session, 1)
        session.execute(sa.update(Brief).where(Brief.id == 1).values(content="{}"))  # type: ignore[arg-type]
    assert client.get("/api/v1/briefs/1").status_code == 503
    assert client.get("/briefs/1").status_code == 503
    assert client.get("/briefs/2").status_code == 200
    assert client.get("/briefs").status_code == 200
    assert client.get("/api/v1/briefs").json()["total"] == 2
