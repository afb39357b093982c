"""Sheets: what people keep of one actor: names, kind, side, and offices with their periods."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.days import Period
from app.errors import ChangedMeanwhile
from app.models import (
    Actor,
    Alias,
    Certainty,
    Office,
    Origin,
    Revision,
    Tenure,
)
from app.services.history import Values, last_change, record
from app.services.slugs import free_slug
from app.text import fold


@dataclass(frozen=True)
class Name:
    """A spelling; `row` is where its form has it."""

    text: str
    language: str = ""
    is_risky: bool = False
    note: str = ""
    row: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Post:
    """An office held; `office` is its title, or its slug in brackets behind it.

    Attributes:
        side: of a new office; empty leaves that of one that is known.
        since, until: as typed: `2015`, `2015-08`, `2015-08-10`, empty for unknown or open.
        number: of the tenure that it is, 0 for a new one.
    """

    office: str
    side: str = ""
    since: str = ""
    until: str = ""
    certainty: str = Certainty.REPORTED.value
    notes: str = ""
    number: int = 0
    row: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Sheet:
    """All that is kept of one actor."""

    name: str = ""
    kind: str = "person"
    side: str = ""
    notes: str = ""
    names: tuple[Name, ...] = ()
    posts: tuple[Post, ...] = ()


# -------------------------------------------------------------------------------------- reading


def read_sheet(session: Session, actor: Actor) -> Sheet:
    """Return what is kept of an actor."""
    aliases = sa.select(Alias).where(col(Alias.actor_id) == actor.id).order_by(col(Alias.id))
    names = tuple(
        Name(each.text, each.language or "", each.is_risky, each.note or "", row)
        for row, each in enumerate(session.execute(aliases).scalars())
    )
    titles = office_labels(session)
    posts = tuple(
        Post(
            office=titles[tenure.office_id],
            since=tenure.since or "",
            until=tenure.until or "",
            certainty=str(tenure.certainty),
            notes=tenure.notes or "",
            number=tenure.id or 0,
            row=row,
        )
        for row, tenure in enumerate(_tenures(session, actor.id or 0))
    )
    return Sheet(actor.name, actor.kind, actor.side or "", actor.notes or "", names, posts)


def find_parts(session: Session, actor: Actor) -> tuple[list[Alias], list[tuple[Tenure, str]]]:
    """Return an actor's spellings beside the display name, and the offices held with titles."""
    query = sa.select(Alias).where(col(Alias.actor_id) == actor.id, col(Alias.text) != actor.name)
    titles = office_labels(session)
    held = [(each, titles[each.office_id]) for each in _tenures(session, actor.id or 0)]
    return list(session.execute(query.order_by(col(Alias.id))).scalars()), held


def _tenures(session: Session, actor_id: int) -> list[Tenure]:
    query = sa.select(Tenure).where(col(Tenure.actor_id) == actor_id).order_by(col(Tenure.id))
    return list(session.execute(query).scalars())


def office_labels(session: Session) -> dict[int, str]:
    """Return by id what forms call each office: its title, with its slug if others share that."""
    found = session.execute(sa.select(col(Office.id), col(Office.title), col(Office.slug))).all()
    titles = [title for _, title, _ in found]
    return {
        number: title if titles.count(title) == 1 else f"{title} [{slug}]"
        for number, title, slug in found
    }


def offices_named(session: Session) -> dict[str, Office]:
    """Return the offices by what forms call them: see `office_labels`."""
    labels = office_labels(session)
    query = sa.select(Office).order_by(col(Office.id))
    return {labels[each.id or 0]: each for each in session.execute(query).scalars()}


def version_of_actor(session: Session, number: int) -> int:
    """Return the version of an actor's sheet: it grows with each change that a person makes."""
    return last_change(session, [("actor", number)])


def check_version_of_actor(session: Session, number: int, seen: int) -> None:
    """Make sure that nobody changed an actor's sheet since it was seen.

    Raises:
        ChangedMeanwhile: somebody did.
    """
    version = version_of_actor(session, number)
    if version != seen:
        raise ChangedMeanwhile(version)


# -------------------------------------------------------------------------------------- writing


def add_with_sheet(session: Session, sheet: Sheet, *, who: str) -> tuple[Actor, Revision]:
    """Put a new actor on record with what is kept of it; flush."""
    slug = free_slug(session, Actor.slug, sheet.name, "actor")
    actor = Actor(slug=slug, name=sheet.name, kind=sheet.kind, origin=Origin.PERSON)
    session.add(actor)
    session.flush()
    _write(session, actor, sheet)
    entry = record(
        session,
        who=who,
        action="add",
        subject="actor",
        subject_id=actor.id or 0,
        after=values_of(read_sheet(session, actor)),
    )
    return actor, entry


