"""What editors change through the API of actors, links, doubts and histories, as on the pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.db import Database
from tests.api.conftest import asking
from tests.conftest import copied_file
from tests.reliability.record import faults

pytestmark = pytest.mark.slow

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


@pytest.fixture(scope="module")
def still(talk_file: Path) -> Iterator[TestClient]:
    """The local user's client for tests that change nothing."""
    with asking(f"sqlite:///{talk_file}") as client:
        yield client


def get(api: TestClient, path: str) -> Any:
    answer = api.get(V1 + path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def send(api: TestClient, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    answer = api.request(method, V1 + path, json=body)
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else None


def sides(api: TestClient, actor: str = "bo-lind") -> set[str | None]:
    """The sides for which somebody's statements stand."""
    return {each["side"] for each in get(api, f"/statements?actor={actor}")["items"]}


# ------------------------------------------------------------------------------------- actors


def test_ending_an_office_waits_for_a_yes_to_what_it_changes(
    api: TestClient, database: Database
) -> None:
    said = get(api, "/statements?actor=bo-lind")["total"]
    held = get(api, "/actors/bo-lind")["offices"][0]["id"]
    path = f"/actors/bo-lind/offices/{held}"
    waits = send(api, "PATCH", path, {"until": "2024-11-30"}, 409)
    assert waits["type"] == "/about/api#please-confirm-this-first"
    assert waits["effects"]["count"] == said
    assert waits["effects"]["statements"][0]["before"]["side"] == "ru"
    assert waits["effects"]["statements"][0]["after"]["side"] is None
    assert sides(api) == {"ru"}
    # A yes to something else is none.
    other = {"until": "2024-12-25", "confirm": "0" * 32}
    assert send(api, "PATCH", path, other, 409)["confirm"] != "0" * 32
    assert sides(api) == {"ru"}
    yes = {"until": "2024-11-30", "confirm": waits["confirm"]}
    done = send(api, "PATCH", path, yes)
    assert done["offices"][0]["until"] == "2024-11-30"
    assert done["effects"]["count"] == said
    assert sides(api) == {None}
    assert faults(database) == []


def test_a_change_of_an_actor_is_taken_back(api: TestClient, database: Database) -> None:
    held = get(api, "/actors/bo-lind")["offices"][0]["id"]
    waits = send(api, "PATCH", f"/actors/bo-lind/offices/{held}", {"until": "2024-11"}, 409)
    yes = {"until": "2024-11", "confirm": waits["confirm"]}
    send(api, "PATCH", f"/actors/bo-lind/offices/{held}", yes)
    [change] = get(api, "/actors/bo-lind/history")["items"]
    assert change["can_revert"]
    path = f"/actors/bo-lind/history/{change['id']}/revert"
    waits = send(api, "POST", path, {}, 409)
    done = send(api, "POST", path, {"confirm": waits["confirm"]})
    assert done["offices"][0]["until"] is None
    assert sides(api) == {"ru"}
    assert faults(database) == []


def test_an_alias_that_others_have_too_is_told_before_it_is_added(api: TestClient) -> None:
    given = {"text": "Lind", "language": "en"}
    waits = send(api, "POST", "/actors/ada-moor/aliases", given, 409)
    assert "Cara Lind" in waits["effects"]["warnings"]["text"]
    done = send(api, "POST", "/actors/ada-moor/aliases", given | {"confirm": waits["confirm"]})
    [added] = [each for each in done["aliases"] if each["text"] == "Lind"]
    again = send(api, "POST", "/actors/ada-moor/aliases", given)
    assert again["version"] == done["version"]
    path = f"/actors/ada-moor/aliases/{added['id']}"
    changed = send(api, "PATCH", path, {"text": "A. Moor", "is_risky": True})
    [renamed] = [each for each in changed["aliases"] if each["text"] == "A. Moor"]
    assert renamed["is_risky"]
    assert "Lind" not in {each["text"] for each in changed["aliases"]}
    left = send(api, "DELETE", f"/actors/ada-moor/aliases/{renamed['id']}")
    assert "A. Moor" not in {each["text"] for each in left["aliases"]}
    send(api, "DELETE", f"/actors/ada-moor/aliases/{renamed['id']}", status=404)


def test_the_name_itself_is_no_spelling_to_be_taken_away(still: TestClient) -> None:
    [own] = [
        each for each in get(still, "/actors/ada-moor")["aliases"] if each["text"] == "Ada Moor"
    ]
    send(still, "DELETE", f"/actors/ada-moor/aliases/{own['id']}", status=404)


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "/aliases", {"text": "…"}, "text"),
        ("POST", "/aliases", {"text": "Mo", "language": "xx"}, "language"),
        ("POST", "/offices", {"title": "Mayor of Karo"}, "side"),
        ("POST", "/offices", {"title": "Envoy for the Sarn", "since": "soon"}, "since"),
        ("POST", "/offices", {"title": "Envoy for the Sarn", "since": "2025", "until": "2024"},
         "until"),
        ("POST", "/offices", {"title": "Envoy for the Sarn", "colour": "red"}, "colour"),
        ("PATCH", "", {"side": "mars"}, "side"),
        ("PATCH", "", {"name": "…"}, "name"),
        ("POST", "/merge", {"into": "nobody-here"}, "into"),
        ("POST", "/split", {"statements": [1]}, "other"),
        ("POST", "/split", {"other": "bo-lind", "offices": [999]}, "offices"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_of_an_actor_is_told_beside_its_field(
    still: TestClient, method: str, path: str, body: dict[str, object], field: str
) -> None:
    before = get(still, "/actors/ada-moor")
    told = send(still, method, f"/actors/ada-moor{path}", body, 422)
    assert field in told["problems"]
    assert get(still, "/actors/ada-moor") == before


def test_an_office_is_added_once_and_removed(api: TestClient, database: Database) -> None:
    given = {"title": "Mayor of Karo", "side": "other", "since": "2015", "until": "2018-05"}
    done = send(api, "POST", "/actors/ada-moor/offices", given)
    again = send(api, "POST", "/actors/ada-moor/offices", given)
    assert again["offices"] == done["offices"]
    [held] = [each for each in done["offices"] if each["title"] == "Mayor of Karo"]
    left = send(api, "DELETE", f"/actors/ada-moor/offices/{held['id']}")
    assert held["id"] not in {each["id"] for each in left["offices"]}
    assert faults(database) == []


def test_actors_are_merged_and_taken_apart(api: TestClient, database: Database) -> None:
    waits = send(api, "POST", "/actors/cara-lind/merge", {"into": "bo-lind"}, 409)
    send(api, "POST", "/actors/cara-lind/merge", {"into": "bo-lind", "confirm": waits["confirm"]})
    moved = api.get(f"{V1}/actors/cara-lind")
    assert (moved.status_code, moved.headers["location"]) == (301, f"{V1}/actors/bo-lind")
    change = get(api, "/actors/bo-lind/history")["items"][0]
    path = f"/actors/bo-lind/history/{change['id']}/revert"
    waits = send(api, "POST", path, {}, 409)
    send(api, "POST", path, {"confirm": waits["confirm"]})
    assert get(api, "/actors/cara-lind")["name"] == "Cara Lind"
    assert faults(database) == []


def test_a_statement_is_given_to_another_actor_and_comes_back(
    api: TestClient, database: Database
) -> None:
    said = get(api, "/statements?actor=bo-lind&per=1")["items"][0]["id"]
    given = {"new": "Bo Lindqvist", "statements": [said]}
    waits = send(api, "POST", "/actors/bo-lind/split", given, 409)
    assert waits["effects"]["statements"][0]["after"]["speaker"] == "Bo Lindqvist"
    send(api, "POST", "/actors/bo-lind/split", given | {"confirm": waits["confirm"]})
    assert get(api, f"/statements/{said}")["actor"]["slug"] == "bo-lindqvist"
    [change] = [each for each in get(api, "/actors/bo-lind/history")["items"] if each["can_revert"]]
    path = f"/actors/bo-lind/history/{change['id']}/revert"
    waits = send(api, "POST", path, {}, 409)
    send(api, "POST", path, {"confirm": waits["confirm"]})
    assert get(api, f"/statements/{said}")["actor"]["slug"] == "bo-lind"
    assert faults(database) == []


# ----------------------------------------------------------------------------------- versions


def changed(api: TestClient, path: str, body: dict[str, Any], method: str = "PATCH") -> None:
    """A change that names an old version is refused, and one with the right version is taken."""
    version = get(api, path)["version"]
    told = send(api, method, path, body | {"version": version + 1}, 409)
    assert (told["type"], told["version"]) == ("/about/api#changed-meanwhile", version)
    assert "version" in told["problems"]
    assert get(api, path)["version"] == version
    done = send(api, method, path, body | {"version": version})
    assert done["version"] > version
    assert get(api, path)["version"] == done["version"]
    send(api, method, path, body | {"version": version}, 409)


def test_a_statement_that_was_changed_since_it_was_read_is_left_alone(api: TestClient) -> None:
    changed(api, "/statements/1", {"place": "Kestrel", "said_on": "2024-12", "actor": "ada-moor"})


def test_an_article_that_was_changed_since_it_was_read_is_left_alone(api: TestClient) -> None:
    changed(api, "/articles/1", {"title": "The dam"})


def test_an_actor_that_was_changed_since_it_was_read_is_left_alone(api: TestClient) -> None:
    changed(api, "/actors/ada-moor", {"notes": "Not the painter."})


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/statements/1/restore"),
        ("DELETE", "/statements/1/topics/dams"),
        ("POST", "/statements/1/quotes/1/split"),
    ],
)
def test_a_request_without_a_body_names_the_version_in_its_address(
    still: TestClient, method: str, path: str
) -> None:
    told = send(still, method, f"{path}?version=99", status=409)
    assert told["title"] == "Changed meanwhile"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/statements/1/withdraw", {"reason": "Nobody had said it."}),
        ("PUT", "/statements/1/topics/ports", {"words": "the dam"}),
        ("POST", "/statements/1/join", {"other": 2}),
        ("PATCH", "/statements/1/quotes/1", {"words": "the dam", "form": "direct"}),
        ("POST", "/links", {"statement": 1, "other": 2, "topic": "dams", "kind": "repeats"}),
        ("POST", "/articles/1/preview", {"title": "The dam"}),
    ],
)
def test_every_other_change_of_a_statement_can_name_the_version(
    still: TestClient, method: str, path: str, body: dict[str, Any]
) -> None:
    told = send(still, method, path, body | {"version": 99}, 409)
    assert told["title"] == "Changed meanwhile"


