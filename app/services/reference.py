"""Reference: put the seeds' actors, offices, topics, outlets and events into the database."""

from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import Session, col

from app.days import Period
from app.models import (
    Actor,
    Alias,
    Certainty,
    Event,
    Office,
    Origin,
    Outlet,
    Tenure,
    Topic,
    TopicTerm,
)
from app.readers.seeds import (
    SeedActor,
    SeedAlias,
    SeedOffice,
    Seeds,
    SeedTenure,
    SeedTerm,
    SeedTopic,
    read_seeds,
)
from app.text import fold


def add_reference(session: Session, seeds: Seeds) -> int:
    """Add what the database does not have yet, by slug; return how many entries were new.

    What is there already stays as it is: people may have corrected it.
    """
    return (
        _add_topics(session, seeds)
        + _add_outlets(session, seeds)
        + _add_actors(session, seeds)
        + _add_events(session, seeds)
    )


def _slugs(session: Session, table: type[Actor | Office | Topic | Outlet]) -> dict[str, int]:
    return {
        slug: number for number, slug in session.execute(sa.select(col(table.id), col(table.slug)))
    }


def _add_topics(session: Session, seeds: Seeds) -> int:
    known = _slugs(session, Topic)
    new = [topic for topic in seeds.topics if topic.slug not in known]
    for seed in new:
        topic = Topic(
            slug=seed.slug, name=seed.name, definition=seed.definition, position=seed.position
        )
        session.add(topic)
        session.flush()
        for term in seed.terms:
            session.add(
                TopicTerm(
                    topic_id=topic.id or 0,
                    language=term.language,
                    text=term.text,
                    is_weak=term.weak,
                    is_excluded=term.excluded,
                )
            )
    return len(new)


def _add_outlets(session: Session, seeds: Seeds) -> int:
    known = _slugs(session, Outlet)
    new = [outlet for outlet in seeds.outlets if outlet.slug not in known]
    for seed in new:
        session.add(
            Outlet(
                slug=seed.slug,
                name=seed.name,
                aliases=list(seed.aliases),
                domain=seed.domain,
                country=seed.country,
                languages=list(seed.languages),
                kind=seed.kind,
                notes=seed.notes,
                certainty=Certainty(seed.certainty),
                is_republisher=seed.republisher,
            )
        )
    session.flush()
    return len(new)


def _add_actors(session: Session, seeds: Seeds) -> int:
    known = _slugs(session, Actor)
    new = [actor for actor in seeds.actors if actor.slug not in known]
    for seed in new:
        actor = Actor(
            slug=seed.slug,
            name=seed.name,
            kind=seed.kind,
            gender=seed.gender,
            side=seed.side,
            adjectives={language: list(words) for language, words in seed.adjectives.items()},
            origin=Origin.SEED,
        )
        session.add(actor)
        session.flush()
        known[seed.slug] = actor.id or 0
        _add_aliases(session, known[seed.slug], seed)
    offices = _add_offices(session, seeds, known)
    for seed in new:
        for held in seed.tenures:
            session.add(_tenure(known[seed.slug], offices[held.office], held))
    session.flush()
    return len(new)


def _add_aliases(session: Session, actor_id: int, seed: SeedActor) -> None:
    spelled = {alias.text: alias for alias in seed.aliases}
    # The display name is a spelling too, also where the list of aliases leaves it out.
    spelled.setdefault(seed.name, SeedAlias(seed.name, "en"))
    for alias in spelled.values():
        session.add(
            Alias(
                actor_id=actor_id,
                text=alias.text,
                folded=fold(alias.text),
                language=alias.language,
                note=alias.note,
                is_risky=alias.risky,
            )
        )


def _add_offices(session: Session, seeds: Seeds, actors: dict[str, int]) -> dict[str, int]:
    known = _slugs(session, Office)
    for seed in seeds.offices:
        if seed.slug in known:
            continue
        office = Office(
            slug=seed.slug,
            title=seed.title,
            side=seed.side,
            body_id=actors[seed.body] if seed.body else None,
            countries=list(seed.countries),
            phrases={language: list(words) for language, words in seed.phrases.items()},
        )
        session.add(office)
        session.flush()
        known[seed.slug] = office.id or 0
    return known


