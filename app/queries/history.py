"""History: who changed a thing, when, and from what to what, newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.locales import gettext, named
from app.models import Actor, Article, Link, Note, Outlet, Quote, Revision, Topic, Translation
from app.queries.links import links_about
from app.queries.remarks import notes_on
from app.queries.rows import Named, StatementRow

Thing = tuple[str, int]
"""A table, and the number of a row in it."""


@dataclass(frozen=True)
class Change:
    """One entry of a history.

    Attributes:
        subject, subject_id: the table and row that changed.
        before, after: the changed fields alone.
        reverts_id: the entry that this one took back.
        is_reverted: it was taken back since.
    """

    id: int
    at: datetime
    who: str
    action: str
    subject: str
    subject_id: int
    before: dict[str, Any]
    after: dict[str, Any]
    note: str | None
    reverts_id: int | None
    is_reverted: bool


def find_history(session: Session, things: Sequence[Thing]) -> list[Change]:
    """Return the changes of things, newest first."""
    about = [
        sa.and_(col(Revision.subject) == subject, col(Revision.subject_id) == number)
        for subject, number in things
    ]
    query = sa.select(Revision).where(sa.or_(sa.false(), *about)).order_by(col(Revision.id).desc())
    found = session.execute(query).scalars().all()
    reverted = {each.reverts_id for each in found}
    return [
        Change(
            id=each.id or 0,
            at=each.at,
            who=each.who,
            action=each.action,
            subject=each.subject,
            subject_id=each.subject_id,
            before=each.before,
            after=each.after,
            note=each.note,
            reverts_id=each.reverts_id,
            is_reverted=each.id in reverted,
        )
        for each in found
    ]


def last_changes(session: Session, rows: Sequence[StatementRow]) -> dict[int, datetime]:
    """Return when people last changed statements or their wordings, by the statements' numbers."""
    numbers = {("statement", row.id): row.id for row in rows}
    numbers |= {("quote", quote.id): row.id for row in rows for quote in row.quotes}
    found: dict[int, datetime] = {}
    for subject in ("statement", "quote"):
        wanted = [number for kind, number in numbers if kind == subject]
        query = (
            sa.select(col(Revision.subject_id), sa.func.max(col(Revision.at)))
            .where(col(Revision.subject) == subject, col(Revision.subject_id).in_(wanted))
            .group_by(col(Revision.subject_id))
        )
        for number, at in session.execute(query):
            about = numbers[subject, number]
            found[about] = max(at, found.get(about, at))
    return found


def things_of_statement(session: Session, number: int) -> list[Thing]:
    """Return whose changes are a statement's history: its own, and those of what belongs to it."""
    quotes = sa.select(col(Quote.id)).where(col(Quote.statement_id) == number)
    parts = {
        "quote": quotes,
        "note": sa.select(col(Note.id)).where(notes_on([number])),
        "translation": sa.select(col(Translation.id)).where(col(Translation.quote_id).in_(quotes)),
    }
    return [
        ("statement", number),
        *(
            (subject, each)
            for subject, query in parts.items()
            for each in session.execute(query.order_by(sa.text("id"))).scalars()
        ),
        *(("link", each) for each in links_about(session, [number])),
    ]


def find_named(session: Session, changes: Iterable[Change]) -> dict[tuple[str, str], Named]:
    """Return the actors, topics and outlets that changes speak of, by the field and the slug."""
    slugs: dict[str, set[str]] = {"actor": set(), "topics": set(), "outlet": set()}
    for each in changes:
        for values in (each.before, each.after):
            for field, wanted in slugs.items():
                value = values.get(field)
                if isinstance(value, dict | list):
                    wanted.update(map(str, value))
                elif isinstance(value, str):
                    wanted.add(value)
    found = {}
    for field, table in (("actor", Actor), ("topics", Topic), ("outlet", Outlet)):
        query = sa.select(col(table.slug), col(table.name)).where(col(table.slug).in_(slugs[field]))
        for slug, name in session.execute(query):
            found[field, slug] = Named(slug, name)
    return found


def find_texts(session: Session, changes: Sequence[Change]) -> dict[Thing, str]:
    """Return the texts that changes speak of: of articles, notes and translations, as they are.

    Of a link it tells which two statements it is about.
    """
    found: dict[Thing, str] = {}
    places = (values.get("places") for each in changes for values in (each.before, each.after))
    wanted = {
        "article": {each["article"] for each in places if each},
        "note": {each.subject_id for each in changes if each.subject == "note"},
        "translation": {each.subject_id for each in changes if each.subject == "translation"},
    }
    for subject, table in (("article", Article), ("note", Note), ("translation", Translation)):
        query = sa.select(col(table.id), col(table.text)).where(col(table.id).in_(wanted[subject]))
        found |= {(subject, number): text for number, text in session.execute(query)}
    linked = {each.subject_id for each in changes if each.subject == "link"}
    columns: Any = col(Link.id), col(Link.earlier_id), col(Link.later_id), col(Topic.name)
    links = sa.select(*columns).join(Topic, col(Topic.id) == col(Link.topic_id))
    for number, earlier, later, topic in session.execute(links.where(col(Link.id).in_(linked))):
        found["link", number] = gettext(
            "statement %(one)s and statement %(other)s, on %(topic)s",
            one=earlier,
            other=later,
            topic=named(topic),
        )
    return found
