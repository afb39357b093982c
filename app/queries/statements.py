"""Statements: rows of a list, and one statement with all that is known about it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import Gone, Moved, NotFound
from app.models import (
    Actor,
    Article,
    Office,
    Outlet,
    Precision,
    Quote,
    ReviewItem,
    ReviewStatus,
    Revision,
    Statement,
    StatementTopic,
    Topic,
    TopicEvidence,
)
from app.queries.select import Selection
from app.queries.select import page as page_of
from app.text import slugify

BATCH = 500


@dataclass(frozen=True)
class Named:
    """Something with a page of its own: its slug and its name."""

    slug: str
    name: str


@dataclass(frozen=True)
class QuoteRow:
    """One wording of a statement, and the article that carries it.

    Attributes:
        start, end: hull of `parts`, half-open code points of the article's text.
        url: the original's address, None where nobody gave it.
    """

    id: int
    article_id: int
    start: int
    end: int
    parts: tuple[tuple[int, int], ...]
    text: str
    form: str
    language: str
    cue: str
    speaker_printed: str | None
    via: str | None
    rule: str
    confidence: float | None
    article_title: str | None
    text_kind: str
    url: str | None
    outlet: Named | None
    published_on: date | None

    @property
    def path(self) -> str:
        """The path of the quote's place in its article."""
        return f"/articles/{self.article_id}#quote-{self.id}"


@dataclass(frozen=True)
class StatementRow:
    """One statement of a list.

    Attributes:
        speaker: the actor's display name, else as printed; None is unknown.
        office: what the actor held on that day.
        said_on: at its precision (`2024`, `2024-12`, `2024-12-26`), None where unknown.
        text, form, language: of the leading quote.
        outlets: how many distinct original outlets carry it.
        status: `pending` while a doubt about it is open, else `reviewed`.
    """

    id: int
    actor: Named | None
    speaker: str | None
    office: str | None
    side: str | None
    said_on: str | None
    said_on_basis: str
    occasion: str | None
    place: str | None
    form: str
    language: str
    topics: tuple[Named, ...]
    outlets: int
    status: str
    added_at: datetime
    quotes: tuple[QuoteRow, ...]

    @property
    def text(self) -> str:
        """The words of the leading quote."""
        return self.quotes[0].text

    @property
    def slug(self) -> str:
        """Words for the address; the number alone is the identity."""
        return slugify(f"{self.speaker or 'unknown speaker'} {self.text[:200]}")

    @property
    def path(self) -> str:
        """The path of the statement's page."""
        return f"/statements/{self.id}-{self.slug}" if self.slug else f"/statements/{self.id}"


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


@dataclass(frozen=True)
class Change:
    """One entry of a history."""

    at: datetime
    who: str
    action: str
    before: dict[str, Any]
    after: dict[str, Any]
    note: str | None


@dataclass(frozen=True)
class OpenDoubt:
    """A doubt about a statement that nobody has settled yet."""

    reason: str
    subject: str | None


@dataclass(frozen=True)
class StatementPage:
    """Everything that the page of one statement shows."""

    row: StatementRow
    wordings: tuple[Wording, ...]
    evidence: tuple[Evidence, ...]
    doubts: tuple[OpenDoubt, ...]
    history: tuple[Change, ...]


def printed_day(day: date | None, precision: str) -> str | None:
    """Return a day at its precision: `2024`, `2024-12` or `2024-12-26`."""
    if day is None:
        return None
    return day.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(precision), 10)]


def rows(session: Session, ids: Sequence[int]) -> list[StatementRow]:
    """Return the statements with these ids, in this order; ids that do not exist are left out."""
    if not ids:
        return []
    quotes = _quotes_of(session, ids)
    topics = _topics_of(session, ids)
    query = (
        sa.select(Statement, col(Actor.slug), col(Actor.name), col(Office.title))
        .outerjoin(Actor, col(Actor.id) == col(Statement.actor_id))
        .outerjoin(Office, col(Office.id) == col(Statement.office_id))
        .where(col(Statement.id).in_(ids))
    )
    found = {}
    for statement, slug, name, office in session.execute(query):
        found[statement.id] = StatementRow(
            id=statement.id,
            actor=Named(slug, name) if slug else None,
            speaker=name or statement.speaker,
            office=office,
            side=statement.side,
            said_on=printed_day(statement.said_on, statement.said_on_precision),
            said_on_basis=statement.said_on_basis,
            occasion=statement.occasion,
            place=statement.place,
            form=statement.form,
            language=statement.language,
            topics=tuple(topics[statement.id]),
            outlets=statement.outlet_count,
            status="pending" if statement.is_pending else "reviewed",
            added_at=statement.created_at,
            quotes=tuple(quotes[statement.id]),
        )
    return [found[number] for number in ids if number in found and found[number].quotes]


