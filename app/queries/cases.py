"""Cases: doubts with their evidence: the paragraph, whom a name may mean, what may be the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import NotFound
from app.locales import gettext
from app.models import (
    Actor,
    Article,
    Doubt,
    Office,
    Outlet,
    ReviewItem,
    ReviewStatus,
    Statement,
    Tenure,
)
from app.queries.proposals import ProposalRow, find_proposals_of
from app.queries.rows import QuoteRow, StatementRow, rows
from app.queries.statements import Wording

ONE, OTHER = aliased(Statement), aliased(Statement)
PAIRS = (Doubt.POSSIBLE_DUPLICATE, Doubt.NEAR_COPY)
# Those whose words are a speaker's name: many statements may have the same one.
NAMED = (Doubt.UNKNOWN_SPEAKER, Doubt.AMBIGUOUS_ALIAS)

# As a word of the SQL: SQLite looks into an index of some rows only where it can prove which.
IS_OPEN = col(ReviewItem.status) == sa.literal_column("'open'")


@dataclass(frozen=True)
class Candidate:
    """An actor whom a name may mean.

    Attributes:
        offices: titles of what they held on that day, or at any time where no day is known.
    """

    slug: str
    name: str
    offices: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """A doubt with its evidence.

    Attributes:
        row: the statement in doubt, None for a doubt about a whole article, or where no article
            carries it any more.
        wording: the quote in doubt in its paragraph, else the leading one.
        article: number, title and outlet of the article in doubt.
        candidates: whom the words may mean.
        others: how many other open doubts of this reason have the same name.
        pair: what may be the same, where that is the doubt.
    """

    id: int
    reason: Doubt
    subject: str | None
    proposal: Mapping[str, Any]
    status: ReviewStatus
    note: str | None
    at: datetime
    closed_at: datetime | None
    row: StatementRow | None
    wording: Wording | None
    article: tuple[int, str | None, str | None, date | None] | None
    candidates: tuple[Candidate, ...]
    others: int
    pair: ProposalRow | None


def on_record(*columns: Any) -> sa.Select[Any]:
    """Return the query for doubts about what is on record; erasing takes doubts along."""
    kept, other = (
        sa.func.coalesce(col(each.merged_into_id), col(each.id)) for each in (ONE, OTHER)
    )
    return (
        sa.select(*columns)
        .select_from(ReviewItem)
        .outerjoin(ONE, col(ONE.id) == col(ReviewItem.statement_id))
        .outerjoin(OTHER, col(OTHER.id) == col(ReviewItem.other_statement_id))
        .where(
            col(ONE.withdrawn_at).is_(None),
            col(OTHER.withdrawn_at).is_(None),
            # Two that became one by another answer wait for nothing.
            sa.or_(col(OTHER.id).is_(None), kept != other),
        )
    )


def get_case(session: Session, number: int) -> Case:
    """Return one doubt.

    Raises:
        NotFound: there is none with this number.
    """
    item = session.get(ReviewItem, number) if 0 < number <= MAX_ID else None
    if item is None:
        raise NotFound(gettext("There is no such doubt."))
    return cases_of(session, [item])[0]


def cases_of(session: Session, items: Sequence[ReviewItem]) -> tuple[Case, ...]:
    """Return doubts with their evidence, in their order."""
    kept = _kept(session, {item.statement_id for item in items if item.statement_id is not None})
    shown = {row.id: row for row in rows(session, sorted(set(kept.values())))}
    articles = _articles(session, {item.article_id for item in items} - {None})
    others = _others(session, items)
    pairs = {
        each.id: each
        for each in find_proposals_of(
            session, [item.id or 0 for item in items if item.reason in PAIRS]
        )
    }
    texts: dict[int, str] = {}
    found = []
    for item in items:
        row = shown.get(kept.get(item.statement_id or 0, 0))
        quote = _quote(row, item.quote_id)
        found.append(
            Case(
                id=item.id or 0,
                reason=Doubt(item.reason),
                subject=item.subject,
                proposal=item.proposal,
                status=ReviewStatus(item.status),
                note=item.note,
                at=item.created_at,
                closed_at=item.closed_at,
                row=row,
                wording=_wording(session, quote, texts) if quote else None,
                article=articles.get(item.article_id or (quote.article_id if quote else 0)),
                candidates=_candidates(session, item, row),
                others=others.get((item.reason, item.subject), 1) - 1,
                pair=pairs.get(item.id or 0),
            )
        )
    return tuple(found)


def _kept(session: Session, numbers: set[int]) -> dict[int, int]:
    """Return under which number each statement is on record."""
    query = sa.select(
        col(Statement.id), sa.func.coalesce(col(Statement.merged_into_id), col(Statement.id))
    ).where(col(Statement.id).in_(numbers), col(Statement.withdrawn_at).is_(None))
    return {number: kept for number, kept in session.execute(query)}


def _quote(row: StatementRow | None, number: int | None) -> QuoteRow | None:
    if row is None:
        return None
    return next((quote for quote in row.quotes if quote.id == number), row.quotes[0])


def _wording(session: Session, quote: QuoteRow, texts: dict[int, str]) -> Wording:
    if quote.article_id not in texts:
        query = sa.select(col(Article.text)).where(col(Article.id) == quote.article_id)
        texts[quote.article_id] = session.execute(query).scalar_one()
    return Wording.within(texts[quote.article_id], quote)


def _articles(
    session: Session, numbers: Iterable[int | None]
) -> dict[int, tuple[int, str | None, str | None, date | None]]:
    query = (
        sa.select(col(Article.id), col(Article.title), col(Outlet.name), col(Article.published_on))
        .outerjoin(Outlet, col(Outlet.id) == col(Article.outlet_id))
        .where(col(Article.id).in_(numbers))
    )
    return {number: (number, *told) for number, *told in session.execute(query)}


def _others(session: Session, items: Iterable[ReviewItem]) -> dict[tuple[str, str | None], int]:
    """Return how many open doubts there are with each reason and name of these."""
    names = {item.subject for item in items if item.reason in NAMED and item.subject}
    query = (
        on_record(col(ReviewItem.reason), col(ReviewItem.subject), sa.func.count())
        .where(
            IS_OPEN, col(ReviewItem.reason).in_(NAMED), col(ReviewItem.subject).in_(sorted(names))
        )
        .group_by(col(ReviewItem.reason), col(ReviewItem.subject))
    )
    if not names:
        return {}
    return {(reason, name): many for reason, name, many in session.execute(query)}


def _candidates(
    session: Session, item: ReviewItem, row: StatementRow | None
) -> tuple[Candidate, ...]:
    """Return whom the words may mean: as was found when they were read, or the source says now."""
    told = item.proposal.get("candidates", [])
    slugs = [*told, item.proposal.get("actor")] if isinstance(told, list) else []
    wanted = {slug for slug in slugs if isinstance(slug, str)}
    if not wanted:
        return ()
    statement = session.get(Statement, row.id) if row is not None else None
    first, last = (statement.said_on, statement.said_until) if statement else (None, None)
    query = sa.select(col(Actor.id), col(Actor.slug), col(Actor.name)).where(
        col(Actor.slug).in_(wanted), col(Actor.merged_into_id).is_(None)
    )
    return tuple(
        Candidate(slug, name, tuple(_offices(session, number, first, last)))
        for number, slug, name in session.execute(query.order_by(col(Actor.name)))
    )


def name_actors(session: Session, slugs: Iterable[str]) -> dict[str, str]:
    """Return the names of actors by their slugs."""
    query = sa.select(col(Actor.slug), col(Actor.name)).where(col(Actor.slug).in_(list(slugs)))
    return {slug: name for slug, name in session.execute(query)}


def _offices(session: Session, actor: int, first: date | None, last: date | None) -> Iterable[str]:
    query = (
        sa.select(col(Office.title))
        .join(Tenure, col(Tenure.office_id) == col(Office.id))
        .where(col(Tenure.actor_id) == actor)
        .order_by(col(Tenure.since_day).desc().nulls_last(), col(Tenure.id))
    )
    if first is not None and last is not None:
        query = query.where(
            sa.or_(col(Tenure.since_day).is_(None), col(Tenure.since_day) <= first),
            sa.or_(col(Tenure.until_day).is_(None), col(Tenure.until_day) >= last),
        )
    return dict.fromkeys(session.execute(query).scalars())
