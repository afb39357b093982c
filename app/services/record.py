"""Record: turn attributions into quotes and statements, with their topics and doubts."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.days import Period
from app.extraction.types import Attribution, TopicMatch
from app.models import (
    BY_HAND,
    Actor,
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

    Args:
        origin: who made them; what a person set (`BY_HAND`) is that person's anyway.

    Raises:
        ValueError: the parts of one are no parts of the text.
    """
    quotes: list[Quote] = []
    new: set[int] = set()
    sayings = _Sayings(session)
    twins = _twins(session, article)
    for attribution in attributions:
        said = period_of(attribution)
        resolved = resolve_attribution(session, attribution)
        said_words = attribution.words(article.text)
        statement = sayings.same(resolved, said, said_words)
        if statement is None:
            twin = twins.get(tuple((part.start, part.end) for part in attribution.parts))
            statement = twin if twin and _says_the_same(twin, attribution, resolved) else None
        if statement is None:
            statement = Statement(said_on_basis="", form="", language="")
            set_statement(statement, attribution, resolved, article.language)
            session.add(statement)
            session.flush()
            new.add(statement.id or 0)
            sayings.add(resolved, said, said_words, statement)
        by_person = attribution.rule == BY_HAND
        quote = Quote(
            article_id=article.id or 0,
            statement_id=statement.id or 0,
            origin=Origin.PERSON if by_person else origin,
            form="",
            language="",
            start_char=0,
            end_char=0,
            parts=[],
            text="",
        )
        set_quote(session, quote, article, attribution)
        parent = attribution.nested_in
        if parent is not None and parent < len(quotes):
            quote.parent_id = quotes[parent].id
        session.add(quote)
        session.flush()
        quotes.append(quote)
        assign_topics(session, quote, attribution.topics)
        raise_doubts(session, article, quote, doubts_about(attribution, resolved))
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


def period_of(attribution: Attribution) -> Period | None:
    """Return the time said, None where it is unknown."""
    return Period.parse(attribution.said_on) if attribution.said_on else None


def resolve_attribution(session: Session, attribution: Attribution) -> Resolved:
    """Return whom an attribution means, and what they were on that day."""
    said = period_of(attribution)
    return resolve(
        session,
        slug=attribution.actor,
        candidates=attribution.candidates,
        speaker=attribution.speaker,
        printed=attribution.speaker_printed,
        said=(said.first, said.last) if said else None,
    )


def doubts_about(attribution: Attribution, resolved: Resolved) -> list[Raised]:
    """Return what a person should look at: what resolving, extraction and the topics leave open."""
    found = [*resolved.doubts, *(Raised(Doubt(each)) for each in attribution.doubts)]
    if not attribution.topics:
        found.append(Raised(Doubt.NO_TOPIC))
    return found


def set_statement(
    statement: Statement, attribution: Attribution, resolved: Resolved, language: str
) -> None:
    """Set what a statement takes from the attribution that it was found by."""
    said = period_of(attribution)
    statement.actor_id = resolved.actor.id if resolved.actor else None
    statement.speaker = None if resolved.actor else attribution.speaker
    statement.office_id = resolved.office_id
    statement.side = resolved.side
    statement.said_on = said.first if said else None
    statement.said_until = said.last if said else None
    statement.said_on_precision = Precision(said.precision) if said else Precision.DAY
    statement.said_on_basis = attribution.said_on_basis
    statement.occasion = attribution.occasion
    statement.place = attribution.place
    statement.form = attribution.form
    statement.language = language


