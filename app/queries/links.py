"""Links: how positions moved, and where two sides agree or differ, as people said.

A link is read with the statements that its numbers lead to now. Whether it holds is looked at
each time it is read: the sides, the topic and the days may have been corrected since.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import Gone, NotFound
from app.locales import N_, gettext
from app.models import CHANGES, Link, LinkKind, Revision, Statement, StatementTopic, Topic
from app.queries.rows import Named, QuoteRow, StatementRow, rows


@dataclass(frozen=True)
class LinkRow:
    """A link with its two statements.

    Attributes:
        kind: a `LinkKind`; `is_change` where it tells how one side moved.
        fault: why it does not hold any more, a key of `FAULTS`; None where it does.
    """

    id: int
    topic: Named
    kind: str
    note: str
    earlier: StatementRow
    later: StatementRow
    fault: str | None
    at: datetime

    @property
    def is_change(self) -> bool:
        """Say whether it is about one side alone."""
        return self.kind in CHANGES

    @property
    def path(self) -> str:
        """The path of the link's page."""
        return f"/links/{self.id}"


FAULTS = {
    "topic": N_("one of the two is not on the topic any more"),
    "side": N_("the two are of different sides now"),
    "same side": N_("the two are of one side now"),
    "no side": N_("the side of one is not known any more"),
    "no day": N_("the day of one is not known any more"),
    "order": N_("the later one was said first, as its day stands now"),
}


@dataclass(frozen=True)
class LinkedPair:
    """A link as far as its holding goes: its row, and the numbers that are on record now."""

    link: Link
    topic: Named
    earlier: int
    later: int
    fault: str | None


EARLIER, LATER = aliased(Statement), aliased(Statement)
FIRST, SECOND = aliased(Statement), aliased(Statement)


def _on_topic(statement: Any) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        col(StatementTopic.statement_id) == col(statement.id),
        col(StatementTopic.topic_id) == col(Link.topic_id),
    )


def linked_pairs(session: Session, *conditions: sa.ColumnElement[bool]) -> list[LinkedPair]:
    """Return the links that fulfil some conditions, less those that nobody can see now.

    Those are taken away, have a statement that was withdrawn, or two that became one.
    """
    columns: Any = (
        Link, col(Topic.slug), col(Topic.name), col(FIRST.id), col(SECOND.id),
        col(FIRST.side), col(SECOND.side), col(FIRST.said_on), col(SECOND.said_on),
        _on_topic(FIRST), _on_topic(SECOND),
    )  # fmt: skip
    query = (
        sa.select(*columns)
        .join(Topic, col(Topic.id) == col(Link.topic_id))
        .join(EARLIER, col(EARLIER.id) == col(Link.earlier_id))
        .join(LATER, col(LATER.id) == col(Link.later_id))
        .join(FIRST, col(FIRST.id) == sa.func.coalesce(col(EARLIER.merged_into_id), EARLIER.id))
        .join(SECOND, col(SECOND.id) == sa.func.coalesce(col(LATER.merged_into_id), LATER.id))
        .where(
            col(Link.removed_at).is_(None),
            col(FIRST.withdrawn_at).is_(None),
            col(SECOND.withdrawn_at).is_(None),
            col(FIRST.id) != col(SECOND.id),
            *conditions,
        )
        .order_by(col(SECOND.said_on).nulls_last(), col(SECOND.id), col(Link.id))
    )
    found = []
    for link, slug, name, first, second, *rest in session.execute(query):
        sides, days, on_topic = rest[:2], rest[2:4], rest[4:]
        fault = fault_of(link.kind, sides, days) if all(on_topic) else "topic"
        found.append(LinkedPair(link, Named(slug, name), first, second, fault))
    return found


def fault_of(kind: str, sides: Sequence[str | None], days: Sequence[date | None]) -> str | None:
    """Return why two statements on one topic cannot be linked so, a key of `FAULTS`, or None.

    Args:
        sides, days: of the earlier one and of the later one.
    """
    if None in sides:
        return "no side"
    if kind not in CHANGES:
        return "same side" if sides[0] == sides[1] else None
    if sides[0] != sides[1]:
        return "side"
    first, second = days
    if first is None or second is None:
        return "no day"
    return "order" if second < first else None


def find_links(
    session: Session, topic: str | None = None, sides: Iterable[str] | None = None
) -> list[LinkRow]:
    """Return links, of one topic or of all, in the order of the days of their later statements.

    Args:
        sides: only where both statements are of these.
    """
    conditions = [col(Link.kind) != LinkKind.UNRELATED]
    if topic is not None:
        conditions.append(col(Topic.slug) == topic)
    if sides is not None:
        wanted = list(sides)
        conditions += [col(FIRST.side).in_(wanted), col(SECOND.side).in_(wanted)]
    return _rows(session, linked_pairs(session, *conditions))


