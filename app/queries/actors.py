"""Actors: the list of who may speak, and one with its names and offices."""

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.errors import Moved, NotFound
from app.locales import gettext
from app.models import Actor, Alias, Office, Tenure
from app.queries.filters import StatementFilter
from app.queries.names import find_actors_named
from app.queries.select import select
from app.queries.words import parse_words
from app.text import fold

MANY = 10_000


@dataclass(frozen=True)
class ActorRow:
    """One actor of a list.

    Attributes:
        side: fixed for institutions and states; of a person's latest office otherwise.
        office: title of a person's latest office.
        statements: how many are on record.
        alias: the spelling that a search matched, None where nothing was searched.
    """

    slug: str
    name: str
    kind: str
    side: str | None
    office: str | None
    statements: int
    alias: str | None = None

    @property
    def path(self) -> str:
        """The path of the actor's page."""
        return f"/actors/{self.slug}"


@dataclass(frozen=True)
class HeldOfficeRow:
    """An office that an actor held.

    Attributes:
        since, until: at the precision known (`2015`, `2015-08`, `2015-08-10`); None is unknown
            or open.
        in_post: days on which the actor was reported to hold it.
        certainty: reported, background or uncertain.
        id: of the tenure, not of the office.
    """

    title: str
    side: str | None
    since: str | None
    until: str | None
    in_post: tuple[str, ...]
    certainty: str
    notes: str | None
    id: int


@dataclass(frozen=True)
class AliasRow:
    """A spelling of an actor's name; a risky one is also a common word, or others' name."""

    text: str
    language: str | None
    note: str | None
    is_risky: bool
    id: int = 0


@dataclass(frozen=True)
class ActorPage:
    """Everything that the page of one actor shows beside statements.

    Attributes:
        offices: the latest first.
    """

    row: ActorRow
    notes: str | None
    aliases: tuple[AliasRow, ...]
    offices: tuple[HeldOfficeRow, ...]


def _counts(session: Session) -> dict[str | None, int]:
    """Return the number of statements of each actor that has any, by slug."""
    everything = select(session, StatementFilter())
    found = everything.counted("actor", without=None, shown=None)
    return {each.value: each.count for each in found}


def _tenures(
    session: Session, actor_id: int | None = None
) -> dict[int, list[tuple[Tenure, Office]]]:
    """Return the offices of each actor, or of one, the latest first."""
    query = sa.select(Tenure, Office).join(Office, col(Office.id) == col(Tenure.office_id))
    if actor_id is not None:
        query = query.where(col(Tenure.actor_id) == actor_id)
    found = defaultdict(list)
    for tenure, office in session.execute(query):
        found[tenure.actor_id].append((tenure, office))
    for held in found.values():
        held.sort(key=lambda pair: _recency(pair[0]), reverse=True)
    return found


def _recency(tenure: Tenure) -> tuple[bool, str, int]:
    """Order offices in time; one without an end may still be held."""
    # ISO days sort as text; being seen in post dates an office without a known beginning.
    seen = max(tenure.in_post, default="")
    return tenure.until is None, tenure.since or seen, tenure.id or 0


def _row(
    actor: Actor, held: list[tuple[Tenure, Office]], statements: int, alias: str | None = None
) -> ActorRow:
    latest = held[0][1] if held else None
    return ActorRow(
        slug=actor.slug,
        name=actor.name,
        kind=actor.kind,
        side=actor.side or (latest.side if latest else None),
        office=latest.title if latest else None,
        statements=statements,
        alias=alias,
    )


def place_of(row: Actor | ActorRow) -> tuple[str, str]:
    """Return where an actor stands in the list: by the folded name, of one name by the slug."""
    return fold(row.name), row.slug


def find_actors(session: Session, q: str = "") -> list[ActorRow]:
    """Return the actors whose name holds the words of `q`, in any spelling, from A to Z.

    Without a word in `q`, all of them.
    """
    words = parse_words(q)
    matched = None
    if words.wanted:
        matched = {each.slug: each.alias for each in find_actors_named(session, words, limit=MANY)}
    counts, held = _counts(session), _tenures(session)
    query = sa.select(Actor).where(col(Actor.merged_into_id).is_(None))
    # By folded name: no database sorts Ö and İ where readers of three languages look for them.
    return [
        _row(
            actor,
            held.get(actor.id, []),
            counts.get(actor.slug, 0),
            matched[actor.slug] if matched is not None else None,
        )
        for actor in sorted(session.execute(query).scalars(), key=place_of)
        if matched is None or actor.slug in matched
    ]


def get_actor(session: Session, slug: str) -> ActorPage:
    """Return one actor.

    Raises:
        NotFound: there is none of that slug.
        Moved: it was merged into another.
    """
    actor = session.execute(sa.select(Actor).where(col(Actor.slug) == slug)).scalar_one_or_none()
    if actor is None:
        raise NotFound(gettext("There is no speaker of that name."))
    if actor.merged_into_id is not None:
        target = session.get_one(Actor, actor.merged_into_id)
        raise Moved(f"/actors/{target.slug}")
    number = actor.id or 0
    held = _tenures(session, number).get(number, [])
    aliases = session.execute(
        sa.select(Alias).where(col(Alias.actor_id) == number).order_by(col(Alias.id))
    ).scalars()
    return ActorPage(
        row=_row(actor, held, select(session, StatementFilter(actor=(slug,))).count()),
        notes=actor.notes,
        aliases=tuple(
            AliasRow(each.text, each.language, each.note, each.is_risky, each.id or 0)
            for each in aliases
        ),
        offices=tuple(
            HeldOfficeRow(
                title=office.title,
                side=office.side,
                since=tenure.since,
                until=tenure.until,
                in_post=tuple(tenure.in_post),
                certainty=tenure.certainty,
                notes=tenure.notes,
                id=tenure.id or 0,
            )
            for tenure, office in held
        ),
    )
