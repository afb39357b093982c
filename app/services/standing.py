"""Standing: who speaks in which office for which side, worked out anew as actors change.

`carry_out` writes a change of actors with all that follows from it, and tells what that was;
whoever only wants to see rolls back. What a person set stays as it is.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.extraction.types import Attribution
from app.models import (
    Actor,
    Doubt,
    Origin,
    Quote,
    ReviewItem,
    ReviewStatus,
    Revision,
    Statement,
    now,
)
from app.services.copies import keep_copies
from app.services.history import FOLLOW
from app.services.proposals import propose
from app.services.record import resolve_with
from app.services.rereading import Reading, Write
from app.services.resolve import Resolved, Resolver
from app.services.rows import among
from app.text import fold

OF_SPEAKER = (Doubt.UNKNOWN_SPEAKER, Doubt.AMBIGUOUS_ALIAS, Doubt.NOT_IN_OFFICE)
# By this note a doubt is known again that no person settled.
SETTLED = "settled by what is known of speakers now"


@dataclass(frozen=True, slots=True)
class Standing:
    """Who said a statement: the actor's id, or the speaker as printed; the office and the side."""

    actor_id: int | None
    speaker: str | None
    office_id: int | None
    side: str | None


@dataclass(frozen=True, slots=True)
class Effect:
    """A statement on record whose standing a change changes."""

    statement_id: int
    before: Standing
    after: Standing


def carry_out(
    session: Session, write: Write, reading: Reading, also: Collection[int] = ()
) -> list[Effect]:
    """Write a change and all that follows from it; flush. Return what it did to statements.

    Args:
        also: statements that the change itself gives to somebody else.

    Raises:
        OnRecordError: as `write`.
    """
    numbers = _concerned(session, reading) | set(also)
    before = _standings(session, numbers)
    held = _resolved(session, before)
    entry = write(session)
    session.flush()
    read = _set_speakers(session, reading) | _set_named(session, reading)
    _set_offices(session, set(before) - read, held)
    keep_copies(session, numbers)
    after = _standings(session, numbers)
    effects = [
        Effect(number, before[number], after[number])
        for number in sorted(numbers)
        if before[number] != after[number]
    ]
    new = [each.statement_id for each in effects if each.before.actor_id is None]
    if new:
        propose(session, new)
    if entry is not None and effects:
        entry.after = {**entry.after, "statements": [each.statement_id for each in effects]}
        session.add(entry)
        session.flush()
    live = _live(session, [each.statement_id for each in effects])
    return [each for each in effects if each.statement_id in live]


def kept_by_people(session: Session, reading: Reading) -> set[int]:
    """Return the statements on record that stay, since a person set them.

    Their words mean somebody else now than who they are said to be by.
    """
    query = (
        sa.select(col(Statement.id), col(Actor.slug))
        .outerjoin(Actor, col(Actor.id) == col(Statement.actor_id))
        .where(among(session, col(Statement.id), list(reading.kept)))
    )
    read = {number for number, slug in session.execute(query) if slug != reading.kept[number]}
    imported = {number for number, _ in _imported(session, reading, revised=True)}
    return _live(session, read | imported)


def _concerned(session: Session, reading: Reading) -> set[int]:
    """Return the statements of the actors that change, and those of what was read again."""
    ids = sa.select(col(Actor.id)).where(col(Actor.slug).in_(reading.slugs))
    query = sa.select(col(Statement.id)).where(col(Statement.actor_id).in_(ids))
    carried = sa.select(col(Quote.statement_id)).where(
        among(session, col(Quote.id), list(reading.changed))
    )
    found = {*session.execute(query).scalars(), *session.execute(carried).scalars()}
    return found | {statement for statement, _ in _imported(session, reading)}


def _standings(session: Session, numbers: Collection[int]) -> dict[int, Standing]:
    query = sa.select(
        col(Statement.id),
        col(Statement.actor_id),
        col(Statement.speaker),
        col(Statement.office_id),
        col(Statement.side),
    ).where(among(session, col(Statement.id), list(numbers)))
    return {number: Standing(*each) for number, *each in session.execute(query)}


