"""Rereading: in which articles names and titles mean somebody else, as actors change.

A change is a function that writes it: `foresee` lets it write, rolls it back, and reads articles
that it may be about with what is known before and after. No lock is held while texts are read.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Database
from app.extraction import extract
from app.extraction.types import Attribution, Gazetteer, KnownActor
from app.models import Actor, Article, Origin, Quote, Revision, Statement
from app.services.gazetteer import gazetteer_from_database
from app.services.reprocess import is_persons
from app.text import fold

Write = Callable[[Session], Revision | None]
"""What a person does to actors; it flushes, and returns its entry of history, if it made one."""

# Each takes some milliseconds to read twice, and somebody waits for it.
MAX_ARTICLES = 300
STEM_CHARS = 5
CASE_ENDINGS = "аяоеыийьу"


@dataclass(frozen=True)
class Reading:
    """What reading again found, and whom the change is about.

    Attributes:
        changed: by the quote's id, the attribution that means somebody else now.
        kept: statements whose words mean somebody else now, and that a person set or confirmed:
            the slug of who is meant, None for nobody known.
        articles: how many were read again; left_out: how many more hold such words.
        names: folded names that mean somebody else.
        slugs: of the actors that change.
    """

    changed: Mapping[int, Attribution] = field(default_factory=dict)
    kept: Mapping[int, str | None] = field(default_factory=dict)
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
    kept: dict[int, str | None] = {}
    for number in found[:MAX_ARTICLES]:
        article = session.get_one(Article, number)
        for quote, each in _read_twice(session, article, before, after, leads):
            if is_persons(session, quote):
                kept[quote.statement_id] = each.actor
            else:
                changed[quote.id or 0] = each
        session.expunge(article)
    read = min(len(found), MAX_ARTICLES)
    return Reading(changed, kept, read, len(found) - read, names, slugs)


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
) -> list[tuple[Quote, Attribution]]:
    """Return the quotes of an article that mean somebody else now, with whom."""
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
    return [
        (quote, differing[str(quote.parts)])
        for quote in session.execute(quotes).scalars()
        if str(quote.parts) in differing
    ]


def _meant(each: Attribution, leads: Mapping[str, str]) -> tuple[Any, ...]:
    named = (each.actor, each.via_actor)
    actor, via = (leads.get(slug, slug) if slug else None for slug in named)
    return actor, via, each.candidates, each.speaker if actor is None else None
