"""Link doubts: a link that a correction undermines waits for a person; it does not vanish.

Each link has one doubt at most, which opens and is settled as its statements are corrected.
"""

from collections.abc import Collection

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Doubt, Link, LinkKind, ReviewItem, ReviewStatus, now
from app.queries.links import LinkedPair, linked_pairs, links_about

HOLDS_AGAIN = "it holds again"
TAKEN_AWAY = "it was taken away"


def doubt_links(session: Session, statements: Collection[int]) -> set[int]:
    """Open and settle the doubts about the links of some statements, as these stand now.

    Returns:
        The statements of which a doubt was opened or settled: what they repeat of it changes.
    """
    numbers = links_about(session, list(statements))
    if not numbers:
        return set()
    items = _items(session)
    pairs = {
        each.link.id or 0: each
        for each in linked_pairs(
            session, col(Link.id).in_(numbers), col(Link.kind) != LinkKind.UNRELATED
        )
    }
    touched: set[int] = set()
    for number in numbers:
        item, pair = items.get(number), pairs.get(number)
        if pair is not None and pair.fault is not None:
            item = _open(item, pair)
        elif item is not None and item.status == ReviewStatus.OPEN:
            # While one of the two is withdrawn, the queue leaves it out by itself.
            if pair is None and not _is_removed(session, number):
                continue
            item.status, item.closed_at = ReviewStatus.FIXED, now()
            item.note = HOLDS_AGAIN if pair is not None else TAKEN_AWAY
        else:
            continue
        session.add(item)
        touched |= {item.statement_id or 0} - {0}
    session.flush()
    return touched


def _items(session: Session) -> dict[int, ReviewItem]:
    query = sa.select(ReviewItem).where(col(ReviewItem.reason) == Doubt.LINK)
    found = session.execute(query.order_by(col(ReviewItem.id))).scalars()
    return {item.proposal.get("link", 0): item for item in found}


def _open(item: ReviewItem | None, pair: LinkedPair) -> ReviewItem:
    """Return the doubt about a link that does not hold; what a person ignored stays so."""
    told = {"link": pair.link.id, "fault": pair.fault}
    if item is None:
        item = ReviewItem(reason=Doubt.LINK)
    elif item.status == ReviewStatus.IGNORED and item.proposal == told:
        return item
    item.proposal = told
    item.statement_id, item.other_statement_id = pair.later, pair.earlier
    item.status, item.closed_at, item.note = ReviewStatus.OPEN, None, None
    return item


def _is_removed(session: Session, number: int) -> bool:
    return session.get_one(Link, number).removed_at is not None
