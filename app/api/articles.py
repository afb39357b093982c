"""Articles: the list of them, one with its text and the places of its quotes, and a new one."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Response, Security

from app.api import schemas
from app.api.cursors import After, next_of, place_in
from app.api.index import PREFIX
from app.api.parameters import (
    ARTICLE_FIELDS,
    BEARER,
    DAY,
    GIVEN_ARTICLE,
    INVALID,
    MISSING,
    PAGE,
    PER,
    READ_ONLY,
    SLUG,
    TOO_OFTEN,
    UNREADABLE,
    only,
    parameter,
)
from app.deps import (
    Count,
    CurrentEditor,
    DatabaseDep,
    PageLimits,
    ReadSession,
    SeesAll,
    WantedFilter,
)
from app.errors import Invalid
from app.formats.items import article_item, article_page_item, change_item
from app.queries.articles import find_articles, get_article
from app.queries.captures import get_history
from app.queries.history import find_history
from app.queries.select import unknown_slugs
from app.rates import Deed
from app.readers.document import make_document
from app.services.capture import capture_url, known_address
from app.services.corrections.articles import ARTICLE
from app.services.door import take_in
from app.services.gazetteer import gazetteer_from_database
from app.services.history import version_of

router = APIRouter(tags=["articles"])

ArticleId = Annotated[int, Path(alias="id")]
PUBLISHED = (
    parameter("from", "First day published, inclusive: `2024`, `2024-12`, `2024-12-26`.", DAY),
    parameter("to", "Last day published, inclusive.", DAY),
)
OUTLET = parameter("outlet", "Slug of the outlet that printed them; `none`.", SLUG)


@router.get(
    "/articles",
    name="api_articles",
    summary="List articles",
    response_model=schemas.ArticleList,
    responses=INVALID,
    openapi_extra={"parameters": [OUTLET, *PUBLISHED, PAGE, PER]},
)
def index(session: ReadSession, parsed: WantedFilter, after: After = "") -> dict[str, Any]:
    """Return a page of the current articles, newest published first, undated ones last."""
    place = place_in("articles", after, date)
    parsed = only(parsed, "outlet", "since", "until", "page", "per")
    wanted = parsed.wanted
    problems = {**unknown_slugs(session, wanted), **parsed.problems}
    if len(wanted.outlet) > 1:
        problems["outlet"] = "One outlet at a time."
    if problems:
        raise Invalid(problems)
    outlet = wanted.outlet[0] if wanted.outlet else None
    found = find_articles(
        session,
        outlet=outlet,
        since=wanted.since,
        until=wanted.until,
        page=wanted.page,
        per=wanted.per,
        after=place,
    )
    last = found.rows[-1] if found.rows else None
    return {
        "items": [article_item(row) for row in found.rows],
        "next": next_of("articles", last.published_on, last.id, has_more=found.has_more)
        if last
        else None,
        "total": found.total,
        "page": found.number,
        "pages": found.pages,
    }


@router.get(
    "/articles/{id}",
    name="api_article",
    summary="Show an article",
    response_model=schemas.ArticleDetail,
    responses=MISSING | INVALID,
)
def show(session: ReadSession, number: ArticleId, editor: SeesAll) -> dict[str, Any]:
    """Return one article; `text[start:end]` proves each part of each of its quotes.

    Readers of a public server get the text of digests and open outlets; of the others they
    get the lines in which a quote stands, as `passages`.
    """
    return detail(session, number, whole=editor)


def detail(session: ReadSession, number: int, *, whole: bool) -> dict[str, Any]:
    """Return an article with its history.

    Args:
        whole: whoever asks sees all texts, and who changed them.
    """
    article = get_article(session, number)
    history = find_history(session, [(ARTICLE.subject, number)])
    source = get_history(session, number)
    return article_page_item(article, whole=whole or article.is_public) | {
        "earlier_id": source.earlier.article_id if source.earlier else None,
        "later_id": source.later.article_id if source.later else None,
        "history": [change_item(each, for_editors=whole) for each in history],
        "version": version_of(session, ARTICLE, number),
    }


@router.post(
    "/articles",
    name="api_add_article",
    summary="Add an article",
    dependencies=[Security(BEARER)],
    status_code=201,
    response_model=schemas.Stored,
    responses=INVALID
    | READ_ONLY
    | UNREADABLE
    | TOO_OFTEN
    | {200: {"model": schemas.Stored, "description": "It was here already."}},
    openapi_extra={"requestBody": GIVEN_ARTICLE},
)
def add(
    database: DatabaseDep,
    editor: CurrentEditor,
    limits: PageLimits,
    count: Count,
    fields: Annotated[dict[str, Any], Body()],
    response: Response,
) -> dict[str, Any]:
    """Store an article and what it says; both are public at once, doubts go to the review.

    An address without a text is fetched, unless it is here already. With `quotes`, places of the
    text that is given, nothing is looked for in it: these are stored as they are.
    """
    check_keys(fields)
    with database.reader() as session:
        gazetteer = gazetteer_from_database(session)
    url = fields.get("url")
    if url and not fields.get("text"):
        if not (isinstance(url, str) and known_address(database, url)):
            count(Deed.FETCH)
        stored = capture_url(database, url, gazetteer, added_by=editor, about=fields, limits=limits)
    else:
        document = make_document(fields, "API")
        stored = take_in(database, document, gazetteer, who=editor)
    response.headers["location"] = PREFIX + stored.path
    if stored.known:
        response.status_code = 200
    return {
        "known": stored.known is not None,
        "id": stored.article_id,
        "url": stored.path,
        "quotes": stored.quotes,
        "statements": stored.statements,
        "to_review": stored.to_review,
    }


def check_keys(fields: dict[str, Any]) -> None:
    """Make sure that nothing that describes an article is passed over.

    Raises:
        Invalid: a key is unknown, or there are quotes and no text in which they could stand.
    """
    unknown = [name for name in fields if name not in ARTICLE_FIELDS]
    known = ", ".join(ARTICLE_FIELDS)
    # Keys are strangers' words: they are shown in part, and as what can be sent.
    problems = {
        name[:80]
        .encode("utf-8", "replace")
        .decode(): f"There is no such field; these are: {known}."
        for name in unknown[:20]
    }
    if fields.get("quotes") is not None and not fields.get("text"):
        problems["quotes"] = "Quotes are places of a text: give the text too."
    if problems:
        raise Invalid(problems)
