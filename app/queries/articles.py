"""Articles: the list of them, and one with its text and the places of its quotes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.days import Period
from app.db import MAX_ID
from app.errors import Gone, NotFound
from app.locales import gettext
from app.models import Article, FailedInput, FormerPlace, Outlet, Quote, Statement, TextKind
from app.queries.filters import NONE
from app.queries.places import Place, behind
from app.queries.rows import Named, QuoteRow, StatementRow, rows, with_remarks

# Neither replaced by a later capture nor erased.
CURRENT: tuple[sa.ColumnElement[bool], ...] = (
    col(Article.replaced_by_id).is_(None),
    col(Article.erased_at).is_(None),
)


@dataclass(frozen=True)
class ArticleRow:
    """One article of a list.

    Attributes:
        statements: how many it carries.
    """

    id: int
    title: str | None
    url: str | None
    outlet: Named | None
    published_on: date | None
    language: str
    text_kind: str
    captured_at: datetime
    statements: int

    @property
    def path(self) -> str:
        """The path of the article's page."""
        return f"/articles/{self.id}"


@dataclass(frozen=True)
class ArticlePage:
    """One article with its text and the statements that it carries, in the text's order."""

    row: ArticleRow
    text: str
    text_sha256: str
    archive_url: str | None
    is_open: bool
    statements: tuple[StatementRow, ...]

    @property
    def is_public(self) -> bool:
        """Say whether anybody may read all of the text: a digest, or an open outlet's."""
        return self.is_open or self.row.text_kind == TextKind.DIGEST


@dataclass(frozen=True)
class ArticleList:
    """A page of articles, newest published first, and how many there are in all."""

    rows: tuple[ArticleRow, ...]
    total: int
    number: int
    pages: int
    has_more: bool


def _select_articles() -> sa.Select[tuple[Article, str, str, bool, int]]:
    carried = (
        sa.select(sa.func.count(sa.distinct(col(Quote.statement_id))))
        .join(Statement, col(Statement.id) == col(Quote.statement_id))
        .where(
            col(Quote.article_id) == col(Article.id),
            col(Statement.withdrawn_at).is_(None),
            col(Statement.merged_into_id).is_(None),
        )
        .correlate(Article)
        .scalar_subquery()
    )
    return (
        sa.select(Article, col(Outlet.slug), col(Outlet.name), col(Outlet.is_open), carried)
        .outerjoin(Outlet, col(Outlet.id) == col(Article.outlet_id))
        .options(sa.orm.defer(Article.text))  # type: ignore[arg-type]
    )


def _row(article: Article, slug: str | None, name: str | None, statements: int) -> ArticleRow:
    return ArticleRow(
        id=article.id or 0,
        title=article.title,
        url=article.url,
        outlet=Named(slug, name or slug) if slug else None,
        published_on=article.published_on,
        language=article.language,
        text_kind=article.text_kind,
        captured_at=article.captured_at,
        statements=statements,
    )


