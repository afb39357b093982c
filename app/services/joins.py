"""Joins: make two statements one, and take them apart again; quotes keep their places in texts.

What is joined stays as it was, less its quotes: its fields, its topics and its number, whose page
leads to the statement that carries the quotes now. Each quote that moved remembers its home. So a
statement comes back to life as it went. A number that leads elsewhere always leads to a statement
that is on record itself, so that there are no circles.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import (
    Origin,
    Quote,
    QuoteHome,
    ReviewItem,
    Statement,
    StatementTopic,
    TopicEvidence,
)
from app.services.copies import keep_copies
from app.services.days_published import keep_first_day, part_days
from app.services.removed_topics import removed_topics

# What a statement does not share with one that is made like it.
OWN = {"id", "created_at"}


@dataclass(frozen=True)
class Joined:
    """What joining did: `gone` leads to `kept` now; `moved` are the quotes that it carried."""

    kept: int
    gone: int
    moved: tuple[int, ...]


def join(session: Session, one: int, other: int) -> Joined:
    """Make two statements that are on record one: the higher number goes into the lower.

    Raises:
        ValueError: they are one already, or one of them is not on record.
    """
    kept, gone = sorted((one, other))
    locked = _locked(session, (kept, gone))
    if len(locked) < 2 or any(
        each.merged_into_id is not None or each.withdrawn_at is not None for each in locked
    ):
        raise ValueError("only two statements on record can be joined")
    moved = quotes_of(session, gone)
    _move(session, moved, kept)
    led = sa.select(Statement).where(col(Statement.merged_into_id) == gone)
    for each in [*session.execute(led).scalars(), session.get_one(Statement, gone)]:
        each.merged_into_id = kept
        session.add(each)
    session.flush()
    # What led to the one that is gone gives its topics to the other now.
    for each in (kept, gone):
        _keep_topics(session, each)
    keep_copies(session, [kept])
    keep_first_day(session, [kept])
    return Joined(kept, gone, tuple(quote.id or 0 for quote in moved))


def separate(session: Session, moving: Sequence[Quote], target: int) -> None:
    """Take quotes of one statement out into another, which comes back to life if it was gone."""
    source = moving[0].statement_id
    _locked(session, sorted((source, target)))
    statement = session.get_one(Statement, target)
    statement.merged_into_id = None
    session.add(statement)
    session.flush()
    _move(session, moving, target, prunes=True)
    _lead_on(session, source)
    for each in (source, target):
        _keep_topics(session, each)
    keep_copies(session, [source, target])
    part_days(session, source, target)


def split(session: Session, quote: Quote) -> int:
    """Take a quote out of its statement; return the number under which it stands then.

    It goes home, where it was joined from elsewhere. Where the statement is its own and it is the
    last that was recorded as it, the others leave. Else it gets a statement of its own.

    Raises:
        ValueError: the statement has no other quote.
    """
    number = quote.statement_id
    homes = homes_of(session, quotes_of(session, number))
    others = [each for each in quotes_of(session, number) if each.id != quote.id]
    if not others:
        raise ValueError("a statement keeps its last wording")
    home = homes[quote.id or 0]
    if home != number:
        separate(session, [quote], home)
        return home
    if any(homes[each.id or 0] == number for each in others):
        target = _twin(session, quote)
        separate(session, [quote], target)
        # Its first home goes on without it: it comes back by joining the two alone.
        session.execute(sa.delete(QuoteHome).where(col(QuoteHome.quote_id) == quote.id))
        return target
    separate(session, others, _home_of_rest(session, {homes[each.id or 0] for each in others}))
    return number


def quotes_of(session: Session, number: int) -> list[Quote]:
    """Return the quotes that a statement carries, first stored first."""
    query = sa.select(Quote).where(col(Quote.statement_id) == number).order_by(col(Quote.id))
    return list(session.execute(query).scalars())


def homes_of(session: Session, quotes: Iterable[Quote]) -> dict[int, int]:
    """Return the statement that each quote was recorded as, by the quote's id."""
    found = {quote.id or 0: quote.statement_id for quote in quotes}
    query = sa.select(col(QuoteHome.quote_id), col(QuoteHome.statement_id)).where(
        col(QuoteHome.quote_id).in_(found)
    )
    return found | {quote: home for quote, home in session.execute(query)}


def members(session: Session, number: int) -> set[int]:
    """Return a statement's number, and those that lead to it."""
    led = sa.select(col(Statement.id)).where(col(Statement.merged_into_id) == number)
    return {number, *session.execute(led).scalars()}


def _locked(session: Session, numbers: Iterable[int]) -> list[Statement]:
    """Return statements that nobody else may change before this transaction ends."""
    query = sa.select(Statement).where(col(Statement.id).in_(list(numbers)))
    query = query.order_by(col(Statement.id)).with_for_update()
    return list(session.execute(query.execution_options(populate_existing=True)).scalars())


