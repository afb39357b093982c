"""Statements: who said it, when, where and about what, as a person sets it; withdraw, bring back.

What follows from a field is worked out anew with it: the office and the side from the speaker and
the day. The doubts that a correction answers are settled by it, and open again with its revert.
"""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.days import Period
from app.db import MAX_ID
from app.errors import Invalid, NotFound
from app.extraction.types import Basis
from app.locales import gettext
from app.models import (
    Actor,
    Doubt,
    Precision,
    Quote,
    Revision,
    Statement,
    now,
)
from app.queries.rows import printed_day
from app.services.actors import actors_called
from app.services.copies import keep_copies
from app.services.corrections.doubts import read_doubts, settled, write_doubts
from app.services.corrections.lines import line, prose
from app.services.corrections.topics import read_topics, with_topic, write_topics
from app.services.history import Keeper, Thing, Values, change
from app.services.resolve import resolve

OF_SPEAKER = (
    Doubt.UNKNOWN_SPEAKER,
    Doubt.AMBIGUOUS_ALIAS,
    Doubt.NOT_IN_OFFICE,
    Doubt.NESTED_SPEAKER,
)
OF_DAY = (Doubt.DAY_NOT_RESOLVED, Doubt.NOT_IN_OFFICE)


# --------------------------------------------------------------------------------- what is set


def set_speaker(
    session: Session,
    number: int,
    *,
    actor: str | None,
    printed: str | None = None,
    who: str,
    seen: int | None = None,
    note: str | None = None,
) -> Revision | None:
    """Say who said it: an actor, or a speaker as printed, or nobody known.

    Args:
        actor: a slug.
        printed: the words of the text, where no actor is meant; None is unknown.

    Raises:
        ChangedMeanwhile: as `history.change`.
        NotFound: there is no such statement.
        Invalid: there is no such actor, or the words are no name.
    """
    values: Values = {"actor": actor, "speaker": None if actor else line(printed, "printed")}
    values |= settled(session, OF_SPEAKER if actor else (Doubt.UNKNOWN_SPEAKER,), statement=number)
    return change(
        session, STATEMENT, number, values, who=who, action="set speaker", seen=seen, note=note
    )


def find_speaker(session: Session, typed: str) -> str:
    """Return the slug of the actor whom a person typed: by any spelling of the name, or the slug.

    Raises:
        Invalid: nobody is called so, or several are.
    """
    name = line(typed, "actor")
    if name is None:
        raise Invalid({"actor": gettext("Type a name, or choose another answer.")})
    named = actors_called(session, name)
    exactly = [actor for actor in named if actor.slug == name]
    if not named:
        query = sa.select(Actor).where(col(Actor.slug) == name)
        exactly = list(session.execute(query).scalars())
    found = exactly or named
    if not found:
        raise Invalid(
            {
                "actor": gettext(
                    "Nobody on record is called %(name)s. Choose “as printed” to keep a name so.",
                    name=name,
                )
            }
        )
    if len(found) > 1:
        choices = ", ".join(f"{actor.name} [{actor.slug}]" for actor in found)
        raise Invalid(
            {
                "actor": gettext(
                    "%(name)s may be %(choices)s: type the full name, or what is in the brackets.",
                    name=name,
                    choices=choices,
                )
            }
        )
    return found[0].slug


def set_day(
    session: Session,
    number: int,
    said_on: str | None,
    *,
    who: str,
    seen: int | None = None,
    note: str | None = None,
) -> Revision | None:
    """Say when it was said: a year, a month or a day; None is unknown, as a person decided.

    Raises:
        ChangedMeanwhile: as `history.change`.
        NotFound: there is no such statement.
        Invalid: it is no day.
    """
    try:
        day = str(Period.parse(said_on)) if said_on and said_on.strip() else None
    except ValueError:
        raise Invalid({"said_on": gettext("Use 2024, 2024-12 or 2024-12-26.")}) from None
    values: Values = {"said_on": day, "said_on_basis": Basis.EDITOR.value}
    values |= settled(session, OF_DAY, statement=number)
    return change(
        session, STATEMENT, number, values, who=who, action="set day", seen=seen, note=note
    )


def set_setting(
    session: Session,
    number: int,
    *,
    occasion: str | None,
    place: str | None,
    who: str,
    seen: int | None = None,
) -> Revision | None:
    """Say on which occasion and at which place it was said; None is unknown.

    Raises:
        ChangedMeanwhile, NotFound: as `set_day`.
        Invalid: one of them is too long, or has what no line can have.
    """
    values: Values = {"occasion": line(occasion, "occasion"), "place": line(place, "place")}
    return change(
        session, STATEMENT, number, values, who=who, action="set occasion and place", seen=seen
    )


def add_topic(
    session: Session,
    number: int,
    slug: str,
    words: str = "",
    *,
    who: str,
    seen: int | None = None,
) -> Revision | None:
    """Give a statement a topic.

    Args:
        words: what proves it, as it stands in the paragraph of a wording; may be empty.

    Raises:
        ChangedMeanwhile, NotFound: as `set_day`.
        Invalid: there is no such topic, it is there already, or the words stand nowhere.
    """
    _get(session, number)
    values: Values = {"topics": with_topic(session, number, slug, words)}
    values |= settled(session, (Doubt.NO_TOPIC,), statement=number)
    return change(session, STATEMENT, number, values, who=who, action="add topic", seen=seen)


