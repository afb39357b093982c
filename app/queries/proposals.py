"""Proposals: statements that may be one, and articles that may be copies, as lists show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.models import Article, Doubt, Outlet, ReviewItem, ReviewStatus, Statement
from app.queries.places import Place, behind
from app.queries.rows import StatementRow, rows


@dataclass(frozen=True)
class ArticleSide:
    """One article of a pair; `sha256` is its text's."""

    id: int
    title: str | None
    outlet: str | None
    sha256: str


@dataclass(frozen=True)
class ProposalRow:
    """One proposal.

    Attributes:
        one, other: the statements on record that it is about, the newer first; equal where they
            are one now; both None where it is about `articles`, the newer first.
        percent: how much is the same, from 0 to 100, which is left to texts that are equal.
        numbers, names, words: what the statements share.
        can_undo: it was decided, and what that did still stands.
    """

    id: int
    status: str
    at: datetime
    note: str | None
    one: StatementRow | None
    other: StatementRow | None
    articles: tuple[ArticleSide, ArticleSide] | None
    percent: int | None
    numbers: tuple[str, ...]
    names: tuple[str, ...]
    words: tuple[str, ...]
    can_undo: bool


@dataclass(frozen=True)
class ProposalList:
    """A page of proposals, and how many there are in all."""

    rows: tuple[ProposalRow, ...]
    total: int
    number: int
    pages: int
    has_more: bool


ONE, OTHER = aliased(Statement), aliased(Statement)
COPY = aliased(Article)


def _select(*columns: Any) -> sa.Select[Any]:
    """Return the query for proposals whose two sides are both on record."""
    return (
        sa.select(*columns)
        .select_from(ReviewItem)
        .outerjoin(ONE, col(ONE.id) == col(ReviewItem.statement_id))
        .outerjoin(OTHER, col(OTHER.id) == col(ReviewItem.other_statement_id))
        .outerjoin(COPY, col(COPY.id) == col(ReviewItem.article_id))
        .where(
            # Said by itself it lets an index pass over the other doubts, which are many.
            col(ReviewItem.reason).in_((Doubt.POSSIBLE_DUPLICATE, Doubt.NEAR_COPY)),
            sa.or_(
                sa.and_(
                    col(ReviewItem.reason) == Doubt.POSSIBLE_DUPLICATE,
                    col(ONE.withdrawn_at).is_(None),
                    col(OTHER.withdrawn_at).is_(None),
                ),
                sa.and_(col(ReviewItem.reason) == Doubt.NEAR_COPY, col(COPY.erased_at).is_(None)),
            ),
        )
    )


def _is_open() -> sa.ColumnElement[bool]:
    """What waits: two statements that became one by another proposal wait for nothing."""
    ends = (sa.func.coalesce(col(each.merged_into_id), col(each.id)) for each in (ONE, OTHER))
    one, other = ends
    # In these words SQLite does not look for what is open first: most doubts are.
    decided = [status for status in ReviewStatus if status != ReviewStatus.OPEN]
    return sa.and_(
        col(ReviewItem.status).not_in(decided),
        sa.or_(col(ReviewItem.reason) == Doubt.NEAR_COPY, one != other),
    )


COLUMNS = (
    ReviewItem,
    sa.func.coalesce(col(ONE.merged_into_id), col(ONE.id)),
    sa.func.coalesce(col(OTHER.merged_into_id), col(OTHER.id)),
)


def count_proposals(session: Session) -> int:
    """Return how many proposals wait."""
    return int(session.execute(_select(sa.func.count()).where(_is_open())).scalar_one())