def _move(session: Session, quotes: Sequence[Quote], target: int, *, prunes: bool = False) -> None:
    """Put quotes into another statement, with their evidence and the doubts about them.

    Args:
        prunes: the statement that they leave loses the topics that they alone gave it.
    """
    homes = homes_of(session, quotes)
    moved = [quote.id or 0 for quote in quotes]
    for quote in quotes:
        quote.statement_id = target
        session.add(quote)
    session.flush()
    session.execute(sa.delete(QuoteHome).where(col(QuoteHome.quote_id).in_(moved)))
    for number in moved:
        if homes[number] != target:
            session.add(QuoteHome(quote_id=number, statement_id=homes[number]))
    _move_evidence(session, moved, target, prunes=prunes)
    session.execute(
        sa.update(ReviewItem).where(col(ReviewItem.quote_id).in_(moved)).values(statement_id=target)
    )
    session.flush()


def _move_evidence(session: Session, quotes: list[int], target: int, *, prunes: bool) -> None:
    there = _topics(session, target)
    query = (
        sa.select(TopicEvidence, StatementTopic)
        .join(StatementTopic, col(StatementTopic.id) == col(TopicEvidence.statement_topic_id))
        .where(col(TopicEvidence.quote_id).in_(quotes))
        .order_by(col(TopicEvidence.id))
    )
    left: dict[int, StatementTopic] = {}
    removed = removed_topics(session, [target]).get(target, set())
    for evidence, assigned in session.execute(query).all():
        if assigned.topic_id in removed - there.keys():
            # It proves nothing here, and could not stand beside its quote.
            session.delete(evidence)
            continue
        if assigned.topic_id not in there:
            there[assigned.topic_id] = StatementTopic(
                statement_id=target, topic_id=assigned.topic_id, origin=Origin.JOINED
            )
            session.add(there[assigned.topic_id])
            session.flush()
        evidence.statement_topic_id = there[assigned.topic_id].id or 0
        session.add(evidence)
        left[assigned.id or 0] = assigned
    session.flush()
    for assigned in left.values():
        if prunes and assigned.origin == Origin.EXTRACTED and not _is_proved(session, assigned):
            session.delete(assigned)
    session.flush()


def _topics(session: Session, number: int) -> dict[int, StatementTopic]:
    query = sa.select(StatementTopic).where(col(StatementTopic.statement_id) == number)
    return {each.topic_id: each for each in session.execute(query).scalars()}


def _is_proved(session: Session, assigned: StatementTopic) -> bool:
    query = sa.select(col(TopicEvidence.id)).where(
        col(TopicEvidence.statement_topic_id) == assigned.id
    )
    return session.execute(query.limit(1)).first() is not None


def _keep_topics(session: Session, number: int) -> None:
    """Give a statement the topics of those that lead to it, and take away what went with one."""
    own = _topics(session, number)
    query = sa.select(col(StatementTopic.topic_id)).where(
        col(StatementTopic.statement_id).in_(members(session, number) - {number}),
        col(StatementTopic.origin) != Origin.JOINED,
    )
    given = set(session.execute(query).scalars())
    for topic in sorted(given - own.keys() - removed_topics(session, [number]).get(number, set())):
        session.add(StatementTopic(statement_id=number, topic_id=topic, origin=Origin.JOINED))
    for topic, assigned in own.items():
        is_given = topic in given or _is_proved(session, assigned)
        if assigned.origin == Origin.JOINED and not is_given:
            session.delete(assigned)
    session.flush()


def _lead_on(session: Session, number: int) -> None:
    """Let what leads to a statement lead to where its quotes went, if all of them left."""
    query = sa.select(Statement).where(col(Statement.merged_into_id) == number)
    for gone in session.execute(query).scalars().all():
        carriers = (
            session.execute(
                sa.select(col(Quote.statement_id))
                .join(QuoteHome, col(QuoteHome.quote_id) == col(Quote.id))
                .where(col(QuoteHome.statement_id) == gone.id)
                .order_by(col(Quote.id))
            )
            .scalars()
            .all()
        )
        if carriers and number not in carriers:
            gone.merged_into_id = carriers[0]
            session.add(gone)
    session.flush()


def _twin(session: Session, quote: Quote) -> int:
    """Make a statement like a quote's own, for the quote alone; return its number."""
    statement = session.get_one(Statement, quote.statement_id)
    names = (column.key for column in sa.inspect(Statement).column_attrs)
    made = Statement(**{name: getattr(statement, name) for name in names if name not in OWN})
    session.add(made)
    session.flush()
    number = made.id or 0
    proved_by = sa.select(col(TopicEvidence.statement_topic_id), col(TopicEvidence.quote_id))
    proofs: dict[int, set[int]] = {}
    own = {each.id or 0: each for each in _topics(session, statement.id or 0).values()}
    asked = proved_by.where(col(TopicEvidence.statement_topic_id).in_(own))
    for assigned, prover in session.execute(asked):
        proofs.setdefault(assigned, set()).add(prover)
    for assigned, each in own.items():
        if each.origin == Origin.JOINED:
            continue
        # What no words prove was set for the statement as it was: both keep it.
        if assigned not in proofs or quote.id in proofs[assigned]:
            session.add(
                StatementTopic(statement_id=number, topic_id=each.topic_id, origin=each.origin)
            )
    session.flush()
    return number


def _home_of_rest(session: Session, homes: set[int]) -> int:
    """Return the home to which several quotes go together: one that is gone, if there is."""
    query = sa.select(col(Statement.id)).where(
        col(Statement.id).in_(homes), col(Statement.merged_into_id).is_not(None)
    )
    return min(set(session.execute(query).scalars()) or homes)
