"""Review: what waits for a person, in the order in which it matters, with its evidence.

What may be wrong comes first, known speakers before unknown ones: a reader's report, another text
of the source, a link that a correction undermines, whom a name means, for whom somebody spoke,
which words and which day. What is only not known comes last, names of the text before none.
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import (
    Doubt,
    ReviewItem,
    ReviewStatus,
    Statement,
)
from app.queries.cases import IS_OPEN, NAMED, ONE, Case, cases_of, on_record
from app.queries.places import Place, behind
from app.queries.rows import BATCH

# What is in doubt of a whole article is so of all that it carries.
_is_known = sa.or_(col(ONE.actor_id).is_not(None), col(ReviewItem.statement_id).is_(None))
_has_side = sa.cast(col(ReviewItem.proposal), sa.Text) != "{}"
_is_named = col(ReviewItem.subject).is_not(None)

# In the order of the queue; each doubt is in one of them.
RANKS: tuple[tuple[Doubt, sa.ColumnElement[bool]], ...] = (
    (Doubt.READERS_REPORT, sa.true()),
    (Doubt.SOURCE_CHANGED, sa.true()),
    (Doubt.LINK, sa.true()),
    (Doubt.AMBIGUOUS_ALIAS, sa.true()),
    (Doubt.NESTED_SPEAKER, sa.true()),
    (Doubt.NOT_IN_OFFICE, sa.true()),
    (Doubt.UNBALANCED_MARKS, sa.true()),
    (Doubt.DAY_NOT_RESOLVED, _is_known),
    (Doubt.POSSIBLE_DUPLICATE, sa.true()),
    (Doubt.NEAR_COPY, sa.true()),
    (Doubt.NO_TOPIC, _is_known),
    (Doubt.UNKNOWN_SPEAKER, _has_side),
    (Doubt.DAY_NOT_RESOLVED, sa.not_(_is_known)),
    (Doubt.UNKNOWN_SPEAKER, sa.and_(sa.not_(_has_side), _is_named)),
    (Doubt.NO_TOPIC, sa.not_(_is_known)),
    (Doubt.UNKNOWN_SPEAKER, sa.and_(sa.not_(_has_side), sa.not_(_is_named))),
)
REASONS = tuple(dict.fromkeys(reason for reason, _ in RANKS))


@dataclass(frozen=True)
class Waiting:
    """How many doubts wait: by their place in `RANKS`."""

    by_rank: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many in all."""
        return sum(self.by_rank)

    @property
    def by_reason(self) -> dict[Doubt, int]:
        """How many of each reason, in the order of the queue; those of which none waits too."""
        found = dict.fromkeys(REASONS, 0)
        for (reason, _), count in zip(RANKS, self.by_rank, strict=True):
            found[reason] += count
        return found


@dataclass(frozen=True)
class CaseList:
    """One page of the queue, or of what was settled.

    Attributes:
        next: the place behind the last of these, None where nothing is behind it: in `RANKS` and
            by number of those that wait.
    """

    cases: tuple[Case, ...]
    total: int
    number: int
    pages: int
    next: tuple[int, int] | Place | None = None


_IS_SETTLED = col(ReviewItem.status) != sa.literal_column("'open'")


def count_total(session: Session) -> int:
    """Return how many doubts wait in all, without reading each: editors see it on every page."""
    is_pair = col(ReviewItem.reason).in_((Doubt.POSSIBLE_DUPLICATE, Doubt.LINK))
    every = sa.select(sa.func.count()).select_from(ReviewItem).where(IS_OPEN, sa.not_(is_pair))
    pairs = on_record(sa.func.count()).where(IS_OPEN, is_pair)
    most, more = (int(session.execute(query).scalar_one()) for query in (every, pairs))
    # Read first: SQLite would look for them among the doubts, which are many.
    withdrawn = sa.select(col(Statement.id)).where(col(Statement.withdrawn_at).is_not(None))
    numbers = list(session.execute(withdrawn).scalars())
    less = 0
    for start in range(0, len(numbers), BATCH):
        part = col(ReviewItem.statement_id).in_(numbers[start : start + BATCH])
        less += int(session.execute(every.where(part)).scalar_one())
    return most - less + more


def count_waiting(session: Session) -> Waiting:
    """Return how many doubts wait, exactly."""
    rank = sa.case(
        *(
            (sa.and_(col(ReviewItem.reason) == reason, condition), at)
            for at, (reason, condition) in enumerate(RANKS)
        )
    )
    query = on_record(rank.label("rank"), sa.func.count()).where(IS_OPEN).group_by("rank")
    found = {at: count for at, count in session.execute(query)}
    return Waiting(tuple(found.get(at, 0) for at in range(len(RANKS))))


