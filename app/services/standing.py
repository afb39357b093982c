"""Standing: who speaks in which office for which side, worked out anew as actors change.

A change of what is known of actors is a function that writes it. `foresee` reads again the articles
in which names or titles mean somebody else with it; `carry_out` writes it with all that follows and
tells what that was. Whoever only wants to see rolls back. What a person set stays as it is.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Database
from app.extraction import extract
from app.extraction.types import Attribution, Gazetteer, KnownActor
from app.models import (
    Actor,
    Article,
    Doubt,
    Office,
    Origin,
    Quote,
    ReviewItem,
    ReviewStatus,
    Revision,
    Statement,
    now,
)
from app.services.copies import keep_copies
from app.services.gazetteer import gazetteer_from_database
from app.services.proposals import propose
from app.services.record import resolve_with
from app.services.reprocess import is_persons
from app.services.resolve import Resolved, Resolver
from app.services.rows import among
from app.text import fold

Write = Callable[[Session], Revision | None]
"""What a person does to actors; it flushes, and returns its entry of history, if it made one."""

# Each takes some milliseconds to read twice, and somebody waits for it.
MAX_ARTICLES = 300
STEM_CHARS = 5
CASE_ENDINGS = "аяоеыийьу"
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


@dataclass(frozen=True)
class Reading:
    """What reading again found, and whom the change is about.

    Attributes:
        changed: by the quote's id, the attribution that means somebody else now.
        articles: how many were read again; left_out: how many more hold such words.
        names: folded names that mean somebody else.
        slugs: of the actors that change.
    """

    changed: Mapping[int, Attribution] = field(default_factory=dict)
    articles: int = 0
    left_out: int = 0
    names: frozenset[str] = frozenset()
    slugs: frozenset[str] = frozenset()


def foresee(database: Database, write: Write, leads: Mapping[str, str] | None = None) -> Reading:
    """Return what a change makes of articles' words; it is written and rolled back.

    No lock is held while texts are read.

    Args:
        leads: slugs that will mean another actor, as merges have it.

    Raises:
        OnRecordError: as `write`.
    """
    with database.reader() as session:
        before = gazetteer_from_database(session)
    with database.writer(keep=False) as session:
        write(session)
        after = gazetteer_from_database(session)
    with database.reader() as session:
        return _read_again(session, before, after, leads or {})


def _read_again(
    session: Session, before: Gazetteer, after: Gazetteer, leads: Mapping[str, str]
) -> Reading:
    old, new = ({each.slug: each for each in known.actors} for known in (before, after))
    slugs = frozenset(slug for slug in old.keys() | new.keys() if old.get(slug) != new.get(slug))
    owners = _owners(old.values(), leads), _owners(new.values(), {})
    names = frozenset(
        name for name in owners[0].keys() | owners[1].keys() if _differ(name, *owners)
    )
    printed = {
        text
        for actor in (*old.values(), *new.values())
        if actor.slug in slugs or names & {fold(each) for each in actor.names}
        for text in actor.names
        if fold(text) in names
    }
    about = slugs | {owner for each in owners for name, owner in each.items() if name in names}
    found = _articles_with(session, about, printed, _phrases(old, new))
    changed: dict[int, Attribution] = {}
    for number in found[:MAX_ARTICLES]:
        article = session.get_one(Article, number)
        changed |= _read_twice(session, article, before, after, leads)
        session.expunge(article)
    read = min(len(found), MAX_ARTICLES)
    return Reading(changed, read, len(found) - read, names, slugs)


def _owners(actors: Iterable[KnownActor], leads: Mapping[str, str]) -> dict[str, str]:
    """Return whom each folded name means that decides alone."""
    return {
        fold(name): leads.get(actor.slug, actor.slug)
        for actor in actors
        for name in actor.names
        if fold(name) not in actor.risky
    }


def _differ(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    return before.get(name) != after.get(name)


def _phrases(old: Mapping[str, KnownActor], new: Mapping[str, KnownActor]) -> set[str]:
    """Return the words that name the holder of an office whose holder changes."""
    return {
        phrase
        for slug in old.keys() | new.keys()
        for office in set_apart(old.get(slug), new.get(slug))
        for phrases in office.titles.values()
        for phrase in phrases
    }


def set_apart(old: KnownActor | None, new: KnownActor | None) -> Iterator[Any]:
    """Yield the offices that an actor holds otherwise than before."""
    held = (old.offices if old else ()), (new.offices if new else ())
    yield from (office for office in held[0] if office not in held[1])
    yield from (office for office in held[1] if office not in held[0])


def stem(name: str) -> str:
    """Return what of a name stands in any case of it: its last word, less a Russian ending."""
    last = name.rsplit(maxsplit=1)[-1]
    return last[:-1] if len(last) > STEM_CHARS and last[-1] in CASE_ENDINGS else last


def _articles_with(
    session: Session, slugs: Collection[str], names: Collection[str], phrases: Collection[str]
) -> Sequence[int]:
    """Return the articles that have one of the names, or name a speaker by one of the phrases.

    Only those with a quote by one of these actors, or by nobody known; the latest come first.
    """
    if not names and not phrases:
        return []
    ids = sa.select(col(Actor.id)).where(col(Actor.slug).in_(slugs))
    lower = sa.func.lower(col(Quote.speaker_printed))
    held = [col(Article.text).contains(stem(name), autoescape=True) for name in sorted(names)]
    held += [lower.contains(phrase.lower(), autoescape=True) for phrase in sorted(phrases)]
    query = (
        sa.select(col(Article.id))
        .join(Quote, col(Quote.article_id) == col(Article.id))
        .join(Statement, col(Statement.id) == col(Quote.statement_id))
        .where(
            col(Quote.origin) == Origin.EXTRACTED,
            sa.or_(col(Statement.actor_id).is_(None), col(Statement.actor_id).in_(ids)),
            col(Article.erased_at).is_(None),
            col(Article.replaced_by_id).is_(None),
            sa.or_(*held),
        )
        .distinct()
        .order_by(col(Article.id).desc())
    )
    return session.execute(query).scalars().all()


def _read_twice(
    session: Session,
    article: Article,
    before: Gazetteer,
    after: Gazetteer,
    leads: Mapping[str, str],
) -> dict[int, Attribution]:
    """Return by quote the attributions of an article that mean somebody else now."""
    language = None if article.language == "und" else article.language
    old, new = (
        {
            str([[part.start, part.end] for part in each.parts]): each
            for each in extract(article.text, language, article.published_on, known).attributions
        }
        for known in (before, after)
    )
    differing = {
        parts: each
        for parts, each in new.items()
        if parts in old and _meant(old[parts], leads) != _meant(each, {})
    }
    quotes = sa.select(Quote).where(
        col(Quote.article_id) == article.id, col(Quote.origin) == Origin.EXTRACTED
    )
    return {
        quote.id: differing[str(quote.parts)]
        for quote in session.execute(quotes).scalars()
        if str(quote.parts) in differing and not is_persons(session, quote)
    }


def _meant(each: Attribution, leads: Mapping[str, str]) -> tuple[Any, ...]:
    named = (each.actor, each.via_actor)
    actor, via = (leads.get(slug, slug) if slug else None for slug in named)
    return actor, via, each.candidates, each.speaker if actor is None else None


# ------------------------------------------------------------------------------ carrying out


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


def _imported(session: Session, reading: Reading) -> list[tuple[int, str]]:
    """Return statements that came with their article, by nobody known, under a changed name."""
    if not reading.names:
        return []
    revised = sa.select(col(Revision.subject_id)).where(col(Revision.subject) == "statement")
    query = (
        sa.select(col(Statement.id), col(Statement.speaker))
        .join(Quote, col(Quote.statement_id) == col(Statement.id))
        .where(
            col(Statement.actor_id).is_(None),
            col(Statement.speaker).is_not(None),
            col(Quote.origin) == Origin.IMPORT,
            col(Statement.id).not_in(revised),
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


# ----------------------------------------------------------------------------------- in words


@dataclass(frozen=True)
class Shown:
    """A standing in words: the speaker's name or the words as printed, the office's title."""

    speaker: str | None
    is_known: bool
    office: str | None
    side: str | None


@dataclass(frozen=True)
class EffectRow:
    """An effect as people see it; `text` is the statement's leading wording."""

    statement_id: int
    text: str
    language: str
    before: Shown
    after: Shown


ACTORS = sa.select(col(Actor.id), col(Actor.name))
OFFICES = sa.select(col(Office.id), col(Office.title))


def in_words(session: Session, effects: Sequence[Effect]) -> list[EffectRow]:
    """Return effects in words, as the session knows the names: also those of a change not kept."""
    actors = {number: name for number, name in session.execute(ACTORS)}
    offices = {number: title for number, title in session.execute(OFFICES)}
    query = (
        sa.select(col(Quote.statement_id), col(Quote.text), col(Quote.language))
        .where(among(session, col(Quote.statement_id), [each.statement_id for each in effects]))
        .order_by(col(Quote.id).desc())
    )
    leading = {number: (text, language) for number, text, language in session.execute(query)}

    def shown(standing: Standing) -> Shown:
        known = standing.actor_id is not None
        return Shown(
            actors.get(standing.actor_id) if known else standing.speaker,
            known,
            offices.get(standing.office_id),
            standing.side,
        )

    return [
        EffectRow(
            each.statement_id,
            *leading.get(each.statement_id, ("", "und")),
            shown(each.before),
            shown(each.after),
        )
        for each in effects
    ]
