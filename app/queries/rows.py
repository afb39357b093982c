"""Rows: statements as lists show them, read by their ids: the last of the four calls."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import (
    Actor,
    Article,
    Office,
    Outlet,
    Precision,
    Quote,
    Statement,
    StatementTopic,
    Topic,
)
from app.queries.select import Selection
from app.queries.select import page as page_of
from app.text import slugify

BATCH = 500


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a page of its own: its slug and its name."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
    def languages(self) -> int:
        """How many languages its wordings are in."""
        return len({quote.language for quote in self.quotes})

    @property
    def slug(self) -> str:
        """Words for the address; the number alone is the identity."""
        return slugify(f"{self.speaker or 'unknown speaker'} {self.text[:200]}")

    @property
    def path(self) -> str:
        """The path of the statement's page."""
        return f"/statements/{self.id}-{slug}" if (slug := self.slug) else f"/statements/{self.id}"


# Columns instead of rows of the ORM, which take six times as long to make.
STATEMENTS = (
    sa.select(
        col(Statement.id),
        col(Actor.slug),
        col(Actor.name),
        col(Statement.speaker),
        col(Office.title),
        col(Statement.side),
        col(Statement.said_on),
        col(Statement.said_on_precision),
        col(Statement.said_on_basis),
        col(Statement.occasion),
        col(Statement.place),
        col(Statement.form),
        col(Statement.language),
        col(Statement.outlet_count),
        col(Statement.is_pending),
        col(Statement.created_at),
    )
    .outerjoin(Actor, col(Actor.id) == col(Statement.actor_id))
    .outerjoin(Office, col(Office.id) == col(Statement.office_id))
)
QUOTES = (
    sa.select(
        col(Quote.statement_id),
        col(Outlet.slug),
        col(Outlet.name),
        col(Quote.parts),
        col(Quote.id),
        col(Quote.article_id),
        col(Quote.start_char),
        col(Quote.end_char),
        col(Quote.text),
        col(Quote.form),
        col(Quote.language),
        col(Quote.cue),
        col(Quote.speaker_printed),
        col(Quote.via),
        col(Quote.rule),
        col(Quote.confidence),
        col(Article.title),
        col(Article.text_kind),
        col(Article.url),
        col(Article.published_on),
    )
    .join(Article, col(Article.id) == col(Quote.article_id))
    .outerjoin(Outlet, col(Outlet.id) == col(Article.outlet_id))
    .order_by(col(Quote.id))
)
TOPICS = (
    sa.select(col(StatementTopic.statement_id), col(Topic.slug), col(Topic.name))
    .join(Topic, col(Topic.id) == col(StatementTopic.topic_id))
    .order_by(col(Topic.position))
)
PRECISION_CHARS: dict[str, int] = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}


@lru_cache(maxsize=64)
def _as_text(query: Any, dialect: sa.Dialect) -> str:
    """Return a query by statements' ids, its first column, as text with the one value `ids`."""
    number, ids = query.selected_columns[0], sa.bindparam("ids", type_=sa.types.NullType())
    is_given = (
        number.in_(sa.select(sa.func.json_each(ids).table_valued("value").c.value))
        if dialect.name == "sqlite"
        else number == sa.func.any(ids)
    )
    return str(query.where(is_given).compile(dialect=dialect))


def _read(session: Session, query: Any, ids: list[int]) -> Sequence[Any]:
    """Run a query on statements by their ids; the values come as the driver gives them.

    That takes half the time of what SQLAlchemy does for a query of its own. Of what SQLite has
    as text, only what rows need is read, below.
    """
    session.flush()
    connection = session.connection()
    text = _as_text(query, connection.dialect)
    is_sqlite = connection.dialect.name == "sqlite"
    asked: Any = (json.dumps(ids),) if is_sqlite else {"ids": ids}
    return connection.exec_driver_sql(text, asked).fetchall()


def _day(given: str | date | None) -> date | None:
    return date.fromisoformat(given) if isinstance(given, str) else given


def _moment(given: str | datetime) -> datetime:
    at = datetime.fromisoformat(given) if isinstance(given, str) else given
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _parts(given: Any, start: int, end: int) -> tuple[tuple[int, int], ...]:
    # Nearly every quote is of one part, which is its hull.
    if given == f"[[{start}, {end}]]":
        return ((start, end),)
    read = json.loads(given) if isinstance(given, str) else given
    return tuple((first, last) for first, last in read)


def printed_day(day: str | date | None, precision: str) -> str | None:
    """Return a day at its precision: `2024`, `2024-12` or `2024-12-26`."""
    return str(day)[: PRECISION_CHARS[precision]] if day is not None else None


def rows(session: Session, ids: Sequence[int]) -> list[StatementRow]:
    """Return the statements with these ids, in this order; ids that do not exist are left out."""
    if not ids:
        return []
    asked = list(ids)
    quotes = _quotes_of(session, asked)
    topics = _topics_of(session, asked)
    found = {}
    for row in _read(session, STATEMENTS, asked):
        number, slug, name, speaker, office, side, day, precision, *others = row
        basis, occasion, place, form, language, outlets, is_pending, added_at = others
        if number in quotes:
            found[number] = StatementRow(
                number,
                Named(slug, name) if slug else None,
                name or speaker,
                office,
                side,
                printed_day(day, precision),
                basis,
                occasion,
                place,
                form,
                language,
                tuple(topics.get(number, ())),
                outlets,
                "pending" if is_pending else "reviewed",
                _moment(added_at),
                tuple(quotes[number]),
            )
    return [found[number] for number in asked if number in found]


def _quotes_of(session: Session, ids: list[int]) -> dict[int, list[QuoteRow]]:
    found: defaultdict[int, list[QuoteRow]] = defaultdict(list)
    for row in _read(session, QUOTES, ids):
        statement, slug, name, parts, number, article, start, end, *others = row
        text, form, language, cue, printed, via, rule, confidence, *source = others
        title, kind, url, published_on = source
        found[statement].append(
            QuoteRow(
                number,
                article,
                start,
                end,
                _parts(parts, start, end),
                text,
                form,
                language,
                cue,
                printed,
                via,
                rule,
                confidence,
                title,
                kind,
                url,
                Named(slug, name) if slug else None,
                _day(published_on),
            )
        )
    return dict(found)


def _topics_of(session: Session, ids: list[int]) -> dict[int, list[Named]]:
    found: defaultdict[int, list[Named]] = defaultdict(list)
    for number, slug, name in _read(session, TOPICS, ids):
        found[number].append(Named(slug, name))
    return dict(found)


def stream_rows(selection: Selection) -> Iterator[StatementRow]:
    """Yield every statement of a selection, in the order of its pages, a batch at a time."""
    ids = page_of(selection, everything=True).ids
    for start in range(0, len(ids), BATCH):
        yield from rows(selection.session, ids[start : start + BATCH])
        # Read rows are not needed again: an export of a million must not keep them.
        selection.session.expunge_all()