def find_articles(
    session: Session,
    *,
    outlet: str | None = None,
    since: Period | None = None,
    until: Period | None = None,
    page: int = 1,
    per: int = 50,
    after: Place | None = None,
) -> ArticleList:
    """Return a page of the current articles; those without a day published come last.

    Args:
        after: behind this article, whatever `page` says.
        outlet: a slug; `none` asks for articles without an outlet.
        since, until: the days published, both ends inclusive; who asks for either leaves out
            articles without one.
    """
    current = list(CURRENT)
    if since is not None:
        current.append(col(Article.published_on) >= since.first)
    if until is not None:
        current.append(col(Article.published_on) <= until.last)
    if outlet is not None:
        named = col(Outlet.slug) == outlet
        current.append(col(Article.outlet_id).is_(None) if outlet == NONE else named)
    counting = (
        sa.select(sa.func.count())
        .select_from(Article)
        .outerjoin(Outlet, col(Outlet.id) == col(Article.outlet_id))
    )
    total = session.execute(counting.where(*current)).scalar_one()
    query = (
        _select_articles()
        .where(*current, behind(col(Article.published_on), col(Article.id), after))
        .order_by(col(Article.published_on).desc().nulls_last(), col(Article.id).desc())
        .offset(0 if after else (page - 1) * per)
        .limit(per + 1)
    )
    found = tuple(
        _row(article, slug, name, number)
        for article, slug, name, _open, number in session.execute(query)
    )
    pages = max(1, -(-total // per))
    return ArticleList(found[:per], total, page, pages, has_more=len(found) > per)


def get_article(session: Session, number: int) -> ArticlePage:
    """Return one article with its text and statements.

    Raises:
        NotFound: there is none with this number.
        Gone: it was erased; the message is the reason.
    """
    query = _select_articles().where(col(Article.id) == number)
    found = session.execute(query).one_or_none() if 0 < number <= MAX_ID else None
    if found is None:
        raise NotFound(gettext("There is no article %(number)s.", number=number))
    article, slug, name, is_open, carried = found
    if article.erased_at is not None:
        raise Gone(article.erased_reason or gettext("This article was erased."))
    statements = _statements_in(session, number)
    return ArticlePage(
        row=_row(article, slug, name, max(carried, len(statements))),
        text=article.text,
        text_sha256=article.text_sha256,
        archive_url=article.archive_url,
        is_open=bool(is_open),
        statements=statements,
    )


def _statements_in(session: Session, number: int) -> tuple[StatementRow, ...]:
    """Return what an article says; quotes that a later text took over stand where they stood."""
    live = (col(Statement.withdrawn_at).is_(None), col(Statement.merged_into_id).is_(None))
    here = (
        sa.select(col(Quote.statement_id), col(Quote.id), col(Quote.parts))
        .join(Statement, col(Statement.id) == col(Quote.statement_id))
        .where(col(Quote.article_id) == number, *live)
    )
    once = (
        sa.select(col(Quote.statement_id), col(Quote.id), col(FormerPlace.parts))
        .join(Statement, col(Statement.id) == col(Quote.statement_id))
        .join(FormerPlace, col(FormerPlace.quote_id) == col(Quote.id))
        .where(col(FormerPlace.article_id) == number, *live)
    )
    former = {quote: (statement, parts) for statement, quote, parts in session.execute(once)}
    places = [(parts[0][0], quote, statement) for statement, quote, parts in session.execute(here)]
    places += [(parts[0][0], quote, statement) for quote, (statement, parts) in former.items()]
    ids = dict.fromkeys(statement for _, _, statement in sorted(places))
    found = with_remarks(session, rows(session, list(ids)))
    if not former:
        return tuple(found)
    return tuple(
        row._replace(quotes=tuple(_where_it_stood(each, number, former) for each in row.quotes))
        for row in found
    )


def _where_it_stood(
    quote: QuoteRow, number: int, former: Mapping[int, tuple[int, list[list[int]]]]
) -> QuoteRow:
    if quote.id not in former:
        return quote
    parts = tuple((start, end) for start, end in former[quote.id][1])
    return quote._replace(article_id=number, start=parts[0][0], end=parts[-1][1], parts=parts)


def find_outlets(session: Session) -> Sequence[Named]:
    """Return every outlet, by name."""
    query = sa.select(col(Outlet.slug), col(Outlet.name)).order_by(col(Outlet.name))
    return [Named(slug, name) for slug, name in session.execute(query)]


def count_articles_by_day(session: Session) -> Sequence[tuple[str | None, int]]:
    """Return how many current articles were published on each day that has any, in their order.

    The days are ISO's, as text: there are thousands, and to make dates of them would take four
    times as long. Those that nobody knows come first.
    """
    day = col(Article.published_on)
    query = (
        sa.select(sa.cast(day, sa.String), sa.func.count())
        .where(*CURRENT)
        .group_by(day)
        .order_by(day.asc().nulls_first())
    )
    return [(each, number) for each, number in session.connection().execute(query).all()]


@dataclass(frozen=True)
class Freshness:
    """How new the record is.

    Attributes:
        newest: the last day published of any article.
        added_at: when an article came in last.
    """

    articles: int
    newest: date | None
    added_at: datetime | None
    failed_inputs: int


def get_freshness(session: Session) -> Freshness:
    """Return how many articles there are, how new they are, and how many inputs failed."""
    counting = sa.select(sa.func.count()).select_from(Article).where(*CURRENT)
    number = session.execute(counting).scalar_one()
    # Asked for apart from the count, the index gives it at once.
    latest = sa.select(sa.func.max(col(Article.published_on))).where(*CURRENT)
    newest = session.execute(latest).scalar_one()
    # Ids are given in the order of capture: the last one was added last.
    last = sa.select(col(Article.captured_at)).where(*CURRENT).order_by(col(Article.id).desc())
    added_at = session.execute(last.limit(1)).scalar_one_or_none()
    failed = session.execute(sa.select(sa.func.count()).select_from(FailedInput)).scalar_one()
    return Freshness(number, newest, added_at, failed)
