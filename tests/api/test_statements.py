"""The API's statements: shapes, filters, cursors, proofs, and what was merged or withdrawn."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.main import create_app
from tests.api.conftest import LOCAL
from tests.sample import fill

ITEM = {
    "id", "url", "text", "form", "actor", "speaker", "office", "side", "said_on",
    "said_on_basis", "language", "topics", "outlets", "quotes", "status",
}  # fmt: skip
QUOTE = {
    "id", "article_id", "start", "end", "parts", "text", "form", "cue", "speaker_printed", "via",
}  # fmt: skip


def get(api: TestClient, path: str) -> Any:
    answer = api.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_list_has_its_shape(api: TestClient) -> None:
    found = get(api, "/statements")
    assert found["total"] == len(found["items"]) == 10
    assert found["next"] is None
    assert "facets" not in found
    for item in found["items"]:
        assert item.keys() >= ITEM
        assert all(quote.keys() >= QUOTE for quote in item["quotes"])


def test_one_statement_tells_what_is_stored(api: TestClient) -> None:
    found = get(api, "/statements?q=dam&lang=ru")["items"][0]
    assert found["text"] == "The dam leaks, … and everybody on the river knows it."
    assert found["actor"] == {"slug": "ada-moor", "name": "Ada Moor"}
    assert found["url"].startswith(f"/statements/{found['id']}-ada-moor-the-dam-leaks")
    assert (found["said_on"], found["said_on_basis"]) == ("2024-12-26", "weekday")
    assert (found["office"], found["side"], found["outlets"]) == ("Foreign minister", "tr", 2)
    assert [quote["via"] for quote in found["quotes"]] == [None, "Вечерний Остмарк"]


def test_a_speaker_nobody_knows_is_as_printed(api: TestClient) -> None:
    [found] = get(api, "/statements?actor=none&lang=tr")["items"]
    assert (found["actor"], found["speaker"], found["side"]) == (None, "bir yetkili", None)
    assert (found["said_on"], found["said_on_basis"]) == (None, "unknown")
    assert found["status"] == "pending"


def test_every_quote_can_be_proved_from_its_article(api: TestClient) -> None:
    for item in get(api, "/statements")["items"]:
        for quote in item["quotes"]:
            text = get(api, f"/articles/{quote['article_id']}")["text"]
            parts = [text[start:end] for start, end in quote["parts"]]
            assert " … ".join(parts) == quote["text"]
            assert [quote["start"], quote["end"]] == [quote["parts"][0][0], quote["parts"][-1][1]]
        assert item["text"] == item["quotes"][0]["text"]


def test_cursors_lead_through_the_whole_list_once(api: TestClient) -> None:
    whole = [item["id"] for item in get(api, "/statements?sort=oldest")["items"]]
    seen, after = [], ""
    while after is not None:
        found = get(api, f"/statements?sort=oldest&per=3&after={after}")
        assert found["total"] == 10
        seen += [item["id"] for item in found["items"]]
        after = found["next"]
    assert seen == whole


def test_facets_come_when_asked_for_and_count_what_their_links_show(api: TestClient) -> None:
    found = get(api, "/statements?facets=1&side=ru")["facets"]
    assert set(found) == {"actor", "side", "topic", "month", "form", "lang", "outlet"}
    for value in found["side"]:
        total = get(api, f"/statements?side={value['value']}")["total"]
        assert total == value["count"], value
    assert [value["value"] for value in found["side"] if value["selected"]] == ["ru"]


def test_the_api_says_how_many_undated_ones_a_date_left_out(api: TestClient) -> None:
    assert get(api, "/statements")["undated_left_out"] == 0
    found = get(api, "/statements?from=2024")
    assert (found["total"], found["undated_left_out"]) == (8, 2)


def test_every_bad_field_is_named(api: TestClient) -> None:
    query = "from=soon&side=mars&actor=nobody&sort=best&facets=maybe"
    answer = api.get(f"/api/v1/statements?{query}")
    assert answer.status_code == 422
    assert answer.json()["problems"].keys() >= {"from", "side", "sort", "facets"}
    answer = api.get("/api/v1/statements?actor=nobody&lang=english")
    assert set(answer.json()["problems"]) == {"actor", "lang"}


def test_one_statement_has_its_paragraphs_evidence_and_history(api: TestClient) -> None:
    found = get(api, "/statements/1")
    text = get(api, "/articles/1")["text"]
    first = found["wordings"][0]
    assert text[first["start"] :].startswith(first["paragraph"])
    assert "The dam leaks" in first["paragraph"]
    [reason] = found["evidence"]
    assert (reason["topic"], reason["printed"]) == ("dams", "dam")
    [change] = found["history"]
    assert change["before"] == {"said_on": "2024-12-27"}
    assert change["who"] == "local user"


def test_editors_names_are_not_told_in_public(public_api: TestClient) -> None:
    assert get(public_api, "/statements/1")["history"][0]["who"] is None


def test_a_merged_statement_moves_for_good(api: TestClient) -> None:
    answer = api.get("/api/v1/statements/11")
    assert answer.status_code == 301
    assert answer.headers["location"] == "/api/v1/statements/8"


def test_a_withdrawn_statement_is_gone_with_its_reason(api: TestClient) -> None:
    answer = api.get("/api/v1/statements/12")
    assert answer.status_code == 410
    assert answer.json()["message"] == "Nobody had said it."


@pytest.mark.parametrize("number", ["0", "-1", "999", str(2**31), str(2**63), "9" * 100])
def test_a_number_that_names_none_is_not_found(api: TestClient, number: str) -> None:
    answer = api.get(f"/api/v1/statements/{number}")
    assert answer.status_code == 404
    assert answer.json()["error"] == "Not found"


def test_what_is_no_number_is_a_problem_of_the_id(api: TestClient) -> None:
    answer = api.get("/api/v1/statements/first")
    assert answer.status_code == 422
    assert set(answer.json()["problems"]) == {"id"}


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    """The local user's client on the sample, in each kind of database."""
    with database.writer() as session:
        fill(session)
    url = database.url.render_as_string(hide_password=False)
    with TestClient(create_app(Settings(database_url=url)), "http://localhost", client=LOCAL) as c:
        yield c


