"""What editors set through the API: the same as on the pages, and nothing twice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.main import create_app
from app.models import Role, TokenScope
from tests.api.conftest import OUTSIDE, asking
from tests.conftest import copied_file
from tests.people import add_person, bearer
from tests.reliability.record import faults

V1 = "/api/v1"


@pytest.fixture
def database(talk_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A record of the test's own."""
    with copied_file(talk_file, tmp_path) as found:
        yield found


@pytest.fixture
def api(database: Database) -> Iterator[TestClient]:
    """The local user's client."""
    with asking(str(database.url)) as client:
        yield client


def first(api: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = api.get(f"{V1}/statements?sort=oldest&per=1").json()["items"][0]
    return found


def history(api: TestClient, number: int) -> list[str]:
    told = api.get(f"{V1}/statements/{number}").json()["history"]
    return [each["action"] for each in told]


def test_fields_of_a_statement_are_set_and_what_follows_follows(
    api: TestClient, database: Database
) -> None:
    number = first(api)["id"]
    given = {"actor": "ada-moor", "said_on": "2024-12", "place": "Kestrel", "note": "Page 2."}
    answer = api.patch(f"{V1}/statements/{number}", json=given)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found == api.get(f"{V1}/statements/{number}").json()
    assert (found["actor"]["slug"], found["side"], found["said_on"]) == (
        "ada-moor",
        "un",
        "2024-12",
    )
    assert (found["place"], found["said_on_basis"]) == ("Kestrel", "editor")
    told = len(history(api, number))
    assert api.patch(f"{V1}/statements/{number}", json=given).status_code == 200
    assert len(history(api, number)) == told
    unknown = api.patch(f"{V1}/statements/{number}", json={"actor": None, "said_on": None}).json()
    assert (unknown["actor"], unknown["said_on"], unknown["place"]) == (None, None, "Kestrel")
    assert faults(database) == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"actor": "nobody-here"}, "actor"),
        ({"actor": "ada-moor", "speaker": "she"}, "speaker"),
        ({"said_on": "soon"}, "said_on"),
        ({"colour": "red"}, "colour"),
        ({"said_on": 2024}, "said_on"),
    ],
)
def test_what_cannot_be_set_is_told_beside_its_field(
    api: TestClient, given: dict[str, object], field: str
) -> None:
    number = first(api)["id"]
    answer = api.patch(f"{V1}/statements/{number}", json=given)
    assert answer.status_code == 422
    assert field in answer.json()["problems"]
    assert history(api, number) == []


def test_a_statement_is_withdrawn_with_its_reason_and_brought_back(api: TestClient) -> None:
    number = first(api)["id"]
    assert api.post(f"{V1}/statements/{number}/withdraw", json={"reason": " "}).status_code == 422
    for _ in range(2):
        done = api.post(f"{V1}/statements/{number}/withdraw", json={"reason": "Nobody said it."})
        assert (done.status_code, done.json()["reason"]) == (200, "Nobody said it.")
    gone = api.get(f"{V1}/statements/{number}")
    assert (gone.status_code, "Nobody said it." in gone.text) == (410, True)
    for _ in range(2):
        assert api.post(f"{V1}/statements/{number}/restore").json()["id"] == number
    assert history(api, number) == ["bring back", "withdraw"]


def test_topics_are_added_and_removed_once(api: TestClient) -> None:
    number = first(api)["id"]
    for _ in range(2):
        done = api.put(f"{V1}/statements/{number}/topics/ports", json={})
        assert "ports" in done.json()["topics"]
    for _ in range(2):
        done = api.delete(f"{V1}/statements/{number}/topics/ports")
        assert "ports" not in done.json()["topics"]
    assert api.put(f"{V1}/statements/{number}/topics/none-such", json={}).status_code == 422
    assert len(history(api, number)) == 2


def test_statements_are_joined_and_wordings_split_off(api: TestClient, database: Database) -> None:
    one, other = api.get(f"{V1}/statements?sort=oldest&per=2").json()["items"]
    joined = api.post(f"{V1}/statements/{one['id']}/join", json={"other": other["id"]}).json()
    assert len(joined["quotes"]) == len(one["quotes"]) + len(other["quotes"])
    quote = next(q for q in joined["quotes"] if q["id"] == other["quotes"][0]["id"])
    back = api.post(f"{V1}/statements/{joined['id']}/quotes/{quote['id']}/split").json()
    assert [each["id"] for each in back["quotes"]] == [quote["id"]]
    again = api.post(f"{V1}/statements/{joined['id']}/quotes/{quote['id']}/split")
    assert again.status_code in {404, 422}
    assert faults(database) == []


def test_words_must_stand_in_the_article(api: TestClient) -> None:
    found = first(api)
    quote = found["quotes"][0]
    path = f"{V1}/statements/{found['id']}/quotes/{quote['id']}"
    words = " ".join(quote["text"].split()[:4])
    done = api.patch(path, json={"words": words, "form": "direct"})
    assert done.status_code == 200, done.text
    assert done.json()["quotes"][0]["text"] == words
    wrong = api.patch(path, json={"words": "nobody said this", "form": "direct"})
    assert (wrong.status_code, "words" in wrong.json()["problems"]) == (422, True)
    assert api.patch(f"{path}999", json={"words": words, "form": "direct"}).status_code == 404


