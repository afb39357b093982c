"""Carry: quotes whose words still stand in a source's later text move there, ids and all."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session, col

from app.differences import Places
from app.extraction.types import Attribution, Extraction
from app.models import (
    Article,
    Doubt,
    FormerPlace,
    Origin,
    Quote,
    ReviewItem,
    ReviewStatus,
    Statement,
    StatementTopic,
    TopicEvidence,
    now,
)
from app.services.record import resolve_attribution
from app.spans import SAME_SHARE, Span, shared

MOST_SUBJECT_CHARS = 300


@dataclass
class Carried:
    """What became of the quotes of an earlier text.

    Attributes:
        moved: those that stand in the later text, by their number, with their places there.
        left: those that do not; they stay in the earlier text.
        there: places of quotes that the later text has already, since it was there once before.
        to_review: how many statements a person should look at.
        statements: numbers of all statements that were touched.
    """

    moved: dict[int, tuple[Span, ...]] = field(default_factory=dict)
    left: list[int] = field(default_factory=list)
    there: list[tuple[Span, ...]] = field(default_factory=list)
    to_review: int = 0
    statements: set[int] = field(default_factory=set)


def carry(
    session: Session, old: Article, new: Article, before: Extraction, after: Extraction
) -> Carried:
    """Move the quotes of a text to a later one of the same source; flush.

    A quote moves where its words stand there exactly. Whoever said it stays: where the later text
    seems to give the words to somebody else, or to nobody, a person is asked.

    Args:
        before, after: what reading the two texts finds today.
    """
    places = Places(old.text, new.text)
    done = Carried()
    floor = 0
    _welcome_back(session, new, done)
    for quote in _quotes_in(session, old):
        found = places.of_quote([(start, end) for start, end in quote.parts], floor)
        done.statements.add(quote.statement_id)
        if found is None:
            done.left.append(quote.id or 0)
            done.to_review += _ask(session, quote, new, None)
            continue
        floor = found[0][0]
        parts = tuple(Span(*part) for part in found)
        was = tuple(Span(start, end) for start, end in quote.parts)
        _move(session, quote, new, places, parts)
        done.moved[quote.id or 0] = parts
        then, today = _like(was, before), _like(parts, after)
        if today is None and then is not None:
            done.to_review += _ask(session, quote, new, None)
        elif today is not None and _speaker(session, today) != _speaker(session, then):
            done.to_review += _ask(session, quote, new, today)
    session.flush()
    return done


def _welcome_back(session: Session, new: Article, done: Carried) -> None:
    """Settle what the text's coming back settles, where it was there once before."""
    session.execute(sa.delete(FormerPlace).where(col(FormerPlace.article_id) == new.id))
    for quote in _quotes_in(session, new):
        done.there.append(tuple(Span(start, end) for start, end in quote.parts))
        done.statements.add(quote.statement_id)
        session.execute(
            sa.update(ReviewItem)
            .where(
                col(ReviewItem.quote_id) == quote.id,
                col(ReviewItem.reason) == Doubt.SOURCE_CHANGED,
                col(ReviewItem.status) == ReviewStatus.OPEN,
            )
            .values(status=ReviewStatus.FIXED, closed_at=now(), note="The text came back.")
        )


def _quotes_in(session: Session, article: Article) -> Sequence[Quote]:
    query = sa.select(Quote).where(col(Quote.article_id) == article.id)
    return session.execute(query.order_by(col(Quote.start_char), col(Quote.id))).scalars().all()


def _like(parts: Sequence[Span], found: Extraction) -> Attribution | None:
    """Return the attribution that has most of a quote's characters, None where none has."""
    share, number = max(
        ((shared(parts, each.parts), -at) for at, each in enumerate(found.attributions)),
        default=(0.0, 0),
    )
    return found.attributions[-number] if share >= SAME_SHARE else None


def _speaker(session: Session, found: Attribution | None) -> object:
    """Return whom an attribution means: an actor's number, or else the name."""
    if found is None:
        return None
    actor = resolve_attribution(session, found).actor
    return actor.id if actor else found.speaker


def _move(
    session: Session, quote: Quote, new: Article, places: Places, parts: tuple[Span, ...]
) -> None:
    """Give a quote its places in the later text, with all that points into its text."""
    session.add(FormerPlace(quote_id=quote.id or 0, article_id=quote.article_id, parts=quote.parts))
    by = parts[0].start - quote.start_char
    for name in ("cue", "speaker"):
        start, end = getattr(quote, f"{name}_start"), getattr(quote, f"{name}_end")
        if start is not None and end is not None:
            found = places.near(start, end, start + by) or (None, None)
            setattr(quote, f"{name}_start", found[0])
            setattr(quote, f"{name}_end", found[1])
    _move_evidence(session, quote, places, by)
    quote.article_id = new.id or 0
    quote.parts = [[part.start, part.end] for part in parts]
    quote.start_char, quote.end_char = parts[0].start, parts[-1].end
    session.add(quote)
    session.execute(
        sa.update(ReviewItem)
        .where(col(ReviewItem.quote_id) == quote.id)
        .values(article_id=quote.article_id)
    )


def _move_evidence(session: Session, quote: Quote, places: Places, by: int) -> None:
    """Move the terms that gave topics; a topic of the program's goes with its last term."""
    query = sa.select(TopicEvidence).where(col(TopicEvidence.quote_id) == quote.id)
    gone: set[int] = set()
    for each in session.execute(query).scalars().all():
        found = places.near(each.start_char, each.end_char, each.start_char + by)
        if found is None:
            gone.add(each.statement_topic_id)
            session.delete(each)
        else:
            each.start_char, each.end_char = found
            session.add(each)
    session.flush()
    session.execute(
        sa.delete(StatementTopic).where(
            col(StatementTopic.id).in_(gone),
            col(StatementTopic.origin) == Origin.EXTRACTED,
            col(StatementTopic.id).not_in(sa.select(col(TopicEvidence.statement_topic_id))),
        )
    )


def _ask(session: Session, quote: Quote, new: Article, today: Attribution | None) -> bool:
    """Ask a person about a quote, unless that was asked already, or nobody sees it any more.

    Args:
        today: what the later text says of its words, where that is somebody else's.
    """
    statement = session.get_one(Statement, quote.statement_id)
    asked = sa.select(col(ReviewItem.id)).where(
        col(ReviewItem.quote_id) == quote.id,
        col(ReviewItem.reason) == Doubt.SOURCE_CHANGED,
        col(ReviewItem.status) == ReviewStatus.OPEN,
    )
    if statement.withdrawn_at is not None or session.execute(asked).first() is not None:
        return False
    proposal: dict[str, object] = {"article": new.id}
    if today is not None:
        proposal |= {"speaker": today.speaker, "actor": today.actor}
    session.add(
        ReviewItem(
            reason=Doubt.SOURCE_CHANGED,
            article_id=quote.article_id,
            statement_id=quote.statement_id,
            quote_id=quote.id,
            subject=quote.text[:MOST_SUBJECT_CHARS],
            proposal=proposal,
        )
    )
    return True