def _tenure(actor_id: int, office_id: int, held: SeedTenure) -> Tenure:
    return Tenure(
        actor_id=actor_id,
        office_id=office_id,
        since=held.since,
        until=held.until,
        since_day=Period.parse(held.since).first if held.since else None,
        until_day=Period.parse(held.until).last if held.until else None,
        in_post=list(held.in_post),
        certainty=Certainty(held.certainty),
        notes=held.note,
    )


def _add_events(session: Session, seeds: Seeds) -> int:
    stored = session.execute(sa.select(col(Event.printed), col(Event.title)))
    known = {(printed, title) for printed, title in stored}
    new = [event for event in seeds.events if (event.printed, event.title) not in known]
    for event in new:
        first, last = event.days
        session.add(
            Event(
                printed=event.printed,
                since_day=first,
                until_day=last,
                title=event.title,
                certainty=Certainty(event.certainty),
            )
        )
    session.flush()
    return len(new)


# ------------------------------------------------------------------------------- and back


def read_reference(session: Session) -> Seeds:
    """Return the database's actors, offices, topics and outlets in the form of the seeds.

    People's additions count at once. Places are not edited: they come from the files.
    Merged actors are left out; their aliases belong to the one they were merged into.
    """
    slugs = {number: slug for slug, number in _slugs(session, Actor).items()}
    return Seeds(
        topics=tuple(read_topics(session)),
        offices=tuple(_stored_offices(session, slugs)),
        actors=tuple(_stored_actors(session)),
        outlets=(),
        events=(),
        places=read_seeds().places,
    )


def outlet_names(session: Session) -> tuple[str, ...]:
    """Return every name of every outlet."""
    outlets = session.execute(sa.select(Outlet).order_by(col(Outlet.id))).scalars()
    return tuple(name for outlet in outlets for name in (outlet.name, *outlet.aliases))


def read_topics(session: Session) -> Iterator[SeedTopic]:
    """Yield the database's topics with their terms, in their order."""
    terms = defaultdict(list)
    for term in session.execute(sa.select(TopicTerm).order_by(col(TopicTerm.id))).scalars():
        terms[term.topic_id].append(
            SeedTerm(term.text, term.language, weak=term.is_weak, excluded=term.is_excluded)
        )
    for topic in session.execute(sa.select(Topic).order_by(col(Topic.position))).scalars():
        yield SeedTopic(
            topic.slug, topic.name, topic.definition, topic.position, tuple(terms[topic.id or 0])
        )


def _stored_offices(session: Session, slugs: dict[int, str]) -> Iterator[SeedOffice]:
    for office in session.execute(sa.select(Office).order_by(col(Office.id))).scalars():
        yield SeedOffice(
            slug=office.slug,
            title=office.title,
            side=office.side or "",
            body=slugs.get(office.body_id) if office.body_id else None,
            countries=tuple(office.countries),
            phrases={language: tuple(words) for language, words in office.phrases.items()},
        )


def _stored_actors(session: Session) -> Iterator[SeedActor]:
    aliases, tenures = defaultdict(list), defaultdict(list)
    for alias in session.execute(sa.select(Alias).order_by(col(Alias.id))).scalars():
        aliases[alias.actor_id].append(
            SeedAlias(alias.text, alias.language or "", alias.note, alias.is_risky)
        )
    held = sa.select(Tenure, col(Office.slug)).join(Office, col(Office.id) == col(Tenure.office_id))
    for tenure, office in session.execute(held.order_by(col(Tenure.id))):
        tenures[tenure.actor_id].append(
            SeedTenure(
                office,
                tenure.since,
                tenure.until,
                tuple(tenure.in_post),
                tenure.certainty,
                tenure.notes,
            )
        )
    current = sa.select(Actor).where(col(Actor.merged_into_id).is_(None)).order_by(col(Actor.id))
    for actor in session.execute(current).scalars():
        number = actor.id or 0
        yield SeedActor(
            slug=actor.slug,
            name=actor.name,
            kind=actor.kind,
            gender=actor.gender,
            side=actor.side,
            aliases=tuple(aliases[number]),
            adjectives={language: tuple(words) for language, words in actor.adjectives.items()},
            tenures=tuple(tenures[number]),
        )
