"""Briefs: the statements that a brief is made of, chosen one by one or all of a filter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.locales import N_
from app.models import Statement
from app.queries.filters import MAX_PER_PAGE, StatementFilter
from app.queries.rows import StatementRow, rows, with_remarks
from app.queries.select import page, select

# A brief is read from its beginning to its end: who wants more has the list and its files.
MAX_STATEMENTS = MAX_PER_PAGE


@dataclass(frozen=True)
class LeftOut:
    """A statement that was chosen and is not in the brief, and why."""

    id: int
    reason: str


@dataclass(frozen=True)
class BriefRows:
    """The statements of a brief, in its order.

    Attributes:
        total: how many there would be without the limit.
        left_out: those that were chosen and cannot be shown.
        undated_left_out: how many a filter leaves out only because a date is asked for.
    """

    rows: tuple[StatementRow, ...]
    total: int
    left_out: tuple[LeftOut, ...] = ()
    undated_left_out: int = 0

    @property
    def is_cut(self) -> bool:
        """Say whether there are more than a brief holds."""
        return self.total > len(self.rows)


def find_brief(session: Session, wanted: StatementFilter, chosen: Sequence[int]) -> BriefRows:
    """Return the statements that were chosen, or all that a filter asks for, up to the limit.

    Args:
        wanted: gives the order; where nothing is chosen, what is asked for.
        chosen: numbers of statements, in any order; one that leads elsewhere counts as that.
    """
    if not chosen:
        found = page(select(session, replace(wanted, page=1, after=None, per=MAX_STATEMENTS)))
        listed = tuple(with_remarks(session, rows(session, found.ids)))
        return BriefRows(listed, found.total, undated_left_out=found.undated_left_out)
    standing = find_standing(session, chosen)
    left_out = tuple(
        LeftOut(number, here.reason or "") for number, here in standing.items() if here.id is None
    )
    ids = dict.fromkeys(here.id for here in standing.values() if here.id is not None)
    shown = in_order(with_remarks(session, rows(session, list(ids))), wanted.order)
    return BriefRows(tuple(shown[:MAX_STATEMENTS]), len(shown), left_out)


@dataclass(frozen=True)
class Standing:
    """Where a statement is now: the number that answers for it, or why none does."""

    id: int | None
    reason: str | None = None


def find_standing(session: Session, numbers: Sequence[int]) -> dict[int, Standing]:
    """Return by number where each statement is now, also those that never were."""
    columns: Any = (
        col(Statement.id),
        col(Statement.merged_into_id),
        col(Statement.withdrawn_at),
        col(Statement.withdrawn_reason),
    )
    query = sa.select(*columns)
    found = {row[0]: row for row in session.execute(query.where(columns[0].in_(numbers)))}
    # What leads elsewhere leads, in one step, to a statement that leads nowhere itself.
    targets = {row[1] for row in found.values() if row[1] is not None} - found.keys()
    found |= {row[0]: row for row in session.execute(query.where(columns[0].in_(targets)))}

    def place(number: int) -> Standing:
        if number not in found:
            return Standing(None, N_("There is no such statement."))
        _, merged_into, withdrawn_at, reason = found[number]
        if merged_into is not None:
            return place(merged_into)
        if withdrawn_at is not None:
            return Standing(None, reason or N_("This statement was withdrawn."))
        return Standing(number)

    return {number: place(number) for number in dict.fromkeys(numbers)}


def in_order(found: Sequence[StatementRow], order: str) -> list[StatementRow]:
    """Return statements as a list of that order has them: undated ones last, in any case."""
    if order == "added":
        return sorted(found, key=lambda row: (row.added_at, row.id), reverse=True)
    is_oldest = order == "oldest"
    dated = [row for row in found if row.said_on]
    undated = [row for row in found if not row.said_on]
    dated.sort(key=lambda row: (f"{row.said_on}-01-01"[:10], row.id), reverse=not is_oldest)
    return dated + sorted(undated, key=lambda row: row.id, reverse=not is_oldest)
