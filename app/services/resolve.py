"""Resolve: from a speaker to an actor, the office held on that day, and its side."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Actor, Doubt, Office, Tenure
from app.services.actors import actors_called, find_actor
from app.text import fold


@dataclass(frozen=True)
class Raised:
    """A doubt that resolving raised.

    Attributes:
        subject: the words in doubt.
        proposal: fields that would settle it.
    """

    reason: Doubt
    subject: str | None = None
    proposal: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Resolved:
    """Who speaks, in which office, for which side; None for each that is not known."""

    actor: Actor | None
    office_id: int | None = None
    side: str | None = None
    doubts: tuple[Raised, ...] = ()


def resolve(
    session: Session,
    *,
    slug: str | None,
    candidates: tuple[str, ...],
    speaker: str | None,
    printed: str | None,
    said: tuple[date, date] | None,
) -> Resolved:
    """Return whom a speaker means, and what they were on that day; a doubt never guesses.

    Args:
        slug: the actor, where extraction or a person decided.
        candidates: actors among whom extraction could not decide.
        speaker: the fullest name that the article prints.
        printed: the words of the mention, which may name the office.
        said: first and last day of the time said, None where unknown.
    """
    actor = find_actor(session, slug)
    if actor is None and not candidates and speaker:
        named = actors_called(session, speaker, risky=False)
        actor = named[0] if len(named) == 1 else None
        candidates = tuple(each.slug for each in named) if len(named) > 1 else ()
    if actor is None:
        return Resolved(None, doubts=(_unknown(speaker or printed, candidates),))
    if actor.kind != "person":
        return Resolved(actor, side=actor.side)
    return _in_office(session, actor, f"{printed or ''} {speaker or ''}", said)


def _unknown(name: str | None, candidates: tuple[str, ...]) -> Raised:
    if candidates:
        return Raised(Doubt.AMBIGUOUS_ALIAS, name, (("candidates", list(candidates)),))
    return Raised(Doubt.UNKNOWN_SPEAKER, name)


def _in_office(
    session: Session, actor: Actor, printed: str, said: tuple[date, date] | None
) -> Resolved:
    held = session.execute(
        sa.select(Tenure, Office)
        .join(Office, col(Office.id) == col(Tenure.office_id))
        .where(col(Tenure.actor_id) == actor.id)
        .order_by(col(Tenure.since_day).desc().nulls_last(), col(Tenure.id))
    ).all()
    if said is None:
        sides = {office.side for _, office in held}
        return Resolved(actor, side=sides.pop() if len(sides) == 1 else None)
    then = [office for tenure, office in held if covers(tenure, said)]
    if not then:
        doubts = (Raised(Doubt.NOT_IN_OFFICE, actor.name),) if held else ()
        return Resolved(actor, doubts=doubts)
    sides = {office.side for office in then}
    return Resolved(
        actor,
        office_id=_named_office(then, printed).id,
        side=sides.pop() if len(sides) == 1 else None,
    )


def covers(tenure: Tenure, said: tuple[date, date]) -> bool:
    """Say whether the office was held through all of the time said; unknown ends are open."""
    since, until = tenure.since_day, tenure.until_day
    return (since is None or since <= said[0]) and (until is None or said[1] <= until)


def _named_office(offices: list[Office], printed: str) -> Office:
    """Return the office that the mention names, else the one taken up last."""
    words = fold(printed)
    for office in offices:
        if any(fold(phrase) in words for each in office.phrases.values() for phrase in each):
            return office
    return offices[0]
