"""What could not be used can be found again, by whoever may write."""

import pytest
from starlette.testclient import TestClient

from app.db import Database
from app.services.failures import keep_failed
from tests.web.conftest import visiting


@pytest.fixture
def kept(sqlite_database: Database) -> Database:
    """A database with one kept input, whose name is hostile."""
    with sqlite_database.writer() as session:
        keep_failed(session, "<b>dam</b>.html", "It is a picture.", b"<script>\x00</script>")
    return sqlite_database


def test_kept_inputs_are_listed_with_reasons_and_come_back_as_they_were(kept: Database) -> None:
    with visiting(kept) as client:
        assert 'href="/ingest">1 input</a>' in client.get("/").text
        page = client.get("/ingest").text
        assert "&lt;b&gt;dam&lt;/b&gt;.html" in page
        assert "It is a picture." in page
        answer = client.get("/ingest/failed/1")
        assert answer.content == b"<script>\x00</script>"
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment")
        assert client.get("/ingest/failed/2").status_code == 404


def test_readers_do_not_see_kept_inputs(kept: Database) -> None:
    with visiting(kept, host="0.0.0.0") as client:
        assert client.get("/ingest").status_code == 403
        assert client.get("/ingest/failed/1").status_code == 403


def test_one_state_has_one_address(pages: TestClient) -> None:
    answer = pages.get("/statements?q=&from=&side=ru&sort=newest&side=ru&page=1")
    assert answer.status_code == 302
    assert answer.headers["location"] == "/statements?side=ru"
    assert pages.get("/statements?side=ru").status_code == 200
    assert pages.get("/statements?utm_source=x").status_code == 200
    assert pages.get("/statements?q=", headers={"HX-Request": "true"}).status_code == 200