def remove_topic(
    session: Session, number: int, slug: str, *, who: str, seen: int | None = None
) -> Revision | None:
    """Take a topic from a statement, with its evidence.

    Raises:
        ChangedMeanwhile, NotFound: as `set_day`.
    """
    _get(session, number)
    rest = {each: told for each, told in read_topics(session, number).items() if each != slug}
    return change(
        session, STATEMENT, number, {"topics": rest}, who=who, action="remove topic", seen=seen
    )


def withdraw(
    session: Session, number: int, reason: str, *, who: str, seen: int | None = None
) -> Revision | None:
    """Take a statement off the record; its page answers with the reason.

    Raises:
        ChangedMeanwhile, NotFound: as `set_day`.
        Invalid: no reason is given, or it was joined to another.
    """
    words = prose(reason, "reason", gettext("Give the reason: it is what this page will say."))
    return change(
        session, STATEMENT, number, {"withdrawn": words}, who=who, action="withdraw", seen=seen
    )


def bring_back(
    session: Session, number: int, *, who: str, seen: int | None = None
) -> Revision | None:
    """Put a statement that was withdrawn on record again.

    Raises:
        ChangedMeanwhile, NotFound: as `set_day`.
        Invalid: its words were erased.
    """
    return change(
        session, STATEMENT, number, {"withdrawn": None}, who=who, action="bring back", seen=seen
    )


# --------------------------------------------------------------------------------- the keeper


def _get(session: Session, number: int) -> Statement:
    found = session.get(Statement, number) if 0 < number <= MAX_ID else None
    if found is None:
        raise NotFound(gettext("There is no statement %(number)s.", number=number))
    return found


def _read(session: Session, number: int, like: Values) -> Values:
    statement = _get(session, number)
    actor = session.get(Actor, statement.actor_id) if statement.actor_id is not None else None
    fields: Values = {
        "actor": actor.slug if actor else None,
        "speaker": statement.speaker,
        "said_on": printed_day(statement.said_on, statement.said_on_precision),
        "said_on_basis": str(statement.said_on_basis),
        "occasion": statement.occasion,
        "place": statement.place,
        "withdrawn": statement.withdrawn_reason if statement.withdrawn_at else None,
    }
    found = {name: fields[name] for name in like if name in fields}
    if "topics" in like:
        found["topics"] = read_topics(session, number)
    return found | read_doubts(session, like)


def _write(session: Session, number: int, values: Values) -> None:
    statement = _get(session, number)
    if statement.merged_into_id is not None:
        raise Invalid(
            {
                "statement": gettext(
                    "This was joined to statement %(number)s: correct that.",
                    number=statement.merged_into_id,
                )
            }
        )
    if not _quotes_of(session, number):
        raise Invalid(
            {"statement": gettext("Its words were erased for legal reasons: it stays so.")}
        )
    if "actor" in values or "speaker" in values:
        _set_actor(session, statement, values)
    if "said_on" in values:
        period = Period.parse(values["said_on"]) if values["said_on"] else None
        statement.said_on = period.first if period else None
        statement.said_until = period.last if period else None
        statement.said_on_precision = Precision(period.precision if period else Precision.DAY)
    for name in ("said_on_basis", "occasion", "place"):
        if name in values:
            setattr(statement, name, values[name])
    if "withdrawn" in values:
        statement.withdrawn_reason = values["withdrawn"]
        statement.withdrawn_at = now() if values["withdrawn"] is not None else None
    session.add(statement)
    if values.keys() & {"actor", "speaker", "said_on"}:
        keep_office(session, statement)
    if "topics" in values:
        write_topics(session, number, values["topics"])
    write_doubts(session, values)
    keep_copies(session, [number])


def _set_actor(session: Session, statement: Statement, values: Values) -> None:
    slug = values.get("actor")
    actor = living_actor(session, slug) if slug is not None else None
    if slug is not None and actor is None:
        raise Invalid(
            {"actor": gettext("There is no speaker %(name)s on record.", name=repr(slug))}
        )
    statement.actor_id = actor.id if actor else None
    statement.speaker = None if actor else values.get("speaker")


def living_actor(session: Session, slug: str) -> Actor | None:
    """Return the actor to whom a slug leads now, after all merges; None where there is none.

    Raises:
        Invalid: it has what no slug can have.
    """
    query = sa.select(Actor).where(col(Actor.slug) == line(slug, "actor"))
    actor: Actor | None = session.execute(query).scalar_one_or_none()
    while actor is not None and actor.merged_into_id is not None:
        actor = session.get_one(Actor, actor.merged_into_id)
    return actor


def keep_office(session: Session, statement: Statement) -> None:
    """Set the office and the side of a statement anew, from its speaker and its day."""
    actor = session.get(Actor, statement.actor_id) if statement.actor_id is not None else None
    if actor is None:
        statement.office_id = statement.side = None
        return
    printed = sa.select(col(Quote.speaker_printed)).where(col(Quote.statement_id) == statement.id)
    said: Any = (statement.said_on, statement.said_until) if statement.said_on else None
    then = resolve(
        session,
        slug=actor.slug,
        candidates=(),
        speaker=actor.name,
        printed=session.execute(printed.order_by(col(Quote.id)).limit(1)).scalar(),
        said=said,
    )
    statement.office_id, statement.side = then.office_id, then.side


def _quotes_of(session: Session, number: int) -> list[Thing]:
    query = sa.select(col(Quote.id)).where(col(Quote.statement_id) == number)
    return [("quote", each) for each in session.execute(query).scalars()]


FIELDS = (
    "actor", "speaker", "said_on", "said_on_basis", "occasion", "place", "withdrawn", "topics",
    "doubts",
)  # fmt: skip
STATEMENT = Keeper("statement", frozenset(FIELDS), _read, _write, _quotes_of)
