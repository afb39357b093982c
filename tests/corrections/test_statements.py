"""What a person sets on a statement: it stays, what follows is worked out, and it comes back."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app.db import Database
from app.errors import ChangedMeanwhile, Gone, Invalid, NotFound
from app.models import Doubt, ReviewItem, ReviewStatus, Revision, Statement
from app.queries.rows import StatementRow
from app.queries.statements import get_statement, get_statement_page
from app.services.actors import get_current_actor
from app.services.answers import Fix
from app.services.corrections import statements
from app.services.corrections.statements import STATEMENT
from app.services.history import version_of
from app.services.merging import merge, undo_merge
from app.services.reverts import revert
from app.services.review import settle, undo
from tests.services.test_ingest import listed
from tests.services.test_reprocess import again

pytestmark = pytest.mark.slow

Correction = Callable[[Session, int], Revision | None]


def row(database: Database, number: int = 1) -> StatementRow:
    with database.reader() as session:
        return get_statement(session, number)


def correct(database: Database, correction: Correction, number: int = 1) -> int:
    """Correct a statement; return the number of the change."""
    with database.writer() as session:
        change = correction(session, number)
        assert change is not None
        return change.id or 0


def to_moor(session: Session, number: int) -> Revision | None:
    return statements.set_speaker(session, number, actor="ada-moor", who="bo")


def to_printed(session: Session, number: int) -> Revision | None:
    return statements.set_speaker(session, number, actor=None, printed="the  envoy", who="bo")


def to_nobody(session: Session, number: int) -> Revision | None:
    return statements.set_speaker(session, number, actor=None, who="bo")


def to_may(session: Session, number: int) -> Revision | None:
    return statements.set_day(session, number, "2024-05", who="bo")


def to_no_day(session: Session, number: int) -> Revision | None:
    return statements.set_day(session, number, " ", who="bo")


def to_port(session: Session, number: int) -> Revision | None:
    return statements.set_setting(session, number, occasion="a visit", place="Port Karo", who="bo")


def with_ports(session: Session, number: int) -> Revision | None:
    return statements.add_topic(session, number, "ports", "stay open", who="bo")


def without_dams(session: Session, number: int) -> Revision | None:
    return statements.remove_topic(session, number, "dams", who="bo")


def gone(session: Session, number: int) -> Revision | None:
    return statements.withdraw(session, number, "He never said it.", who="bo")


CORRECTIONS = [
    to_moor, to_printed, to_nobody, to_may, to_no_day, to_port, with_ports, without_dams,
]  # fmt: skip


def test_office_and_side_follow_the_speaker_that_a_person_set(told: Database) -> None:
    correct(told, to_moor)
    found = row(told)
    assert (found.speaker, found.office, found.side) == ("Ada Moor", "Envoy for the Sarn", "un")


def test_a_speaker_as_printed_and_nobody_have_no_side(told: Database) -> None:
    correct(told, to_printed)
    assert (row(told).actor, row(told).speaker, row(told).side) == (None, "the envoy", None)
    correct(told, to_nobody)
    assert row(told).speaker is None


def test_office_and_side_follow_the_day_that_a_person_set(told: Database) -> None:
    correct(told, to_may)
    found = row(told)
    assert (found.said_on, found.said_on_basis) == ("2024-05", "editor")
    # Bo Lind took the office up in July.
    assert (found.office, found.side) == (None, None)


def test_that_no_day_is_known_is_a_persons_word_too(told: Database) -> None:
    correct(told, to_no_day)
    assert (row(told).said_on, row(told).said_on_basis) == (None, "editor")


def test_a_topic_comes_with_its_evidence_and_goes_with_it(told: Database) -> None:
    correct(told, with_ports)
    with told.reader() as session:
        page = get_statement_page(session, 1)
    assert [topic.slug for topic in page.row.topics] == ["dams", "ports"]
    proofs = [each for each in page.evidence if each.topic.slug == "ports"]
    assert [(each.printed, each.is_inside) for each in proofs] == [("stay open", True)]
    correct(told, without_dams)
    with told.reader() as session:
        page = get_statement_page(session, 1)
    assert {each.topic.slug for each in page.evidence} == {"ports"}


def test_evidence_must_stand_in_the_paragraph(told: Database) -> None:
    with told.writer() as session, pytest.raises(Invalid, match="evidence"):
        statements.add_topic(session, 1, "ports", "A resident of the valley", who="bo")


@pytest.mark.parametrize("correction", CORRECTIONS)
def test_what_a_person_set_survives_reading_the_article_again(
    told: Database, correction: Correction
) -> None:
    correct(told, correction)
    before = row(told)
    again(told)
    assert row(told) == before


@pytest.mark.parametrize("correction", [*CORRECTIONS, gone])
def test_a_change_that_is_taken_back_leaves_everything_as_it_was(
    told: Database, correction: Correction
) -> None:
    with told.reader() as session:
        before = get_statement_page(session, 1)
    change = correct(told, correction)
    with told.writer() as session:
        revert(session, change, who="ada")
    with told.reader() as session:
        after = get_statement_page(session, 1)
    assert (after.row, after.evidence, after.doubts) == (before.row, before.evidence, before.doubts)
    assert [each.action for each in after.history][:2] == ["revert", after.history[1].action]
    assert after.history[1].is_reverted


def test_taking_back_can_be_taken_back(told: Database) -> None:
    change = correct(told, to_moor)
    with told.writer() as session:
        back = revert(session, change, who="ada").id or 0
    with told.writer() as session:
        revert(session, back, who="ada")
    assert row(told).speaker == "Ada Moor"


def test_a_change_is_taken_back_once(told: Database) -> None:
    change = correct(told, to_moor)
    with told.writer() as session:
        revert(session, change, who="ada")
    with told.writer() as session, pytest.raises(Invalid, match="already"):
        revert(session, change, who="ada")


def test_what_was_changed_again_since_is_not_taken_back(told: Database) -> None:
    change = correct(told, to_moor)
    correct(told, to_printed)
    with told.writer() as session, pytest.raises(Invalid, match="changed again since"):
        revert(session, change, who="ada")
    assert row(told).speaker == "the envoy"


def test_another_field_that_was_changed_since_stays(told: Database) -> None:
    change = correct(told, to_moor)
    correct(told, to_port)
    with told.writer() as session:
        revert(session, change, who="ada")
    assert (row(told).speaker, row(told).place) == ("Bo Lind", "Port Karo")


def test_history_tells_the_changed_fields_alone(told: Database) -> None:
    change = correct(told, to_moor)
    with told.reader() as session:
        found = session.get_one(Revision, change)
    assert (found.who, found.action) == ("bo", "set speaker")
    assert (found.before, found.after) == ({"actor": "bo-lind"}, {"actor": "ada-moor"})


def test_what_changes_nothing_leaves_no_trace(told: Database) -> None:
    with told.writer() as session:
        assert statements.set_speaker(session, 1, actor="bo-lind", who="bo") is None
        assert session.execute(sa.select(Revision)).first() is None


def test_who_did_not_see_the_last_change_is_told_so_and_changes_nothing(told: Database) -> None:
    with told.reader() as session:
        seen = version_of(session, STATEMENT, 1)
    correct(told, to_moor)
    with told.writer() as session, pytest.raises(ChangedMeanwhile):
        statements.set_day(session, 1, "2024", who="ada", seen=seen)
    assert row(told).said_on == "2024-12-26"


def test_a_withdrawn_statement_answers_with_the_reason_until_it_is_brought_back(
    told: Database,
) -> None:
    correct(told, gone)
    with told.reader() as session, pytest.raises(Gone, match=r"He never said it\."):
        get_statement(session, 1)
    assert 1 not in [each.id for each in listed(told)]
    again(told)
    assert 1 not in [each.id for each in listed(told)]
    correct(told, lambda session, number: statements.bring_back(session, number, who="ada"))
    assert 1 in [each.id for each in listed(told)]


def test_a_correction_settles_the_doubt_that_it_answers_and_its_revert_opens_it(
    told: Database,
) -> None:
    with told.writer() as session:
        session.add(ReviewItem(reason=Doubt.UNKNOWN_SPEAKER, statement_id=1, quote_id=1))
        session.add(ReviewItem(reason=Doubt.DAY_NOT_RESOLVED, statement_id=1, quote_id=1))
        session.get_one(Statement, 1).is_pending = True
    change = correct(told, to_moor)
    with told.reader() as session:
        assert [each.reason for each in get_statement_page(session, 1).doubts] == [
            Doubt.DAY_NOT_RESOLVED
        ]
    correct(told, to_may)
    assert row(told).status == "reviewed"
    with told.writer() as session:
        revert(session, change, who="ada")
    with told.reader() as session:
        [item] = session.execute(
            sa.select(ReviewItem).where(ReviewItem.status == ReviewStatus.OPEN)
        ).scalars()
        assert (item.reason, item.closed_at) == (Doubt.UNKNOWN_SPEAKER, None)
    assert row(told).status == "pending"


@pytest.mark.parametrize(
    ("typed", "found"),
    [("Moor", "ada-moor"), ("ADA  MOOR", "ada-moor"), ("cara-lind", "cara-lind")],
)
def test_a_speaker_is_found_by_any_spelling_or_the_slug(
    told: Database, typed: str, found: str
) -> None:
    with told.reader() as session:
        assert statements.find_speaker(session, typed) == found


@pytest.mark.parametrize(
    ("typed", "message"),
    [("Lind", "may be Bo Lind .* Cara Lind"), ("Dora Voss", "Nobody on record"), (" ", "Type")],
)
def test_a_name_that_decides_nothing_is_asked_about(
    told: Database, typed: str, message: str
) -> None:
    with told.reader() as session, pytest.raises(Invalid, match=message):
        statements.find_speaker(session, typed)


def test_there_is_nothing_to_correct_on_what_is_not_there(told: Database) -> None:
    with told.writer() as session, pytest.raises(NotFound):
        to_moor(session, 99)
    with told.writer() as session, pytest.raises(NotFound):
        revert(session, 10**12, who="bo")


def test_a_change_is_taken_back_though_its_speaker_was_merged_since(told: Database) -> None:
    before = row(told).actor
    change = correct(told, to_moor)
    with told.writer() as session:
        gone, kept = (get_current_actor(session, slug) for slug in ("ada-moor", "cara-lind"))
        merge(session, gone, kept, who="bo")
    found = row(told).actor
    assert found is not None
    assert found.slug == "cara-lind"
    with told.writer() as session:
        revert(session, change, who="bo")
    assert row(told).actor == before


@pytest.mark.parametrize(
    ("reason", "stays"),
    [(Doubt.NESTED_SPEAKER, True), (Doubt.NOT_IN_OFFICE, True), (Doubt.UNKNOWN_SPEAKER, False)],
)
def test_a_speaker_whom_a_person_confirmed_survives_reading_the_article_again(
    told: Database, reason: Doubt, stays: bool
) -> None:
    with told.writer() as session:
        # As if an earlier program had found another speaker than the present one does.
        session.get_one(Statement, 1).actor_id = get_current_actor(session, "cara-lind").id
        doubt = ReviewItem(reason=reason, statement_id=1, quote_id=1, article_id=1)
        session.add(doubt)
        session.flush()
        act = settle(session, doubt.id or 0, [Fix("keep")], who="bo")
    again(told)
    found = row(told).actor
    assert found is not None
    assert (found.slug == "cara-lind") is stays
    with told.writer() as session:
        undo(session, act.number, who="bo")
    again(told)
    found = row(told).actor
    assert found is not None
    assert found.slug == "bo-lind"


def test_a_merge_that_is_undone_leaves_what_a_person_decided_since(told: Database) -> None:
    with told.writer() as session:
        gone, kept = (get_current_actor(session, slug) for slug in ("bo-lind", "cara-lind"))
        number = merge(session, gone, kept, who="bo").id or 0
    for slug in ("ada-moor", "cara-lind"):
        with told.writer() as session:
            statements.set_speaker(session, 1, actor=slug, who="bo")
    with told.writer() as session:
        undo_merge(session, get_current_actor(session, "cara-lind"), number, who="bo")
    found = [row(told, each).actor for each in (1, 2)]
    assert [actor.slug for actor in found if actor] == ["cara-lind", "bo-lind"]