# ---------------------------------------------------------------------------------- histories


def test_a_change_of_a_statement_is_taken_back_once(api: TestClient, database: Database) -> None:
    before = get(api, "/statements/1")
    done = send(api, "PATCH", "/statements/1", {"place": "Kestrel"})
    [change] = done["history"]
    assert change["can_revert"]
    path = f"/statements/1/history/{change['id']}/revert"
    entry = send(api, "POST", path)
    assert (entry["action"], entry["after"]) == ("revert", {"place": before["place"]})
    assert get(api, "/statements/1")["place"] == before["place"]
    assert "revert" in send(api, "POST", path, status=422)["problems"]
    send(api, "POST", f"/statements/2/history/{change['id']}/revert", status=404)
    assert faults(database) == []


def test_withdrawing_is_taken_back_though_the_statement_cannot_be_read(api: TestClient) -> None:
    send(api, "POST", "/statements/1/withdraw", {"reason": "Nobody had said it."})
    send(api, "POST", "/statements/1/restore")
    [_, gone] = get(api, "/statements/1")["history"]
    back = get(api, "/statements/1")["history"][0]["id"]
    entry = send(api, "POST", f"/statements/1/history/{back}/revert")
    assert entry["action"] == "revert"
    assert api.get(f"{V1}/statements/1").status_code == 410
    send(api, "POST", f"/statements/1/history/{entry['id']}/revert")
    assert get(api, "/statements/1")["history"][-1]["id"] == gone["id"]


