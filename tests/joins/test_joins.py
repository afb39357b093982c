"""Joins: two statements become one, come apart again, and nothing is lost on the way."""

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from app.db import Database
from app.errors import Invalid, Moved
from app.models import Doubt, Quote, ReviewItem, ReviewStatus, Revision, Statement
from app.queries.proposals import count_proposals, find_proposals
from app.queries.statements import get_statement
from app.services import proposals
from app.services.joins import homes_of, join, quotes_of
from tests.joins.record import check, kept, tell


@pytest.fixture
def told(world: Database) -> Iterator[Session]:
    """A session on the articles, with what was proposed of them; nothing of it is kept."""
    with world.writer(keep=False) as session:
        tell(session)
        yield session


def open_items(session: Session) -> list[int]:
    """The numbers of the proposals about statements that wait, the oldest first."""
    return [row.id for row in reversed(find_proposals(session, per=100).rows) if row.one]


def test_the_same_words_elsewhere_are_proposed(told: Session) -> None:
    pairs = [
        (row.one.text, row.other.text) for row in find_proposals(told).rows if row.one and row.other
    ]
    assert any("port of Karo" in one and "port of Karo" in other for one, other in pairs)
    assert not any("port" in one and "dam" in other for one, other in pairs)


def test_what_is_proposed_waits_for_review_and_changes_nothing_else(world: Database) -> None:
    with world.writer(keep=False) as session:
        tell(session, looks=False)
        before = {row["id"]: {**row, "is_pending": None} for row in kept(session)["Statement"]}
        proposals.propose(session, before)
        after = {row["id"]: {**row, "is_pending": None} for row in kept(session)["Statement"]}
        assert before == after
        assert count_proposals(session) > 0


def test_accepting_makes_one_statement_with_both_wordings(told: Session) -> None:
    item = told.get_one(ReviewItem, open_items(told)[0])
    newer, older = item.statement_id, item.other_statement_id
    assert newer
    assert older
    wordings = len(get_statement(told, newer).quotes) + len(get_statement(told, older).quotes)
    assert proposals.accept(told, item.id or 0, who="an editor") == older
    row = get_statement(told, older)
    assert len(row.quotes) == wordings
    assert row.outlets >= 2
    with pytest.raises(Moved) as moved:
        get_statement(told, newer)
    assert moved.value.location == f"/statements/{older}"
    check(told)


def test_accepting_and_undoing_gives_back_the_same_record(told: Session) -> None:
    for number in open_items(told):
        before = kept(told)
        proposals.accept(told, number, who="an editor")
        assert kept(told) != before
        proposals.undo(told, number, who="an editor")
        assert kept(told) == before


def test_accepting_and_splitting_gives_back_the_same_statements(told: Session) -> None:
    number = open_items(told)[0]
    item = told.get_one(ReviewItem, number)
    before = kept(told)
    moving = [each for each in before["Quote"] if each["statement_id"] == item.statement_id]
    proposals.accept(told, number, who="an editor")
    for quote in moving:
        there = proposals.split_off(told, quote["id"], who="an editor")
        assert there == item.statement_id
    after = kept(told)
    # The pair was decided: it waits for nobody any more.
    for row in (*before["Statement"], *after["Statement"]):
        row["is_pending"] = None
    assert after == before


def test_a_refused_pair_is_never_proposed_again(told: Session) -> None:
    number = open_items(told)[0]
    item = told.get_one(ReviewItem, number)
    pair = {item.statement_id, item.other_statement_id}
    proposals.refuse(told, number, who="an editor")
    proposals.propose(told, told.execute(sa.select(Statement.id)).scalars())
    waiting = [told.get_one(ReviewItem, each) for each in open_items(told)]
    assert number not in open_items(told)
    assert pair not in [{each.statement_id, each.other_statement_id} for each in waiting]


def test_a_split_pair_is_never_proposed_again_until_that_is_undone(told: Session) -> None:
    number = open_items(told)[0]
    kept_id = proposals.accept(told, number, who="an editor")
    quote = get_statement(told, kept_id).quotes[-1]
    proposals.split_off(told, quote.id, who="an editor")
    proposals.propose(told, told.execute(sa.select(Statement.id)).scalars())
    assert number not in open_items(told)
    proposals.undo(told, number, who="an editor")
    assert number in open_items(told)


def test_what_was_decided_cannot_be_decided_otherwise_in_another_tab(told: Session) -> None:
    number = open_items(told)[0]
    proposals.accept(told, number, who="an editor")
    for act in (proposals.accept, proposals.refuse):
        with pytest.raises(Invalid, match="decided already"):
            act(told, number, who="another editor")


def test_the_only_wording_stays(told: Session) -> None:
    alone = next(
        row
        for row in kept(told)["Quote"]
        if len(get_statement(told, row["statement_id"]).quotes) == 1
    )
    with pytest.raises(Invalid, match="last wording"):
        proposals.split_off(told, alone["id"], who="an editor")


