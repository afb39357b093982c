"""Statements: one statement with all that is known about it."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import Gone, Moved, NotFound
from app.locales import gettext
from app.models import (
    Actor,
    Article,
    Quote,
    ReviewItem,
    ReviewStatus,
    Statement,
    StatementTopic,
    Topic,
    TopicEvidence,
)
from app.queries.history import Change, find_history, things_of_statement
from app.queries.links import LinkRow, links_of
from app.queries.rows import Named, QuoteRow, StatementRow, rows, with_remarks


@dataclass(frozen=True)
class Evidence:
    """A term that gave a statement its topic, and where it stands."""

    topic: Named
    term: str
    printed: str
    article_id: int
    quote_id: int
    is_inside: bool


@dataclass(frozen=True)
class Wording:
    """A quote in the paragraph around it.

    Attributes:
        paragraph: the words around it; `offset` is where they start in the article.
    """

    quote: QuoteRow
    paragraph: str
    offset: int

    @classmethod
    def within(cls, text: str, quote: QuoteRow) -> "Wording":
        """Return a quote in its paragraph of an article's text."""
        start = text.rfind("\n", 0, quote.start) + 1
        end = text.find("\n", quote.end)
        return cls(quote, text[start : end if end >= 0 else len(text)], start)


@dataclass(frozen=True)
class OpenDoubt:
    """A doubt about a statement that nobody has settled yet."""

    reason: str
    subject: str | None


@dataclass(frozen=True)
class StatementPage:
    """Everything that the page of one statement shows; its row has notes and translations.

    Attributes:
        kind: of its actor: person, institution or state; None while nobody knows who is meant.
    """

    row: StatementRow
    kind: str | None
    wordings: tuple[Wording, ...]
    evidence: tuple[Evidence, ...]
    doubts: tuple[OpenDoubt, ...]
    links: tuple[LinkRow, ...]
    history: tuple[Change, ...]


def get_statement(session: Session, number: int) -> StatementRow:
    """Return one statement.

    Raises:
        NotFound: there is none with this number.
        Moved: it was merged into another.
        Gone: it was withdrawn; the message is the reason.
    """
    statement = session.get(Statement, number) if 0 < number <= MAX_ID else None
    if statement is None:
        raise NotFound(gettext("There is no statement %(number)s.", number=number))
    if statement.merged_into_id is not None:
        raise Moved(f"/statements/{statement.merged_into_id}")
    if statement.withdrawn_at is not None:
        raise Gone(statement.withdrawn_reason or gettext("This statement was withdrawn."))
    found = rows(session, [number])
    if not found:
        raise Gone(gettext("The article that carried this statement was erased."))
    return found[0]


def get_statement_page(session: Session, number: int) -> StatementPage:
    """Return one statement with its paragraphs, evidence, doubts and history.

    Raises:
        NotFound, Moved, Gone: as `get_statement`.
    """
    return page_of(session, get_statement(session, number))


def page_of(session: Session, row: StatementRow) -> StatementPage:
    """Return a statement with its paragraphs, remarks, evidence, doubts and history."""
    [row] = with_remarks(session, [row])
    kind = sa.select(col(Actor.kind)).where(
        col(Actor.slug) == (row.actor.slug if row.actor else "")
    )
    return StatementPage(
        row=row,
        kind=session.execute(kind).scalar(),
        wordings=tuple(_wordings(session, row)),
        evidence=tuple(_evidence(session, row.id)),
        doubts=tuple(_doubts(session, row.id)),
        links=links_of(session, row.id),
        history=tuple(find_history(session, things_of_statement(session, row.id))),
    )


def _wordings(session: Session, row: StatementRow) -> Iterator[Wording]:
    for quote in row.quotes:
        text = session.execute(
            sa.select(col(Article.text)).where(col(Article.id) == quote.article_id)
        ).scalar_one()
        yield Wording.within(text, quote)


def _evidence(session: Session, number: int) -> Iterator[Evidence]:
    length = col(TopicEvidence.end_char) - col(TopicEvidence.start_char)
    printed = sa.func.substr(col(Article.text), col(TopicEvidence.start_char) + 1, length)
    carrier = aliased(Quote)
    query = (
        sa.select(
            col(Topic.slug),
            col(Topic.name),
            col(TopicEvidence.term),
            printed,
            col(carrier.article_id),
            col(carrier.id),
            col(TopicEvidence.is_inside),
        )
        .join(StatementTopic, col(StatementTopic.id) == col(TopicEvidence.statement_topic_id))
        .join(Topic, col(Topic.id) == col(StatementTopic.topic_id))
        .join(carrier, col(carrier.id) == col(TopicEvidence.quote_id))
        .join(Article, col(Article.id) == col(carrier.article_id))
        .where(col(StatementTopic.statement_id) == number)
        .order_by(col(Topic.position), col(TopicEvidence.start_char))
    )
    for slug, name, term, words, article, quote, inside in session.execute(query):
        yield Evidence(Named(slug, name), term, words, article, quote, inside)


def _doubts(session: Session, number: int) -> Iterator[OpenDoubt]:
    query = (
        sa.select(col(ReviewItem.reason), col(ReviewItem.subject))
        .where(
            col(ReviewItem.statement_id) == number,
            col(ReviewItem.status) == ReviewStatus.OPEN,
        )
        .order_by(col(ReviewItem.id))
    )
    for reason, subject in session.execute(query):
        yield OpenDoubt(reason, subject)