def find_waiting(
    session: Session,
    waiting: Waiting,
    *,
    reason: Doubt | None = None,
    name: str | None = None,
    page: int = 1,
    per: int = 20,
    after: tuple[int, int] | None = None,
) -> CaseList:
    """Return a page of the queue.

    Args:
        after: behind the doubt with this place in `RANKS` and this number, whatever `page` says.
        waiting: how many wait, as the session sees it.
        reason: of this reason alone.
        name: with this very name in doubt alone.
    """
    wanted = [at for at, (each, _) in enumerate(RANKS) if reason in (None, each)]
    sizes = {at: waiting.by_rank[at] for at in wanted}
    if name is not None:
        wanted = [at for at in wanted if RANKS[at][0] in NAMED]
        sizes = {at: _count_named(session, at, name) for at in wanted}
    total, skipped = sum(sizes.values()), 0 if after else (page - 1) * per
    first, last = after or (0, None)
    found: list[tuple[int, ReviewItem]] = []
    for at in wanted:
        if at < first or skipped >= sizes[at] or len(found) > per:
            skipped = max(0, skipped - sizes[at])
            continue
        query = _of_rank(at, name, ReviewItem).order_by(col(ReviewItem.id).desc())
        if at == first and last is not None:
            query = query.where(col(ReviewItem.id) < last)
        query = query.offset(skipped).limit(per + 1 - len(found))
        found += [(at, item) for item in session.execute(query).scalars()]
        skipped = 0
    shown = found[:per]
    behind = (shown[-1][0], shown[-1][1].id or 0) if len(found) > per else None
    cases = cases_of(session, [item for _, item in shown])
    return CaseList(cases, total, page, max(1, -(-total // per)), behind)


def _of_rank(at: int, name: str | None, *columns: Any) -> sa.Select[Any]:
    reason, condition = RANKS[at]
    query = on_record(*columns).where(IS_OPEN, col(ReviewItem.reason) == reason, condition)
    return query if name is None else query.where(col(ReviewItem.subject) == name)


def _count_named(session: Session, at: int, name: str) -> int:
    return int(session.execute(_of_rank(at, name, sa.func.count())).scalar_one())


def find_settled(
    session: Session,
    status: ReviewStatus,
    *,
    page: int = 1,
    per: int = 20,
    after: Place | None = None,
) -> CaseList:
    """Return a page of the doubts that were settled so, last settled first.

    Args:
        after: behind this one, whatever `page` says.
    """
    wanted = sa.and_(_IS_SETTLED, col(ReviewItem.status) == status)
    total = int(
        session.execute(
            sa.select(sa.func.count()).select_from(ReviewItem).where(wanted)
        ).scalar_one()
    )
    query = (
        sa.select(ReviewItem)
        .where(wanted, behind(col(ReviewItem.closed_at), col(ReviewItem.id), after))
        .order_by(col(ReviewItem.closed_at).desc().nulls_last(), col(ReviewItem.id).desc())
        .offset(0 if after else (page - 1) * per)
        .limit(per + 1)
    )
    found = session.execute(query).scalars().all()
    last = found[per - 1] if len(found) > per else None
    place = Place(last.closed_at, last.id or 0) if last else None
    cases = cases_of(session, found[:per])
    return CaseList(cases, total, page, max(1, -(-total // per)), place)


def find_names(session: Session, reason: Doubt, limit: int = 12) -> list[tuple[str, int]]:
    """Return the names that most open doubts of a reason have, with how many have each."""
    query = (
        on_record(col(ReviewItem.subject), sa.func.count().label("many"))
        .where(IS_OPEN, col(ReviewItem.reason) == reason, col(ReviewItem.subject).is_not(None))
        .group_by(col(ReviewItem.subject))
        .having(sa.func.count() > 1)
        .order_by(sa.desc("many"), col(ReviewItem.subject))
        .limit(limit)
    )
    return [(name, many) for name, many in session.execute(query)]


def find_numbers(
    session: Session, reason: Doubt, name: str | None = None, limit: int | None = None
) -> list[int]:
    """Return the numbers of open doubts of a reason, with a name where one is given."""
    query = on_record(col(ReviewItem.id)).where(IS_OPEN, col(ReviewItem.reason) == reason)
    if name is not None:
        query = query.where(col(ReviewItem.subject) == name)
    query = query.order_by(col(ReviewItem.id).desc()).limit(limit)
    return list(session.execute(query).scalars())
