"""Reverts: take back one change of a thing's history; that is a change with history too."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import Invalid, NotFound
from app.locales import gettext
from app.models import Revision
from app.services.corrections import joins
from app.services.corrections.articles import ARTICLE, restore_article
from app.services.corrections.quotes import QUOTE
from app.services.corrections.remarks import NOTE, TRANSLATION
from app.services.corrections.statements import STATEMENT, living_actor
from app.services.history import ERASED, FOLLOW, Keeper, Thing, Values, record, write
from app.services.links import LINK

KEEPERS: dict[str, Keeper] = {
    keeper.subject: keeper for keeper in (STATEMENT, QUOTE, ARTICLE, NOTE, TRANSLATION, LINK)
}
REVERT = "revert"
# What settled with a change comes back with it, whatever became of it meanwhile.
BESIDE = {"doubts"}


def can_revert(subject: str, action: str, before: Values, after: Values) -> bool:
    """Say whether a change is of a kind that can be taken back."""
    if subject == STATEMENT.subject and joins.can_undo(action, after):
        return True
    keeper = KEEPERS.get(subject)
    return (
        keeper is not None
        # It is taken back with the correction that it followed.
        and action != FOLLOW
        and bool(after)
        and after.keys() <= keeper.fields
        and before.keys() == after.keys()
    )


def revert_on(session: Session, things: Sequence[Thing], number: int, *, who: str) -> Revision:
    """Take back a change of one of these things: see `revert`.

    Raises:
        NotFound: they have no such change.
        Invalid: as `revert`.
    """
    told = session.get(Revision, number) if 0 < number <= MAX_ID else None
    if told is None or (told.subject, told.subject_id) not in things:
        raise NotFound(gettext("There is no such change."))
    return revert(session, number, who=who)


def revert(session: Session, number: int, *, who: str) -> Revision:
    """Take back a change: its fields get the values that they had before it.

    Raises:
        NotFound: there is no such change.
        Invalid: it cannot be taken back, was taken back already, or what it set was changed
            again since.
    """
    told = session.get(Revision, number) if 0 < number <= MAX_ID else None
    if told is None:
        raise NotFound(gettext("There is no such change."))
    if not can_revert(told.subject, told.action, told.before, told.after):
        raise Invalid({"revert": gettext("A change of this kind cannot be taken back here.")})
    if ERASED in str(told.before):
        raise Invalid({"revert": gettext("What stood before was erased for legal reasons.")})
    taken_back = sa.select(col(Revision.id)).where(col(Revision.reverts_id) == number)
    if session.execute(taken_back.limit(1)).first() is not None:
        raise Invalid({"revert": gettext("This change was taken back already.")})
    if joins.can_undo(told.action, told.after):
        return _undo_join(session, told, who=who)
    keeper = KEEPERS[told.subject]
    now = keeper.read(session, told.subject_id, told.after)
    if not all(_stands(session, name, value, now[name]) for name, value in told.after.items()):
        raise Invalid(
            {
                "revert": gettext(
                    "What this change set was changed again since: take the later one back."
                )
            }
        )
    if keeper is ARTICLE:
        done = restore_article(
            session, told.subject_id, told.before, who=who, reverts_id=number
        ).change
        if done is None:
            raise Invalid({"revert": gettext("This change was taken back already.")})
        return done
    before, after = write(session, keeper, told.subject_id, told.before)
    return record(
        session,
        who=who,
        action=REVERT,
        subject=told.subject,
        subject_id=told.subject_id,
        before=before,
        after=after,
        reverts_id=number,
    )


def _stands(session: Session, name: str, value: Any, now: Any) -> bool:
    """Say whether what a change set stands still; whom an actor was merged into is that actor."""
    if name == "actor" and value is not None:
        actor = living_actor(session, value)
        value = actor.slug if actor is not None else value
    return name in BESIDE or bool(value == now)


def _undo_join(session: Session, told: Revision, *, who: str) -> Revision:
    joins.undo(session, told, who=who)
    last = sa.select(Revision).where(
        col(Revision.subject) == told.subject, col(Revision.subject_id) == told.subject_id
    )
    done: Revision = session.execute(last.order_by(col(Revision.id).desc()).limit(1)).scalar_one()
    done.reverts_id = told.id
    session.add(done)
    session.flush()
    return done
