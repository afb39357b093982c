"""Merging: make two actors one, take them apart again, and split one in two."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import Invalid, NotFound
from app.models import Actor, Alias, Office, Quote, Revision, Statement, Tenure
from app.services.actors import actors_called
from app.services.corrections.lines import line
from app.services.corrections.statements import set_speaker
from app.services.history import record

MERGE, UNDO, SPLIT = "merge", "undo merge", "split"


def get_current_actor(session: Session, slug: str) -> Actor:
    """Return the actor with a slug, to be changed.

    Raises:
        NotFound: there is none, or it was merged into another.
    """
    query = sa.select(Actor).where(col(Actor.slug) == slug, col(Actor.merged_into_id).is_(None))
    found: Actor | None = session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound("There is no speaker of that name.")
    return found


def find_other(session: Session, typed: str, actor: Actor) -> Actor:
    """Return the actor whom a person typed, by a name or the slug; never `actor` itself.

    Raises:
        Invalid: nobody is called so, several are, or only `actor` is; or no name has these signs.
    """
    wanted = line(typed, "other")
    if wanted is None:
        raise Invalid({"other": "Type a name."})
    query = sa.select(Actor).where(col(Actor.slug) == wanted, col(Actor.merged_into_id).is_(None))
    by_slug = session.execute(query).scalars().all()
    named = list(by_slug) or actors_called(session, wanted)
    found = [each for each in named if each.id != actor.id]
    if not found:
        raise Invalid({"other": f"Nobody else on record is called {wanted[:80]}."})
    if len(found) > 1:
        choices = ", ".join(f"{each.name} ({each.slug})" for each in found)
        raise Invalid({"other": f"That may be {choices}: type what is in the brackets."})
    return found[0]


def merge(session: Session, gone: Actor, kept: Actor, *, who: str) -> Revision:
    """Let one actor's statements, relayed quotes, names and offices be another's; flush.

    The slug of the one leads to the other from now on. Names and offices that both have stay
    with the one that is gone, so that it comes back as it went.
    """
    names = set(session.execute(_names(kept)).scalars())
    held = {_period(each) for each in session.execute(_tenures(kept)).scalars()}
    aliases = sa.select(Alias).where(col(Alias.actor_id) == gone.id)
    moved: dict[str, list[int]] = {
        "statements": _ids(session, Statement, col(Statement.actor_id) == gone.id),
        "quotes": _ids(session, Quote, col(Quote.via_actor_id) == gone.id),
        "aliases": [
            each.id for each in session.execute(aliases).scalars() if each.text not in names
        ],
        "tenures": [
            each.id
            for each in session.execute(_tenures(gone)).scalars()
            if _period(each) not in held
        ],
        "bodies": _ids(session, Office, col(Office.body_id) == gone.id),
        "led": _ids(session, Actor, col(Actor.merged_into_id) == gone.id),
    }
    _move(session, moved, kept)
    gone.merged_into_id = kept.id
    session.add(gone)
    session.flush()
    record(
        session,
        who=who,
        action=MERGE,
        subject="actor",
        subject_id=gone.id or 0,
        after={"merged into": kept.slug},
    )
    return record(
        session,
        who=who,
        action=MERGE,
        subject="actor",
        subject_id=kept.id or 0,
        after={"merged": gone.slug, "moved": moved},
    )


def undo_merge(session: Session, kept: Actor, number: int, *, who: str) -> Revision:
    """Take two actors apart again; flush. What a person gave to one since stays there.

    Args:
        number: of the entry of history by which they were merged.

    Raises:
        NotFound: there is no such entry.
        Invalid: they were taken apart already.
    """
    entry = session.get(Revision, number) if 0 < number <= MAX_ID else None
    if entry is None or (entry.subject, entry.subject_id) != ("actor", kept.id):
        raise NotFound("There is no such change.")
    if "merged" not in entry.after:
        raise Invalid({"change": "This change merged nobody."})
    query = sa.select(Actor).where(col(Actor.slug) == entry.after["merged"])
    gone = session.execute(query).scalar_one()
    if gone.merged_into_id != kept.id:
        raise Invalid({"change": "They were taken apart already."})
    moved = {
        name: _still(session, name, numbers, kept) for name, numbers in entry.after["moved"].items()
    }
    since = sa.select(Revision).where(
        col(Revision.subject) == "statement", col(Revision.id) > number
    )
    decided = {
        each.subject_id for each in session.execute(since).scalars() if "actor" in each.after
    }
    moved["statements"] = [each for each in moved["statements"] if each not in decided]
    gone.merged_into_id = None
    session.add(gone)
    session.flush()
    _move(session, moved, gone)
    record(
        session,
        who=who,
        action=UNDO,
        subject="actor",
        subject_id=gone.id or 0,
        after={"taken out of": kept.slug},
    )
    return record(
        session,
        who=who,
        action=UNDO,
        subject="actor",
        subject_id=kept.id or 0,
        after={"gave back": gone.slug},
        reverts_id=number,
    )


def split(
    session: Session,
    source: Actor,
    target: Actor,
    *,
    statements: Collection[int],
    aliases: Collection[int],
    tenures: Collection[int],
    who: str,
) -> Revision:
    """Give statements, names and offices of one actor to another; flush.

    Each statement's own history tells of it: whoever chose it decided whose it is.

    Raises:
        Invalid: nothing was chosen, or not all of it is the actor's (any more).
    """
    chosen = {"statements": statements, "aliases": aliases, "tenures": tenures}
    if not any(chosen.values()):
        raise Invalid({"statements": "Choose what belongs to the other."})
    for name, numbers in chosen.items():
        if set(_still(session, name, list(numbers), source)) != set(numbers):
            raise Invalid({name: "Not all of that is this speaker’s any more: look again."})
    names = set(session.execute(_names(target)).scalars())
    moving = sa.select(Alias).where(col(Alias.id).in_(aliases))
    told = []
    for alias in session.execute(moving).scalars().all():
        told.append(alias.text)
        if alias.text == source.name:
            raise Invalid({"aliases": f"{source.name} is this speaker’s own name: it stays."})
        if alias.text in names:
            session.delete(alias)
        else:
            alias.actor_id = target.id or 0
            session.add(alias)
    _move(session, {"tenures": list(tenures)}, target)
    for number in sorted(statements):
        set_speaker(session, number, actor=target.slug, who=who, note=f"{source.name} was split.")
    after = {"statements": sorted(statements), "aliases": told, "tenures": sorted(tenures)}
    record(
        session,
        who=who,
        action=SPLIT,
        subject="actor",
        subject_id=target.id or 0,
        after={"from": source.slug, **after},
    )
    return record(
        session,
        who=who,
        action=SPLIT,
        subject="actor",
        subject_id=source.id or 0,
        after={"to": target.slug, **after},
    )


def _names(actor: Actor) -> sa.Select[Any]:
    return sa.select(col(Alias.text)).where(col(Alias.actor_id) == actor.id)


def _tenures(actor: Actor) -> sa.Select[Any]:
    return sa.select(Tenure).where(col(Tenure.actor_id) == actor.id).order_by(col(Tenure.id))


def _period(tenure: Tenure) -> tuple[int, str | None, str | None]:
    return tenure.office_id, tenure.since, tenure.until


def _ids(session: Session, table: Any, condition: sa.ColumnElement[bool]) -> list[int]:
    return list(session.execute(sa.select(col(table.id)).where(condition)).scalars())


OWNED: dict[str, tuple[Any, str]] = {
    "statements": (Statement, "actor_id"),
    "quotes": (Quote, "via_actor_id"),
    "aliases": (Alias, "actor_id"),
    "tenures": (Tenure, "actor_id"),
    "bodies": (Office, "body_id"),
    "led": (Actor, "merged_into_id"),
}


def _still(session: Session, name: str, numbers: Collection[int], owner: Actor) -> list[int]:
    """Return those of some rows that are an actor's still."""
    table, column = OWNED[name]
    mine = col(getattr(table, column)) == owner.id
    return _ids(session, table, col(table.id).in_(numbers) & mine)


def _move(session: Session, moved: dict[str, list[int]], owner: Actor) -> None:
    for name, numbers in moved.items():
        table, column = OWNED[name]
        session.execute(
            sa.update(table).where(col(table.id).in_(numbers)).values({column: owner.id})
        )
    session.flush()
    session.expire_all()
