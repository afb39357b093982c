"""Record: turn attributions into quotes and statements, with their topics and doubts."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.days import Period
from app.extraction.types import Attribution, TopicMatch
from app.models import (
    Article,
    Doubt,
    Origin,
    Precision,
    Quote,
    ReviewItem,
    Statement,
    StatementTopic,
    Topic,
    TopicEvidence,
)
from app.services.actors import find_actor
from app.services.copies import keep_copies
from app.services.resolve import Raised, Resolved, resolve
from app.spans import check_parts
from app.text import words

# The same few words ("Yes.") can be said twice on one day and mean two things.
SAME_WORDS = 5


@dataclass(frozen=True)
class Recorded:
    """A stored quote: its statement, whether that is new, and whether a doubt is open."""

    quote_id: int
    statement_id: int
    is_new: bool
    is_pending: bool


def record_quotes(
    session: Session, article: Article, attributions: Sequence[Attribution], *, origin: Origin
) -> list[Recorded]:
    """Store attributions of an article whose row exists already, in their order.

    Raises:
        ValueError: the parts of one are no parts of the text.
    """
    found = session.execute(sa.select(col(Topic.slug), col(Topic.id)))
    topics = {row[0]: row[1] for row in found}
    quotes: list[Quote] = []
    new: set[int] = set()
    for attribution in attributions:
        check_parts(article.text, attribution.parts)
        said = Period.parse(attribution.said_on) if attribution.said_on else None
        resolved = resolve(
            session,
            slug=attribution.actor,
            candidates=attribution.candidates,
            speaker=attribution.speaker,
            printed=attribution.speaker_printed,
            said=(said.first, said.last) if said else None,
        )
        statement = _same_statement(session, resolved, said, attribution.words(article.text))
        if statement is None:
            statement = _new_statement(attribution, resolved, said, article.language)
            session.add(statement)
            session.flush()
            new.add(statement.id or 0)
        parent = attribution.nested_in
        quote = _new_quote(session, article, attribution, statement.id or 0, origin)
        if parent is not None and parent < len(quotes):
            quote.parent_id = quotes[parent].id
        session.add(quote)
        session.flush()
        quotes.append(quote)
        _assign_topics(session, quote, attribution.topics, topics)
        doubts = [*resolved.doubts, *(Raised(Doubt(each)) for each in attribution.doubts)]
        if not attribution.topics:
            doubts.append(Raised(Doubt.NO_TOPIC))
        _raise_doubts(session, article, quote, doubts)
    keep_copies(session, {quote.statement_id for quote in quotes})
    return [
        Recorded(
            quote.id or 0,
            quote.statement_id,
            quote.statement_id in new,
            session.get_one(Statement, quote.statement_id).is_pending,
        )
        for quote in quotes
    ]


def _new_statement(
    attribution: Attribution, resolved: Resolved, said: Period | None, language: str
) -> Statement:
    return Statement(
        actor_id=resolved.actor.id if resolved.actor else None,
        speaker=None if resolved.actor else attribution.speaker,
        office_id=resolved.office_id,
        side=resolved.side,
        said_on=said.first if said else None,
        said_until=said.last if said else None,
        said_on_precision=Precision(said.precision) if said else Precision.DAY,
        said_on_basis=attribution.said_on_basis,
        occasion=attribution.occasion,
        place=attribution.place,
        form=attribution.form,
        language=language,
    )


def _new_quote(
    session: Session, article: Article, attribution: Attribution, statement_id: int, origin: Origin
) -> Quote:
    cue, speaker = attribution.cue_span, attribution.speaker_span
    via = find_actor(session, attribution.via_actor)
    return Quote(
        article_id=article.id or 0,
        statement_id=statement_id,
        form=attribution.form,
        language=article.language,
        start_char=attribution.span.start,
        end_char=attribution.span.end,
        parts=[[part.start, part.end] for part in attribution.parts],
        text=attribution.words(article.text),
        cue=attribution.cue,
        cue_start=cue.start if cue else None,
        cue_end=cue.end if cue else None,
        speaker_printed=attribution.speaker_printed,
        speaker_start=speaker.start if speaker else None,
        speaker_end=speaker.end if speaker else None,
        via=attribution.via,
        via_actor_id=via.id if via else None,
        rule=attribution.rule,
        confidence=attribution.confidence,
        origin=origin,
    )


def _same_statement(
    session: Session, resolved: Resolved, said: Period | None, text: str
) -> Statement | None:
    """Return the statement in which the same actor said the very same words on the same day.

    Marks, case and spacing aside, nothing may differ; without a known actor and a known day
    nothing is the same. What only looks alike is left for a person to join.
    """
    wanted = words(text)
    if resolved.actor is None or said is None or len(wanted) < SAME_WORDS:
        return None
    query = (
        sa.select(Statement, col(Quote.text))
        .join(Quote, col(Quote.statement_id) == col(Statement.id))
        .where(
            col(Statement.actor_id) == resolved.actor.id,
            col(Statement.said_on) == said.first,
            col(Statement.said_until) == said.last,
            col(Statement.merged_into_id).is_(None),
            col(Statement.withdrawn_at).is_(None),
        )
        .order_by(col(Statement.id))
    )
    for statement, carried in session.execute(query):
        if words(carried) == wanted:
            found: Statement = statement
            return found
    return None


def _assign_topics(
    session: Session, quote: Quote, matches: Sequence[TopicMatch], topics: dict[str, int]
) -> None:
    """Give the quote's statement the topics of `matches`, each with the places that caused it."""
    assigned = {
        each.topic_id: each
        for each in session.execute(
            sa.select(StatementTopic).where(col(StatementTopic.statement_id) == quote.statement_id)
        ).scalars()
    }
    for match in matches:
        number = topics.get(match.topic)
        if number is None:
            continue
        if number not in assigned:
            assigned[number] = StatementTopic(
                statement_id=quote.statement_id, topic_id=number, origin=quote.origin
            )
            session.add(assigned[number])
            session.flush()
        if match.term:
            session.add(
                TopicEvidence(
                    statement_topic_id=assigned[number].id or 0,
                    quote_id=quote.id or 0,
                    term=match.term,
                    start_char=match.span.start,
                    end_char=match.span.end,
                    is_inside=match.inside,
                )
            )
    session.flush()


def _raise_doubts(
    session: Session, article: Article, quote: Quote, doubts: Sequence[Raised]
) -> None:
    for doubt in doubts:
        session.add(
            ReviewItem(
                reason=doubt.reason,
                article_id=article.id,
                statement_id=quote.statement_id,
                quote_id=quote.id,
                subject=doubt.subject,
                proposal=dict(doubt.proposal),
            )
        )
    session.flush()