def test_notes_and_translations_that_are_sent_twice_are_there_once(api: TestClient) -> None:
    found = first(api)
    path = f"{V1}/statements/{found['id']}"
    spoken = {"language": "tr", "text": "Barajı kapatmayacağız.", "by": "editor"}
    for _ in range(2):
        assert api.post(f"{path}/notes", json={"text": "He spoke late."}).status_code == 200
        quote = found["quotes"][0]["id"]
        done = api.post(f"{path}/quotes/{quote}/translations", json=spoken)
        assert done.status_code == 200, done.text
    page = api.get(found["url"]).text
    # On the page once as a note, and once in the history.
    assert page.count("He spoke late.") <= 2
    assert len(history(api, found["id"])) == 2


def test_an_article_is_corrected_and_days_follow(api: TestClient, database: Database) -> None:
    number = first(api)["quotes"][0]["article_id"]
    done = api.patch(f"{V1}/articles/{number}", json={"published_on": "2024-12-27", "title": "T"})
    assert done.status_code == 200, done.text
    assert (done.json()["published_on"], done.json()["title"]) == ("2024-12-27", "T")
    wrong = api.patch(f"{V1}/articles/{number}", json={"published_on": "soon"})
    assert (wrong.status_code, "published_on" in wrong.json()["problems"]) == (422, True)
    assert faults(database) == []


def test_a_new_actor_is_added_once(api: TestClient) -> None:
    given = {"name": "Dora Voss", "side": "other", "office": "Mayor of Karo"}
    made = api.post(f"{V1}/actors", json=given)
    assert (made.status_code, made.headers["location"]) == (201, f"{V1}/actors/dora-voss")
    assert made.json()["offices"][0]["title"] == "Mayor of Karo"
    again = api.post(f"{V1}/actors", json=given)
    assert (again.status_code, "speaker" in again.json()["problems"]) == (422, True)


def test_proposals_are_read_and_decided(api: TestClient, database: Database) -> None:
    waiting = api.get(f"{V1}/proposals").json()
    assert waiting["total"] == len(waiting["items"]) > 1
    one, other, *_ = waiting["items"]
    assert len(one["statements"]) == 2
    for each, action in ((one, "accept"), (other, "refuse")):
        path = f"{V1}/proposals/{each['id']}/{each['about']}"
        assert api.post(f"{path}/{action}").status_code == 204
    decided = api.get(f"{V1}/proposals?status=decided").json()["items"]
    assert {each["id"]: each["status"] for each in decided} == {
        one["id"]: "fixed", other["id"]: "ignored",
    }  # fmt: skip
    assert api.post(f"{V1}/proposals/{one['id']}/statements/undo").status_code == 204
    assert api.post(f"{V1}/proposals/999/statements/accept").status_code == 404
    assert faults(database) == []


def test_doubts_and_jobs_are_the_editors_to_read(api: TestClient) -> None:
    queue = api.get(f"{V1}/review").json()
    assert queue["total"] == len(queue["items"]) > 0
    reason = queue["items"][0]["reason"]
    narrowed = api.get(f"{V1}/review", params={"reason": reason}).json()
    assert {each["reason"] for each in narrowed["items"]} == {reason}
    assert api.get(f"{V1}/review?reason=mood").status_code == 422
    assert api.get(f"{V1}/jobs").json() == {"items": [], "total": 0}
    assert api.get(f"{V1}/jobs/7").status_code == 404


def test_outlets_events_and_feeds_are_everybodys(api: TestClient) -> None:
    outlets = api.get(f"{V1}/outlets").json()
    assert "Sarn Courier" in {each["name"] for each in outlets["items"]}
    assert api.get(f"{V1}/outlets/sarn-courier").json()["domain"] == "sarncourier.example"
    assert api.get(f"{V1}/outlets/nowhere").status_code == 404
    assert api.get(f"{V1}/events").json() == {"items": [], "total": 0}
    assert api.get(f"{V1}/feeds").json() == {"items": [], "total": 0}
    assert api.post(f"{V1}/feeds", json={"url": "ftp://x"}).status_code == 422


@pytest.mark.parametrize("scope", TokenScope)
def test_a_token_sets_what_its_scope_allows(database: Database, scope: TokenScope) -> None:
    add_person(database, "bo", Role.EDITOR)
    token = bearer(database, "bo", scope)
    app = create_app(Settings(database_url=str(database.url), host="0.0.0.0", background=False))
    with TestClient(app, "https://127.0.0.1", client=OUTSIDE) as client:
        number = client.get(f"{V1}/statements?per=1").json()["items"][0]["id"]
        path = f"{V1}/statements/{number}"
        done = client.patch(path, json={"place": "Kestrel"}, headers=token)
        assert done.status_code == (200 if scope is TokenScope.WRITE else 403)
        assert client.patch(path, json={"place": "Karo"}).status_code == 401
