"""What a person sees and corrects between paste and save."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app.db import Database
from app.errors import Gone, Invalid, NotFound
from app.extraction import extract
from app.extraction.types import Extraction
from app.models import Actor, Article, Outlet, Quote, Revision
from app.queries.rows import StatementRow
from app.services.candidates import Edit
from app.services.drafts import (
    DraftView,
    add_candidate,
    change_draft,
    find_drafts,
    get_draft,
    save_draft,
    start_draft,
)
from app.services.gazetteer import gazetteer_from_database
from app.services.ingest import Ingested, read
from app.services.readings import Readings, write_with_readings
from tests.services.articles import article
from tests.services.test_ingest import listed


def start(database: Database, **fields: object) -> str:
    with database.writer() as session:
        document = article(**fields)
        return start_draft(session, document, read(document, gazetteer_from_database(session)))


def view(database: Database, token: str) -> DraftView:
    with database.reader() as session:
        return get_draft(session, token)


def change(database: Database, token: str, edits: dict[int, Edit], **fields: object) -> DraftView:
    document = article(**fields)

    def write(session: Session, readings: Readings) -> None:
        change_draft(session, token, document=document, edits=edits, readings=readings)

    write_with_readings(database, write)
    return view(database, token)


def save(database: Database, token: str, **fields: object) -> Ingested:
    with database.writer() as session:
        return save_draft(session, token, article(**fields), who="tester")


def saved(database: Database, token: str, **fields: object) -> list[StatementRow]:
    save(database, token, **fields)
    return listed(database)


def test_nothing_of_a_draft_is_public(world: Database) -> None:
    token = start(world)
    assert len(view(world, token).candidates) == 3
    assert listed(world) == []
    with world.reader() as session:
        assert session.execute(sa.select(Article.id)).first() is None
        assert [each.token for each in find_drafts(session)] == [token]


def test_a_saved_draft_is_public_and_no_longer_listed(world: Database) -> None:
    token = start(world)
    assert [row.speaker for row in saved(world, token)] == ["Bo Lind"] * 3
    with world.reader() as session:
        assert find_drafts(session) == []
        (revision,) = session.execute(sa.select(Revision)).scalars()
        assert (revision.who, revision.action, revision.subject) == ("tester", "add", "article")


def test_saving_twice_makes_one_article(world: Database) -> None:
    token = start(world)
    assert save(world, token).article_id == save(world, token).article_id
    assert len(listed(world)) == 3


def test_a_dropped_quote_is_not_saved_but_can_be_taken_back(world: Database) -> None:
    token = start(world)
    assert not change(world, token, {1: Edit(keep=False)}).candidates[1].keep
    assert change(world, token, {1: Edit(keep=True)}).candidates[1].keep
    change(world, token, {1: Edit(keep=False)})
    assert [row.form for row in saved(world, token)] == ["indirect", "indirect"]


def test_the_words_of_a_quote_can_be_set_to_others_of_the_text(world: Database) -> None:
    token = start(world)
    words = "We have no plan\nto close the dam … before the harvest"
    change(world, token, {1: Edit(words=words)})
    assert saved(world, token)[1].text == "We have no plan to close the dam … before the harvest"


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (Edit(words="We plan nothing"), "words"),
        (Edit(words="  "), "words"),
        (Edit(form="sung"), "form"),
        (Edit(said_on="soon"), "said_on"),
        (Edit(topics=("dams", "moons")), "topics"),
        (Edit(speaker="Lind"), "speaker"),
        (Edit(speaker="Ada\0Moor"), "speaker"),
        (Edit(speaker="Dora Voss", is_new=True, side="tr", office="Mayor\0"), "office"),
        (Edit(speaker="Bo Lind", is_new=True), "speaker"),
        (Edit(speaker="Dora Voss", is_new=True, side="tr"), "office"),
    ],
)
def test_what_cannot_be_used_is_told_at_its_field_and_changes_nothing(
    world: Database, edit: Edit, field: str
) -> None:
    token = start(world)
    before = view(world, token)
    with pytest.raises(Invalid) as caught:
        change(world, token, {1: edit, 0: Edit(keep=False)})
    assert f"{field}-1" in caught.value.problems
    assert view(world, token) == before


def test_a_speaker_is_set_by_name_in_any_case(world: Database) -> None:
    token = start(world)
    change(world, token, {0: Edit(speaker="ada moor")})
    row = saved(world, token)[0]
    assert row.actor is not None
    assert (row.actor.slug, row.side) == ("ada-moor", "un")


def test_a_speaker_typed_in_another_form_of_unicode_is_the_same(world: Database) -> None:
    token = start(world)
    change(world, token, {0: Edit(speaker="\u00d6rn Dahl", is_new=True, kind="institution")})
    change(world, token, {1: Edit(speaker="O\u0308rn Dahl")})
    slugs = [row.actor.slug for row in saved(world, token) if row.actor]
    assert slugs == ["orn-dahl", "orn-dahl", "bo-lind"]


def test_a_day_that_a_person_set_is_told_from_one_in_the_text(world: Database) -> None:
    token = start(world)
    change(world, token, {0: Edit(said_on="2024-11-03"), 1: Edit(said_on="")})
    rows = saved(world, token)
    assert {(row.said_on, row.said_on_basis) for row in rows} == {
        ("2024-11-03", "editor"),
        ("2024-12-26", "weekday"),
        (None, "unknown"),
    }


def test_a_new_person_is_added_with_an_office_and_a_side(world: Database) -> None:
    token = start(world)
    new = Edit(speaker="Dora Voss", is_new=True, side="tr", office="Mayor of Port Karo")
    change(world, token, {0: new})
    row = saved(world, token)[0]
    assert (row.speaker, row.office, row.side) == ("Dora Voss", "Mayor of Port Karo", "tr")
    with world.reader() as session:
        slugs = session.execute(sa.select(Actor.slug)).scalars().all()
    assert "dora-voss" in slugs


def test_nobody_takes_the_slug_that_asks_for_nobody(world: Database) -> None:
    token = start(world, outlet="None")
    change(world, token, {0: Edit(speaker="None", is_new=True, kind="institution")}, outlet="None")
    row = saved(world, token, outlet="None")[0]
    assert row.actor is not None
    assert row.quotes[0].outlet is not None
    assert (row.actor.slug, row.quotes[0].outlet.slug) == ("none-2", "none-2")


def test_a_speaker_can_be_left_unknown(world: Database) -> None:
    token = start(world)
    change(world, token, {0: Edit(speaker="")})
    row = saved(world, token)[0]
    assert (row.actor, row.speaker, row.status) == (None, None, "pending")


def test_a_quote_can_be_added_by_hand(world: Database) -> None:
    token = start(world)
    with world.writer() as session:
        edit = Edit(
            words="A resident of the valley shrugged", speaker="Ada Moor", topics=("ports",)
        )
        assert add_candidate(session, token, edit) == 3
    row = next(row for row in saved(world, token) if row.text.startswith("A resident"))
    assert (row.speaker, row.said_on, row.said_on_basis) == ("Ada Moor", "2024-12-26", "published")
    assert [topic.slug for topic in row.topics] == ["ports"]


def test_another_day_published_moves_the_days_said_but_leaves_edited_cards(
    world: Database,
) -> None:
    token = start(world)
    change(world, token, {0: Edit(said_on="2024-11")})
    days = [each.said_on for each in change(world, token, {}, published_on="2024-12-13").candidates]
    assert days == ["2024-11", "2024-12-12", "2024-12-12"]


def test_a_quote_that_was_cut_down_is_not_found_anew_beside_it(world: Database) -> None:
    token = start(world)
    change(world, token, {1: Edit(words="We have no plan to close the dam")})
    again = change(world, token, {}, published_on="2024-12-13")
    assert [words[:16] for words in again.words] == [
        "The dam on the S", "We have no plan ", "engineers inspec",
    ]  # fmt: skip


def test_relayed_words_stay_tied_to_who_relays_them(world: Database) -> None:
    text = "Bo Lind said that Ada Moor had said that the dam leaks and must be repaired."
    token = start(world, text=text)
    change(world, token, {0: Edit(words="Ada Moor had said that the dam leaks")}, text=text)
    change(world, token, {}, text=text, published_on="2024-12-13")
    save(world, token, text=text)
    with world.reader() as session:
        outer, inner = session.execute(sa.select(Quote).order_by(Quote.start_char)).scalars()
        assert (outer.text, inner.text[:13]) == (
            "Ada Moor had said that the dam leaks",
            "the dam leaks",
        )
        assert inner.parent_id == outer.id


def test_a_draft_that_was_saved_cannot_be_changed(world: Database) -> None:
    token = start(world)
    save(world, token)
    with pytest.raises(Gone):
        change(world, token, {0: Edit(keep=False)})


def test_there_is_no_draft_by_a_wrong_token(world: Database) -> None:
    with pytest.raises(NotFound):
        view(world, "nothing")


def test_saving_what_somebody_stored_meanwhile_answers_with_it(world: Database) -> None:
    token, other = start(world), start(world)
    first = save(world, other)
    again = save(world, token)
    assert again.known is not None
    assert again.article_id == first.article_id


def test_whoever_else_writes_does_not_wait_while_a_draft_is_read_again(
    world: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, others = start(world), []

    def meanwhile(*given: Any) -> Extraction:
        with world.writer() as session:
            session.add(Outlet(slug="meanwhile", name="Meanwhile"))
        others.append("Meanwhile")
        return extract(*given)

    monkeypatch.setattr("app.services.ingest.extract", meanwhile)
    change(world, token, {}, published_on="2024-12-13")
    assert others == ["Meanwhile"]


def test_a_draft_that_is_changed_while_it_is_read_again_keeps_that_change(
    world: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = start(world)
    seen = view(world, token).version

    def meanwhile(*given: Any) -> Extraction:
        monkeypatch.undo()
        change(world, token, {0: Edit(speaker="Ada Moor")})
        return extract(*given)

    monkeypatch.setattr("app.services.ingest.extract", meanwhile)
    document = article(published_on="2024-12-13")

    def write(session: Session, readings: Readings) -> None:
        change_draft(session, token, document=document, edits={}, readings=readings, seen=seen)

    with pytest.raises(Invalid, match="changed since you opened it"):
        write_with_readings(world, write)
    found = view(world, token)
    assert (found.candidates[0].speaker, found.fields["published_on"]) == ("Ada Moor", "2024-12-26")
