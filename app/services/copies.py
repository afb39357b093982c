"""Copies: what a statement repeats from its quotes and doubts, kept in one place."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session, col

from app.models import Article, Doubt, Quote, ReviewItem, ReviewStatus, Statement
from app.services.link_doubts import doubt_links
from app.services.rows import pieces

# Of so many statements links are looked for at once: each number goes into the query twice.
OF_LINKS = 2_000


def keep_copies(session: Session, ids: Iterable[int]) -> None:
    """Set `form`, `language`, `outlet_count` and `is_pending` of these statements anew.

    The leading quote is the first stored; outlets are the original ones, and all that are
    unknown count as one.
    """
    session.flush()
    numbers = set(ids)
    for part in pieces(sorted(numbers), OF_LINKS):
        # Links rest on what is said of their statements: a doubt about one may open by this.
        numbers |= doubt_links(session, part)
    for part in pieces(sorted(numbers)):
        _keep_copies(session, part)


def copies_of(session: Session, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return by statement what `keep_copies` sets; of one without a quote `is_pending` alone."""
    copies: dict[int, dict[str, Any]] = {number: {"is_pending": False} for number in ids}
    outlets: dict[int, set[int | None]] = {number: set() for number in ids}
    carried = (
        sa.select(
            col(Quote.statement_id),
            col(Quote.form),
            col(Quote.language),
            sa.func.coalesce(col(Article.original_outlet_id), col(Article.outlet_id)),
        )
        .join(Article, col(Article.id) == col(Quote.article_id))
        .where(col(Quote.statement_id).in_(ids))
        .order_by(col(Quote.id))
    )
    for number, form, language, outlet in session.execute(carried):
        copies[number].setdefault("form", form)
        copies[number].setdefault("language", language)
        outlets[number].add(outlet)
        copies[number]["outlet_count"] = len(outlets[number])
    for number in _doubted(session, ids):
        copies[number]["is_pending"] = True
    return copies


def _keep_copies(session: Session, ids: Sequence[int]) -> None:
    copies = copies_of(session, ids)
    for is_carried in (True, False):
        # A statement without a quote keeps what it had from its last one.
        rows = [
            {"number": number, **values}
            for number, values in copies.items()
            if ("outlet_count" in values) is is_carried
        ]
        if rows:
            names = sorted(rows[0].keys() - {"number"})
            change = ", ".join(f"{name} = :{name}" for name in names)
            session.execute(sa.text(f"UPDATE statement SET {change} WHERE id = :number"), rows)  # noqa: S608
    for number in ids:
        # What the session holds of them is read again.
        known = session.identity_map.get(identity_key(Statement, number))
        if known is not None:
            session.expire(known)


def _doubted(session: Session, ids: Any) -> Iterator[int]:
    """Yield the statements with an open doubt about them, or about one that was joined to them."""
    led = sa.select(col(Statement.id), col(Statement.merged_into_id)).where(
        col(Statement.merged_into_id).in_(ids)
    )
    leads = {gone: kept for gone, kept in session.execute(led)}
    query = sa.select(col(ReviewItem.statement_id), col(ReviewItem.other_statement_id)).where(
        col(ReviewItem.statement_id).in_([*ids, *leads]),
        col(ReviewItem.status) == ReviewStatus.OPEN,
        # Anybody may report anything: that alone must not mark a statement for all to see.
        col(ReviewItem.reason) != Doubt.READERS_REPORT,
    )
    for about, other in session.execute(query):
        number = leads.get(about, about)
        # That two statements may be one is no question any more once they are.
        if other is None or leads.get(other, other) != number:
            yield number