def links_of(session: Session, statement: int) -> tuple[LinkRow, ...]:
    """Return the links of a statement on record, of what was joined to it too."""
    about = sa.or_(col(FIRST.id) == statement, col(SECOND.id) == statement)
    of_it = links_about(session, [statement])
    if not of_it:
        return ()
    shown = col(Link.kind) != LinkKind.UNRELATED
    return tuple(_rows(session, linked_pairs(session, about, shown, col(Link.id).in_(of_it))))


def links_about(session: Session, statements: Sequence[int]) -> list[int]:
    """Return the numbers of all links, shown or not, of statements and of what leads to them.

    Args:
        statements: some thousands at most.
    """
    if session.execute(sa.select(col(Link.id)).limit(1)).first() is None:
        return []
    led = sa.select(col(Statement.id)).where(col(Statement.merged_into_id).in_(statements))
    members = [*statements, *session.execute(led).scalars()]
    either = sa.or_(col(Link.earlier_id).in_(members), col(Link.later_id).in_(members))
    query = sa.select(col(Link.id)).where(either).order_by(col(Link.id))
    return list(session.execute(query).scalars())


def get_link(session: Session, number: int) -> LinkRow:
    """Return one link.

    Raises:
        NotFound: there is none with this number.
        Gone: it was taken away, or one of its statements was withdrawn or erased, or they are one
            now.
    """
    found = session.get(Link, number) if 0 < number <= MAX_ID else None
    if found is None:
        if _was_erased(session, number):
            raise Gone(gettext("This link was taken away."))
        raise NotFound(gettext("There is no link %(number)s.", number=number))
    if found.removed_at is not None:
        raise Gone(gettext("This link was taken away."))
    if found.kind == LinkKind.UNRELATED:
        raise NotFound(gettext("There is no link %(number)s.", number=number))
    row = _rows(session, linked_pairs(session, col(Link.id) == number))
    if not row:
        told = gettext("One of the two statements was withdrawn, or they are one statement now.")
        raise Gone(told)
    return row[0]


def _was_erased(session: Session, number: int) -> bool:
    """Say whether a link that has no row was one: its history stays, less its words."""
    told = sa.select(col(Revision.id)).where(
        col(Revision.subject) == "link",
        col(Revision.subject_id) == number,
        col(Revision.action) == "link",
    )
    return 0 < number <= MAX_ID and session.execute(told.limit(1)).first() is not None


def decided_pairs(session: Session, topic: str) -> dict[frozenset[int], LinkedPair]:
    """Return what people decided on a topic's pairs, refused ones too, by their two numbers."""
    pairs = linked_pairs(session, col(Topic.slug) == topic)
    return {frozenset((each.earlier, each.later)): each for each in pairs}


def find_refused(session: Session, topic: str) -> list[LinkRow]:
    """Return the pairs of a topic that a person refused, the last decided first."""
    refused = col(Link.kind) == LinkKind.UNRELATED
    found = _rows(session, linked_pairs(session, refused, col(Topic.slug) == topic))
    return sorted(found, key=lambda each: -each.id)


def _rows(session: Session, pairs: Sequence[LinkedPair]) -> list[LinkRow]:
    numbers = {number for each in pairs for number in (each.earlier, each.later)}
    said = {row.id: row for row in rows(session, sorted(numbers))} if numbers else {}
    return [
        LinkRow(
            each.link.id or 0,
            each.topic,
            each.link.kind,
            each.link.note,
            said[each.earlier],
            said[each.later],
            each.fault,
            each.link.created_at,
        )
        for each in pairs
        # Erasing leaves no words to be shown.
        if each.earlier in said and each.later in said
    ]


def wordings_of(earlier: StatementRow, later: StatementRow) -> tuple[QuoteRow, QuoteRow]:
    """Return the wordings in which two statements are compared: of one language, where there is."""
    for quote in later.quotes:
        for other in earlier.quotes:
            if other.language == quote.language:
                return other, quote
    return earlier.quotes[0], later.quotes[0]


def threads(links: Iterable[LinkRow]) -> list[tuple[LinkRow, ...]]:
    """Return links as lines: one goes on from the statement with which the one before it ends."""
    found: list[list[LinkRow]] = []
    for link in sorted(links, key=lambda each: (each.later.said_on or "", each.later.id)):
        line = next((each for each in found if each[-1].later.id == link.earlier.id), None)
        if line is None:
            found.append([link])
        else:
            line.append(link)
    return [tuple(line) for line in found]