def write_sheet(session: Session, actor: Actor, sheet: Sheet, *, who: str) -> Revision | None:
    """Set what is kept of an actor, with history; None where nothing changed; flush."""
    before = values_of(read_sheet(session, actor))
    _write(session, actor, sheet)
    after = values_of(read_sheet(session, actor))
    changed = [name for name in after if before[name] != after[name]]
    if not changed:
        return None
    return record(
        session,
        who=who,
        action="edit",
        subject="actor",
        subject_id=actor.id or 0,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


def values_of(sheet: Sheet) -> Values:
    """Return a sheet as history has it: spellings and offices each under what names them."""
    names: dict[str, Any] = {
        each.text: {"language": each.language, "risky": each.is_risky, "note": each.note}
        for each in sheet.names
    }
    posts = [_told(each) for each in sheet.posts]
    return {
        "name": sheet.name,
        "kind": sheet.kind,
        "side": sheet.side,
        "notes": sheet.notes,
        "aliases": names,
        "offices": posts,
    }


def _told(post: Post) -> Values:
    return {
        "office": post.office,
        "since": post.since,
        "until": post.until,
        "certainty": post.certainty,
        "notes": post.notes,
    }


def sheet_before(sheet: Sheet, before: Values, after: Values) -> Sheet:
    """Return a sheet with what one change set as it was before that change; the rest stays."""
    own = {name: before[name] for name in ("name", "kind", "side", "notes") if name in before}
    names = {each.text: each for each in sheet.names}
    if "aliases" in before:
        for text in after["aliases"].keys() - before["aliases"].keys():
            names.pop(text, None)
        for text, told in before["aliases"].items():
            if after["aliases"].get(text) != told:
                names[text] = Name(text, told["language"], told["risky"], told["note"])
    posts = list(sheet.posts)
    if "offices" in before:
        gone = [each for each in after["offices"] if each not in before["offices"]]
        posts = [
            each for each in posts if values_of(Sheet(posts=(each,)))["offices"][0] not in gone
        ]
        back = [each for each in before["offices"] if each not in after["offices"]]
        posts += [Post(**told) for told in back]
    return Sheet(
        **{
            "name": sheet.name,
            "kind": sheet.kind,
            "side": sheet.side,
            "notes": sheet.notes,
            **own,
        },
        names=tuple(
            Name(each.text, each.language, each.is_risky, each.note, row)
            for row, each in enumerate(names.values())
        ),
        posts=tuple(
            Post(
                each.office,
                each.side,
                each.since,
                each.until,
                each.certainty,
                each.notes,
                each.number,
                row,
            )
            for row, each in enumerate(posts)
        ),
    )


def _write(session: Session, actor: Actor, sheet: Sheet) -> None:
    actor.name, actor.kind = sheet.name, sheet.kind
    actor.side, actor.notes = sheet.side or None, sheet.notes or None
    session.add(actor)
    _write_names(session, actor, sheet)
    _write_posts(session, actor, sheet.posts)
    session.flush()


def _write_names(session: Session, actor: Actor, sheet: Sheet) -> None:
    wanted = {each.text: each for each in sheet.names}
    # The display name is a spelling too.
    wanted.setdefault(sheet.name, Name(sheet.name))
    query = sa.select(Alias).where(col(Alias.actor_id) == actor.id)
    for alias in session.execute(query).scalars().all():
        if alias.text not in wanted:
            session.delete(alias)
            continue
        _set_alias(session, alias, wanted.pop(alias.text))
    for each in wanted.values():
        alias = Alias(actor_id=actor.id or 0, text=each.text, folded=fold(each.text))
        _set_alias(session, alias, each)


def _set_alias(session: Session, alias: Alias, name: Name) -> None:
    alias.language, alias.note = name.language or None, name.note or None
    alias.is_risky = name.is_risky
    session.add(alias)


def _write_posts(session: Session, actor: Actor, posts: Iterable[Post]) -> None:
    offices = offices_named(session)
    kept = {each.id: each for each in _tenures(session, actor.id or 0)}
    for post in posts:
        office = offices.get(post.office)
        if office is None:
            slug = free_slug(session, Office.slug, f"{actor.slug} {post.office}", "office")
            office = Office(slug=slug, title=post.office, side=post.side)
            session.add(office)
            session.flush()
            offices[post.office] = office
        tenure = kept.pop(post.number, None) or Tenure(actor_id=actor.id or 0, office_id=0)
        tenure.office_id = office.id or 0
        tenure.since, tenure.until = post.since or None, post.until or None
        tenure.since_day = Period.parse(post.since).first if post.since else None
        tenure.until_day = Period.parse(post.until).last if post.until else None
        tenure.certainty, tenure.notes = Certainty(post.certainty), post.notes or None
        session.add(tenure)
    for tenure in kept.values():
        session.delete(tenure)
