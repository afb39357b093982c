"""The queue on both databases: the same order, counts and answers."""

from sqlmodel import Session

from app.db import Database
from app.models import ReviewStatus
from app.queries.review import (
    count_total,
    count_waiting,
    find_names,
    find_numbers,
    find_settled,
    find_waiting,
)
from app.services import review
from app.services.answers import Fix
from app.services.reports import report
from tests.review.conftest import Doubt, fill


def order(session: Session) -> list[int]:
    return [case.id for case in find_waiting(session, count_waiting(session), per=200).cases]


def test_it_is_read_settled_and_taken_back_alike(database: Database) -> None:
    with database.writer() as session:
        doubts, statements = fill(session)
    with database.writer() as session:
        before = order(session)
        assert count_total(session) == len(before) == len(doubts)
        assert find_names(session, Doubt.UNKNOWN_SPEAKER) == [("a harbour clerk", 2)]
        moors = find_numbers(session, Doubt.AMBIGUOUS_ALIAS, "Moor")
        act = review.settle_many(session, moors, Fix("actor", "ada-moor"), who="bo")
        assert count_total(session) == len(before) - 2
        assert find_settled(session, ReviewStatus.FIXED).total == 2
        last = review.last_act(session, "bo")
        assert last is not None
        assert (last[0].id, last[1]) == (act.number, 2)
        assert sorted(review.undo(session, act.number, who="bo")) == sorted(moors)
        assert order(session) == before
        long = "ж" * 2000
        report(session, statements["mill"], kind="other", words=long, contact="")
        assert count_total(session) == len(before) + 1
