"""Resolve: from a speaker to an actor, the office held on that day, and its side."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Actor, Alias, Doubt, Office, Tenure
from app.services.rows import pieces
from app.text import fold


@dataclass(frozen=True, slots=True)
class Who:
    """An actor, as resolving needs it."""

    id: int
    slug: str
    name: str
    kind: str
    side: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """An office that somebody held; unknown ends are open.

    Attributes:
        phrases: what names its holder, folded.
    """

    since: date | None
    until: date | None
    office_id: int
    side: str | None
    phrases: tuple[str, ...]

    def covers(self, said: tuple[date, date]) -> bool:
        """Say whether the office was held through all of the time said."""
        return (self.since is None or self.since <= said[0]) and (
            self.until is None or said[1] <= self.until
        )


@dataclass(frozen=True, slots=True)
class Raised:
    """A doubt that resolving raised.

    Attributes:
        subject: the words in doubt.
        proposal: fields that would settle it.
    """

    reason: Doubt
    subject: str | None = None
    proposal: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who speaks, in which office, for which side; None for each that is not known."""

    actor: Who | None
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
    """Return whom one speaker means: see `Resolver.resolve`."""
    resolver = Resolver()
    resolver.meet(session, [slug], [speaker])
    return resolver.resolve(slug, candidates, speaker, printed, said)


class Resolver:
    """What the record knows of speakers, read once for many of them.

    `meet` looks up those to come; `resolve` answers from what was met.
    """

    def __init__(self) -> None:
        self._by_slug: dict[str, Who | None] = {}
        self._by_name: dict[str, list[Who]] = {}
        self._held: dict[int, list[Held]] = {}
        # Names are folded once: the same few come again and again.
        self._folded: dict[str, str] = {}

    def meet(
        self, session: Session, slugs: Iterable[str | None], names: Iterable[str | None]
    ) -> None:
        """Look up actors by their slugs, and by names as printed, that were not met before."""
        new_slugs = {slug for slug in slugs if slug} - self._by_slug.keys()
        spelled = {name for name in names if name} - self._folded.keys()
        self._folded |= {name: fold(" ".join(name.split())) for name in spelled}
        new_names = {self._folded[name] for name in spelled} - self._by_name.keys()
        for part in pieces(sorted(new_slugs)):
            self._meet_slugs(session, part)
        for part in pieces(sorted(new_names)):
            self._meet_names(session, part)
        actors = {who.id for who in self._by_slug.values() if who}
        actors |= {who.id for found in self._by_name.values() for who in found}
        for part in pieces(sorted(actors - self._held.keys())):
            self._meet_offices(session, part)

    def _meet_slugs(self, session: Session, slugs: Any) -> None:
        query = sa.select(*WHO, col(Actor.merged_into_id)).where(col(Actor.slug).in_(slugs))
        self._by_slug |= dict.fromkeys(slugs)
        for *who, merged in session.execute(query).all():
            into = _followed(session, merged)
            self._by_slug[who[1]] = into or Who(*who)

    def _meet_names(self, session: Session, names: Any) -> None:
        query = (
            sa.select(col(Alias.folded), *WHO)
            .join(Actor, col(Actor.id) == col(Alias.actor_id))
            .where(
                col(Alias.folded).in_(names),
                col(Alias.is_risky).is_(False),
                col(Actor.merged_into_id).is_(None),
            )
            .order_by(col(Actor.slug))
        )
        found: defaultdict[str, dict[int, Who]] = defaultdict(dict)
        for name, *who in session.execute(query):
            found[name].setdefault(who[0], Who(*who))
        for name in names:
            called = list(found[name].values())
            # A display name that fits decides alone, however many aliases fit.
            self._by_name[name] = [who for who in called if fold(who.name) == name] or called

    def _meet_offices(self, session: Session, actors: Any) -> None:
        query = (
            sa.select(
                col(Tenure.actor_id),
                col(Tenure.since_day),
                col(Tenure.until_day),
                col(Office.id),
                col(Office.side),
                col(Office.phrases),
            )
            .join(Office, col(Office.id) == col(Tenure.office_id))
            .where(col(Tenure.actor_id).in_(actors))
            .order_by(col(Tenure.since_day).desc().nulls_last(), col(Tenure.id))
        )
        self._held |= {number: [] for number in actors}
        for actor, since, until, office, side, phrases in session.execute(query):
            named = tuple(fold(phrase) for each in phrases.values() for phrase in each)
            self._held[actor].append(Held(since, until, office, side, named))

    def find(self, slug: str | None) -> Who | None:
        """Return the actor with a slug that was met, following merges; None where none has it."""
        return self._by_slug[slug] if slug else None

    def resolve(
        self,
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

        Raises:
            KeyError: slug or speaker were not met.
        """
        actor = self.find(slug)
        if actor is None and not candidates and speaker:
            named = self._by_name[self._folded[speaker]]
            actor = named[0] if len(named) == 1 else None
            candidates = tuple(each.slug for each in named) if len(named) > 1 else ()
        if actor is None:
            return Resolved(None, doubts=(_unknown(speaker or printed, candidates),))
        if actor.kind != "person":
            return Resolved(actor, side=actor.side)
        return self._in_office(actor, printed, speaker, said)

    def _in_office(
        self, actor: Who, printed: str | None, speaker: str | None, said: tuple[date, date] | None
    ) -> Resolved:
        held = self._held[actor.id]
        if said is None:
            return Resolved(actor, side=_only_side(held))
        then = [office for office in held if office.covers(said)]
        if not then:
            doubts = (Raised(Doubt.NOT_IN_OFFICE, actor.name),) if held else ()
            return Resolved(actor, doubts=doubts)
        office = then[0]
        if len(then) > 1:
            # The office that the mention names, else the one taken up last.
            words = fold(f"{printed or ''} {speaker or ''}")
            named = (each for each in then if any(phrase in words for phrase in each.phrases))
            office = next(named, office)
        return Resolved(actor, office_id=office.office_id, side=_only_side(then))


WHO = (col(Actor.id), col(Actor.slug), col(Actor.name), col(Actor.kind), col(Actor.side))


def _followed(session: Session, merged_into: int | None) -> Who | None:
    """Return the actor at the end of a chain of merges, None where there is no chain."""
    seen: set[int] = set()
    found = None
    while merged_into is not None and merged_into not in seen:
        seen.add(merged_into)
        query = sa.select(*WHO, col(Actor.merged_into_id)).where(col(Actor.id) == merged_into)
        *who, merged_into = session.execute(query).one()
        found = Who(*who)
    return found


def _only_side(held: list[Held]) -> str | None:
    """Return the side that all these offices share."""
    sides = {office.side for office in held}
    return sides.pop() if len(sides) == 1 else None


def _unknown(name: str | None, candidates: tuple[str, ...]) -> Raised:
    if candidates:
        return Raised(Doubt.AMBIGUOUS_ALIAS, name, (("candidates", list(candidates)),))
    return Raised(Doubt.UNKNOWN_SPEAKER, name)
