"""Record: what a quote and its statement take from an attribution, and its topics and doubts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.days import Period
from app.extraction.types import Attribution, TopicMatch
from app.models import (
    Article,
    Doubt,
    Precision,
    Quote,
    ReviewItem,
    Statement,
    StatementTopic,
    Topic,
    TopicEvidence,
)
from app.services.entry import QUOTE_FIELDS, Carried
from app.services.resolve import Raised, Resolved, Resolver


def period_of(attribution: Attribution) -> Period | None:
    """Return the time said, None where it is unknown."""
    return Period.parse(attribution.said_on) if attribution.said_on else None


def meet_speakers(
    session: Session, resolver: Resolver, attributions: Sequence[Attribution | Carried]
) -> None:
    """Look up everybody whom `attributions` name, so that they can be resolved."""
    slugs = {each.actor for each in attributions} | {each.via_actor for each in attributions}
    resolver.meet(session, slugs, {each.speaker for each in attributions})


def resolve_attribution(session: Session, attribution: Attribution) -> Resolved:
    """Return whom an attribution means, and what they were on that day."""
    resolver = Resolver()
    meet_speakers(session, resolver, [attribution])
    said = period_of(attribution)
    return resolve_with(resolver, attribution, (said.first, said.last) if said else None)


def resolve_with(
    resolver: Resolver, attribution: Attribution | Carried, said: tuple[date, date] | None
) -> Resolved:
    """Return whom an attribution means, at the time said; its speakers were met before."""
    return resolver.resolve(
        attribution.actor,
        attribution.candidates,
        attribution.speaker,
        attribution.speaker_printed,
        said,
    )


def doubts_about(attribution: Attribution | Carried, resolved: Resolved) -> list[Raised]:
    """Return what a person should look at: what resolving, extraction and the topics leave open."""
    found = list(resolved.doubts)
    if attribution.side and attribution.side != resolved.side:
        found = [_other_side(attribution.side, resolved), *found[1:]]
    found += (Raised(Doubt(each)) for each in attribution.doubts)
    if not attribution.topics:
        found.append(Raised(Doubt.NO_TOPIC))
    return found


def _other_side(given: str, resolved: Resolved) -> Raised:
    """Return the doubt about a side that the record does not confirm: it proposes that side."""
    if resolved.doubts:
        first = resolved.doubts[0]
        return replace(first, proposal=(*first.proposal, ("side", given)))
    name = resolved.actor.name if resolved.actor else None
    return Raised(Doubt.NOT_IN_OFFICE, name, (("side", given),))


# What a statement takes from an attribution, in the order of the values below.
STATEMENT_FIELDS = (
    "actor_id", "speaker", "office_id", "side", "said_on", "said_until", "said_on_precision",
    "said_on_basis", "occasion", "place", "form", "language",
)  # fmt: skip


def statement_values(
    attribution: Attribution | Carried,
    resolved: Resolved,
    language: str,
    precision: str,
    first: date | str | None,
    last: date | str | None,
) -> tuple[Any, ...]:
    """Return what a statement takes from the attribution that it was found by.

    Args:
        precision, first, last: of its `period_of`, as whoever writes the row wants the days.
    """
    actor = resolved.actor
    return (
        actor.id if actor else None,
        None if actor else attribution.speaker,
        resolved.office_id,
        resolved.side,
        first,
        last,
        precision,
        attribution.said_on_basis,
        attribution.occasion,
        attribution.place,
        attribution.form,
        language,
    )


def set_statement(
    statement: Statement, attribution: Attribution, resolved: Resolved, language: str
) -> None:
    """Set what a statement takes from the attribution that it was found by."""
    said = period_of(attribution)
    days = (said.precision, said.first, said.last) if said else (Precision.DAY, None, None)
    values = statement_values(attribution, resolved, language, *days)
    for name, value in zip(STATEMENT_FIELDS, values, strict=True):
        setattr(statement, name, value)


def set_quote(session: Session, quote: Quote, article: Article, attribution: Attribution) -> None:
    """Set what a quote takes from an attribution in its article.

    Raises:
        ValueError: its parts are no parts of the text.
    """
    carried = Carried.of(article.text, attribution)
    for name in QUOTE_FIELDS:
        setattr(quote, name, getattr(carried, name))
    quote.parts = [[part.start, part.end] for part in attribution.parts]
    quote.language = article.language
    resolver = Resolver()
    resolver.meet(session, [attribution.via_actor], [])
    via = resolver.find(attribution.via_actor)
    quote.via_actor_id = via.id if via else None


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