def _quotes_of(session: Session, ids: Iterable[int]) -> dict[int, list[QuoteRow]]:
    query = (
        sa.select(
            Quote,
            col(Article.title),
            col(Article.text_kind),
            col(Article.url),
            col(Article.published_on),
            col(Outlet.slug),
            col(Outlet.name),
        )
        .join(Article, col(Article.id) == col(Quote.article_id))
        .outerjoin(Outlet, col(Outlet.id) == col(Article.outlet_id))
        .where(col(Quote.statement_id).in_(ids))
        .order_by(col(Quote.id))
    )
    found = defaultdict(list)
    for quote, title, kind, url, published_on, slug, name in session.execute(query):
        outlet = Named(slug, name) if slug else None
        found[quote.statement_id].append(_quote_row(quote, title, kind, url, published_on, outlet))
    return found


def _quote_row(
    quote: Quote,
    title: str | None,
    kind: str,
    url: str | None,
    published_on: date | None,
    outlet: Named | None,
) -> QuoteRow:
    return QuoteRow(
        id=quote.id or 0,
        article_id=quote.article_id,
        start=quote.start_char,
        end=quote.end_char,
        parts=tuple((start, end) for start, end in quote.parts),
        text=quote.text,
        form=quote.form,
        language=quote.language,
        cue=quote.cue,
        speaker_printed=quote.speaker_printed,
        via=quote.via,
        rule=quote.rule,
        confidence=quote.confidence,
        article_title=title,
        text_kind=kind,
        url=url,
        outlet=outlet,
        published_on=published_on,
    )


def _topics_of(session: Session, ids: Iterable[int]) -> dict[int, list[Named]]:
    query = (
        sa.select(col(StatementTopic.statement_id), col(Topic.slug), col(Topic.name))
        .join(Topic, col(Topic.id) == col(StatementTopic.topic_id))
        .where(col(StatementTopic.statement_id).in_(ids))
        .order_by(col(Topic.position))
    )
    found = defaultdict(list)
    for number, slug, name in session.execute(query):
        found[number].append(Named(slug, name))
    return found


def stream_rows(selection: Selection) -> Iterator[StatementRow]:
    """Yield every statement of a selection, in the order of its pages, a batch at a time."""
    ids = page_of(selection, everything=True).ids
    for start in range(0, len(ids), BATCH):
        yield from rows(selection.session, ids[start : start + BATCH])
        # Read rows are not needed again: an export of a million must not keep them.
        selection.session.expunge_all()


def get_statement(session: Session, number: int) -> StatementRow:
    """Return one statement.

    Raises:
        NotFound: there is none with this number.
        Moved: it was merged into another.
        Gone: it was withdrawn; the message is the reason.
    """
    statement = session.get(Statement, number) if 0 < number <= MAX_ID else None
    if statement is None:
        raise NotFound(f"There is no statement {number}.")
    if statement.merged_into_id is not None:
        raise Moved(f"/statements/{statement.merged_into_id}")
    if statement.withdrawn_at is not None:
        raise Gone(statement.withdrawn_reason or "This statement was withdrawn.")
    found = rows(session, [number])
    if not found:
        raise Gone("The article that carried this statement was erased.")
    return found[0]


def get_statement_page(session: Session, number: int) -> StatementPage:
    """Return one statement with its paragraphs, evidence, doubts and history.

    Raises:
        NotFound, Moved, Gone: as `get_statement`.
    """
    row = get_statement(session, number)
    return StatementPage(
        row=row,
        wordings=tuple(_wordings(session, row)),
        evidence=tuple(_evidence(session, number)),
        doubts=tuple(_doubts(session, number)),
        history=tuple(find_history(session, "statement", number)),
    )


def _wordings(session: Session, row: StatementRow) -> Iterator[Wording]:
    for quote in row.quotes:
        text = session.execute(
            sa.select(col(Article.text)).where(col(Article.id) == quote.article_id)
        ).scalar_one()
        start = text.rfind("\n", 0, quote.start) + 1
        end = text.find("\n", quote.end)
        yield Wording(quote, text[start : end if end >= 0 else len(text)], start)


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


def find_history(session: Session, subject: str, number: int) -> list[Change]:
    """Return who changed a row, newest first."""
    query = (
        sa.select(Revision)
        .where(col(Revision.subject) == subject, col(Revision.subject_id) == number)
        .order_by(col(Revision.id).desc())
    )
    return [
        Change(each.at, each.who, each.action, each.before, each.after, each.note)
        for each in session.execute(query).scalars()
    ]
