"""Joins: say from a statement's page that another is the same, or that a wording is not.

Each leaves what a proposal leaves that was accepted or refused, so that it is undone the same way.
"""

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import Invalid, NotFound
from app.locales import gettext
from app.models import Doubt, Quote, ReviewItem, ReviewStatus, Revision, Statement
from app.services import proposals
from app.services.corrections.statements import STATEMENT
from app.services.history import check_version
from app.services.joins import members


def join_with(session: Session, number: int, other: int, *, who: str, seen: int | None) -> int:
    """Make two statements one; return the number that stays.

    Args:
        seen: the version of the first.

    Raises:
        ChangedMeanwhile: as `history.change`.
        NotFound: there is no such statement.
        Invalid: there is no other statement of this number on record.
    """
    if session.get(Statement, number) is None:
        raise NotFound(gettext("There is no statement %(number)s.", number=number))
    check_version(session, STATEMENT, number, seen)
    found = session.get(Statement, other) if 0 < other <= MAX_ID else None
    if found is None:
        raise Invalid({"other": gettext("There is no statement of this number.")})
    other = found.merged_into_id or other
    if other == number:
        raise Invalid({"other": gettext("They are one already.")})
    if session.get_one(Statement, other).withdrawn_at is not None:
        raise Invalid({"other": gettext("That one was withdrawn: bring it back first.")})
    older, newer = sorted((number, other))
    query = sa.select(ReviewItem).where(
        col(ReviewItem.reason) == Doubt.POSSIBLE_DUPLICATE,
        col(ReviewItem.statement_id) == newer,
        col(ReviewItem.other_statement_id) == older,
    )
    item = session.execute(query.limit(1)).scalar_one_or_none() or ReviewItem(
        reason=Doubt.POSSIBLE_DUPLICATE, statement_id=newer, other_statement_id=older
    )
    item.status, item.note, item.closed_at = ReviewStatus.OPEN, None, None
    session.add(item)
    session.flush()
    return proposals.accept(session, item.id or 0, who=who)


def split_off(session: Session, number: int, quote_id: int, *, who: str, seen: int | None) -> int:
    """Take a wording out of a statement; return the number under which it stands then.

    Args:
        seen: the version of the statement.

    Raises:
        ChangedMeanwhile: as `history.change`.
        NotFound: the statement has no such wording.
        Invalid: it is its only one.
    """
    check_version(session, STATEMENT, number, seen)
    quote = session.get(Quote, quote_id) if 0 < quote_id <= MAX_ID else None
    if quote is None or quote.statement_id != number:
        raise NotFound(gettext("There is no such wording."))
    return proposals.split_off(session, quote_id, who=who)


def undo(session: Session, told: Revision, *, who: str) -> None:
    """Take back a join, or that a wording was split off, as history tells it.

    Raises:
        Invalid: what was joined was taken apart otherwise, or the other way round.
    """
    if told.action == "join":
        _take_apart(session, told, who=who)
        return
    other = told.after.get("from") or told.after.get("to") or 0
    join_with(session, told.subject_id, int(other), who=who, seen=None)


def _take_apart(session: Session, told: Revision, *, who: str) -> None:
    gone = told.after["joined"]
    about = members(session, told.subject_id)
    query = sa.select(ReviewItem).where(
        col(ReviewItem.reason) == Doubt.POSSIBLE_DUPLICATE,
        col(ReviewItem.status) == ReviewStatus.FIXED,
        sa.or_(
            col(ReviewItem.statement_id).in_(about), col(ReviewItem.other_statement_id).in_(about)
        ),
    )
    for item in session.execute(query).scalars():
        if item.proposal.get("gone") == gone:
            proposals.undo(session, item.id or 0, who=who)
            # What a person took apart here is no question any more.
            proposals.refuse(session, item.id or 0, who=who)
            return
    raise Invalid(
        {"revert": gettext("These were taken apart already, or joined by another decision.")}
    )


def can_undo(action: str, after: object) -> bool:
    """Say whether a change is a join or a split that can be taken back."""
    if not isinstance(after, dict):
        return False
    return (action == "join" and "joined" in after) or (
        action == "split off" and bool({"from", "to"} & after.keys())
    )
