"""Preview: what correcting an article would change, told without changing anything."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app.models import Revision
from app.queries.rows import StatementRow, rows
from app.services.corrections.articles import correct_article
from app.services.history import Values


@dataclass(frozen=True)
class Preview:
    """What a correction would do.

    Attributes:
        before, after: the fields of the article that would change.
        moved: statements as they are and as they would be, where their day was counted anew.
        stays: statements whose day cannot be counted anew, and would stay as it is.
        added, gone, changed: how many statements reading it in another language would find, not
            find any more, or find otherwise.
    """

    before: Values
    after: Values
    moved: tuple[tuple[StatementRow, StatementRow], ...] = ()
    stays: tuple[StatementRow, ...] = ()
    added: int = 0
    gone: int = 0
    changed: int = 0


def preview_article(
    session: Session, number: int, typed: Mapping[str, str], *, seen: int | None
) -> Preview:
    """Return what `correct_article` would do: it is done, looked at, and undone.

    Raises:
        ChangedMeanwhile, NotFound, Gone, Invalid: as `correct_article`.
    """
    tried = session.begin_nested()
    try:
        done = correct_article(session, number, typed, who="preview", seen=seen)
        told = done.change or Revision(who="", action="", subject="", subject_id=0)
        before, after = dict(told.before), dict(told.after)
        moved = [each.statement_id for each in done.followed if each.after is not None]
        stays = [each.statement_id for each in done.followed if each.after is None]
        then = rows(session, moved)
        counts = {kind: done.read.count(kind) for kind in ("added", "gone", "changed")}
    finally:
        tried.rollback()
    session.expire_all()
    now = {row.id: row for row in rows(session, [*moved, *stays])}
    return Preview(
        before=before,
        after=after,
        moved=tuple((now[row.id], row) for row in then),
        stays=tuple(now[each] for each in stays if each in now),
        **counts,
    )
