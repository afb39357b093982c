"""Splitting an actor, and taking that back as a whole but for what a person decided since."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.db import Database
from app.models import Actor, Alias, Tenure
from app.services.corrections.statements import set_speaker
from tests.actors.test_keeping import history, merged, owned, speakers
from tests.services.test_ingest import listed
from tests.services.test_reprocess import again
from tests.web.conftest import visiting

pytestmark = pytest.mark.slow


@pytest.fixture
def client(kept: Database) -> Iterator[TestClient]:
    """The local user's browser."""
    with visiting(kept) as found:
        yield found


def of_bo_lind(database: Database) -> list[int]:
    return [row.id for row in listed(database) if row.actor and row.actor.slug == "bo-lind"]


def parts_of(database: Database, slug: str) -> dict[str, list[str]]:
    """The spellings beside the display name, and the offices, as the form names them."""
    with database.reader() as session:
        actor = session.execute(sa.select(Actor).where(col(Actor.slug) == slug)).scalar_one()
        names = sa.select(col(Alias.id)).where(
            col(Alias.actor_id) == actor.id, col(Alias.text) != actor.name
        )
        posts = sa.select(col(Tenure.id)).where(col(Tenure.actor_id) == actor.id)
        return {
            "aliases": [str(each) for each in session.execute(names).scalars()],
            "tenures": [str(each) for each in session.execute(posts).scalars()],
        }


def confirmed(client: TestClient, address: str, form: dict[str, Any]) -> Any:
    """Send a form, and once more with a yes to what it would do."""
    asked = client.post(address, data=form)
    assert asked.status_code == 200, asked.text
    token = re.findall(r'name="confirm" value="(\w+)"', asked.text)[0]
    return client.post(address, data=form | {"confirm": token})


def split(client: TestClient, database: Database, **form: Any) -> int:
    """Split Bo Lind; return the number of the entry that tells of it."""
    done = confirmed(client, "/actors/bo-lind/split", {"version": "0", "kind": "person", **form})
    assert done.status_code == 303
    return history(database, "bo-lind")[-1].id or 0


def test_a_split_is_taken_back_as_it_was(client: TestClient, kept: Database) -> None:
    before = owned(kept)
    chosen = [str(each) for each in of_bo_lind(kept)[:2]]
    number = split(client, kept, other="Cara Lind", statements=chosen, **parts_of(kept, "bo-lind"))
    assert owned(kept) != before
    done = confirmed(client, "/actors/bo-lind/unsplit", {"change": number})
    assert done.headers["location"] == "/actors/bo-lind"
    assert owned(kept) == before
    again_ = client.post("/actors/bo-lind/unsplit", data={"change": number})
    assert again_.status_code == 422
    assert "taken back already" in again_.text


def test_taking_a_split_back_shows_first_what_that_does(client: TestClient, kept: Database) -> None:
    number = split(client, kept, new="Bo Lind the Younger", statements=[str(of_bo_lind(kept)[0])])
    shown = client.get("/actors/bo-lind/edit").text
    assert 'action="/actors/bo-lind/unsplit"' in shown
    before = owned(kept)
    asked = client.post("/actors/bo-lind/unsplit", data={"change": number})
    assert "1 statement would change" in asked.text
    assert owned(kept) == before
    confirmed(client, "/actors/bo-lind/unsplit", {"change": number})
    assert 'action="/actors/bo-lind/unsplit"' not in client.get("/actors/bo-lind/edit").text
    assert "Split taken back" in client.get("/actors/bo-lind/edit").text


def test_what_a_person_decided_since_stays(client: TestClient, kept: Database) -> None:
    first, second = of_bo_lind(kept)[:2]
    number = split(client, kept, new="Bo Lind the Younger", statements=[str(first), str(second)])
    with kept.writer() as session:
        set_speaker(session, first, actor="ada-moor", who="bo")
    confirmed(client, "/actors/bo-lind/unsplit", {"change": number})
    found = {row.id: row.actor.slug for row in listed(kept) if row.actor}
    assert (found[first], found[second]) == ("ada-moor", "bo-lind")


def test_reading_again_leaves_a_split_taken_back(client: TestClient, kept: Database) -> None:
    chosen = [str(each) for each in of_bo_lind(kept)[:2]]
    number = split(client, kept, new="Bo Lind the Younger", statements=chosen)
    confirmed(client, "/actors/bo-lind/unsplit", {"change": number})
    before = speakers(kept)
    again(kept)
    assert speakers(kept) == before


def test_a_split_from_somebody_who_was_merged_since_waits_for_that(
    client: TestClient, kept: Database
) -> None:
    number = split(client, kept, new="Bo Lind the Younger", statements=[str(of_bo_lind(kept)[0])])
    merged(client, "bo-lind-the-younger", "ada-moor")
    refused = client.post("/actors/bo-lind/unsplit", data={"change": number})
    assert refused.status_code == 422
    assert "merged into somebody since" in refused.text


@pytest.mark.parametrize("change", ["999", "x", ""])
def test_there_is_nothing_to_take_back_of_what_was_no_split(
    client: TestClient, change: str
) -> None:
    assert client.post("/actors/bo-lind/unsplit", data={"change": change}).status_code == 404
