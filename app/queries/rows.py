"""Rows: statements as lists show them, read by their ids: the last of the four calls."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple

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
from app.queries.by_ids import moment_of, read_by_ids
from app.queries.filters import Cursor
from app.queries.remarks import NoteRow, TranslationRow, find_notes, find_translations
from app.queries.select import Selection
from app.queries.select import page as page_of
from app.text import slugify

BATCH = 500
# Of so many statements an export has the numbers in memory; to find the next ones costs a page.
PORTION = 50_000


# Rows are tuples: made by the hundred for one page, they take a fifth of a data class's time.


class Named(NamedTuple):
    """Something with a page of its own: its slug and its name."""

    slug: str
    name: str


class QuoteRow(NamedTuple):
    """One wording of a statement, and the article that carries it.

    Attributes:
        start, end: hull of `parts`, half-open code points of the article's text.
        url: the original's address, None where nobody gave it.
        archive_url: where an archive keeps a copy of the article.
        translations: empty too where nobody looked them up, see `with_remarks`.
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
    archive_url: str | None = None
    translations: tuple[TranslationRow, ...] = ()

    @property
    def path(self) -> str:
        """The path of the quote's place in its article."""
        return f"/articles/{self.article_id}#quote-{self.id}"


class StatementRow(NamedTuple):
    """One statement of a list.

    Attributes:
        speaker: the actor's display name, else as printed; None is unknown.
        office: what the actor held on that day.
        said_on: at its precision (`2024`, `2024-12`, `2024-12-26`), None where unknown.
        text, form, language: of the leading quote.
        outlets: how many distinct original outlets carry it.
        status: `pending` while a doubt about it is open, else `reviewed`.
        notes: None where nobody looked them up, nor translations: see `with_remarks`.
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
    notes: tuple[NoteRow, ...] | None = None

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


# Columns instead of rows of the ORM, which take six times as long to make; one row a quote.
QUOTES = (
    sa.select(
        col(Statement.id),
        col(Quote.id),
        col(Quote.article_id),
        col(Quote.start_char),
        col(Quote.end_char),
        col(Quote.parts),
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
        col(Article.archive_url),
        col(Outlet.slug),
        col(Outlet.name),
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
    .join(Quote, col(Quote.statement_id) == col(Statement.id))
    .join(Article, col(Article.id) == col(Quote.article_id))
    .outerjoin(Outlet, col(Outlet.id) == col(Article.outlet_id))
    .outerjoin(Actor, col(Actor.id) == col(Statement.actor_id))
    .outerjoin(Office, col(Office.id) == col(Statement.office_id))
)
TOPICS = (
    sa.select(col(StatementTopic.statement_id), col(Topic.slug), col(Topic.name))
    .join(Topic, col(Topic.id) == col(StatementTopic.topic_id))
    .order_by(col(Topic.position))
)
PRECISION_CHARS: dict[str, int] = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}


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
    topics = _topics_of(session, asked)
    quotes: defaultdict[int, list[QuoteRow]] = defaultdict(list)
    statements: dict[int, Sequence[Any]] = {}
    for row in read_by_ids(session, QUOTES, asked):
        number = row[0]
        quotes[number].append(_quote(row))
        statements[number] = row
    return [
        _statement(statements[number], quotes[number], tuple(topics.get(number, ())))
        for number in asked
        if number in statements
    ]


def _quote(row: Sequence[Any]) -> QuoteRow:
    _, number, article, start, end, parts, *others = row[:19]
    text, form, language, cue, printed, via, rule, confidence, title, kind, *found = others
    url, day, archive_url = found
    slug, name = row[19:21]
    return QuoteRow(
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
        date.fromisoformat(day) if isinstance(day, str) else day,
        archive_url,
    )


def _statement(
    row: Sequence[Any], quotes: list[QuoteRow], topics: tuple[Named, ...]
) -> StatementRow:
    slug, name, speaker, office, side, day, precision, basis, *others = row[21:]
    occasion, place, form, language, outlets, is_pending, added_at = others
    if len(quotes) > 1:
        quotes.sort(key=itemgetter(0))
    return StatementRow(
        row[0],
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
        topics,
        outlets,
        "pending" if is_pending else "reviewed",
        moment_of(added_at),
        tuple(quotes),
    )


def _topics_of(session: Session, ids: list[int]) -> dict[int, list[Named]]:
    found: defaultdict[int, list[Named]] = defaultdict(list)
    for number, slug, name in read_by_ids(session, TOPICS, ids):
        found[number].append(Named(slug, name))
    return dict(found)


def with_remarks(session: Session, found: Sequence[StatementRow]) -> list[StatementRow]:
    """Return rows with their notes, and with the translations of their wordings.

    Pages that list statements show neither, and need not look.
    """
    ids = [row.id for row in found]
    notes, translations = find_notes(session, ids), find_translations(session, ids)
    return [
        row._replace(
            notes=notes.get(row.id, ()),
            quotes=tuple(
                quote._replace(translations=translations.get(quote.id, ())) for quote in row.quotes
            )
            if translations
            else row.quotes,
        )
        for row in found
    ]


def stream_rows(selection: Selection) -> Iterator[StatementRow]:
    """Yield every statement of a selection with its remarks, in the order of its pages."""
    after: Cursor | None = None
    while True:
        portion = page_of(selection.behind(after, PORTION))
        for start in range(0, len(portion.ids), BATCH):
            batch = rows(selection.session, portion.ids[start : start + BATCH])
            yield from with_remarks(selection.session, batch)
            # Read rows are not needed again: an export of a million must not keep them.
            selection.session.expunge_all()
        after = portion.next
        if after is None:
            return
