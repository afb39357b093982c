"""Reprints: the very same text in another outlet on another day is one statement, said first."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app.db import Database
from app.models import Doubt, Origin, Quote, ReviewItem, Statement
from app.queries.proposals import find_proposals
from app.queries.statements import get_statement
from app.services import near_copies, proposals
from app.services.batch import ingest_batch
from app.services.door import take_in
from app.services.gazetteer import gazetteer_from_database
from app.services.reprocess import Changes, reprocess
from tests.joins.record import check, kept
from tests.services.articles import article

pytestmark = pytest.mark.slow

WORDS = "We have no plan to close the dam before the harvest is in,"
TEXT = f'"{WORDS}" Veltanian Foreign Minister Bo Lind said.\n'
FIRST, NEXT = date(2024, 12, 26), date(2024, 12, 27)


def take(database: Database, outlet: str, day: date | None, text: str = TEXT) -> int:
    """Store a text; return its article's number."""
    with database.reader() as session:
        gazetteer = gazetteer_from_database(session)
    document = article(text, outlet=outlet, title=outlet, published_on=day)
    return take_in(database, document, gazetteer).article_id


def on_record(session: Session) -> list[Statement]:
    query = sa.select(Statement).where(Statement.merged_into_id.is_(None))  # type: ignore[union-attr]
    return list(session.execute(query.order_by(Statement.id)).scalars())  # type: ignore[arg-type]


def questions(session: Session) -> list[int]:
    """The numbers of the open questions about articles."""
    return [row.id for row in find_proposals(session).rows if row.articles]


@pytest.mark.parametrize("days", [(FIRST, NEXT), (NEXT, FIRST)])
def test_a_reprint_a_day_later_is_a_second_source_and_the_earlier_day_stands(
    world: Database, days: tuple[date, date]
) -> None:
    take(world, "Sarn Courier", days[0])
    take(world, "Coast Herald", days[1])
    with world.reader() as session:
        [statement] = on_record(session)
        assert (statement.said_on, statement.said_until) == (FIRST, FIRST)
        row = get_statement(session, statement.id or 0)
        assert (row.outlets, len(row.quotes)) == (2, 2)
        assert find_proposals(session).total == 0
        check(session)


@pytest.mark.parametrize("days", [(FIRST, NEXT), (NEXT, FIRST)])
def test_an_import_of_many_knows_a_reprint_too(world: Database, days: tuple[date, date]) -> None:
    outlets = ("Sarn Courier", "Coast Herald")
    given = [
        article(TEXT, outlet=each, published_on=day)
        for each, day in zip(outlets, days, strict=True)
    ]
    report = ingest_batch(world, given)
    assert (report.statements, report.quotes) == (1, 2)
    with world.reader() as session:
        [statement] = on_record(session)
        assert statement.said_on == FIRST
        check(session)


def test_a_speaker_who_is_not_on_record_is_the_same_in_a_reprint(world: Database) -> None:
    text = f'"{WORDS}" said Tessa Brandt, a farmer.\n'
    take(world, "Sarn Courier", FIRST, text)
    take(world, "Coast Herald", NEXT, text)
    with world.reader() as session:
        [statement] = on_record(session)
        assert (statement.speaker, statement.said_on) == ("Tessa Brandt", FIRST)


def test_a_speaker_has_the_office_of_the_earlier_day(
    world: Database,
) -> None:
    take(world, "Sarn Courier", NEXT)
    take(world, "Coast Herald", FIRST)
    with world.reader() as session:
        [statement] = on_record(session)
        assert statement.side == "ru"
        assert statement.office_id is not None


def test_a_few_words_may_be_said_twice_and_are_asked_about(world: Database) -> None:
    text = '"We condemn it," Veltanian Foreign Minister Bo Lind said.\n'
    take(world, "Sarn Courier", FIRST, text)
    take(world, "Coast Herald", date(2024, 12, 29), text)
    with world.reader() as session:
        assert [each.said_on for each in on_record(session)] == [FIRST, date(2024, 12, 29)]
        assert len(questions(session)) == 1


