"""What reading stored articles again changes, and what it leaves alone."""

import pytest
import sqlalchemy as sa

from app.db import Database
from app.errors import Gone
from app.extraction.types import Gazetteer
from app.models import Doubt, Origin, Quote, ReviewItem, ReviewStatus, Revision, Statement
from app.queries.statements import get_statement
from app.services.candidates import Edit
from app.services.drafts import change_draft, save_draft, start_draft
from app.services.gazetteer import gazetteer_from_database
from app.services.ingest import read
from app.services.readings import Readings
from app.services.reprocess import Changes, article_ids, reprocess
from tests.services.articles import DAM, article
from tests.services.test_ingest import listed, store


def again(database: Database, gazetteer: Gazetteer | None = None, *, keep: bool = True) -> Changes:
    """Read every article again."""
    changes = Changes()
    with database.writer(keep=keep) as session:
        known = gazetteer or gazetteer_from_database(session)
        for number in article_ids(session):
            reprocess(session, number, known, changes)
    return changes


def spoil(database: Database, **values: object) -> None:
    """Make every stored quote look as an older extractor might have found it."""
    with database.writer() as session:
        session.execute(sa.update(Quote).values(**values))


def kinds(changes: Changes) -> list[str]:
    return sorted(change.kind for change in changes.changes)


def test_reading_again_with_the_same_extractor_changes_nothing(world: Database) -> None:
    store(world, article())
    before = listed(world)
    changes = again(world)
    assert (changes.same, changes.changes) == (3, [])
    assert listed(world) == before


def test_a_changed_quote_keeps_its_ids(world: Database) -> None:
    store(world, article())
    before = [(row.id, row.quotes[0].id) for row in listed(world)]
    spoil(world, cue="sang", speaker_printed=None)
    changes = again(world)
    assert kinds(changes) == ["changed"] * 3
    assert set(changes.changes[0].fields) == {"cue", "speaker_printed"}
    assert [(row.id, row.quotes[0].id) for row in listed(world)] == before
    assert {row.quotes[0].cue for row in listed(world)} == {"said", "told", "added"}


def test_a_doubt_that_was_settled_is_not_raised_again(world: Database) -> None:
    store(world, article(text='Dora Voss said on Thursday: "Nothing at all happens here."'))
    with world.writer() as session:
        session.execute(sa.update(ReviewItem).values(status=ReviewStatus.IGNORED))
        before = session.execute(sa.select(sa.func.count(ReviewItem.id))).scalar_one()
    assert before > 0
    again(world)
    with world.reader() as session:
        assert session.execute(sa.select(sa.func.count(ReviewItem.id))).scalar_one() == before


def test_what_a_reader_or_another_text_of_the_source_raised_waits_still(world: Database) -> None:
    store(world, article(text='Dora Voss said on Thursday: "Nothing at all happens here."'))
    with world.writer() as session:
        quote = session.execute(sa.select(Quote)).scalars().first()
        assert quote is not None
        for reason, number in ((Doubt.READERS_REPORT, None), (Doubt.SOURCE_CHANGED, quote.id)):
            session.add(ReviewItem(reason=reason, statement_id=quote.statement_id, quote_id=number))
    again(world)
    with world.reader() as session:
        found = set(session.execute(sa.select(ReviewItem.reason)).scalars())
    assert {Doubt.READERS_REPORT, Doubt.SOURCE_CHANGED} < found


def test_a_dry_run_reports_the_same_and_changes_nothing(world: Database) -> None:
    store(world, article())
    spoil(world, cue="sang")
    assert kinds(again(world, keep=False)) == ["changed"] * 3
    assert {row.quotes[0].cue for row in listed(world)} == {"sang"}


def test_a_quote_that_is_missing_is_added(world: Database) -> None:
    store(world, article(quotes=[]))
    assert listed(world) == []
    assert kinds(again(world)) == ["added"] * 3
    assert len(listed(world)) == 3
    assert kinds(again(world)) == []


def test_a_statement_that_is_not_found_any_more_is_withdrawn_with_a_reason(
    world: Database,
) -> None:
    store(world, article())
    with world.writer() as session:
        # As if an older extractor had taken narration for words of the minister.
        start = DAM.index("A resident")
        parts = [[start, start + 10]]
        quote = session.execute(sa.select(Quote).order_by(Quote.id)).scalars().first()
        assert quote is not None
        quote.parts, quote.start_char, quote.end_char = parts, start, start + 10
        number = quote.statement_id
    assert kinds(again(world)) == ["added", "gone"]
    assert number not in [row.id for row in listed(world)]
    with world.reader() as session, pytest.raises(Gone, match="not found in it any more"):
        get_statement(session, number)
    assert kinds(again(world)) == []


def test_what_a_person_made_in_the_preview_stays(world: Database) -> None:
    with world.writer() as session:
        known = gazetteer_from_database(session)
        token = start_draft(session, article(), read(article(), known))
        edits = {0: Edit(keep=False), 1: Edit(speaker="Ada Moor", words="We have no plan")}
        change_draft(session, token, document=article(), edits=edits, readings=Readings())
        save_draft(session, token, article(), who="tester")
    before = listed(world)
    changes = again(world)
    assert (changes.kept, changes.same, changes.changes) == (1, 1, [])
    assert listed(world) == before


def test_a_statement_that_a_person_corrected_stays(world: Database) -> None:
    store(world, article())
    row = listed(world)[0]
    spoil(world, cue="sang")
    with world.writer() as session:
        session.get_one(Statement, row.id).place = "Port Karo"
        session.add(Revision(who="tester", action="edit", subject="statement", subject_id=row.id))
    changes = again(world)
    assert (changes.kept, kinds(changes)) == (1, ["changed"] * 2)
    assert listed(world)[0].quotes[0].cue == "sang"


def test_quotes_that_came_with_an_article_stay(world: Database) -> None:
    given = {"start": 0, "end": 38, "actor": "ada-moor", "form": "indirect"}
    store(world, article(quotes=[given]))
    changes = again(world)
    assert changes.kept == 1
    row = next(row for row in listed(world) if row.actor and row.actor.slug == "ada-moor")
    assert row.text == DAM[:38]
    with world.reader() as session:
        origins = set(session.execute(sa.select(Quote.origin)).scalars())
    assert Origin.IMPORT in origins


def test_a_statement_with_two_sources_loses_only_the_one_that_changed(world: Database) -> None:
    store(world, article())
    store(world, article(outlet="Coast Herald"))
    with world.writer() as session:
        second = session.execute(sa.select(Quote).order_by(Quote.id.desc())).scalars().first()  # type: ignore[union-attr]
        assert second is not None
        second.parts, second.start_char, second.end_char = [[0, 10]], 0, 10
        number = second.statement_id
    assert kinds(again(world)) == ["added", "gone"]
    row = next(row for row in listed(world) if row.id == number)
    assert [quote.article_id for quote in row.quotes] == [1, 2]
