"""Links: they hold between the right statements, follow them about, and are never lost."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Database
from app.errors import ChangedMeanwhile, Gone, Invalid, NotFound
from app.models import (
    Actor,
    Article,
    Doubt,
    Link,
    Quote,
    ReviewItem,
    ReviewStatus,
    Revision,
    Statement,
)
from app.queries.history import find_history, things_of_statement
from app.queries.links import (
    LinkRow,
    find_links,
    find_refused,
    get_link,
    links_of,
    threads,
    wordings_of,
)
from app.queries.review import count_total, count_waiting
from app.queries.rows import rows
from app.services import proposals, review
from app.services.answers import Fix
from app.services.backup import back_up
from app.services.copies import keep_copies
from app.services.corrections.joins import join_with
from app.services.corrections.statements import (
    add_topic,
    bring_back,
    remove_topic,
    set_day,
    set_speaker,
    withdraw,
)
from app.services.erasure import erase
from app.services.history import version_of
from app.services.integrity.faults import Fault
from app.services.integrity.linked import look_at_links
from app.services.links import LINK, add_link, refuse_link, remove_link, set_link
from app.services.merging import merge, undo_merge
from app.services.reverts import revert
from tests.links.conftest import NUMBER

FIRST, SECOND, THIRD, OTHER = (NUMBER[name] for name in ("first", "second", "third", "other"))


def link(session: Session, one: int, other: int, kind: str = "repeats", note: str = "") -> int:
    return add_link(session, one, other, topic="dams", kind=kind, note=note, who="bo")


def shown(session: Session) -> list[tuple[int, int, str, str | None]]:
    return [(each.earlier.id, each.later.id, each.kind, each.fault) for each in find_links(session)]


def open_doubts(session: Session) -> list[str]:
    query = sa.select(ReviewItem).where(
        col(ReviewItem.reason) == Doubt.LINK, col(ReviewItem.status) == ReviewStatus.OPEN
    )
    return [item.proposal["fault"] for item in session.execute(query).scalars()]


def last_change(session: Session, number: int) -> Revision:
    query = sa.select(Revision).where(
        col(Revision.subject) == "link", col(Revision.subject_id) == number
    )
    told: Revision = session.execute(query.order_by(col(Revision.id).desc()).limit(1)).scalar_one()
    return told


def test_the_days_say_which_is_the_earlier(record: Database) -> None:
    with record.writer() as session:
        link(session, THIRD, FIRST, "reverses")
        assert shown(session) == [(FIRST, THIRD, "reverses", None)]


def test_two_of_one_day_are_linked_too(record: Database) -> None:
    with record.writer() as session:
        set_day(session, SECOND, "2024-03-01", who="bo")
        link(session, FIRST, SECOND)
        assert shown(session) == [(FIRST, SECOND, "repeats", None)]


def test_a_link_is_not_changed_into_what_its_statements_cannot_be(record: Database) -> None:
    with record.writer() as session:
        number = link(session, FIRST, SECOND)
        with pytest.raises(Invalid) as told:
            set_link(session, number, kind="agrees", note="", who="bo")
        assert list(told.value.problems) == ["kind"]
        assert shown(session) == [(FIRST, SECOND, "repeats", None)]


def test_two_are_compared_in_a_language_that_both_have(record: Database) -> None:
    with record.reader() as session:
        later, earlier = rows(session, [SECOND, FIRST])
    translated = earlier.quotes[0]._replace(language="ru", text="Сарн")
    earlier = earlier._replace(quotes=(translated, *earlier.quotes))
    assert wordings_of(earlier, later) == (earlier.quotes[1], later.quotes[0])
    alone = earlier._replace(quotes=(translated,))
    assert wordings_of(alone, later) == (translated, later.quotes[0])


NOT_LINKED = [
    (FIRST, OTHER, "dams", "repeats", "kind"),
    (FIRST, SECOND, "dams", "agrees", "kind"),
    (FIRST, SECOND, "dams", "unrelated", "kind"),
    (FIRST, SECOND, "dams", "", "kind"),
    (FIRST, SECOND, "ports", "repeats", "topic"),
    (FIRST, SECOND, "", "repeats", "topic"),
    (FIRST, NUMBER["undated"], "dams", "repeats", "other"),
    (FIRST, FIRST, "dams", "repeats", "other"),
    (FIRST, 999, "dams", "repeats", "other"),
    (FIRST, 2**40, "dams", "repeats", "other"),
]


def test_what_cannot_be_linked_is_told_at_its_field(record: Database) -> None:
    with record.writer() as session:
        for one, other, topic, kind, field in NOT_LINKED:
            with pytest.raises(Invalid) as told:
                add_link(session, one, other, topic=topic, kind=kind, who="bo")
            assert list(told.value.problems) == [field], (other, topic, kind)


def test_two_sides_are_linked_by_what_they_agree_and_differ_in(record: Database) -> None:
    with record.writer() as session:
        link(session, OTHER, SECOND, "differs", "Who runs it.")
        (found,) = find_links(session, "dams", ("tr", "ru"))
        assert (found.kind, found.note, found.is_change) == ("differs", "Who runs it.", False)
        assert find_links(session, "dams", ("tr",)) == []


def test_a_pair_is_linked_once_on_a_topic(record: Database) -> None:
    with record.writer() as session:
        number = link(session, FIRST, SECOND)
        with pytest.raises(Invalid, match=f"by link {number}"):
            link(session, SECOND, FIRST, "sharpens")


def test_each_change_of_a_link_is_taken_back(record: Database) -> None:
    with record.writer() as session:
        number = link(session, FIRST, SECOND, note="Word for word.")
        set_link(session, number, kind="softens", note="", who="bo")
        revert(session, last_change(session, number).id or 0, who="bo")
        row = get_link(session, number)
        assert (row.kind, row.note) == ("repeats", "Word for word.")
        remove_link(session, number, who="bo")
        with pytest.raises(Gone, match="taken away"):
            get_link(session, number)
        revert(session, last_change(session, number).id or 0, who="bo")
        assert get_link(session, number).note == "Word for word."
        told = find_history(session, things_of_statement(session, FIRST))
        assert [each.action for each in told] == [
            "revert", "unlink", "revert", "change link", "link",
        ]  # fmt: skip


def test_the_second_of_two_editors_is_told(record: Database) -> None:
    with record.writer() as session:
        number = link(session, FIRST, SECOND)
        seen = version_of(session, LINK, number)
        set_link(session, number, kind="softens", note="", who="bo", seen=seen)
        with pytest.raises(ChangedMeanwhile):
            set_link(session, number, kind="sharpens", note="", who="ada", seen=seen)
        with pytest.raises(ChangedMeanwhile):
            add_link(session, FIRST, THIRD, topic="dams", kind="repeats", who="ada", seen=99)


def test_a_link_leads_to_what_its_statements_were_joined_to_and_back(record: Database) -> None:
    with record.writer() as session:
        link(session, SECOND, THIRD, "reverses")
        join_with(session, FIRST, SECOND, who="bo", seen=None)
        assert shown(session) == [(FIRST, THIRD, "reverses", None)]
        assert [each.later.id for each in links_of(session, FIRST)] == [THIRD]
        query = sa.select(col(ReviewItem.id)).where(
            col(ReviewItem.reason) == Doubt.POSSIBLE_DUPLICATE
        )
        proposals.undo(session, session.execute(query).scalar_one(), who="bo")
        assert shown(session) == [(SECOND, THIRD, "reverses", None)]
        assert links_of(session, FIRST) == ()


def test_two_that_become_one_are_no_link_until_they_are_two_again(record: Database) -> None:
    with record.writer() as session:
        number = link(session, FIRST, SECOND)
        join_with(session, FIRST, SECOND, who="bo", seen=None)
        assert shown(session) == []
        with pytest.raises(Gone, match="one statement now"):
            get_link(session, number)
        query = sa.select(Revision).where(col(Revision.action) == "join")
        joined = session.execute(query.order_by(col(Revision.id)).limit(1)).scalar_one()
        revert(session, joined.id or 0, who="bo")
        assert shown(session) == [(FIRST, SECOND, "repeats", None)]


def test_a_wording_that_is_split_off_leaves_the_link_with_the_number(record: Database) -> None:
    with record.writer() as session:
        link(session, SECOND, THIRD)
        join_with(session, FIRST, SECOND, who="bo", seen=None)
        quote = sa.select(col(Quote.id)).where(col(Quote.statement_id) == FIRST)
        moved = session.execute(quote.order_by(col(Quote.id).desc()).limit(1)).scalar_one()
        assert proposals.split_off(session, moved, who="bo") == SECOND
        assert shown(session) == [(SECOND, THIRD, "repeats", None)]


@pytest.mark.parametrize("going", [FIRST, SECOND])
def test_a_withdrawn_statement_takes_its_links_along_and_brings_them_back(
    record: Database, going: int
) -> None:
    with record.writer() as session:
        number = link(session, FIRST, SECOND)
        withdraw(session, going, "Nobody had said it.", who="bo")
        assert shown(session) == []
        with pytest.raises(Gone):
            get_link(session, number)
        assert open_doubts(session) == []
        bring_back(session, going, who="bo")
        assert shown(session) == [(FIRST, SECOND, "repeats", None)]


def test_merging_speakers_changes_nothing_of_their_statements_links(record: Database) -> None:
    with record.writer() as session:
        link(session, FIRST, SECOND)
        moor, lind = (
            session.execute(sa.select(Actor).where(col(Actor.slug) == slug)).scalar_one()
            for slug in ("ada-moor", "bo-lind")
        )
        done = merge(session, moor, lind, who="bo")
        (found,) = find_links(session)
        assert (found.earlier.speaker, found.fault) == ("Bo Lind", None)
        undo_merge(session, lind, done.id or 0, who="bo")
        assert find_links(session)[0].earlier.speaker == "Ada Moor"


def correct_speaker(session: Session) -> None:
    set_speaker(session, SECOND, actor="bo-lind", who="bo")


def forget_speaker(session: Session) -> None:
    set_speaker(session, SECOND, actor=None, printed="a minister", who="bo")


def forget_day(session: Session) -> None:
    set_day(session, SECOND, None, who="bo")


def turn_round(session: Session) -> None:
    set_day(session, SECOND, "2024-01", who="bo")


def drop_topic(session: Session) -> None:
    remove_topic(session, SECOND, "dams", who="bo")


@pytest.mark.parametrize(
    ("correct", "fault"),
    [
        (correct_speaker, "side"),
        (forget_speaker, "no side"),
        (forget_day, "no day"),
        (turn_round, "order"),
        (drop_topic, "topic"),
    ],
)
def test_a_link_that_a_correction_undermines_waits_for_a_person(
    record: Database, correct: object, fault: str
) -> None:
    with record.writer() as session:
        link(session, FIRST, SECOND)
        assert callable(correct)
        correct(session)
        assert shown(session) == [(FIRST, SECOND, "repeats", fault)]
        assert open_doubts(session) == [fault]
        assert count_waiting(session).by_reason[Doubt.LINK] == 1
        assert count_total(session) == 1
        assert rows(session, [SECOND])[0].status == "pending"


def test_a_doubt_about_a_link_is_settled_by_what_makes_it_hold_again(record: Database) -> None:
    with record.writer() as session:
        link(session, FIRST, SECOND)
        drop_topic(session)
        add_topic(session, SECOND, "dams", who="bo")
        assert open_doubts(session) == []
        assert shown(session) == [(FIRST, SECOND, "repeats", None)]
        assert rows(session, [SECOND])[0].status == "reviewed"


def test_the_queue_takes_a_link_away_and_gives_it_back(record: Database) -> None:
    with record.writer() as session:
        link(session, FIRST, SECOND)
        correct_speaker(session)
        item = session.execute(
            sa.select(col(ReviewItem.id)).where(col(ReviewItem.reason) == Doubt.LINK)
        ).scalar_one()
        review.settle(session, item, [Fix("unlink")], who="bo")
        assert (shown(session), open_doubts(session)) == ([], [])
        review.reopen(session, item, who="bo")
        assert shown(session) == [(FIRST, SECOND, "repeats", "side")]
        assert open_doubts(session) == ["side"]


def test_a_doubt_that_was_ignored_stays_so_until_something_else_is_wrong(
    record: Database,
) -> None:
    with record.writer() as session:
        link(session, FIRST, SECOND)
        drop_topic(session)
        item = session.execute(sa.select(col(ReviewItem.id))).scalar_one()
        review.settle(session, item, [Fix("ignore")], who="bo", note="it is about dams too")
        set_day(session, SECOND, "2024-06-02", who="bo")
        assert open_doubts(session) == []
        add_topic(session, SECOND, "dams", who="bo")
        forget_day(session)
        assert open_doubts(session) == ["no day"]


def test_a_refused_pair_is_no_link_and_can_be_linked_later(record: Database) -> None:
    with record.writer() as session:
        number = refuse_link(session, FIRST, SECOND, topic="dams", who="bo")
        assert shown(session) == []
        with pytest.raises(NotFound):
            get_link(session, number)
        assert link(session, FIRST, SECOND) == number
        assert shown(session) == [(FIRST, SECOND, "repeats", None)]


def test_erasing_takes_links_and_the_words_in_their_notes(record: Database) -> None:
    with record.writer() as session:
        going = link(session, FIRST, SECOND, note="It was said twice.")
        words = rows(session, [FIRST])[0].text
        staying = link(session, SECOND, THIRD, "reverses", note=f"Before: {words}")
        article = rows(session, [FIRST])[0].quotes[0].article_id
        gone = erase(session, article, reason="A court ordered it.", who="ada")
        assert gone.links == (going,)
        left = {each.id: each.note for each in session.execute(sa.select(Link)).scalars()}
        assert left == {staying: "[erased]"}
        told = session.execute(sa.select(Revision).where(col(Revision.subject) == "link")).scalars()
        assert not any(words in str(each.after) or "twice" in str(each.after) for each in told)
        assert session.get_one(Article, article).text == ""


def test_the_number_of_an_erased_link_is_gone_and_not_unknown(record: Database) -> None:
    with record.writer() as session:
        going = link(session, FIRST, SECOND)
        article = rows(session, [FIRST])[0].quotes[0].article_id
        erase(session, article, reason="A court ordered it.", who="ada")
        with pytest.raises(Gone):
            get_link(session, going)
        with pytest.raises(NotFound):
            get_link(session, going + 1)


def test_a_line_goes_on_where_the_one_before_it_ended(record: Database) -> None:
    with record.writer() as session:
        link(session, SECOND, THIRD, "reverses")
        link(session, FIRST, SECOND)
        link(session, FIRST, THIRD, "softens")

        def ends(line: tuple[LinkRow, ...]) -> list[int]:
            return [line[0].earlier.id, *(each.later.id for each in line)]

        found = find_links(session)
        for links in (found, found[::-1]):
            lines = [ends(each) for each in threads(links)]
            assert sorted(lines) == [[FIRST, SECOND, THIRD], [FIRST, THIRD]]


def test_check_finds_a_link_that_does_not_hold_unasked_and_repair_asks(record: Database) -> None:
    with record.writer() as session:
        link(session, FIRST, SECOND)
        # As no correction does it.
        session.execute(sa.update(Statement).where(col(Statement.id) == SECOND).values(side="sy"))

    def look(session: Session) -> list[Fault]:
        return list(look_at_links(session, lambda _: None))

    with record.writer() as session:
        (fault,) = look(session)
        assert fault.told == "link 1: it does not hold (side), and nobody was asked."
        assert fault.cure is not None
        fault.cure(session, [fault.key])
        assert look(session) == []
        assert open_doubts(session) == ["side"]


def test_a_backup_and_a_copy_have_the_links_too(record: Database, tmp_path: Path) -> None:
    with record.writer() as session:
        link(session, FIRST, SECOND, note="Word for word.")
        refuse_link(session, SECOND, THIRD, topic="dams", who="bo")
    back_up(record, tmp_path / "backup.db", lambda _piece, _size: lambda _count: None)
    copy = Database(f"sqlite:///{tmp_path / 'backup.db'}")
    with copy.reader() as session:
        assert [each.note for each in find_links(session)] == ["Word for word."]
        assert len(find_refused(session, "dams")) == 1
    copy.close()


def test_very_many_statements_are_looked_at_in_portions(record: Database) -> None:
    with record.writer() as session:
        link(session, FIRST, SECOND)
        session.execute(sa.update(Statement).where(col(Statement.id) == SECOND).values(side="sy"))
        keep_copies(session, range(1, 20_001))
        assert open_doubts(session) == ["side"]
