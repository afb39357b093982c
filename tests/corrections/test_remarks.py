"""Notes and translations: beside the record, named as what they are, removed and brought back."""

import pytest
import sqlalchemy as sa

from app.db import Database
from app.errors import Invalid, NotFound
from app.models import Quote, Revision
from app.queries.remarks import find_notes, find_translations
from app.queries.statements import get_statement_page
from app.services.corrections import remarks
from app.services.reverts import revert
from tests.services.test_ingest import listed
from tests.services.test_reprocess import again, spoil


def translate(database: Database, **more: str) -> int:
    given = {"language": "ru", "text": "Плотина останется открытой", "by": "machine", **more}
    with database.writer() as session:
        return remarks.add_translation(session, 1, who="bo", **given).id or 0


def test_a_translation_stands_beside_the_wording_and_never_in_its_place(told: Database) -> None:
    before = listed(told)
    translate(told, source="a model")
    with told.reader() as session:
        [found] = find_translations(session, [1])[1]
    assert (found.language, found.by, found.source) == ("ru", "machine", "a model")
    assert found.text == "Плотина останется открытой"
    assert listed(told) == before


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("language", "en"),
        ("language", "und"),
        ("language", ""),
        ("by", "nobody"),
        ("text", "  "),
        ("text", "x" * 5_001),
        ("text", "a\x00b"),
        ("source", "x" * 301),
    ],
)
def test_what_a_translation_lacks_is_told_at_its_field(
    told: Database, field: str, typed: str
) -> None:
    with pytest.raises(Invalid) as problem:
        translate(told, **{field: typed})
    assert list(problem.value.problems) == ["translation" if field == "text" else field]


def test_a_note_is_shown_until_it_is_removed_and_again_when_that_is_taken_back(
    told: Database,
) -> None:
    with told.writer() as session:
        remarks.add_note(session, 1, " He spoke in Port Karo.\r\nIt was late. ", who="bo")
    with told.reader() as session:
        [note] = find_notes(session, [1])[1]
    assert note.text == "He spoke in Port Karo.\nIt was late."
    with told.writer() as session:
        change = remarks.remove_note(session, note.id, who="bo")
        assert change is not None
        number = change.id or 0
    with told.reader() as session:
        assert find_notes(session, [1]) == {}
    with told.writer() as session:
        revert(session, number, who="ada")
    with told.reader() as session:
        assert find_notes(session, [1]) == {1: (note,)}


def test_history_of_the_statement_tells_of_both_without_their_words(told: Database) -> None:
    translate(told)
    with told.writer() as session:
        remarks.add_note(session, 1, "He spoke in Port Karo.", who="bo")
    with told.reader() as session:
        history = get_statement_page(session, 1).history
        assert [change.action for change in history] == ["add note", "add translation"]
        every = session.execute(sa.select(Revision.after)).scalars().all()
    assert every == [{"shown": True}] * 2


def test_reading_the_article_again_leaves_translated_words_and_noted_statements_be(
    told: Database,
) -> None:
    translate(told)
    with told.writer() as session:
        remarks.add_note(session, 2, "He spoke in Port Karo.", who="bo")
    spoil(told, cue="sang")
    assert again(told).kept == 1
    with told.reader() as session:
        assert [session.get_one(Quote, number).cue for number in (1, 2)] == ["sang", "told"]
        assert len(find_notes(session, [2])[2]) == 1


def test_there_is_nothing_to_say_of_what_is_not_there(told: Database) -> None:
    with told.writer() as session, pytest.raises(NotFound):
        remarks.add_note(session, 99, "x", who="bo")
    with told.writer() as session, pytest.raises(NotFound):
        remarks.remove_note(session, 99, who="bo")
    with told.writer() as session, pytest.raises(NotFound):
        remarks.add_translation(session, 99, language="ru", text="x", by="editor", who="bo")