@pytest.mark.parametrize("day", [date(2025, 2, 1), None])
def test_the_same_text_weeks_later_or_of_no_day_is_asked_about(
    world: Database, day: date | None
) -> None:
    first = take(world, "Sarn Courier", FIRST)
    second = take(world, "Coast Herald", day)
    with world.writer() as session:
        before = kept(session)
        assert len(on_record(session)) == 2
        [row] = find_proposals(session).rows
        assert row.articles
        assert [side.id for side in row.articles] == [second, first]
        assert row.percent == 100
        near_copies.accept_copy(session, row.id, who="an editor")
        [statement] = on_record(session)
        assert statement.said_on == FIRST
        check(session)
        near_copies.undo_copy(session, row.id, who="an editor")
        assert kept(session) == before


def test_a_text_with_days_of_its_own_is_joined_whenever_it_is_printed(world: Database) -> None:
    text = f'"{WORDS}" Veltanian Foreign Minister Bo Lind said on 20 December 2024.\n'
    take(world, "Sarn Courier", FIRST, text)
    take(world, "Coast Herald", date(2025, 2, 1), text)
    with world.reader() as session:
        assert [each.said_on for each in on_record(session)] == [date(2024, 12, 20)]
        assert questions(session) == []


def test_a_reprint_that_is_split_off_was_said_on_its_own_day(world: Database) -> None:
    take(world, "Sarn Courier", NEXT)
    take(world, "Coast Herald", FIRST)
    with world.writer() as session:
        [statement] = on_record(session)
        quote = get_statement(session, statement.id or 0).quotes[1]
        number = proposals.split_off(session, quote.id, who="an editor")
        assert session.get_one(Statement, number).said_on == FIRST
        assert session.get_one(Statement, statement.id).said_on == NEXT
        check(session)


def test_joining_by_hand_lets_the_earlier_day_stand_and_undoing_gives_both_back(
    world: Database,
) -> None:
    take(world, "Sarn Courier", NEXT)
    take(world, "Coast Herald", FIRST, TEXT.replace("Veltanian Foreign Minister ", "").strip())
    with world.writer() as session:
        before = kept(session)
        [row] = [each for each in find_proposals(session).rows if each.one]
        number = proposals.accept(session, row.id, who="an editor")
        assert session.get_one(Statement, number).said_on == FIRST
        check(session)
        proposals.undo(session, row.id, who="an editor")
        assert kept(session) == before


@pytest.mark.parametrize("days", [(FIRST, NEXT), (NEXT, FIRST)])
def test_reading_the_articles_again_leaves_a_reprint_where_it_is(
    world: Database, days: tuple[date, date]
) -> None:
    numbers = [take(world, "Sarn Courier", days[0]), take(world, "Coast Herald", days[1])]
    with world.writer() as session:
        before = kept(session)
        gazetteer = gazetteer_from_database(session)
        changes = Changes()
        for number in numbers:
            reprocess(session, number, gazetteer, changes)
        assert changes.changes == []
        assert kept(session)["Statement"] == before["Statement"]


def test_the_day_that_came_with_an_imported_quote_is_never_moved(world: Database) -> None:
    given = {
        "start": 1, "end": 1 + len(WORDS), "speaker": "Bo Lind", "actor": "bo-lind",
        "said_on": "2024-12-20", "said_on_basis": "editor", "form": "direct",
    }  # fmt: skip
    for outlet, day in (("Sarn Courier", FIRST), ("Coast Herald", NEXT)):
        ingest_batch(world, [article(TEXT, outlet=outlet, published_on=day, quotes=[given])])
    with world.reader() as session:
        [statement] = on_record(session)
        assert str(statement.said_on) == "2024-12-20"
        assert {each.origin for each in session.execute(sa.select(Quote)).scalars()} == {
            Origin.IMPORT
        }


def test_a_question_about_the_same_text_is_asked_once(world: Database) -> None:
    take(world, "Sarn Courier", FIRST)
    number = take(world, "Coast Herald", date(2025, 2, 1))
    with world.writer() as session:
        assert not near_copies.note_near_copy(session, number, TEXT)
        query = sa.select(sa.func.count()).where(ReviewItem.reason == Doubt.NEAR_COPY)  # type: ignore[arg-type]
        assert session.execute(query).scalar_one() == 1
