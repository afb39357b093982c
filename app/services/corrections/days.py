"""Days: those that come from an article's day published follow when a person corrects that.

A day that a person set stays. So does one that reading the article with its old day published
does not give: nobody could say what it would be with the new one; it is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.extraction import extract
from app.extraction.types import Attribution, Basis, Extraction, Gazetteer
from app.locales import N_
from app.models import Article, Precision, Quote, Statement
from app.queries.rows import printed_day
from app.services.corrections.statements import STATEMENT
from app.services.history import FOLLOW, Values, record, write
from app.services.proposals import propose
from app.spans import SAME_SHARE, Span, shared

# Beside each day that follows; history has it in English.
NOTE = N_("The day published of article %(number)s was corrected.")


@dataclass(frozen=True)
class Following:
    """What becomes of one statement's day; `before` and `after` as history tells them.

    Attributes:
        after: None where it cannot be worked out anew, and stays.
    """

    statement_id: int
    before: Values
    after: Values | None


def follow_day(
    session: Session, article: Article, before: date | None, gazetteer: Gazetteer, *, who: str
) -> list[Following]:
    """Work out anew the days that an article's old day published gave; with history.

    The article has its new day published already. Office and side follow the day.

    Args:
        before: the old one.
    """
    language = None if article.language == "und" else article.language
    old, new = (
        extract(article.text, language, day, gazetteer) for day in (before, article.published_on)
    )
    found = []
    for quote, statement in _carried(session, article):
        now: Values = {
            "said_on": printed_day(statement.said_on, statement.said_on_precision),
            "said_on_basis": str(statement.said_on_basis),
        }
        then = _day_of(session, quote, statement, article, before, old, new)
        if then is None or then == now:
            continue
        if "said_on" not in then:
            found.append(Following(statement.id or 0, now, None))
            continue
        was, became = write(session, STATEMENT, statement.id or 0, then)
        record(
            session,
            who=who,
            action=FOLLOW,
            subject="statement",
            subject_id=statement.id or 0,
            before=was,
            after=became,
            note=NOTE % {"number": article.id},
        )
        found.append(Following(statement.id or 0, now, then))
    propose(session, [each.statement_id for each in found if each.after is not None])
    return found


def _carried(session: Session, article: Article) -> Iterator[tuple[Quote, Statement]]:
    """Yield what an article carries whose day no person set, each statement once."""
    query = (
        sa.select(Quote, Statement)
        .join(Statement, col(Statement.id) == col(Quote.statement_id))
        .where(
            col(Quote.article_id) == article.id,
            col(Statement.said_on_basis) != Basis.EDITOR,
        )
        .order_by(col(Quote.id))
    )
    seen: set[int] = set()
    for quote, statement in session.execute(query).all():
        if quote.statement_id not in seen:
            seen.add(quote.statement_id)
            yield quote, statement


def _day_of(
    session: Session,
    quote: Quote,
    statement: Statement,
    article: Article,
    before: date | None,
    old: Extraction,
    new: Extraction,
) -> Values | None:
    """Return the day that a statement has now: none given where it is not known, None if it stays.

    Args:
        quote: its first wording in the article.
        before: the article's old day published; `old` and `new` are its readings with either.
    """
    said, basis = statement.said_on, statement.said_on_basis
    if basis == Basis.PUBLISHED and statement.said_on_precision == Precision.DAY:
        others = _days_published(session, statement, article)
        if said != min((*others, *([before] if before else [])), default=None):
            return None
        days = (*others, *([article.published_on] if article.published_on else []))
        return _as_published(min(days, default=None))
    leads = sa.select(sa.func.min(col(Quote.id))).where(col(Quote.statement_id) == statement.id)
    if session.execute(leads).scalar_one() != quote.id:
        return None
    was, is_now = _like(quote, old), _like(quote, new)
    printed = printed_day(said, statement.said_on_precision)
    if was is not None and is_now is not None and _day(was) == (printed, str(basis)):
        day, why = _day(is_now)
        return {"said_on": day, "said_on_basis": why}
    return {} if basis == Basis.WEEKDAY else None


def _as_published(day: date | None) -> Values:
    if day is None:
        return {"said_on": None, "said_on_basis": Basis.UNKNOWN.value}
    return {"said_on": day.isoformat(), "said_on_basis": Basis.PUBLISHED.value}


def _days_published(session: Session, statement: Statement, apart_from: Article) -> list[date]:
    query = (
        sa.select(col(Article.published_on))
        .join(Quote, col(Quote.article_id) == col(Article.id))
        .where(
            col(Quote.statement_id) == statement.id,
            col(Article.id) != apart_from.id,
            col(Article.published_on).is_not(None),
        )
    )
    return list(session.execute(query).scalars())


def _like(quote: Quote, found: Extraction) -> Attribution | None:
    parts = [Span(start, end) for start, end in quote.parts]
    share, number = max(
        ((shared(parts, each.parts), -at) for at, each in enumerate(found.attributions)),
        default=(0.0, 0),
    )
    return found.attributions[-number] if share >= SAME_SHARE else None


def _day(found: Attribution) -> tuple[str | None, str]:
    return found.said_on, found.said_on_basis.value
