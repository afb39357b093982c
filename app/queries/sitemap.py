"""Sitemap: the addresses of what is on record, and when each changed last, in parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Actor, Article, Quote, Revision, Statement, Topic
from app.text import slugify

# A part may have 50,000 addresses at most; one of this size is made in a fraction of a second.
PART = 10_000
STATEMENTS, ARTICLES, OTHERS = "statements", "articles", "others"
TABLES: dict[str, Any] = {STATEMENTS: Statement, ARTICLES: Article}
MADE: dict[str, Any] = {STATEMENTS: Statement.created_at, ARTICLES: Article.captured_at}
SUBJECTS = {STATEMENTS: "statement", ARTICLES: "article"}


@dataclass(frozen=True)
class Place:
    """An address of the site, with when what stands there changed last, where that is known."""

    path: str
    changed_at: datetime | None = None


def find_parts(session: Session) -> list[Place]:
    """Return the parts of the sitemap; each holds things whose numbers lie near one another.

    It looks at the last thing of each part and at what people changed, not at all there is.
    """
    parts = [Place(f"/sitemaps/{OTHERS}-1.xml")]
    for name, table in TABLES.items():
        highest = session.execute(sa.select(sa.func.max(col(table.id)))).scalar_one() or 0
        changed = _changed_parts(session, name)
        for number in range(1, -(-highest // PART) + 1):
            made = session.execute(
                sa.select(col(MADE[name]))
                .where(col(table.id).between(*_bounds(number)))
                .order_by(col(table.id).desc())
                .limit(1)
            ).scalar_one_or_none()
            if made is not None:
                latest = max(filter(None, (made, changed.get(number))))
                parts.append(Place(f"/sitemaps/{name}-{number}.xml", latest))
    return parts


def _bounds(number: int) -> tuple[int, int]:
    return (number - 1) * PART + 1, number * PART


def _changed_parts(session: Session, name: str) -> dict[int, datetime]:
    part = ((col(Revision.subject_id) - 1) / PART).label("part")
    query = (
        sa.select(sa.cast(sa.func.floor(part), sa.Integer), sa.func.max(col(Revision.at)))
        .where(col(Revision.subject) == SUBJECTS[name])
        .group_by(sa.cast(sa.func.floor(part), sa.Integer))
    )
    return {number + 1: at for number, at in session.execute(query)}


def find_places(session: Session, name: str, number: int) -> Iterator[Place]:
    """Yield the addresses of one part, in the order of their numbers."""
    if name == OTHERS:
        yield from _others(session) if number == 1 else ()
        return
    changed = _changed(session, name, number)
    rows = _statements(session, number) if name == STATEMENTS else _articles(session, number)
    for thing, path, made in rows:
        yield Place(path, max(made, changed.get(thing, made)))


def _changed(session: Session, name: str, number: int) -> dict[int, datetime]:
    query = (
        sa.select(col(Revision.subject_id), sa.func.max(col(Revision.at)))
        .where(
            col(Revision.subject) == SUBJECTS[name],
            col(Revision.subject_id).between(*_bounds(number)),
        )
        .group_by(col(Revision.subject_id))
    )
    return {thing: at for thing, at in session.execute(query)}


def _statements(session: Session, number: int) -> Iterator[tuple[int, str, datetime]]:
    # The first that was stored leads, and its words are those of the address.
    leading = (
        sa.select(sa.func.min(col(Quote.id)))
        .where(col(Quote.statement_id) == col(Statement.id))
        .correlate(Statement)
        .scalar_subquery()
    )
    columns: Any = (
        col(Statement.id),
        sa.func.coalesce(col(Actor.name), col(Statement.speaker), "unknown speaker"),
        sa.func.substr(col(Quote.text), 1, 200),
        col(Statement.created_at),
    )
    query = (
        sa.select(*columns)
        .join(Quote, col(Quote.id) == leading)
        .join(Actor, col(Actor.id) == col(Statement.actor_id), isouter=True)
        .where(
            col(Statement.id).between(*_bounds(number)),
            col(Statement.merged_into_id).is_(None),
            col(Statement.withdrawn_at).is_(None),
        )
        .order_by(col(Statement.id))
    )
    for thing, speaker, words, made in session.execute(query):
        slug = slugify(f"{speaker} {words}")
        yield thing, f"/statements/{thing}-{slug}" if slug else f"/statements/{thing}", made


def _articles(session: Session, number: int) -> Iterator[tuple[int, str, datetime]]:
    columns: Any = col(Article.id), col(Article.captured_at)
    query = (
        sa.select(*columns)
        .where(
            col(Article.id).between(*_bounds(number)),
            col(Article.replaced_by_id).is_(None),
            col(Article.erased_at).is_(None),
        )
        .order_by(col(Article.id))
    )
    for thing, made in session.execute(query):
        yield thing, f"/articles/{thing}", made


def _others(session: Session) -> Iterator[Place]:
    for path in ("/", "/statements", "/actors", "/topics", "/compare", "/articles", "/about"):
        yield Place(path)
    yield Place("/about/method")
    yield Place("/about/api")
    for slug in session.execute(sa.select(col(Topic.slug)).order_by(col(Topic.id))).scalars():
        yield Place(f"/topics/{slug}")
        yield Place(f"/compare/{slug}")
    actors = sa.select(col(Actor.slug)).where(col(Actor.merged_into_id).is_(None))
    # So many speakers are not to be expected; a part with more would be refused as a whole.
    for slug in session.execute(actors.order_by(col(Actor.id)).limit(4 * PART)).scalars():
        yield Place(f"/actors/{slug}")