def test_both_databases_give_the_same_answers(client: TestClient, api: TestClient) -> None:
    for path in (
        "/statements?facets=1",
        "/statements?facets=1&q=баржа OR плотина&sort=relevance",
        "/statements?per=2&sort=added&side=none&topics=all&topic=harvest",
        "/statements?from=2024-12&to=2024-12&sources=2&exact=1&q=dam",
        "/statements/1",
        "/statements/999999999",
        "/statements/99999999999999999999",
        "/articles",
        "/articles/2",
        "/articles/99999999999999999999",
        "/articles?page=10000000&per=200",
        "/actors?q=fırtınalı",
        "/topics",
        "/statements?q=%00&actor=%00",
    ):
        one, other = (each.get(f"/api/v1{path}") for each in (client, api))
        assert (one.status_code, one.json()) == (other.status_code, other.json()), path


@pytest.mark.parametrize("noun", ["actors", "topics", "outlets", "statements", "articles/drafts"])
def test_a_name_that_no_database_holds_is_not_found(client: TestClient, noun: str) -> None:
    assert client.get(f"/{noun}/%00").status_code == 404


def test_a_name_spelt_wrong_comes_with_the_right_one(api: TestClient) -> None:
    answer = get(api, "/statements?q=the+Sarnof")
    assert answer["did_you_mean"] == [
        {"slug": "ilya-sarnov", "name": "Ilya Sarnov", "q": "the Ilya Sarnov"}
    ]
    assert get(api, "/statements?q=Sarnov")["did_you_mean"] == []


def test_a_statement_and_each_of_its_wordings_can_be_cited(api: TestClient) -> None:
    found = api.get("/api/v1/statements/1/citations").json()["items"]
    assert [each["quote_id"] for each in found] == [None, 1, 2]
    assert found[0]["csl"]["author"] == [{"literal": "Ada Moor"}]
    assert "Вечерний Остмарк" in found[2]["text"]
    for each in found:
        assert each["bibtex"].startswith("@misc{onrecord-1")
        assert each["ris"].startswith("TY  - GEN\r\n")
    one = api.get("/api/v1/statements/2/citations").json()["items"]
    assert [each["quote_id"] for each in one] == [None]


def test_citations_lead_on_and_are_gone_as_their_statement(api: TestClient) -> None:
    moved = api.get("/api/v1/statements/11/citations")
    assert moved.status_code == 301
    assert moved.headers["location"] == "/api/v1/statements/8/citations"
    assert api.get("/api/v1/statements/12/citations").status_code == 410
    assert api.get("/api/v1/statements/999/citations").status_code == 404
