"""Actors: find them by slug or name, and add one that the record did not know."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.errors import Invalid, NotFound
from app.locales import gettext
from app.models import SIDE_NAMES, Actor, Alias, Office, Origin, Revision, Tenure
from app.services.slugs import free_slug
from app.text import fold

MAX_NAME_CHARS = 120
KINDS = ("person", "institution")


def find_current_actor(session: Session, slug: str) -> Actor | None:
    """Return the actor with a slug, None where there is none or it was merged into another."""
    query = sa.select(Actor).where(col(Actor.slug) == slug, col(Actor.merged_into_id).is_(None))
    found: Actor | None = session.execute(query).scalar_one_or_none()
    return found


def get_current_actor(session: Session, slug: str) -> Actor:
    """Return the actor with a slug, to be changed.

    Raises:
        NotFound: there is none, or it was merged into another.
    """
    found = find_current_actor(session, slug)
    if found is None:
        raise NotFound(gettext("There is no speaker of that name."))
    return found


def actors_called(session: Session, name: str) -> list[Actor]:
    """Return the actors with this very alias, case and diacritics aside.

    A display name that fits decides alone, however many aliases fit. Aliases count that are
    common words too.
    """
    wanted = fold(" ".join(name.split()))
    spelled = sa.select(col(Alias.actor_id)).where(col(Alias.folded) == wanted)
    query = (
        sa.select(Actor)
        .where(col(Actor.id).in_(spelled), col(Actor.merged_into_id).is_(None))
        .order_by(col(Actor.slug))
    )
    found = list(session.execute(query).scalars())
    exact = [actor for actor in found if fold(actor.name) == wanted]
    return exact or found


@dataclass(frozen=True)
class NewActor:
    """A person or a body to be added.

    Attributes:
        side: a person's belongs to `office`, which is then held with open ends.
    """

    name: str
    kind: str = "person"
    side: str = ""
    office: str = ""


def check_new(session: Session, new: NewActor) -> None:
    """Make sure that an actor can be added.

    Raises:
        Invalid: the name is empty, too long or known already, or kind or side are unknown.
    """
    problems = {}
    if not any(char.isalpha() for char in new.name) or len(new.name) > MAX_NAME_CHARS:
        problems["speaker"] = gettext(
            "A name has 1 to %(most)s characters, letters among them.", most=MAX_NAME_CHARS
        )
    elif actors_called(session, new.name):
        problems["speaker"] = gettext("%(name)s is on record already.", name=new.name)
    if new.kind not in KINDS:
        problems["kind"] = gettext("Use one of %(values)s.", values=", ".join(KINDS))
    if new.side and new.side not in SIDE_NAMES:
        problems["side"] = gettext("This side is unknown.")
    if new.kind == "person" and new.side and not new.office:
        problems["office"] = gettext("A person's side comes from an office: name it.")
    if problems:
        raise Invalid(problems)


def add_actor(session: Session, new: NewActor, *, who: str) -> Actor:
    """Add an actor and return it.

    Raises:
        Invalid: as `check_new`.
    """
    check_new(session, new)
    name, kind, side, office = new.name, new.kind, new.side or None, new.office
    actor = Actor(
        slug=free_slug(session, Actor.slug, name, "actor"),
        name=name,
        kind=kind,
        side=(side or None) if kind != "person" else None,
        origin=Origin.PERSON,
    )
    session.add(actor)
    session.flush()
    session.add(Alias(actor_id=actor.id or 0, text=name, folded=fold(name)))
    if kind == "person" and side and office:
        office_slug = free_slug(session, Office.slug, f"{actor.slug} office", "office")
        held = Office(slug=office_slug, title=" ".join(office.split())[:200], side=side)
        session.add(held)
        session.flush()
        session.add(Tenure(actor_id=actor.id or 0, office_id=held.id or 0))
    after = {"name": name, "kind": kind, "side": side, "office": office}
    session.add(
        Revision(who=who, action="add", subject="actor", subject_id=actor.id or 0, after=after)
    )
    session.flush()
    return actor
