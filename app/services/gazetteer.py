"""Gazetteer: what extraction may know of the world, put together from the reference data."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from sqlmodel import Session

from app.days import Period
from app.extraction.types import Gazetteer, HeldOffice, Kind, KnownActor, KnownTopic, Term
from app.readers.seeds import SeedActor, SeedOffice, Seeds, SeedTenure, read_seeds
from app.services.reference import outlet_names, read_reference, read_topics
from app.text import fold


@cache
def gazetteer_from_seeds() -> Gazetteer:
    """Return the gazetteer of the seeds that come with the program, read once.

    Raises:
        Invalid: the seeds are not what they should be.
    """
    return build_gazetteer(read_seeds())


def build_gazetteer(seeds: Seeds) -> Gazetteer:
    """Return `seeds` as extraction takes them: days widened to what they can mean.

    An alias that is marked risky, or that several actors share once folded, is risky for all.
    """
    offices = {office.slug: office for office in seeds.offices}
    shared = _shared_names(seeds)
    return Gazetteer(
        actors=tuple(_actor(actor, offices, shared) for actor in seeds.actors),
        topics=tuple(
            KnownTopic(
                topic.slug,
                topic.name,
                tuple(Term(t.text, t.language, t.weak, t.excluded) for t in topic.terms),
            )
            for topic in seeds.topics
        ),
        outlets=_unique(
            name for outlet in seeds.outlets for name in (outlet.name, *outlet.aliases)
        ),
        places=_unique(
            name for place in seeds.places for names in place.values() for name in names
        ),
    )


def _shared_names(seeds: Seeds) -> frozenset[str]:
    """Return the folded spellings that more than one actor has."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for actor in seeds.actors:
        for name in (actor.name, *(alias.text for alias in actor.aliases)):
            owners[fold(name)].add(actor.slug)
    return frozenset(name for name, slugs in owners.items() if len(slugs) > 1)


def _actor(
    actor: SeedActor, offices: Mapping[str, SeedOffice], shared: frozenset[str]
) -> KnownActor:
    names = _unique((actor.name, *(alias.text for alias in actor.aliases)))
    marked = {fold(alias.text) for alias in actor.aliases if alias.risky}
    return KnownActor(
        slug=actor.slug,
        name=actor.name,
        kind=Kind(actor.kind),
        names=names,
        risky=frozenset(marked | (shared & {fold(name) for name in names})),
        gender=actor.gender,
        side=actor.side,
        adjectives=actor.adjectives,
        offices=tuple(_held(tenure, offices[tenure.office]) for tenure in actor.tenures),
    )


def _held(tenure: SeedTenure, office: SeedOffice) -> HeldOffice:
    return HeldOffice(
        slug=office.slug,
        titles=office.phrases,
        countries=office.countries,
        side=office.side,
        since=Period.parse(tenure.since).first if tenure.since else None,
        until=Period.parse(tenure.until).last if tenure.until else None,
    )


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def gazetteer_from_database(session: Session) -> Gazetteer:
    """Return the gazetteer of the database at hand: people's new actors count at once."""
    return replace(build_gazetteer(read_reference(session)), outlets=_unique(outlet_names(session)))


def topics_from_database(session: Session) -> Gazetteer:
    """Return a gazetteer of nothing but topics: all that quotes which came along may name."""
    topics = read_topics(session)
    return Gazetteer(topics=tuple(KnownTopic(topic.slug, topic.name, ()) for topic in topics))