def test_a_note_and_a_translation_are_taken_away_and_come_back(api: TestClient) -> None:
    noted = send(api, "POST", "/statements/1/notes", {"text": "He spoke late."})
    note = noted["notes"][0]["id"]
    assert send(api, "DELETE", f"/statements/1/notes/{note}")["notes"] == []
    send(api, "DELETE", f"/statements/2/notes/{note}", status=404)
    change = get(api, "/statements/1")["history"][0]
    assert (change["about"], change["about_id"]) == ("note", note)
    send(api, "POST", f"/statements/1/history/{change['id']}/revert")
    assert [each["id"] for each in get(api, "/statements/1")["notes"]] == [note]
    quote = noted["quotes"][0]["id"]
    spoken = {"language": "tr", "text": "Barajı kapatmayacağız.", "by": "editor"}
    told = send(api, "POST", f"/statements/1/quotes/{quote}/translations", spoken)
    [translation] = told["quotes"][0]["translations"]
    left = send(api, "DELETE", f"/statements/1/translations/{translation['id']}")
    assert left["quotes"][0]["translations"] == []


def test_a_correction_of_an_article_is_seen_before_it_is_made_and_taken_back(
    api: TestClient, database: Database
) -> None:
    before = get(api, "/articles/1")
    seen = send(api, "POST", "/articles/1/preview", {"published_on": "2025-01-02"})
    assert seen["after"]["published_on"] == "2025-01-02"
    assert get(api, "/articles/1") == before
    done = send(api, "PATCH", "/articles/1", {"published_on": "2025-01-02"})
    assert len(seen["moved"]) + len(seen["stays"]) > 0
    for moved in seen["moved"]:
        now = get(api, f"/statements/{moved['after']['id']}")
        assert now["said_on"] == moved["after"]["said_on"]
    send(api, "POST", f"/articles/1/history/{done['history'][0]['id']}/revert")
    assert get(api, "/articles/1")["published_on"] == before["published_on"]
    assert faults(database) == []


