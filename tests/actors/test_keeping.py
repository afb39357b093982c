"""Keeping actors: what is set, what would change with it, and what is asked first."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.db import Database
from app.models import Actor, Alias, Doubt, ReviewItem, Revision, Role, Statement, Tenure
from app.queries.actors import get_actor
from app.services.corrections.articles import correct_article
from app.services.corrections.statements import set_speaker
from tests.people import add_person, sign_in_as
from tests.services.articles import article
from tests.services.test_ingest import listed, store
from tests.services.test_reprocess import again
from tests.web.conftest import visiting
from tests.web.reading import said

pytestmark = pytest.mark.slow


@pytest.fixture
def client(kept: Database) -> Iterator[TestClient]:
    """The local user's browser."""
    with visiting(kept) as found:
        yield found


def fields(page: str) -> dict[str, str]:
    """The fields of the page's form as a browser would send them."""
    form = page[page.index('class="sheet"') :]
    form = form[: form.index("</form>")]
    found = {}
    for tag in re.findall(r"<input [^>]*>", form):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if told.get("type") != "checkbox" or " checked" in tag:
            found[told["name"]] = told.get("value", "")
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.findall(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[0] if chosen else ""
    areas = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S)
    return found | dict(areas)


def opened(client: TestClient, address: str) -> dict[str, str]:
    """The fields of the form at an address."""
    shown = client.get(address)
    assert shown.status_code == 200, shown.text
    return fields(shown.text)


def empty_row(form: dict[str, str], kind: str) -> int:
    """The number of the first empty row of spellings or offices."""
    return min(
        int(name.split("-")[1])
        for name, value in form.items()
        if re.fullmatch(rf"{kind}-\d+", name) and not value
    )


def with_alias(form: dict[str, str], text: str, **more: str) -> dict[str, str]:
    row = empty_row(form, "alias")
    return form | {f"alias-{row}": text} | {f"{name}-{row}": value for name, value in more.items()}


def speakers(database: Database) -> dict[str, str | None]:
    """Who said what, by the first words; None where no actor is known."""
    return {row.text[:12]: row.actor.slug if row.actor else None for row in listed(database)}


def sides(database: Database) -> set[tuple[str | None, str | None]]:
    """The offices and sides of Bo Lind's statements."""
    return {
        (row.office, row.side)
        for row in listed(database)
        if row.actor and row.actor.slug == "bo-lind"
    }


def history(database: Database, slug: str) -> list[Revision]:
    with database.reader() as session:
        number = sa.select(col(Actor.id)).where(col(Actor.slug) == slug).scalar_subquery()
        query = sa.select(Revision).where(
            col(Revision.subject) == "actor", col(Revision.subject_id) == number
        )
        return list(session.execute(query.order_by(col(Revision.id))).scalars())


# -------------------------------------------------------------------------------------- adding


def test_a_new_actor_gets_the_statements_of_their_name_after_a_look(
    client: TestClient, kept: Database
) -> None:
    form = opened(client, "/actors/new") | {"name": "Dora Voss", "kind": "person"}
    asked = client.post("/actors/new", data=form)
    assert asked.status_code == 200
    assert "1 statement would change" in asked.text
    assert "would keep its speaker: none was found." in asked.text
    assert speakers(kept)["The port of "] is None
    done = client.post("/actors/new", data=fields(asked.text))
    assert done.headers["location"] == "/actors/dora-voss"
    assert speakers(kept)["The port of "] == "dora-voss"
    with kept.reader() as session:
        items = session.execute(
            sa.select(ReviewItem).where(col(ReviewItem.reason) == Doubt.UNKNOWN_SPEAKER)
        ).scalars()
        assert {item.status for item in items} == {"fixed"}
    assert [(each.action, each.after["statements"] != []) for each in history(kept, "dora-voss")]


