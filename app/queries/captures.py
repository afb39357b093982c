"""Captures: the texts that one source has had, and when it was looked at last."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Article, Capture, TextKind


@dataclass(frozen=True)
class Text:
    """One text of a source: the article that has it, and when it was stored."""

    article_id: int
    captured_at: datetime
    is_fetched: bool


@dataclass(frozen=True)
class SourceHistory:
    """What is known of an article's source.

    Attributes:
        earlier: the text that this one replaced, None where it is the first.
        later: the text that replaced this one, None where it is the source's last known.
        changed_at: when the source was first seen with this text, where there is an earlier one.
        seen_at: when the source was last seen with this text, None where it was never fetched.
        can_look: its source can be looked at again.
    """

    earlier: Text | None
    later: Text | None
    changed_at: datetime | None
    seen_at: datetime | None
    can_look: bool


def get_history(session: Session, number: int) -> SourceHistory:
    """Return what is known of the source of an article that exists."""
    article = session.get_one(Article, number)
    seen, fetched = session.execute(
        sa.select(sa.func.max(Capture.seen_at), sa.func.max(Capture.fetched_at)).where(
            col(Capture.article_id) == number
        )
    ).one()
    replaced = (
        sa.select(col(Article.id))
        .where(col(Article.replaced_by_id) == number, col(Article.erased_at).is_(None))
        .order_by(col(Article.id).desc())
        .limit(1)
    )
    earlier = _text(session, session.execute(replaced).scalar())
    return SourceHistory(
        earlier=earlier,
        later=_text(session, article.replaced_by_id),
        changed_at=(fetched or article.captured_at) if earlier else None,
        seen_at=seen,
        can_look=bool(article.url)
        and article.text_kind == TextKind.FULL
        and article.replaced_by_id is None,
    )


def _text(session: Session, number: int | None) -> Text | None:
    """Return one text of a source, None where it was erased."""
    found = session.get(Article, number) if number is not None else None
    if found is None or found.erased_at is not None:
        return None
    fetched = sa.select(col(Capture.id)).where(col(Capture.article_id) == number).limit(1)
    is_fetched = session.execute(fetched).first() is not None
    return Text(found.id or 0, found.captured_at, is_fetched)
