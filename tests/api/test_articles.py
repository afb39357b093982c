"""The API's articles: the list, the stored text, and who may read or add what."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.errors import Unavailable
from app.main import create_app
from app.queries.articles import get_freshness
from app.services import door
from tests.api.conftest import LOCAL
from tests.sample import fill

NEW = {
    "text": 'Ada Moor said on Thursday: "The bridge over the Sarn stays shut."\r\n',
    "url": "https://courier.example/2025/bridge?utm_source=x",
    "title": "Bridge stays shut",
    "outlet": "Sarn Courier",
    "published_on": "2025-02-07",
    "language": "en",
}


@pytest.fixture
def writable(database: Database) -> Iterator[TestClient]:
    """The local user's client on a sample of the test's own, in each kind of database."""
    with database.writer() as session:
        fill(session)
    url = database.url.render_as_string(hide_password=False)
    with TestClient(create_app(Settings(database_url=url)), "http://localhost", client=LOCAL) as c:
        yield c


def test_articles_come_newest_first_and_undated_last(api: TestClient) -> None:
    found = api.get("/api/v1/articles").json()
    days = [item["published_on"] for item in found["items"]]
    assert days == ["2025-01-14", "2024-12-27", "2024-12-27", None, None]
    assert (found["total"], found["pages"]) == (5, 1)


def test_articles_are_paged(api: TestClient) -> None:
    pages = [api.get(f"/api/v1/articles?per=2&page={page}").json() for page in (1, 2, 3, 4)]
    ids = [item["id"] for page in pages for item in page["items"]]
    assert sorted(ids) == [1, 2, 3, 4, 5]
    assert {page["pages"] for page in pages} == {3}


def test_articles_of_an_outlet(api: TestClient) -> None:
    found = api.get("/api/v1/articles?outlet=vecherniy-ostmark").json()
    assert {item["id"] for item in found["items"]} == {2, 5}
    (unknown,) = api.get("/api/v1/articles?outlet=none").json()["items"]
    assert unknown["outlet"] is None
    answer = api.get("/api/v1/articles?outlet=nowhere&per=0&side=mars")
    assert set(answer.json()["problems"]) == {"outlet", "per"}


def test_a_list_counts_the_statements_that_an_article_shows(api: TestClient) -> None:
    for item in api.get("/api/v1/articles").json()["items"]:
        found = api.get(f"/api/v1/articles/{item['id']}").json()
        assert item["statements"] == len({quote["statement_id"] for quote in found["quotes"]})


def test_the_local_user_reads_every_text(api: TestClient) -> None:
    assert all(api.get(f"/api/v1/articles/{number}").json()["text"] for number in range(1, 6))


def test_in_public_a_text_is_whole_only_where_it_is_a_digest_or_the_outlet_is_open(
    public_api: TestClient,
) -> None:
    texts = [public_api.get(f"/api/v1/articles/{number}").json()["text"] for number in range(1, 6)]
    assert [text is not None for text in texts] == [True, False, False, False, True]


def test_in_public_the_lines_of_the_quotes_prove_them(public_api: TestClient) -> None:
    found = public_api.get("/api/v1/articles/4").json()
    assert len(found["passages"]) == 1
    for quote in found["quotes"]:
        for start, end in quote["parts"]:
            line = next(p for p in found["passages"] if p["start"] <= start and end <= p["end"])
            assert line["text"][start - line["start"] : end - line["start"]] in quote["text"]


def test_behind_a_proxy_on_this_machine_the_public_rule_holds(api: TestClient) -> None:
    answer = api.get("/api/v1/articles/2", headers={"x-forwarded-for": "203.0.113.7"})
    assert answer.json()["text"] is None


def test_an_erased_article_is_gone_with_its_reason(api: TestClient) -> None:
    answer = api.get("/api/v1/articles/6")
    assert answer.status_code == 410
    assert answer.json()["message"] == "A court of Veltania ordered it."


def test_a_new_article_is_public_at_once_where_it_says(writable: TestClient) -> None:
    answer = writable.post("/api/v1/articles", json=NEW)
    assert answer.status_code == 201, answer.text
    stored = writable.get(answer.headers["location"]).json()
    assert answer.json()["url"] == stored["url"]
    assert stored["text"] == NEW["text"].replace("\r\n", "\n")
    assert (stored["title"], stored["published_on"]) == (NEW["title"], NEW["published_on"])
    [quote] = stored["quotes"]
    assert stored["text"][quote["start"] : quote["end"]] == quote["text"]
    assert (quote["actor"] or {}).get("slug") == "ada-moor"
    assert quote["said_on"] == "2025-02-06"


def test_the_same_article_again_is_known(writable: TestClient) -> None:
    first = writable.post("/api/v1/articles", json=NEW)
    again = writable.post("/api/v1/articles", json=NEW)
    assert again.status_code == 200
    assert again.json()["known"] is True
    assert again.json()["url"] == first.json()["url"]
    assert writable.get("/api/v1/articles").json()["total"] == 6


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"url": "https://127.0.0.1/x"}, {"url"}),
        ({"url": "file:///etc/passwd", "text": ""}, {"url"}),
        ({"url": 7}, {"url"}),
        ({"url": "https://127.0.0.1/x", "published_on": "soon"}, {"published_on"}),
        ({}, {"text"}),
        ({"text": "a\x00b"}, {"text"}),
        ({"text": "half a pair: \ud800"}, {"text"}),
        ({"text": 7}, {"text"}),
        ({"text": "Good.", "url": "javascript:alert(1)", "published_on": "soon"},
         {"url", "published_on"}),
    ],
)  # fmt: skip
def test_what_cannot_be_stored_names_its_fields(
    writable: TestClient, fields: dict[str, Any], named: set[str]
) -> None:
    body = json.dumps(fields).encode("ascii")
    answer = writable.post(
        "/api/v1/articles", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422
    assert set(answer.json()["problems"]) == named


def test_an_unknown_field_is_named_and_nothing_is_stored(writable: TestClient) -> None:
    fields = json.dumps(NEW | {"lang": "en", "published": "2025-02-07", "\ud800": 1})
    headers = {"content-type": "application/json"}
    answer = writable.post("/api/v1/articles", content=fields, headers=headers)
    assert answer.status_code == 422
    assert set(answer.json()["problems"]) == {"lang", "published", "?"}
    assert "published_on" in answer.json()["problems"]["published"]
    assert writable.get("/api/v1/articles").json()["total"] == 5


def test_quotes_that_come_with_a_text_are_stored_as_they_are(writable: TestClient) -> None:
    text = "The bridge stays shut, Ada Moor said. Nobody disagreed."
    quote = {
        "start": 0, "end": 21, "form": "indirect", "cue": "said", "speaker": "Ada Moor",
        "actor": {"slug": "ada-moor", "name": "Ada Moor"}, "said_on": "2025-02",
        "said_on_basis": "editor", "topics": [], "text": "The bridge stays shut",
    }  # fmt: skip
    answer = writable.post("/api/v1/articles", json=NEW | {"text": text, "quotes": [quote]})
    assert answer.status_code == 201, answer.text
    [stored] = writable.get(answer.headers["location"]).json()["quotes"]
    given = {name: quote[name] for name in quote.keys() - {"actor", "said_on_basis"}}
    assert {name: stored[name] for name in given} == given
    assert (stored["actor"]["slug"], stored["rule"]) == ("ada-moor", "given")


def test_the_quotes_that_an_article_shows_can_be_given_again(
    writable: TestClient,
) -> None:
    found = writable.get("/api/v1/articles/2").json()
    given = {name: found[name] for name in ("text", "title", "published_on", "language", "quotes")}
    answer = writable.post("/api/v1/articles", json=given | {"outlet": "Another Paper"})
    assert answer.status_code == 201, answer.text
    again = writable.get(answer.headers["location"]).json()
    places = [(each["parts"], each["speaker"], each["said_on"]) for each in found["quotes"]]
    assert [(each["parts"], each["speaker"], each["said_on"]) for each in again["quotes"]] == places


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"text": "A text.", "quotes": [{"start": 0, "end": 99}]}, "quotes[0]"),
        ({"text": "A text.", "quotes": [{"start": 0, "end": 1, "topics": 5}]}, "quotes[0]"),
        ({"text": "A text.", "quotes": [{"parts": [[0, 1, 2]]}]}, "quotes[0]"),
        ({"text": "A text.", "quotes": [{"start": 0, "end": 1, "said_on": "soon"}]}, "quotes[0]"),
        ({"text": "A text.", "quotes": "none"}, "quotes"),
        ({"text": "A text.\r\n", "quotes": [{"start": 0, "end": 1}]}, "quotes"),
        ({"url": "https://courier.example/x", "quotes": []}, "quotes"),
    ],
)
def test_quotes_that_cannot_be_used_are_told_in_plain_words(
    writable: TestClient, fields: dict[str, Any], named: str
) -> None:
    answer = writable.post("/api/v1/articles", json=fields)
    assert answer.status_code == 422
    assert set(answer.json()["problems"]) == {named}
    assert "object" not in answer.json()["message"]
    assert "unpack" not in answer.json()["message"]


@pytest.mark.parametrize(
    "body", [b'{"text": ' + b"[" * 100_000, b'{"text": "a", "x": ' + b"9" * 5_000 + b"}"]
)
def test_json_that_no_program_reads_is_told_in_plain_words(
    writable: TestClient, body: bytes
) -> None:
    headers = {"content-type": "application/json"}
    answer = writable.post("/api/v1/articles", content=body, headers=headers)
    assert answer.status_code in {400, 422}
    assert "recursion" not in answer.text
    assert "digits" not in answer.text


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"text"', b"\xff\xfe"])
def test_a_body_that_is_no_object_is_a_problem_of_the_body(
    writable: TestClient, body: bytes
) -> None:
    headers = {"content-type": "application/json"}
    answer = writable.post("/api/v1/articles", content=body, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["problems"]


def test_a_public_server_is_read_only_and_says_why(public_api: TestClient) -> None:
    answer = public_api.post("/api/v1/articles", json=NEW)
    assert answer.status_code == 403
    assert "read-only" in answer.json()["message"]


@pytest.mark.parametrize(
    "header",
    [
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "forwarded",
        "via",
        "x-real-ip",
        "cf-connecting-ip",
        "cf-ray",
        "cdn-loop",
        "true-client-ip",
        "x-client-ip",
        "x-cluster-client-ip",
        "fastly-client-ip",
        "fly-client-ip",
        "x-nf-client-connection-ip",
        "x-azure-clientip",
        "x-original-url",
        "x-remote-addr",
        "proxy-connection",
        "surrogate-capability",
    ],
)
def test_a_proxy_on_this_machine_opens_nothing(api: TestClient, header: str) -> None:
    answer = api.post("/api/v1/articles", json=NEW, headers={header: "127.0.0.1"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
    ],
)
def test_another_site_writes_nothing(api: TestClient, headers: dict[str, str]) -> None:
    assert api.post("/api/v1/articles", json=NEW, headers=headers).status_code == 403


def test_a_form_of_another_kind_is_no_json(api: TestClient) -> None:
    answer = api.post(
        "/api/v1/articles", content=b'{"text": "x"}', headers={"content-type": "text/plain"}
    )
    assert answer.status_code in {415, 422}


def test_a_text_that_breaks_the_reader_is_kept_with_the_reason(
    writable: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no such rule")

    monkeypatch.setattr(door, "read_entry", broken)
    answer = writable.post("/api/v1/articles", json=NEW)
    assert answer.status_code == 500
    assert "The text was kept" in answer.json()["message"]
    with database.reader() as session:
        assert get_freshness(session).failed_inputs == 1


def test_a_server_without_its_database_says_what_to_do(tmp_path: Path) -> None:
    app = create_app(Settings(database_url=f"sqlite:///{tmp_path / 'new.db'}"))
    with pytest.raises(Unavailable, match="migrate"), TestClient(app):
        pass
