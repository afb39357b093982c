"""Saved searches: those of a person, each with what was added to it since they looked."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import SavedSearch, Statement
from app.queries.filters import StatementFilter, parse_filter
from app.queries.select import last_added, page, select, unknown_slugs

# More new ones than this are not counted: it would take as long as to list them.
MOST_NEW = 1_000


@dataclass(frozen=True)
class SavedRow:
    """A saved search.

    Attributes:
        wanted: what it asks for; None where it names what is gone (a speaker merged away, a topic).
        new: how many statements were added since, `MOST_NEW` for as many or more.
    """

    id: int
    title: str
    query: str
    wanted: StatementFilter | None
    seen_at: datetime
    new: int

    @property
    def path(self) -> str:
        """The list, what was added last first."""
        return f"/statements{self.query}{'&' if self.query else '?'}sort=added"

    @property
    def is_many(self) -> bool:
        """Say whether there may be more new ones than were counted."""
        return self.new >= MOST_NEW


def own(account_id: int | None) -> sa.ColumnElement[bool]:
    """Return the condition that a saved search is of an account, or of the local user."""
    if account_id is None:
        return col(SavedSearch.account_id).is_(None)
    return col(SavedSearch.account_id) == account_id


def find_saved(session: Session, account_id: int | None) -> list[SavedRow]:
    """Return the saved searches of an account, or of the local user, by their titles."""
    query = (
        sa.select(SavedSearch)
        .where(own(account_id))
        .order_by(sa.func.lower(col(SavedSearch.title)), col(SavedSearch.id))
    )
    return [_row(session, each) for each in session.execute(query).scalars()]


def _row(session: Session, saved: SavedSearch) -> SavedRow:
    parsed = parse_filter(parse_qsl(saved.query.removeprefix("?")))
    wanted, new = None, 0
    if not parsed.problems and not unknown_slugs(session, parsed.wanted):
        wanted = parsed.wanted
        found = page(last_added(select(session, wanted), MOST_NEW), everything=True)
        new = sum(number > saved.seen_id for number in found.ids)
    return SavedRow(saved.id or 0, saved.title, saved.query, wanted, saved.seen_at, new)


def last_statement(session: Session) -> int:
    """Return the highest number that a statement has, 0 where there is none."""
    return session.execute(sa.select(sa.func.max(col(Statement.id)))).scalar_one() or 0
