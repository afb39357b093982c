"""Articles: the list of them, and one with its text and the places of its quotes."""

from typing import Annotated, Any

from fastapi import APIRouter, Path

from app.api import schemas
from app.api.parameters import INVALID, MISSING, PAGE, PER, SLUG, parameter
from app.deps import MayWrite, ReadSession, WantedFilter
from app.errors import Invalid
from app.formats.items import article_item, article_page_item
from app.queries.articles import find_articles, get_article
from app.queries.filters import StatementFilter
from app.queries.select import unknown_slugs

router = APIRouter(tags=["articles"])

ArticleId = Annotated[int, Path(alias="id")]

NAMES = ("outlet", "page", "per")
OUTLET = parameter("outlet", "Slug of the outlet that printed them.", SLUG)


@router.get(
    "/articles",
    name="api_articles",
    response_model=schemas.ArticleList,
    responses=INVALID,
    openapi_extra={"parameters": [OUTLET, PAGE, PER]},
)
def index(session: ReadSession, parsed: WantedFilter) -> dict[str, Any]:
    """Return a page of the current articles, newest published first, undated ones last."""
    wanted = parsed.wanted
    problems = {**unknown_slugs(session, StatementFilter(outlet=wanted.outlet)), **parsed.problems}
    if len(wanted.outlet) > 1:
        problems["outlet"] = "One outlet at a time."
    # Other names of the filter mean nothing here, whatever their values are.
    problems = {name: problems[name] for name in NAMES if name in problems}
    if problems:
        raise Invalid(problems)
    outlet = wanted.outlet[0] if wanted.outlet else None
    found = find_articles(session, outlet=outlet, page=wanted.page, per=wanted.per)
    return {
        "items": [article_item(row) for row in found.rows],
        "total": found.total,
        "page": found.number,
        "pages": found.pages,
    }


@router.get(
    "/articles/{id}",
    name="api_article",
    response_model=schemas.ArticleDetail,
    responses=MISSING | INVALID,
)
def show(session: ReadSession, number: ArticleId, editor: MayWrite) -> dict[str, Any]:
    """Return one article; `text[start:end]` proves each part of each of its quotes.

    Readers of a public server get the text of digests and open outlets; of the others they
    get the lines in which a quote stands, as `passages`.
    """
    article = get_article(session, number)
    return article_page_item(article, whole=editor or article.is_public)