def set_quote(session: Session, quote: Quote, article: Article, attribution: Attribution) -> None:
    """Set what a quote takes from an attribution in its article.

    Raises:
        ValueError: its parts are no parts of the text.
    """
    parts = check_parts(article.text, attribution.parts)
    cue, speaker = attribution.cue_span, attribution.speaker_span
    via = find_actor(session, attribution.via_actor)
    quote.form = attribution.form
    quote.language = article.language
    quote.start_char, quote.end_char = parts[0].start, parts[-1].end
    quote.parts = [[part.start, part.end] for part in parts]
    quote.text = attribution.words(article.text)
    quote.cue = attribution.cue
    quote.cue_start, quote.cue_end = (cue.start, cue.end) if cue else (None, None)
    quote.speaker_printed = attribution.speaker_printed
    quote.speaker_start, quote.speaker_end = (
        (speaker.start, speaker.end) if speaker else (None, None)
    )
    quote.via = attribution.via
    quote.via_actor_id = via.id if via else None
    quote.rule = attribution.rule
    quote.confidence = attribution.confidence


class _Sayings:
    """What actors said on a day, by its very words: each actor's day is read from the record once.

    Marks, case and spacing aside, nothing may differ; without a known actor and a known day
    nothing is the same. What only looks alike is left for a person to join.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.by_day: dict[tuple[int, Period], dict[tuple[str, ...], Statement]] = {}

    def same(self, resolved: Resolved, said: Period | None, text: str) -> Statement | None:
        """Return the statement in which the same actor said the same words on the same day."""
        wanted = tuple(words(text))
        if resolved.actor is None or said is None or len(wanted) < SAME_WORDS:
            return None
        return self._on(resolved.actor, said).get(wanted)

    def add(self, resolved: Resolved, said: Period | None, text: str, statement: Statement) -> None:
        """Remember a new statement with the words of its first quote."""
        if resolved.actor is not None and said is not None:
            self._on(resolved.actor, said).setdefault(tuple(words(text)), statement)

    def _on(self, actor: Actor, said: Period) -> dict[tuple[str, ...], Statement]:
        key = (actor.id or 0, said)
        if key not in self.by_day:
            self.by_day[key] = {}
            for statement, carried in self.session.execute(_said_by(actor, said)):
                self.by_day[key].setdefault(tuple(words(carried)), statement)
        return self.by_day[key]


def _twins(session: Session, article: Article) -> dict[tuple[tuple[int, int], ...], Statement]:
    """Return by their places the statements of articles with the very same text."""
    query = (
        sa.select(col(Quote.parts), Statement)
        .join(Statement, col(Statement.id) == col(Quote.statement_id))
        .join(Article, col(Article.id) == col(Quote.article_id))
        .where(
            col(Article.text_sha256) == article.text_sha256,
            col(Article.id) != article.id,
            col(Statement.merged_into_id).is_(None),
            col(Statement.withdrawn_at).is_(None),
        )
    )
    return {
        tuple((start, end) for start, end in parts): statement
        for parts, statement in session.execute(query)
    }


def _says_the_same(statement: Statement, attribution: Attribution, resolved: Resolved) -> bool:
    """Say whether the same words of the same text mean the same speaker and the same time."""
    said = period_of(attribution)
    return (
        statement.actor_id == (resolved.actor.id if resolved.actor else None)
        and (resolved.actor is not None or statement.speaker == attribution.speaker)
        and statement.said_on == (said.first if said else None)
        and statement.said_until == (said.last if said else None)
    )


def _said_by(actor: Actor, said: Period) -> sa.Select[Statement, str]:
    """Return the query for an actor's statements of one time, with each of their wordings."""
    return (
        sa.select(Statement, col(Quote.text))
        .join(Quote, col(Quote.statement_id) == col(Statement.id))
        .where(
            col(Statement.actor_id) == actor.id,
            col(Statement.said_on) == said.first,
            col(Statement.said_until) == said.last,
            col(Statement.merged_into_id).is_(None),
            col(Statement.withdrawn_at).is_(None),
        )
        .order_by(col(Statement.id))
    )


def assign_topics(session: Session, quote: Quote, matches: Sequence[TopicMatch]) -> None:
    """Give the quote's statement the topics of `matches`, each with the places that caused it."""
    known = session.execute(sa.select(col(Topic.slug), col(Topic.id)))
    topics = {slug: number for slug, number in known}
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


def raise_doubts(
    session: Session, article: Article, quote: Quote, doubts: Sequence[Raised]
) -> None:
    """Put doubts about a quote into the queue."""
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