@pytest.mark.parametrize("imported", [False, True])
def test_what_a_person_set_keeps_its_speaker_and_the_look_tells_which(
    client: TestClient, kept: Database, imported: bool
) -> None:
    words = "The harbour of Karo will be dredged before spring"
    text = f"“{words},” Dora Voss said."
    given = [{"start": 1, "end": 1 + len(words), "speaker": "Dora Voss"}] if imported else None
    store(kept, article(text, quotes=given))
    (number,) = [row.id for row in listed(kept) if row.text.startswith("The harbour")]
    with kept.writer() as session:
        set_speaker(session, number, actor="ada-moor", who="bo")
        set_speaker(session, number, actor=None, printed="Dora Voss", who="bo")
    form = opened(client, "/actors/new") | {"name": "Dora Voss", "kind": "person"}
    asked = client.post("/actors/new", data=form)
    told = said(asked.text)
    assert "1 statement would change" in told
    assert "1 statement keeps its speaker" in told
    assert f"Unchanged: Statement {number}" in told
    client.post("/actors/new", data=fields(asked.text))
    assert speakers(kept)["The harbour "] is None


def test_what_a_person_gave_to_the_very_actor_before_is_not_told_as_kept(
    client: TestClient, kept: Database
) -> None:
    store(kept, article("“The harbour of Karo will be dredged,” Dora Voss said."))
    (number,) = [row.id for row in listed(kept) if row.text.startswith("The harbour")]
    with kept.writer() as session:
        set_speaker(session, number, actor="ada-moor", who="bo")
    form = with_alias(opened(client, "/actors/ada-moor/edit"), "Dora Voss")
    told = said(client.post("/actors/ada-moor/edit", data=form).text)
    assert "1 statement would change" in told
    assert "would keep its speaker: none was found." in told


def test_an_imported_statement_whose_day_only_followed_gets_its_actor_too(
    client: TestClient, kept: Database
) -> None:
    text = "The harbour will be dredged before spring, Cy Marsh said."
    given = {"start": 0, "end": 41, "speaker": "Cy Marsh", "said_on_basis": "published"}
    stored = store(kept, article(text, quotes=[given | {"said_on": "2024-12-26"}]))
    with kept.writer() as session:
        correct_article(session, stored.article_id, {"published_on": "2024-12-20"}, who="bo")
    assert {row.said_on for row in listed(kept) if row.speaker == "Cy Marsh"} == {"2024-12-20"}
    form = opened(client, "/actors/new") | {"name": "Cy Marsh", "kind": "person"}
    asked = client.post("/actors/new", data=form)
    assert "1 statement would change" in asked.text
    client.post("/actors/new", data=fields(asked.text))
    assert speakers(kept)["The harbour "] == "cy-marsh"


def test_a_new_actor_without_a_statement_is_saved_at_once(client: TestClient) -> None:
    form = opened(client, "/actors/new") | {"name": "Cy Marsh", "kind": "person", "notes": "A"}
    form |= {"alias-0": "Сай Марш", "language-0": "ru"}
    done = client.post("/actors/new", data=form)
    assert done.headers["location"] == "/actors/cy-marsh"
    shown = client.get("/actors/cy-marsh").text
    assert "Сай Марш" in shown
    assert client.get("/actors?q=Марш").text.count("Cy Marsh")


