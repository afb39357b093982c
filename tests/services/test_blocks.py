"""Blocks that are none of the article's own: no statements, unless a person takes them in."""

import pytest

from app.db import Database
from app.errors import Gone
from app.services.candidates import Edit
from app.services.drafts import DraftView, turn_block
from app.services.readings import write_with_readings
from tests.services.articles import DAM
from tests.services.test_drafts import change, save, saved, start, view

CAPTION = 'Photo: "The gates hold as long as we need them to," Ada Moor said at the weir.'
MORE = 'Read also: "The port is not for sale to anybody at all," Bo Lind said last week.'
TEXT = f"{DAM}\n\n{CAPTION}\n\n{MORE}\n\nThe harvest is due in May."
AT = TEXT.index("Photo:")


def turn(database: Database, token: str, at: int, *, is_story: bool) -> DraftView:
    write_with_readings(
        database,
        lambda session, readings: turn_block(session, token, at, readings, is_story=is_story),
    )
    return view(database, token)


def test_captions_and_links_to_others_are_no_statements(world: Database) -> None:
    draft = view(world, start(world, text=TEXT))
    assert len(draft.words) == 3
    kinds = {TEXT[begin:end]: kind for begin, end, kind in draft.blocks}
    assert kinds[CAPTION] == "caption"
    assert kinds[MORE] == "boilerplate"


def test_a_block_taken_in_is_read_alone(world: Database) -> None:
    token = start(world, text=TEXT)
    before = view(world, token)
    after = turn(world, token, AT, is_story=True)
    new = [each for each in after.candidates if each not in before.candidates]
    assert [each.words(TEXT) for each in new] == ["The gates hold as long as we need them to,"]
    assert new[0].actor == "ada-moor"
    assert [each for each in after.candidates if each in before.candidates] == [*before.candidates]
    assert after.taken_in == {AT}


def test_the_edits_of_other_cards_stay(world: Database) -> None:
    token = start(world, text=TEXT)
    change(world, token, {0: Edit(keep=False), 1: Edit(speaker="Ada Moor")}, text=TEXT)
    after = turn(world, token, AT, is_story=True)
    assert not after.candidates[0].keep
    assert after.candidates[1].actor == "ada-moor"
    assert len(after.candidates) == 4


def test_a_block_struck_out_again_takes_its_quotes_along(world: Database) -> None:
    token = start(world, text=TEXT)
    before = view(world, token)
    turn(world, token, AT, is_story=True)
    after = turn(world, token, AT, is_story=False)
    assert after.candidates == before.candidates
    assert after.taken_in == frozenset()


def test_what_a_person_changed_in_a_block_is_only_dropped(world: Database) -> None:
    token = start(world, text=TEXT)
    turn(world, token, AT, is_story=True)
    change(world, token, {3: Edit(speaker="Bo Lind")}, text=TEXT)
    after = turn(world, token, AT, is_story=False)
    assert (after.candidates[3].actor, after.candidates[3].keep) == ("bo-lind", False)


def test_what_a_person_corrected_in_a_block_comes_back_with_it_as_it_was(world: Database) -> None:
    token = start(world, text=TEXT)
    turn(world, token, AT, is_story=True)
    change(world, token, {3: Edit(speaker="Bo Lind")}, text=TEXT)
    before = view(world, token)
    turn(world, token, AT, is_story=False)
    # The page is sent as it stands, with the box of the dropped quote empty.
    change(world, token, {3: Edit(keep=False)}, text=TEXT)
    assert turn(world, token, AT, is_story=True).candidates == before.candidates


def test_what_a_person_dropped_in_a_block_comes_back_dropped(world: Database) -> None:
    token = start(world, text=TEXT)
    turn(world, token, AT, is_story=True)
    change(world, token, {3: Edit(keep=False)}, text=TEXT)
    before = view(world, token)
    turn(world, token, AT, is_story=False)
    assert turn(world, token, AT, is_story=True).candidates == before.candidates


def test_what_a_person_drops_while_its_block_is_out_can_be_kept_by_hand(world: Database) -> None:
    token = start(world, text=TEXT)
    turn(world, token, AT, is_story=True)
    change(world, token, {3: Edit(speaker="Bo Lind")}, text=TEXT)
    turn(world, token, AT, is_story=False)
    change(world, token, {3: Edit(keep=True)}, text=TEXT)
    change(world, token, {3: Edit(keep=False)}, text=TEXT)
    assert not turn(world, token, AT, is_story=True).candidates[3].keep


def test_turning_twice_or_where_nothing_is_changes_nothing(world: Database) -> None:
    token = start(world, text=TEXT)
    once = turn(world, token, AT, is_story=True)
    assert turn(world, token, AT, is_story=True) == once
    assert turn(world, token, AT + 3, is_story=True) == once
    assert turn(world, token, 0, is_story=False) == once


def test_a_block_stays_taken_in_when_the_text_is_read_again(world: Database) -> None:
    token = start(world, text=TEXT)
    turn(world, token, AT, is_story=True)
    after = change(world, token, {}, text=TEXT, published_on="2024-12-13")
    assert after.candidates[3].said_on == "2024-12-13"
    back = turn(world, token, AT, is_story=False)
    assert len(back.candidates) == 3


def test_what_was_taken_in_is_saved_as_a_person_s_decision(world: Database) -> None:
    token = start(world, text=TEXT)
    turn(world, token, AT, is_story=True)
    rows = saved(world, token, text=TEXT)
    (quote,) = [each for row in rows for each in row.quotes if "gates hold" in each.text]
    assert quote.rule == "by hand"
    with pytest.raises(Gone):
        turn(world, token, AT, is_story=False)


def test_what_is_struck_out_is_not_saved(world: Database) -> None:
    token = start(world, text=TEXT)
    assert save(world, token, text=TEXT).quotes == 3
