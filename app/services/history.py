"""History: what a person changes is checked, written and told in one transaction.

Every change goes through `change`, or writes what it did by `record`. `app.services.reverts` takes
changes back.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.errors import ChangedMeanwhile
from app.locales import N_
from app.models import Revision

# The action of a change that only followed another: a day counted from the day published.
FOLLOW = "follow article"

Values = dict[str, Any]
"""Fields by the name that history gives them, with values that JSON can hold."""

Thing = tuple[str, int]
"""A table, and the number of a row in it."""

# What an entry says in place of words that were erased for legal reasons.
ERASED = N_("[erased]")


@dataclass(frozen=True)
class Keeper:
    """How the fields of one kind of thing are read and written.

    Attributes:
        subject: the name of its table.
        fields: those that it knows, by the names that history gives them.
        read: returns the fields that the given values have, as they are now.
        write: sets fields, with all that follows from them; it raises `Invalid` for a value
            that cannot be set, `NotFound` where there is no such thing.
        parts: returns what else belongs to it: a change of that changes its version too.
    """

    subject: str
    fields: frozenset[str]
    read: Callable[[Session, int, Values], Values]
    write: Callable[[Session, int, Values], None]
    parts: Callable[[Session, int], list[Thing]] = lambda _session, _number: []


def change(
    session: Session,
    keeper: Keeper,
    number: int,
    values: Values,
    *,
    who: str,
    action: str,
    seen: int | None = None,
    note: str | None = None,
) -> Revision | None:
    """Set fields of a thing, with history; None where nothing changed.

    Args:
        seen: the version that whoever changes it has seen; None for a change that no form made.

    Raises:
        ChangedMeanwhile: it has another version now.
        Invalid, NotFound: as the keeper's `write`.
    """
    check_version(session, keeper, number, seen)
    before, after = write(session, keeper, number, values)
    if not after:
        return None
    return record(
        session,
        who=who,
        action=action,
        subject=keeper.subject,
        subject_id=number,
        before=before,
        after=after,
        note=note,
    )


def write(session: Session, keeper: Keeper, number: int, values: Values) -> tuple[Values, Values]:
    """Set fields of a thing; return those that changed, as they were and as they are."""
    before = keeper.read(session, number, values)
    keeper.write(session, number, values)
    session.flush()
    after = keeper.read(session, number, values)
    changed = [name for name in after if before[name] != after[name]]
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}


def version_of(session: Session, keeper: Keeper, number: int) -> int:
    """Return the version of a thing: it grows whenever a person changes it or a part of it."""
    return last_change(session, [(keeper.subject, number), *keeper.parts(session, number)])


def last_change(session: Session, things: Iterable[Thing]) -> int:
    """Return the number of the last change of any of these things, 0 for none."""
    query = sa.select(sa.func.max(col(Revision.id))).where(sa.or_(*map(_about, things)))
    return session.execute(query).scalar_one() or 0


def _about(thing: Thing) -> sa.ColumnElement[bool]:
    subject, number = thing
    return sa.and_(col(Revision.subject) == subject, col(Revision.subject_id) == number)


def check_version(session: Session, keeper: Keeper, number: int, seen: int | None) -> None:
    """Make sure that nobody changed a thing since it was seen.

    Raises:
        ChangedMeanwhile: somebody did.
    """
    if seen is None:
        return
    version = version_of(session, keeper, number)
    if version != seen:
        raise ChangedMeanwhile(version)


def record(
    session: Session,
    *,
    who: str,
    action: str,
    subject: str,
    subject_id: int,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    note: str | None = None,
    reverts_id: int | None = None,
) -> Revision:
    """Write one change into history; flush.

    Args:
        before, after: the changed fields alone, as JSON can hold them.
        reverts_id: the change that this one takes back.
    """
    told = Revision(
        who=who,
        action=action,
        subject=subject,
        subject_id=subject_id,
        before=dict(before or {}),
        after=dict(after or {}),
        note=note,
        reverts_id=reverts_id,
    )
    session.add(told)
    session.flush()
    return told
