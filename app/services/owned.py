"""Owned: the rows that belong to an actor, and what goes over from one actor to another."""

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Actor, Alias, Office, Quote, Revision, Statement, Tenure
from app.services.history import Values, record
from app.services.rows import ids_where

OWNED: Mapping[str, tuple[Any, str]] = {
    "statements": (Statement, "actor_id"),
    "quotes": (Quote, "via_actor_id"),
    "aliases": (Alias, "actor_id"),
    "tenures": (Tenure, "actor_id"),
    "bodies": (Office, "body_id"),
    "led": (Actor, "merged_into_id"),
}


def all_of(session: Session, owner: Actor) -> dict[str, list[int]]:
    """Return the numbers of all rows that are an actor's, by the names of `OWNED`."""
    return {
        name: list(ids_where(session, table, col(getattr(table, column)) == owner.id))
        for name, (table, column) in OWNED.items()
    }


def still(session: Session, name: str, numbers: Collection[int], owner: Actor) -> list[int]:
    """Return those of some rows that are an actor's still."""
    table, column = OWNED[name]
    mine = col(getattr(table, column)) == owner.id
    return list(ids_where(session, table, col(table.id).in_(numbers) & mine))


def move(session: Session, moved: Mapping[str, Collection[int]], owner: Actor) -> None:
    """Let rows be an actor's from now on; flush."""
    for name, numbers in moved.items():
        table, column = OWNED[name]
        session.execute(
            sa.update(table).where(col(table.id).in_(numbers)).values({column: owner.id})
        )
    session.flush()
    session.expire_all()


def names_of(session: Session, actor: Actor) -> set[str]:
    """Return an actor's spellings."""
    query = sa.select(col(Alias.text)).where(col(Alias.actor_id) == actor.id)
    return set(session.execute(query).scalars())


def record_both(
    session: Session,
    action: str,
    other: tuple[Actor, Values],
    actor: tuple[Actor, Values],
    *,
    who: str,
    reverts_id: int | None = None,
) -> Revision:
    """Write into the history of two actors what was done to them; return the entry of the second.

    Args:
        other, actor: each with what its entry says.
        reverts_id: the entry of the second that this takes back.
    """
    record(
        session, who=who, action=action, subject="actor", subject_id=other[0].id or 0,
        after=other[1],
    )  # fmt: skip
    return record(
        session, who=who, action=action, subject="actor", subject_id=actor[0].id or 0,
        after=actor[1], reverts_id=reverts_id,
    )  # fmt: skip


def entry_of(session: Session, actor: Actor, number: int) -> Revision | None:
    """Return an entry of an actor's history, None where it has none of this number."""
    query = sa.select(Revision).where(
        col(Revision.id) == number,
        col(Revision.subject) == "actor",
        col(Revision.subject_id) == actor.id,
    )
    found: Revision | None = session.execute(query).scalar_one_or_none()
    return found
