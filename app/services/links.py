"""Links: say what two statements on one topic are to each other; change that, take it back.

The words of history name no statement's words, and a link's note is one of its fields: each change
can be taken back by itself.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import Invalid, NotFound
from app.locales import gettext, named
from app.models import (
    CHANGES,
    STANDS,
    Link,
    LinkKind,
    Revision,
    Statement,
    StatementTopic,
    Topic,
    now,
)
from app.queries.links import FAULTS, fault_of, linked_pairs
from app.services.copies import keep_copies
from app.services.corrections.lines import prose
from app.services.corrections.statements import STATEMENT
from app.services.history import Keeper, Values, change, check_version

FIELDS = ("kind", "note", "shown")
KINDS = (*CHANGES, *STANDS)


def add_link(
    session: Session,
    one: int,
    other: int,
    *,
    topic: str,
    kind: str,
    note: str = "",
    who: str,
    seen: int | None = None,
) -> int:
    """Link two statements on a topic; return the link's number.

    Which of the two is the earlier is worked out from their days. A pair that was refused, or
    whose link was taken away, gets its old number back.

    Args:
        one, other: statements on record, or what leads to them.
        kind: of `KINDS`.
        seen: the version of `one`, see `history.change`.

    Raises:
        ChangedMeanwhile: `one` was changed since.
        NotFound: there is no statement `one`.
        Invalid: they cannot be linked so; one message for each field.
    """
    if not 0 < one <= MAX_ID or session.get(Statement, one) is None:
        raise NotFound(gettext("There is no statement %(number)s.", number=one))
    check_version(session, STATEMENT, one, seen)
    values: Values = {"kind": _kind(kind).value, "note": _note(note), "shown": True}
    return _decide(session, (one, other), topic, values, who=who, action="link")


def refuse_link(session: Session, one: int, other: int, *, topic: str, who: str) -> int:
    """Say that two statements are no link on a topic: they are not proposed again.

    Returns:
        The number by which this is taken back, with `remove_link`.

    Raises:
        Invalid: as `add_link`.
    """
    values: Values = {"kind": LinkKind.UNRELATED.value, "note": "", "shown": True}
    return _decide(session, (one, other), topic, values, who=who, action="refuse")


def _decide(
    session: Session, both: tuple[int, int], slug: str, values: Values, *, who: str, action: str
) -> int:
    topic = session.execute(sa.select(Topic).where(col(Topic.slug) == slug)).scalar_one_or_none()
    if topic is None:
        raise Invalid({"topic": gettext("Choose the topic on which they are linked.")})
    kind = LinkKind(values["kind"])
    pair = _pair(session, *both)
    _check(session, pair, topic, kind)
    numbers = pair[0].id or 0, pair[1].id or 0
    known = linked_pairs(session, col(Link.topic_id) == topic.id, _of(*numbers))
    if known and known[0].link.kind != LinkKind.UNRELATED:
        told = gettext(
            "They are linked on this topic already, by link %(number)s.", number=known[0].link.id
        )
        raise Invalid({"other": told})
    link = known[0].link if known else _row(session, numbers, topic)
    change(session, LINK, link.id or 0, values, who=who, action=action)
    return link.id or 0


def set_link(
    session: Session,
    number: int,
    *,
    kind: str,
    note: str,
    who: str,
    seen: int | None = None,
) -> Revision | None:
    """Say anew what the two of a link are to each other, and why; None where nothing changed.

    Raises:
        ChangedMeanwhile: the link was changed since.
        NotFound: there is no such link.
        Invalid: two statements like these are not linked so.
    """
    link = _get(session, number)
    wanted = _kind(kind)
    numbers = _kept(session, link)
    pair = (session.get_one(Statement, numbers[0]), session.get_one(Statement, numbers[1]))
    if wanted != link.kind:
        _check(session, pair, session.get_one(Topic, link.topic_id), wanted)
    values: Values = {"kind": wanted.value, "note": _note(note)}
    return change(session, LINK, number, values, who=who, action="change link", seen=seen)


def remove_link(
    session: Session, number: int, *, who: str, seen: int | None = None
) -> Revision | None:
    """Take a link, or what was decided on a pair, away; the pair may be proposed again.

    Raises:
        ChangedMeanwhile, NotFound: as `set_link`.
    """
    return change(session, LINK, number, {"shown": False}, who=who, action="unlink", seen=seen)


def _kind(typed: str) -> LinkKind:
    if typed not in KINDS:
        raise Invalid({"kind": gettext("Choose what they are to each other.")})
    return LinkKind(typed)


def _note(typed: str) -> str:
    return prose(typed, "note", "") if typed.strip() else ""


def _pair(session: Session, one: int, other: int) -> tuple[Statement, Statement]:
    """Return two statements on record, the earlier one first."""
    found = []
    for number in (one, other):
        each = session.get(Statement, number) if 0 < number <= MAX_ID else None
        if each is not None and each.merged_into_id is not None:
            each = session.get_one(Statement, each.merged_into_id)
        if each is None:
            raise Invalid({"other": gettext("There is no statement of this number.")})
        if each.withdrawn_at is not None:
            told = gettext("Statement %(number)s was withdrawn.", number=each.id)
            raise Invalid({"other": told})
        found.append(each)
    if found[0].id == found[1].id:
        raise Invalid({"other": gettext("These are one and the same statement.")})
    # A day that is not known comes last, as in every list.
    found.sort(key=lambda each: (each.said_on is None, each.said_on, each.id))
    return found[0], found[1]


def _check(
    session: Session, pair: tuple[Statement, Statement], topic: Topic, kind: LinkKind
) -> None:
    """Make sure that two statements can be linked so, or can be refused.

    Raises:
        Invalid: they cannot.
    """
    query = sa.select(col(StatementTopic.statement_id)).where(
        col(StatementTopic.topic_id) == topic.id,
        col(StatementTopic.statement_id).in_([each.id for each in pair]),
    )
    if len(set(session.execute(query).scalars())) < len(pair):
        told = gettext(
            "Both have to be on %(topic)s: add the topic first.", topic=named(topic.name)
        )
        raise Invalid({"topic": told})
    fault = fault_of(kind, [each.side for each in pair], [each.said_on for each in pair])
    if fault is None or kind is LinkKind.UNRELATED:
        return
    if fault in {"side", "same side"}:
        told = (
            gettext("The two are of two sides: they cannot be linked so.")
            if kind in CHANGES
            else gettext("The two are of one side: they cannot be linked so.")
        )
        raise Invalid({"kind": told})
    raise Invalid(
        {"other": gettext("They cannot be linked: %(fault)s.", fault=gettext(FAULTS[fault]))}
    )


def _of(earlier: int, later: int) -> sa.ColumnElement[bool]:
    """Return the condition that a link is about two statements, or what leads to them."""

    def members(number: int) -> sa.Select[Any]:
        led = col(Statement.merged_into_id) == number
        return sa.select(col(Statement.id)).where(sa.or_(col(Statement.id) == number, led))

    one, other = members(earlier), members(later)
    return sa.or_(
        sa.and_(col(Link.earlier_id).in_(one), col(Link.later_id).in_(other)),
        sa.and_(col(Link.earlier_id).in_(other), col(Link.later_id).in_(one)),
    )


def _row(session: Session, numbers: tuple[int, int], topic: Topic) -> Link:
    """Return the row of a pair that is nothing yet: a new one, or the one that it had."""
    query = sa.select(Link).where(
        col(Link.earlier_id) == numbers[0],
        col(Link.later_id) == numbers[1],
        col(Link.topic_id) == topic.id,
    )
    try:
        with session.begin_nested():
            made = Link(
                topic_id=topic.id or 0,
                earlier_id=numbers[0],
                later_id=numbers[1],
                kind=LinkKind.UNRELATED,
                removed_at=now(),
            )
            session.add(made)
            session.flush()
            return made
    except IntegrityError:
        found: Link = session.execute(query).scalar_one()
        return found


# --------------------------------------------------------------------------------- the keeper


def _get(session: Session, number: int) -> Link:
    found = session.get(Link, number) if 0 < number <= MAX_ID else None
    if found is None:
        raise NotFound(gettext("There is no link %(number)s.", number=number))
    return found


def _kept(session: Session, link: Link) -> tuple[int, int]:
    """Return the statements on record to which a link's numbers lead."""
    ends = (session.get_one(Statement, number) for number in (link.earlier_id, link.later_id))
    earlier, later = (each.merged_into_id or each.id or 0 for each in ends)
    return earlier, later


def _read(session: Session, number: int, like: Values) -> Values:
    link = _get(session, number)
    fields: Values = {
        "kind": str(link.kind),
        "note": link.note,
        "shown": link.removed_at is None,
    }
    return {name: fields[name] for name in like if name in fields}


def _write(session: Session, number: int, values: Values) -> None:
    link = _get(session, number)
    if "kind" in values:
        link.kind = LinkKind(values["kind"])
    if "note" in values:
        link.note = values["note"]
    if "shown" in values:
        link.removed_at = None if values["shown"] else now()
    session.add(link)
    # What they rest on may have changed since: then it waits for a person.
    keep_copies(session, _kept(session, link))


LINK = Keeper("link", frozenset(FIELDS), _read, _write)