def test_a_namesake_is_asked_about(client: TestClient, kept: Database) -> None:
    form = opened(client, "/actors/new") | {"name": "Bo Lind", "kind": "person"}
    asked = client.post("/actors/new", data=form)
    assert "Bo Lind has this name too" in asked.text
    with kept.reader() as session:
        assert len(session.execute(sa.select(Actor).where(col(Actor.name) == "Bo Lind")).all()) == 1
    done = client.post("/actors/new", data=fields(asked.text))
    assert done.headers["location"] == "/actors/bo-lind-2"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "1234"}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"kind": "ghost"}, "kind"),
        ({"kind": "person", "side": "ru"}, "side"),
        ({"kind": "institution", "side": "moon"}, "side"),
        ({"alias-0": "…"}, "alias-0"),
        ({"alias-0": "a\u202eb"}, "alias-0"),
        ({"office-0": "Harbour master"}, "side-0"),
        ({"office-0": "Envoy for the Sarn", "side-0": "ru"}, "side-0"),
        ({"office-0": "Envoy for the Sarn", "since-0": "last year"}, "since-0"),
        ({"office-0": "Envoy for the Sarn", "until-0": "2024-13"}, "until-0"),
        ({"office-0": "Envoy for the Sarn", "since-0": "2024", "until-0": "2023-12"}, "until-0"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field(
    client: TestClient, given: dict[str, str], field: str
) -> None:
    form = opened(client, "/actors/new") | {"name": "Cy Marsh", "kind": "person"} | given
    refused = client.post("/actors/new", data=form)
    assert refused.status_code == 422
    assert f'id="wrong-{field}"' in refused.text
    for name, value in given.items():
        if name.startswith(("since", "until", "office")):
            assert f'value="{value}"' in refused.text


# ------------------------------------------------------------------------------------- changing


def test_the_form_as_it_was_opened_changes_nothing(client: TestClient, kept: Database) -> None:
    form = opened(client, "/actors/ada-moor/edit")
    done = client.post("/actors/ada-moor/edit", data=form)
    assert done.status_code == 303, done.text
    assert history(kept, "ada-moor") == []


def test_a_spelling_gives_a_statement_its_actor_after_a_look(
    client: TestClient, kept: Database
) -> None:
    form = with_alias(opened(client, "/actors/cara-lind/edit"), "Dora Voss")
    asked = client.post("/actors/cara-lind/edit", data=form)
    assert "1 statement would change" in asked.text
    assert "“Dora Voss”, as printed" in asked.text
    assert speakers(kept)["The port of "] is None
    client.post("/actors/cara-lind/edit", data=fields(asked.text))
    assert speakers(kept)["The port of "] == "cara-lind"


def test_a_spelling_taken_away_takes_its_statement_back_and_asks_again(
    client: TestClient, kept: Database
) -> None:
    form = with_alias(opened(client, "/actors/cara-lind/edit"), "Dora Voss")
    asked = client.post("/actors/cara-lind/edit", data=form)
    client.post("/actors/cara-lind/edit", data=fields(asked.text))
    change = history(kept, "cara-lind")[-1].id
    back = opened(client, f"/actors/cara-lind/edit?back={change}")
    assert "Dora Voss" not in back.values()
    asked = client.post("/actors/cara-lind/edit", data=back)
    assert "1 statement would change" in asked.text
    client.post("/actors/cara-lind/edit", data=fields(asked.text))
    assert speakers(kept)["The port of "] is None
    with kept.reader() as session:
        items = session.execute(
            sa.select(ReviewItem).where(col(ReviewItem.reason) == Doubt.UNKNOWN_SPEAKER)
        ).scalars()
        assert [item.status for item in items] == ["open"]


def test_an_ambiguous_spelling_names_the_others_and_what_is_lost(
    client: TestClient, kept: Database
) -> None:
    form = with_alias(opened(client, "/actors/cara-lind/edit"), "Bo Lind")
    asked = client.post("/actors/cara-lind/edit", data=form)
    assert "Bo Lind has this name too" in asked.text
    with kept.reader() as session:
        query = sa.select(col(Alias.id)).where(col(Alias.text) == "Bo Lind")
        assert len(session.execute(query).all()) == 1


def test_a_period_shows_whose_side_would_change_before_it_does(
    client: TestClient, kept: Database
) -> None:
    assert sides(kept) == {("Foreign Minister of Veltania", "ru")}
    form = opened(client, "/actors/bo-lind/edit") | {"until-0": "2024-11"}
    asked = client.post("/actors/bo-lind/edit", data=form)
    assert "3 statements would change" in asked.text
    assert sides(kept) == {("Foreign Minister of Veltania", "ru")}
    client.post("/actors/bo-lind/edit", data=fields(asked.text))
    assert sides(kept) == {(None, None)}
    with kept.reader() as session:
        query = sa.select(ReviewItem).where(col(ReviewItem.reason) == Doubt.NOT_IN_OFFICE)
        assert {item.status for item in session.execute(query).scalars()} == {"open"}


def test_what_a_person_set_stays(client: TestClient, kept: Database) -> None:
    voss = next(row.id for row in listed(kept) if row.text.startswith("The port"))
    with kept.writer() as session:
        set_speaker(session, voss, actor="ada-moor", who="bo")
        set_speaker(session, voss, actor=None, printed="Dora Voss", who="bo")
    form = opened(client, "/actors/new") | {"name": "Dora Voss", "kind": "person"}
    done = client.post("/actors/new", data=form)
    assert done.status_code == 303
    assert speakers(kept)["The port of "] is None


def test_another_office_in_the_same_time_is_told_at_the_field(client: TestClient) -> None:
    form = opened(client, "/actors/bo-lind/edit")
    row = empty_row(form, "office")
    twice = form | {f"office-{row}": "Foreign Minister of Veltania", f"since-{row}": "2025"}
    refused = client.post("/actors/bo-lind/edit", data=twice)
    assert refused.status_code == 422
    assert f'id="wrong-since-{row}"' in refused.text
    other = form | {f"office-{row}": "Envoy for the Sarn", f"since-{row}": "2024-08"}
    asked = client.post("/actors/bo-lind/edit", data=other)
    assert asked.status_code == 200
    assert "of another side" in asked.text


def test_what_would_change_otherwise_meanwhile_is_shown_again(
    client: TestClient, kept: Database
) -> None:
    form = opened(client, "/actors/bo-lind/edit") | {"until-0": "2024-11"}
    asked = fields(client.post("/actors/bo-lind/edit", data=form).text)
    troops = next(row.id for row in listed(kept) if row.actor)
    with kept.writer() as session:
        set_speaker(session, troops, actor="ada-moor", who="bo")
    again = client.post("/actors/bo-lind/edit", data=asked)
    assert again.status_code == 200
    assert "2 statements would change" in again.text
    assert sides(kept) == {("Foreign Minister of Veltania", "ru")}


def test_the_second_of_two_editors_is_told_and_keeps_what_was_typed(
    client: TestClient, kept: Database
) -> None:
    first, second = (opened(client, "/actors/ada-moor/edit") for _ in range(2))
    client.post("/actors/ada-moor/edit", data=first | {"notes": "The first."})
    refused = client.post("/actors/ada-moor/edit", data=second | {"notes": "The second."})
    assert refused.status_code == 409
    assert "Somebody changed this" in refused.text
    assert "The second." in refused.text
    done = client.post("/actors/ada-moor/edit", data=fields(refused.text))
    assert done.status_code == 303
    assert [each.after["notes"] for each in history(kept, "ada-moor")] == [
        "The first.",
        "The second.",
    ]


def test_a_renamed_actor_is_found_by_the_old_name_too(client: TestClient, kept: Database) -> None:
    form = opened(client, "/actors/ada-moor/edit") | {"name": "Ada Moor-Voss"}
    assert client.post("/actors/ada-moor/edit", data=form).status_code == 303
    with kept.reader() as session:
        actor = get_actor(session, "ada-moor")
    assert actor.row.name == "Ada Moor-Voss"
    assert {"Ada Moor", "Ada Moor-Voss"} <= {each.text for each in actor.aliases}


def test_days_in_post_are_not_lost_by_an_edit(client: TestClient, kept: Database) -> None:
    with kept.writer() as session:
        session.execute(sa.update(Tenure).values(in_post=["2024-08-01"]))
    form = opened(client, "/actors/cara-lind/edit") | {"certainty-0": "uncertain"}
    assert client.post("/actors/cara-lind/edit", data=form).status_code == 303
    with kept.reader() as session:
        office = get_actor(session, "cara-lind").offices[0]
    assert (office.in_post, office.certainty) == (("2024-08-01",), "uncertain")


def test_markup_in_names_is_text(client: TestClient) -> None:
    nasty = "<script>alert(1)</script>"
    form = opened(client, "/actors/new") | {"name": nasty, "kind": "person", "alias-0": nasty}
    done = client.post("/actors/new", data=form)
    for address in (done.headers["location"], f"{done.headers['location']}/edit"):
        assert "<script>alert" not in client.get(address).text


# ------------------------------------------------------------------------ merging and splitting


def merged(client: TestClient, slug: str, other: str) -> Any:
    shown = client.get(f"/actors/{slug}/merge").text
    form = {"other": other, "version": re.findall(r'name="version" value="(\d+)"', shown)[0]}
    asked = client.post(f"/actors/{slug}/merge", data=form)
    assert "Nothing is saved yet" in asked.text, asked.text
    form["confirm"] = re.findall(r'name="confirm" value="(\w+)"', asked.text)[0]
    return client.post(f"/actors/{slug}/merge", data=form)


def test_merging_moves_everything_and_the_old_address_leads_on(
    client: TestClient, kept: Database
) -> None:
    done = merged(client, "bo-lind", "Ada Moor")
    assert done.headers["location"] == "/actors/ada-moor"
    for address in ("/actors/bo-lind", "/api/v1/actors/bo-lind"):
        moved = client.get(address)
        assert moved.status_code == 301
        assert moved.headers["location"].endswith("/actors/ada-moor")
    assert speakers(kept)["We have no p"] == "ada-moor"
    with kept.reader() as session:
        found = get_actor(session, "ada-moor")
    assert "Bo Lind" in {each.text for each in found.aliases}
    assert len(found.offices) == 3


def owned(database: Database) -> list[tuple[Any, ...]]:
    """Whose each statement, spelling and office is."""
    with database.reader() as session:
        tables = (Statement.actor_id, Statement.office_id, Statement.side)
        query = sa.select(col(Statement.id), *map(col, tables)).order_by(col(Statement.id))
        spelled: Any = col(Actor.slug), col(Alias.text), col(Alias.language), col(Alias.is_risky)
        names = sa.select(*spelled).join(Alias, col(Alias.actor_id) == col(Actor.id))
        names = names.order_by(*spelled[:2])
        held = sa.select(col(Tenure.id), col(Tenure.actor_id)).order_by(col(Tenure.id))
        return [tuple(row) for each in (query, names, held) for row in session.execute(each)]


def test_a_merge_is_undone_as_it_was(client: TestClient, kept: Database) -> None:
    before = owned(kept)
    merged(client, "bo-lind", "ada-moor")
    assert owned(kept) != before
    change = history(kept, "ada-moor")[-1].id
    asked = client.post("/actors/ada-moor/unmerge", data={"change": change})
    assert "3 statements would change" in asked.text
    token = re.findall(r'name="confirm" value="(\w+)"', asked.text)[0]
    client.post("/actors/ada-moor/unmerge", data={"change": change, "confirm": token})
    assert owned(kept) == before
    assert client.get("/actors/bo-lind").status_code == 200
    again = client.post("/actors/ada-moor/unmerge", data={"change": change})
    assert again.status_code == 422


def test_lists_and_exports_by_the_old_slug_show_the_same(
    client: TestClient, kept: Database
) -> None:
    merged(client, "bo-lind", "ada-moor")
    assert "3 statements" in client.get("/statements?actor=bo-lind").text
    assert client.get("/api/v1/statements?actor=bo-lind").json()["total"] == 3
    assert len(listed(kept, actor=("bo-lind",))) == 3
    merged(client, "ada-moor", "cara-lind")
    assert client.get("/actors/bo-lind").headers["location"] == "/actors/cara-lind"
    assert client.get("/api/v1/statements?actor=bo-lind").json()["total"] == 3
    change = history(kept, "cara-lind")[-1].id
    asked = client.post("/actors/cara-lind/unmerge", data={"change": change})
    token = re.findall(r'name="confirm" value="(\w+)"', asked.text)[0]
    client.post("/actors/cara-lind/unmerge", data={"change": change, "confirm": token})
    assert client.get("/actors/bo-lind").headers["location"] == "/actors/ada-moor"


def test_what_was_merged_or_split_survives_reading_again(
    client: TestClient, kept: Database
) -> None:
    form: dict[str, Any] = {"new": "Bo Lind the Younger", "kind": "person", "version": "0"}
    form["statements"] = [str(listed(kept)[0].id)]
    asked = client.post("/actors/bo-lind/split", data=form)
    form["confirm"] = re.findall(r'name="confirm" value="(\w+)"', asked.text)[0]
    client.post("/actors/bo-lind/split", data=form)
    merged(client, "bo-lind", "ada-moor")
    before = [(row.actor, row.office, row.side) for row in listed(kept)]
    assert {row.actor.slug for row in listed(kept) if row.actor} == {
        "ada-moor",
        "bo-lind-the-younger",
    }
    again(kept)
    assert [(row.actor, row.office, row.side) for row in listed(kept)] == before


def test_a_name_that_only_two_merged_actors_shared_decides_again(
    client: TestClient, kept: Database
) -> None:
    text = "Lind said on Thursday: “The harbour of Kestrel will be dredged before the spring.”"
    store(kept, article(text=text, title="The harbour"))
    assert speakers(kept)["The harbour "] is None
    with kept.reader() as session:
        doubted = sa.select(col(ReviewItem.id)).where(
            col(ReviewItem.reason) == Doubt.AMBIGUOUS_ALIAS, col(ReviewItem.status) == "open"
        )
        assert len(session.execute(doubted).all()) == 1
    merged(client, "cara-lind", "bo-lind")
    assert speakers(kept)["The harbour "] == "bo-lind"
    with kept.reader() as session:
        assert session.execute(doubted).all() == []


def test_an_actor_is_not_merged_with_itself_or_nobody(client: TestClient) -> None:
    for other in ("Bo Lind", "bo-lind", "Nobody Atall", "", "Lind\0"):
        refused = client.post("/actors/bo-lind/merge", data={"other": other, "version": "0"})
        assert refused.status_code == 422
    assert client.get("/actors/bo-lind").status_code == 200


def test_chosen_statements_go_to_a_new_actor_and_stay_there(
    client: TestClient, kept: Database
) -> None:
    chosen = [row.id for row in listed(kept) if row.actor][:2]
    form: dict[str, Any] = {"new": "Bo Lind the Younger", "kind": "person", "version": "0"}
    form["statements"] = [str(each) for each in chosen]
    asked = client.post("/actors/bo-lind/split", data=form)
    assert "2 statements would change" in asked.text
    assert client.get("/actors/bo-lind-the-younger").status_code == 404
    form["confirm"] = re.findall(r'name="confirm" value="(\w+)"', asked.text)[0]
    assert client.post("/actors/bo-lind/split", data=form).status_code == 303
    found = {row.id for row in listed(kept) if row.actor and row.actor.slug.endswith("younger")}
    assert found == set(chosen)
    with kept.reader() as session:
        query = sa.select(Revision).where(col(Revision.subject) == "statement")
        assert {each.subject_id for each in session.execute(query).scalars()} == set(chosen)


def test_a_split_without_a_choice_or_a_name_is_refused(client: TestClient) -> None:
    for form in (
        {"new": "Dora Voss", "kind": "person"},
        {"statements": "1"},
        {"new": "Dora Voss", "kind": "person", "statements": "999"},
        {"new": "Dora Voss", "other": "Ada Moor", "kind": "person", "statements": "1"},
    ):
        refused = client.post("/actors/bo-lind/split", data=form | {"version": "0"})
        assert refused.status_code == 422, form


def test_a_reader_sees_no_way_to_change_an_actor(kept: Database) -> None:
    add_person(kept, "cyn", Role.READER)
    with visiting(kept, host="0.0.0.0") as client:
        sign_in_as(client, kept, "cyn")
        assert "/edit" not in client.get("/actors/bo-lind").text
        assert "/actors/new" not in client.get("/actors").text
