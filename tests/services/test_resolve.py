"""Who a speaker is, which office they held on that day, and what nobody can tell."""

from datetime import date

import pytest
import sqlalchemy as sa

from app.db import Database
from app.models import Actor, Alias, Doubt, Office
from app.services.resolve import Resolved, resolve


def ask(
    database: Database,
    *,
    slug: str | None = None,
    speaker: str | None = None,
    printed: str | None = None,
    candidates: tuple[str, ...] = (),
    said: tuple[str, str] | str | None = "2023-05-01",
) -> tuple[str | None, str | None, Resolved]:
    """The actor's slug, the office's slug, and the whole answer."""
    first, last = (said, said) if isinstance(said, str) else said or (None, None)
    days = (date.fromisoformat(first), date.fromisoformat(last)) if first and last else None
    with database.reader() as session:
        found = resolve(
            session,
            slug=slug,
            candidates=candidates,
            speaker=speaker,
            printed=printed,
            said=days,
        )
        office = session.get(Office, found.office_id) if found.office_id else None
        return found.actor.slug if found.actor else None, office.slug if office else None, found


def reasons(found: Resolved) -> list[Doubt]:
    return [doubt.reason for doubt in found.doubts]


def test_the_office_of_the_day_gives_the_side(world: Database) -> None:
    actor, office, found = ask(world, slug="ada-moor", said="2023-05-01")
    assert (actor, office, found.side) == ("ada-moor", "ve-foreign-minister", "ru")
    _, office, found = ask(world, slug="ada-moor", said="2025-01-01")
    assert (office, found.side) == ("un-envoy", "un")


def test_the_first_and_the_last_day_of_an_office_belong_to_it(world: Database) -> None:
    assert ask(world, slug="ada-moor", said="2020-03-01")[1] == "ve-foreign-minister"
    assert ask(world, slug="ada-moor", said="2024-06-30")[1] == "ve-foreign-minister"
    assert ask(world, slug="ada-moor", said="2024-07-01")[1] == "un-envoy"


def test_a_day_outside_every_office_is_a_doubt_and_gives_no_side(world: Database) -> None:
    actor, office, found = ask(world, slug="ada-moor", said="2019-12-31")
    assert (actor, office, found.side) == ("ada-moor", None, None)
    assert reasons(found) == [Doubt.NOT_IN_OFFICE]


def test_a_year_that_reaches_over_two_offices_gives_neither(world: Database) -> None:
    assert ask(world, slug="ada-moor", said=("2024-01-01", "2024-12-31"))[1] is None


def test_an_unknown_day_gives_a_side_only_where_all_offices_share_it(world: Database) -> None:
    assert ask(world, slug="ada-moor", said=None)[2].side is None
    assert ask(world, slug="bo-lind", said=None)[2].side == "ru"


def test_an_unknown_end_of_an_office_is_open(world: Database) -> None:
    assert ask(world, slug="cara-lind", said="1999-01-01")[1] == "ve-spokeswoman"


def test_an_institution_has_its_own_side_on_any_day(world: Database) -> None:
    actor, office, found = ask(world, slug="ve-mfa", said=None)
    assert (actor, office, found.side, found.doubts) == ("ve-mfa", None, "ru", ())


def test_a_full_name_alone_finds_its_actor(world: Database) -> None:
    assert ask(world, speaker="ADA MOOR")[0] == "ada-moor"


def test_a_name_that_is_also_a_common_word_decides_nothing_alone(world: Database) -> None:
    with world.writer() as session:
        session.execute(sa.update(Alias).values(is_risky=True))
    assert ask(world, speaker="Bo Lind")[0] is None


def test_a_display_name_decides_before_the_aliases_of_others(world: Database) -> None:
    with world.writer() as session:
        other = session.execute(sa.select(Actor.id).where(Actor.slug == "cara-lind")).scalar_one()
        session.add(Alias(actor_id=other, text="Bo Lind", folded="bo lind"))
    assert ask(world, speaker="Bo Lind")[0] == "bo-lind"


def test_a_name_that_two_share_stays_open(world: Database) -> None:
    actor, _, found = ask(world, speaker="Lind")
    assert actor is None
    assert reasons(found) == [Doubt.AMBIGUOUS_ALIAS]
    assert dict(found.doubts[0].proposal) == {"candidates": ["bo-lind", "cara-lind"]}


@pytest.mark.parametrize("speaker", [None, "a resident", "Dora Voss"])
def test_a_speaker_nobody_knows_is_unknown(world: Database, speaker: str | None) -> None:
    actor, _, found = ask(world, speaker=speaker)
    assert actor is None
    assert reasons(found) == [Doubt.UNKNOWN_SPEAKER]


def test_an_actor_merged_into_another_speaks_as_the_other(world: Database) -> None:
    with world.writer() as session:
        known = {actor.slug: actor for actor in session.execute(sa.select(Actor)).scalars()}
        known["cara-lind"].merged_into_id = known["bo-lind"].id
    assert ask(world, slug="cara-lind")[0] == "bo-lind"