def _live(session: Session, numbers: Collection[int]) -> set[int]:
    query = sa.select(col(Statement.id)).where(
        among(session, col(Statement.id), list(numbers)),
        col(Statement.merged_into_id).is_(None),
        col(Statement.withdrawn_at).is_(None),
    )
    return set(session.execute(query).scalars())


def _resolved(session: Session, numbers: Collection[int]) -> dict[int, Resolved]:
    """Return what each statement's actor was on its day, as far as the database knows now."""
    # The leading quote's mention may name the office.
    first = sa.select(sa.func.min(col(Quote.id))).group_by(col(Quote.statement_id))
    printed = sa.select(col(Quote.statement_id), col(Quote.speaker_printed)).where(
        among(session, col(Quote.statement_id), list(numbers)), col(Quote.id).in_(first)
    )
    mentions = {number: words for number, words in session.execute(printed)}
    query = (
        sa.select(
            col(Statement.id),
            col(Actor.slug),
            col(Statement.said_on),
            col(Statement.said_until),
        )
        .join(Actor, col(Actor.id) == col(Statement.actor_id))
        .where(among(session, col(Statement.id), list(numbers)))
    )
    found = session.execute(query).all()
    resolver = Resolver()
    resolver.meet(session, {slug for _, slug, *_ in found}, [])
    return {
        number: resolver.resolve(slug, (), None, mentions.get(number), _said(first_day, last_day))
        for number, slug, first_day, last_day in found
    }


def _said(first: date | None, last: date | None) -> tuple[date, date] | None:
    return (first, last) if first and last else None


def _set_offices(
    session: Session, numbers: Collection[int], before: Mapping[int, Resolved]
) -> None:
    """Set office and side of statements whose actor was something else on that day than thought."""
    changed = {
        number: then
        for number, then in _resolved(session, numbers).items()
        if number not in before or _place(before[number]) != _place(then)
    }
    alike: defaultdict[tuple[int | None, str | None], list[int]] = defaultdict(list)
    for number, then in changed.items():
        alike[then.office_id, then.side].append(number)
    for (office, side), ids in alike.items():
        session.execute(
            sa.update(Statement)
            .where(among(session, col(Statement.id), ids))
            .values(office_id=office, side=side)
            .execution_options(synchronize_session=False)
        )
    session.expire_all()
    _renew_doubts(session, changed, (Doubt.NOT_IN_OFFICE,))


def _place(resolved: Resolved) -> tuple[Any, ...]:
    return resolved.office_id, resolved.side, tuple(each.reason for each in resolved.doubts)


def _set_speakers(session: Session, reading: Reading) -> set[int]:
    """Set whom the texts mean now; return the statements that were looked at.

    A statement of several wordings changes only where all of them mean the same.
    """
    resolver = Resolver()
    attributions = reading.changed.values()
    slugs = {each.actor for each in attributions} | {each.via_actor for each in attributions}
    resolver.meet(session, slugs, {each.speaker for each in attributions})
    by_statement: dict[int, list[Quote]] = {}
    carriers = sa.select(col(Quote.statement_id)).where(
        among(session, col(Quote.id), list(reading.changed))
    )
    query = sa.select(Quote).where(col(Quote.statement_id).in_(carriers)).order_by(col(Quote.id))
    for quote in session.execute(query).scalars():
        by_statement.setdefault(quote.statement_id, []).append(quote)
    done: set[int] = set()
    for number, quotes in by_statement.items():
        for quote in quotes:
            meant_now = reading.changed.get(quote.id or 0)
            if meant_now is not None:
                via = resolver.find(meant_now.via_actor)
                quote.via_actor_id = via.id if via else None
                session.add(quote)
        if all(quote.id in reading.changed for quote in quotes):
            meant = [reading.changed[quote.id or 0] for quote in quotes]
            if len({each.actor for each in meant}) == 1:
                _set_speaker(session, number, meant[0], resolver)
                done.add(number)
    session.flush()
    return done