def test_every_step_stands_in_the_history_of_both(told: Session) -> None:
    number = open_items(told)[0]
    item = told.get_one(ReviewItem, number)
    proposals.accept(told, number, who="an editor")
    proposals.undo(told, number, who="another editor")
    for statement in (item.statement_id, item.other_statement_id):
        query = sa.select(Revision.who, Revision.action).where(
            Revision.subject == "statement", Revision.subject_id == statement
        )
        steps = [tuple(row) for row in told.execute(query.order_by(Revision.id))]
        assert steps == [("an editor", "join"), ("another editor", "undo join")]


def test_two_that_became_one_by_way_of_a_third_wait_no_more(told: Session) -> None:
    def item(one: int, other: int) -> ReviewItem:
        found = ReviewItem(
            reason=Doubt.POSSIBLE_DUPLICATE, statement_id=one, other_statement_id=other
        )
        told.add(found)
        told.flush()
        return found

    told.execute(sa.delete(ReviewItem))
    first, second, third = sorted(told.execute(sa.select(Statement.id)).scalars())[:3]
    items = [item(second, first), item(third, second), item(third, first)]
    for each in items[:2]:
        proposals.accept(told, each.id or 0, who="an editor")
    assert count_proposals(told) == 0
    assert not told.get_one(Statement, first).is_pending
    proposals.undo(told, items[1].id or 0, who="an editor")
    assert count_proposals(told) == 2
    check(told)


def test_a_number_leads_on_to_where_its_words_went(told: Session) -> None:
    alone = [
        number
        for number in sorted(told.execute(sa.select(Statement.id)).scalars())
        if len(quotes_of(told, number)) == 1
    ]
    first, second, third = alone[:3]
    join(told, first, second)
    join(told, first, third)
    # Of the three the first leaves: the others go on together, under the lower number.
    [own] = [each for each in quotes_of(told, first) if homes_of(told, [each])[each.id] == first]
    assert proposals.split_off(told, own.id or 0, who="an editor") == first
    assert [len(quotes_of(told, number)) for number in (first, second, third)] == [1, 2, 0]
    with pytest.raises(Moved) as moved:
        get_statement(told, third)
    assert moved.value.location == f"/statements/{second}"
    check(told)


def test_proposals_ask_the_index_by_actor_and_day(sqlite_database: Database) -> None:
    query = proposals._said_on([(actor, date(2024, 12, 26)) for actor in range(1_500)]).compile(
        dialect=sa.dialects.sqlite.dialect(), compile_kwargs={"literal_binds": True}
    )
    with sqlite_database.reader() as session:
        plan = session.execute(sa.text(f"EXPLAIN QUERY PLAN {query}")).all()
    assert "ix_statement_actor_id_said_on (actor_id=? AND said_on=?)" in str(plan)
    assert "SCAN statement" not in str(plan)


STEPS = st.lists(
    st.tuples(st.sampled_from(["accept", "refuse", "undo", "split", "again"]), st.integers(0, 40)),
    min_size=3,
    max_size=14,
)


@pytest.mark.slow
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_any_sequence_of_steps_leaves_a_record_that_holds_together(
    world: Database, steps: list[tuple[str, int]]
) -> None:
    with world.writer(keep=False) as session:
        tell(session)
        # Pairs that nothing would propose: what is decided about them must hold together too.
        ids = sorted(session.execute(sa.select(Statement.id)).scalars())
        for older, newer in zip(ids, ids[2:], strict=False):
            session.add(
                ReviewItem(
                    reason=Doubt.POSSIBLE_DUPLICATE, statement_id=newer, other_statement_id=older
                )
            )
        session.flush()
        quotes = sorted(session.execute(sa.select(Quote.id)).scalars())
        for kind, number in steps:
            take(session, kind, number, quotes)
            check(session)
        for item in sorted(session.execute(sa.select(ReviewItem.id)).scalars(), reverse=True):
            take(session, "undo", item, quotes)
        check(session)


def take(session: Session, kind: str, number: int, quotes: list[int]) -> None:
    """Take one step, if it can be taken as things stand."""
    items = sorted(
        session.execute(
            sa.select(ReviewItem.id).where(
                ReviewItem.reason == Doubt.POSSIBLE_DUPLICATE,
                (ReviewItem.status == ReviewStatus.OPEN) == (kind in {"accept", "refuse"}),
            )
        ).scalars()
    )
    try:
        with session.begin_nested():
            if kind == "split":
                proposals.split_off(session, quotes[number % len(quotes)], who="an editor")
            elif kind == "again":
                proposals.propose(session, session.execute(sa.select(Statement.id)).scalars())
            elif items:
                act = {"accept": proposals.accept, "refuse": proposals.refuse}
                act.get(kind, proposals.undo)(session, items[number % len(items)], who="an editor")
    except Invalid:
        # What another step settled cannot be settled again; nothing was changed.
        return