def find_proposals(
    session: Session,
    *,
    decided: bool = False,
    page: int = 1,
    per: int = 20,
    after: Place | None = None,
) -> ProposalList:
    """Return a page of the proposals that wait, or of those decided; the newest come first.

    Args:
        after: behind this one, whatever `page` says.
    """
    wanted = col(ReviewItem.status) != ReviewStatus.OPEN if decided else _is_open()
    newest = col(ReviewItem.closed_at if decided else ReviewItem.created_at)
    total = int(session.execute(_select(sa.func.count()).where(wanted)).scalar_one())
    query = (
        _select(*COLUMNS)
        .where(wanted, behind(newest, col(ReviewItem.id), after))
        .order_by(newest.desc().nulls_last(), col(ReviewItem.id).desc())
        .offset(0 if after else (page - 1) * per)
        .limit(per + 1)
    )
    found = session.execute(query).all()
    pages = max(1, -(-total // per))
    shown = tuple(_rows(session, found[:per]))
    return ProposalList(shown, total, page, pages, has_more=len(found) > per)


def find_proposals_of(session: Session, numbers: Sequence[int]) -> list[ProposalRow]:
    """Return the proposals with these numbers, open or decided, whose sides are on record."""
    query = _select(*COLUMNS).where(col(ReviewItem.id).in_(numbers))
    return list(_rows(session, session.execute(query).all())) if numbers else []


def proposals_about(session: Session, number: int, limit: int = 50) -> list[ProposalRow]:
    """Return the proposals about a statement, or what was joined to it: those that wait first."""
    led = sa.select(col(Statement.id)).where(col(Statement.merged_into_id) == number)
    members = [number, *session.execute(led).scalars()]
    decided = col(ReviewItem.status) != ReviewStatus.OPEN
    query = (
        _select(*COLUMNS)
        .where(
            col(ReviewItem.reason) == Doubt.POSSIBLE_DUPLICATE,
            sa.or_(
                col(ReviewItem.statement_id).in_(members),
                col(ReviewItem.other_statement_id).in_(members),
            ),
            sa.or_(decided, _is_open()),
        )
        .order_by(decided, col(ReviewItem.id).desc())
        .limit(limit)
    )
    return list(_rows(session, session.execute(query).all()))


def _rows(session: Session, found: Iterable[Any]) -> Iterable[ProposalRow]:
    found = list(found)
    numbers = {number for _, *ends in found for number in ends if number is not None}
    statements = {row.id: row for row in rows(session, sorted(numbers))}
    articles = _articles(session, [item for item, *_ in found if item.reason == Doubt.NEAR_COPY])
    for item, one, other in found:
        told = item.proposal
        sides = None
        if item.reason == Doubt.NEAR_COPY:
            pair = articles.get(item.article_id), articles.get(told.get("article"))
            if pair[0] is None or pair[1] is None:
                continue
            sides = pair[0], pair[1]
        elif one not in statements or other not in statements:
            continue
        share = told.get("share", told.get("score"))
        yield ProposalRow(
            id=item.id,
            status=item.status,
            at=item.closed_at or item.created_at,
            note=item.note,
            one=statements.get(one),
            other=statements.get(other),
            articles=sides,
            percent=_percent(share, is_equal=sides is not None and _are_equal(*sides)),
            numbers=tuple(told.get("numbers", ())),
            names=tuple(told.get("names", ())),
            words=tuple(told.get("words", ())),
            can_undo=item.status != ReviewStatus.OPEN
            and (item.status != ReviewStatus.FIXED or sides is not None or one == other),
        )


def _are_equal(one: ArticleSide, other: ArticleSide) -> bool:
    """Say whether two articles have the very same text: all words of one may stand in a longer."""
    return one.sha256 == other.sha256


def _percent(share: float | None, *, is_equal: bool) -> int | None:
    """Return a share for people."""
    if share is None:
        return None
    return 100 if is_equal else min(99, round(100 * share))


def _articles(session: Session, items: list[ReviewItem]) -> dict[int | None, ArticleSide]:
    numbers = {item.article_id for item in items} | {item.proposal.get("article") for item in items}
    query = (
        sa.select(col(Article.id), col(Article.title), col(Outlet.name), col(Article.text_sha256))
        .outerjoin(Outlet, col(Outlet.id) == col(Article.outlet_id))
        .where(col(Article.id).in_(numbers), col(Article.erased_at).is_(None))
    )
    return {number: ArticleSide(number, *rest) for number, *rest in session.execute(query)}