def _set_speaker(session: Session, number: int, meant: Attribution, resolver: Resolver) -> None:
    statement = session.get_one(Statement, number)
    said = _said(statement.said_on, statement.said_until)
    resolved = resolve_with(resolver, meant, said)
    _put(session, statement, resolved, meant.speaker)


def _put(session: Session, statement: Statement, resolved: Resolved, speaker: str | None) -> None:
    statement.actor_id = resolved.actor.id if resolved.actor else None
    statement.speaker = None if resolved.actor else speaker
    statement.office_id, statement.side = resolved.office_id, resolved.side
    session.add(statement)
    session.flush()
    _renew_doubts(session, {statement.id or 0: resolved}, OF_SPEAKER)


def _imported(
    session: Session, reading: Reading, *, revised: bool = False
) -> list[tuple[int, str]]:
    """Return statements that came with their article, by nobody known, under a changed name.

    Args:
        revised: those that a person changed since, and not the others.
    """
    if not reading.names:
        return []
    by_people = sa.select(col(Revision.subject_id)).where(
        col(Revision.subject) == "statement",
        # What only followed the day of its article is no person's word on who spoke.
        col(Revision.action) != FOLLOW,
    )
    query = (
        sa.select(col(Statement.id), col(Statement.speaker))
        .join(Quote, col(Quote.statement_id) == col(Statement.id))
        .where(
            col(Statement.actor_id).is_(None),
            col(Statement.speaker).is_not(None),
            col(Quote.origin) == Origin.IMPORT,
            col(Statement.id).in_(by_people) if revised else col(Statement.id).not_in(by_people),
        )
        .distinct()
    )
    return [
        (number, speaker)
        for number, speaker in session.execute(query)
        if fold(" ".join(speaker.split())) in reading.names
    ]


def _set_named(session: Session, reading: Reading) -> set[int]:
    """Give imported statements the actor whom their speaker's name means now."""
    found = _imported(session, reading)
    resolver = Resolver()
    resolver.meet(session, [], {speaker for _, speaker in found})
    for number, speaker in found:
        statement = session.get_one(Statement, number)
        said = _said(statement.said_on, statement.said_until)
        _put(session, statement, resolver.resolve(None, (), speaker, speaker, said), speaker)
    return {number for number, _ in found}


def _renew_doubts(
    session: Session, resolved: Mapping[int, Resolved], reasons: Collection[Doubt]
) -> None:
    """Settle the doubts that are none any more; raise those that are and nobody settled."""
    about = among(session, col(ReviewItem.statement_id), list(resolved))
    query = sa.select(ReviewItem).where(about, col(ReviewItem.reason).in_(reasons))
    raised = {
        (number, doubt.reason): doubt
        for number, each in resolved.items()
        for doubt in each.doubts
        if doubt.reason in reasons
    }
    for item in session.execute(query).scalars():
        doubt = raised.pop((item.statement_id, Doubt(item.reason)), None)
        if doubt is not None and item.note == SETTLED:
            item.status, item.note, item.closed_at = ReviewStatus.OPEN, None, None
        if doubt is not None and item.status == ReviewStatus.OPEN:
            item.subject, item.proposal = doubt.subject, dict(doubt.proposal)
        elif doubt is None and item.status == ReviewStatus.OPEN:
            item.status, item.note, item.closed_at = ReviewStatus.FIXED, SETTLED, now()
    places = _leading(session, {number for number, _ in raised})
    for (number, reason), doubt in raised.items():
        quote, article = places.get(number, (None, None))
        session.add(
            ReviewItem(
                reason=reason,
                article_id=article,
                statement_id=number,
                quote_id=quote,
                subject=doubt.subject,
                proposal=dict(doubt.proposal),
            )
        )
    session.flush()


def _leading(session: Session, numbers: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return the leading quote of statements, and the article that it stands in."""
    query = (
        sa.select(col(Quote.statement_id), col(Quote.id), col(Quote.article_id))
        .where(among(session, col(Quote.statement_id), list(numbers)))
        .order_by(col(Quote.id).desc())
    )
    return {number: (quote, article) for number, quote, article in session.execute(query)}