# ------------------------------------------------------------------------------ links, doubts


def test_a_refused_candidate_is_listed_and_can_be_taken_back(api: TestClient) -> None:
    one, other, *_ = get(api, "/statements?actor=bo-lind&topic=dams")["items"]
    pair = {"statement": one["id"], "other": other["id"]}
    number = send(api, "POST", "/compare/dams/refusals", pair, 201)["id"]
    assert [each["id"] for each in get(api, "/compare/dams/refusals")["items"]] == [number]
    assert get(api, "/links")["total"] == 0
    send(api, "DELETE", f"/compare/ports/refusals/{number}", status=404)
    send(api, "DELETE", f"/compare/dams/refusals/{number}", status=204)
    assert get(api, "/compare/dams/refusals")["total"] == 0
    send(api, "POST", "/compare/nothing/refusals", pair, 404)


def doubts(api: TestClient) -> list[dict[str, Any]]:
    """The doubts that wait and are of one statement."""
    every: list[dict[str, Any]] = get(api, "/review?per=200")["items"]
    return [each for each in every if each["statement"] and not each["proposal_id"]]


def test_a_doubt_is_settled_with_its_correction_and_opened_again(
    api: TestClient, database: Database
) -> None:
    send(api, "PATCH", "/statements/1", {"actor": None, "speaker": "an aide"})
    send(
        api, "POST", "/statements/1/report",
        {"kind": "speaker", "words": "This was Ada Moor."}, 202,
    )  # fmt: skip
    [doubt] = [each for each in doubts(api) if each["reason"] == "reader's report"]
    assert {"actor", "ignore", "done"} <= set(doubt["can"])
    fixes = [{"kind": "actor", "value": "ada-moor"}, {"kind": "day", "value": "2024-12"}]
    path = f"/review/{doubt['id']}"
    told = send(api, "POST", f"{path}/answer", {"fixes": fixes, "version": 999}, 409)
    assert told["title"] == "Changed meanwhile"
    act = send(api, "POST", f"{path}/answer", {"fixes": fixes, "version": doubt["version"]})
    assert doubt["id"] in act["settled"]
    found = get(api, "/statements/1")
    assert (found["actor"]["slug"], found["said_on"]) == ("ada-moor", "2024-12")
    assert get(api, path)["status"] == "fixed"
    assert doubt["id"] in {each["id"] for each in get(api, "/review?status=fixed")["items"]}
    again = {"fixes": [{"kind": "done"}]}
    assert "doubt" in send(api, "POST", f"{path}/answer", again, 422)["problems"]
    assert send(api, "POST", f"{path}/reopen")["status"] == "open"
    assert get(api, "/statements/1")["actor"] is None
    assert faults(database) == []


def test_ignoring_a_doubt_takes_a_reason(api: TestClient) -> None:
    send(api, "POST", "/statements/1/report", {"kind": "other", "words": "Is this so?"}, 202)
    doubt = get(api, "/review")["items"][0]["id"]
    given: dict[str, Any] = {"fixes": [{"kind": "ignore"}]}
    assert "note" in send(api, "POST", f"/review/{doubt}/answer", given, 422)["problems"]
    send(api, "POST", f"/review/{doubt}/answer", given | {"note": "It is."})
    assert get(api, f"/review/{doubt}")["note"] == "It is."


def test_many_doubts_are_settled_at_once_and_taken_back(
    api: TestClient, database: Database
) -> None:
    for words in ("Is this so?", "And is that?"):
        send(api, "POST", "/statements/1/report", {"kind": "other", "words": words}, 202)
    numbers = [each["id"] for each in doubts(api) if each["reason"] == "reader's report"]
    # What is proposed for each: that it was seen to.
    act = send(api, "POST", "/review/answers", {"items": numbers})
    assert set(numbers) <= set(act["settled"])
    assert send(api, "POST", f"/review/answers/{act['act']}/undo")["reopened"]
    assert {get(api, f"/review/{each}")["status"] for each in numbers} == {"open"}
    assert faults(database) == []


def test_a_list_is_followed_until_it_is_not(api: TestClient) -> None:
    given = {"title": "Dams", "query": "topic=dams"}
    kept = send(api, "POST", "/saved", given, 201)
    assert send(api, "POST", "/saved", given, 201) == kept
    assert get(api, "/saved")["items"] == [kept]
    assert send(api, "POST", f"/saved/{kept['id']}/seen")["new"] == 0
    send(api, "DELETE", f"/saved/{kept['id']}", status=204)
    assert get(api, "/saved")["total"] == 0
    wrong = {"title": " ", "query": "topic=zz"}
    assert {"title", "topic"} <= send(api, "POST", "/saved", wrong, 422)["problems"].keys()
