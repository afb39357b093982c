"""Merging: make two actors one, and take them apart again."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import Invalid, NotFound
from app.locales import gettext
from app.models import Actor, Alias, Revision, Tenure
from app.services.actors import actors_called, find_current_actor
from app.services.corrections.lines import line
from app.services.owned import all_of, entry_of, move, names_of, record_both, still

MERGE, UNDO = "merge", "undo merge"


def find_other(session: Session, typed: str, actor: Actor) -> Actor:
    """Return the actor whom a person typed, by a name or the slug; never `actor` itself.

    Raises:
        Invalid: nobody is called so, several are, or only `actor` is; or no name has these signs.
    """
    wanted = line(typed, "other")
    if wanted is None:
        raise Invalid({"other": gettext("Type a name.")})
    by_slug = find_current_actor(session, wanted)
    named = [by_slug] if by_slug is not None else actors_called(session, wanted)
    found = [each for each in named if each.id != actor.id]
    if not found:
        raise Invalid(
            {"other": gettext("Nobody else on record is called %(name)s.", name=wanted[:80])}
        )
    if len(found) > 1:
        choices = ", ".join(f"{each.name} ({each.slug})" for each in found)
        raise Invalid(
            {
                "other": gettext(
                    "That may be %(choices)s: type what is in the brackets.", choices=choices
                )
            }
        )
    return found[0]


def merge(session: Session, gone: Actor, kept: Actor, *, who: str) -> Revision:
    """Let one actor's statements, relayed quotes, names and offices be another's; flush.

    The slug of the one leads to the other from now on. Names and offices that both have stay
    with the one that is gone, so that it comes back as it went.
    """
    names = names_of(session, kept)
    held = {_period(each) for each in _tenures(session, kept)}
    query = sa.select(Alias).where(col(Alias.actor_id) == gone.id)
    doubles = {
        "aliases": {each.id for each in session.execute(query).scalars() if each.text in names},
        "tenures": {each.id for each in _tenures(session, gone) if _period(each) in held},
    }
    moved = {
        name: [each for each in numbers if each not in doubles.get(name, ())]
        for name, numbers in all_of(session, gone).items()
    }
    move(session, moved, kept)
    gone.merged_into_id = kept.id
    session.add(gone)
    session.flush()
    return record_both(
        session,
        MERGE,
        (gone, {"merged into": kept.slug}),
        (kept, {"merged": gone.slug, "moved": moved}),
        who=who,
    )


def undo_merge(session: Session, kept: Actor, number: int, *, who: str) -> Revision:
    """Take two actors apart again; flush. What a person gave to one since stays there.

    Args:
        number: of the entry of history by which they were merged.

    Raises:
        NotFound: there is no such entry.
        Invalid: they were taken apart already.
    """
    entry = entry_of(session, kept, number) if 0 < number <= MAX_ID else None
    if entry is None:
        raise NotFound(gettext("There is no such change."))
    if "merged" not in entry.after:
        raise Invalid({"change": gettext("This change merged nobody.")})
    query = sa.select(Actor).where(col(Actor.slug) == entry.after["merged"])
    gone = session.execute(query).scalar_one()
    if gone.merged_into_id != kept.id:
        raise Invalid({"change": gettext("They were taken apart already.")})
    moved = {
        name: still(session, name, numbers, kept) for name, numbers in entry.after["moved"].items()
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
    move(session, moved, gone)
    return record_both(
        session,
        UNDO,
        (gone, {"taken out of": kept.slug}),
        (kept, {"gave back": gone.slug}),
        who=who,
        reverts_id=number,
    )


def _tenures(session: Session, actor: Actor) -> Sequence[Tenure]:
    query = sa.select(Tenure).where(col(Tenure.actor_id) == actor.id).order_by(col(Tenure.id))
    return session.execute(query).scalars().all()


def _period(tenure: Tenure) -> tuple[int, str | None, str | None]:
    return tenure.office_id, tenure.since, tenure.until
