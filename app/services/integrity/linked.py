"""Linked: links between statements hold, or a person was asked whether they do."""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Doubt, Link, LinkKind, ReviewItem
from app.queries.links import linked_pairs
from app.services.copies import keep_copies
from app.services.integrity.faults import Fault, Tell


def look_at_links(session: Session, tell: Tell) -> Iterator[Fault]:
    """Yield links of a statement with itself, and those that do not hold unasked."""
    itself = sa.select(col(Link.id)).where(col(Link.earlier_id) == col(Link.later_id))
    for number in session.execute(itself.order_by(col(Link.id))).scalars():
        yield Fault(f"link {number}: both of its statements are one.")
    asked = sa.select(col(ReviewItem.proposal)).where(col(ReviewItem.reason) == Doubt.LINK)
    known = {told.get("link") for told in session.execute(asked).scalars()}
    pairs = linked_pairs(session, col(Link.kind) != LinkKind.UNRELATED)
    for pair in pairs:
        if pair.fault is not None and pair.link.id not in known:
            told = f"link {pair.link.id}: it does not hold ({pair.fault}), and nobody was asked."
            yield Fault(told, ask_again, pair.later)
    tell(len(pairs))


def ask_again(session: Session, statements: Sequence[int]) -> None:
    """Open the doubts about the links of statements."""
    keep_copies(session, statements)
