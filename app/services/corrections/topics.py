"""Topics: those of a statement with their evidence, as a person adds and removes them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.errors import Invalid
from app.locales import gettext
from app.models import Article, Origin, Quote, StatementTopic, Topic, TopicEvidence
from app.spans import Span, find_parts

Assigned = dict[str, dict[str, Any]]
"""By a topic's slug: its `origin`, and its `evidence`: lists of a quote's number, a term, its
first character and the one behind it, and whether it stands in the quote."""


def read_topics(session: Session, number: int) -> Assigned:
    """Return the topics of a statement."""
    assigned = (
        sa.select(col(StatementTopic.id), col(Topic.slug), col(StatementTopic.origin))
        .join(Topic, col(Topic.id) == col(StatementTopic.topic_id))
        .where(col(StatementTopic.statement_id) == number)
        .order_by(col(Topic.position), col(Topic.id))
    )
    rows = session.execute(assigned).all()
    evidence: defaultdict[int, list[list[Any]]] = defaultdict(list)
    proofs = (
        sa.select(
            col(TopicEvidence.statement_topic_id),
            col(TopicEvidence.quote_id),
            col(TopicEvidence.term),
            col(TopicEvidence.start_char),
            col(TopicEvidence.end_char),
            col(TopicEvidence.is_inside),
        )
        .where(col(TopicEvidence.statement_topic_id).in_([each for each, _, _ in rows]))
        .order_by(col(TopicEvidence.quote_id), col(TopicEvidence.start_char))
    )
    for which, *proof in session.execute(proofs):
        evidence[which].append(proof)
    return {
        slug: {"origin": str(origin), "evidence": evidence[which]} for which, slug, origin in rows
    }


def write_topics(session: Session, number: int, wanted: Assigned) -> None:
    """Give a statement these topics, with their evidence, and no others.

    Raises:
        Invalid: there is no such topic.
    """
    query = sa.select(StatementTopic, col(Topic.slug)).join(
        Topic, col(Topic.id) == col(StatementTopic.topic_id)
    )
    found = session.execute(query.where(col(StatementTopic.statement_id) == number)).all()
    known = {slug: each for slug, each in session.execute(sa.select(col(Topic.slug), Topic))}
    if wanted.keys() - known.keys():
        raise Invalid({"topics": gettext("There is no such topic.")})
    here = {slug: assigned for assigned, slug in found}
    for assigned in here.values():
        session.execute(
            sa.delete(TopicEvidence).where(col(TopicEvidence.statement_topic_id) == assigned.id)
        )
    for slug in here.keys() - wanted.keys():
        session.delete(here[slug])
    session.flush()
    carried = sa.select(col(Quote.id)).where(col(Quote.statement_id) == number)
    quotes = set(session.execute(carried).scalars())
    for slug, told in wanted.items():
        assigned = here.get(slug) or StatementTopic(
            statement_id=number, topic_id=known[slug].id or 0
        )
        assigned.origin = Origin(told["origin"])
        session.add(assigned)
        session.flush()
        for quote, term, start, end, is_inside in told["evidence"]:
            # A wording that was split off took its evidence with it.
            if quote in quotes:
                session.add(
                    TopicEvidence(
                        statement_topic_id=assigned.id or 0,
                        quote_id=quote,
                        term=term,
                        start_char=start,
                        end_char=end,
                        is_inside=is_inside,
                    )
                )
    session.flush()


def with_topic(session: Session, number: int, slug: str, words: str) -> Assigned:
    """Return a statement's topics with one more that a person adds, proved by words of a source.

    Args:
        words: as they stand in the paragraph of one of its wordings; none is needed.

    Raises:
        Invalid: there is no such topic, it has it already, or the words stand in no paragraph.
    """
    topics = read_topics(session, number)
    if slug not in set(session.execute(sa.select(col(Topic.slug))).scalars()):
        raise Invalid({"topic": gettext("Choose a topic.")})
    if slug in topics:
        raise Invalid({"topic": gettext("It has this topic already.")})
    evidence = [_evidence(session, number, words)] if words.strip() else []
    return topics | {slug: {"origin": Origin.PERSON.value, "evidence": evidence}}


def _evidence(session: Session, number: int, words: str) -> list[Any]:
    query = (
        sa.select(col(Quote.id), col(Quote.parts), col(Article.text))
        .join(Article, col(Article.id) == col(Quote.article_id))
        .where(col(Quote.statement_id) == number)
        .order_by(col(Quote.id))
    )
    for quote, parts, text in session.execute(query):
        found = _in_paragraph(text, parts, words)
        if found is not None:
            is_inside = any(start <= found.start and found.end <= end for start, end in parts)
            term = " ".join(found.cut(text).split())
            return [quote, term, found.start, found.end, is_inside]
    raise Invalid(
        {
            "evidence": gettext(
                "These words do not stand in the paragraph of any wording: copy them from it."
            )
        }
    )


def _in_paragraph(text: str, parts: Sequence[Sequence[int]], words: str) -> Span | None:
    start = text.rfind("\n", 0, parts[0][0]) + 1
    end = text.find("\n", parts[-1][1])
    paragraph = text[start : end if end >= 0 else len(text)]
    try:
        found = find_parts(paragraph, words, parts[0][0] - start)
    except ValueError:
        return None
    return found[0].moved(start) if len(found) == 1 else None
