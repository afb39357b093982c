"""Article corrections: what editors set on articles, and another look at their sources."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Security
from pydantic import Field

from app.api import schemas
from app.api.articles import ArticleId, detail
from app.api.deed_schemas import ArticlePreview, Looked
from app.api.parameters import BEARER, CHANGED, EDITED, GivenVersion
from app.db import MAX_ID
from app.deps import Count, CurrentEditor, DatabaseDep, PageLimits, WriteSession
from app.errors import NotFound
from app.formats.keeping import preview_item
from app.queries.articles import get_article
from app.rates import Deed
from app.services.corrections.articles import correct_article
from app.services.corrections.preview import preview_article
from app.services.gazetteer import gazetteer_from_database
from app.services.refetch import refetch

router = APIRouter(
    tags=["articles"],
    dependencies=[Security(BEARER)],
    responses=EDITED | CHANGED,
)


class GivenArticle(GivenVersion):
    """Fields of an article to be set; those that are missing stay, empty ones become unknown."""

    title: str | None = Field(None, examples=["The dam on the Sarn"])
    outlet: str | None = Field(None, description="Name or slug.", examples=["Sarn Courier"])
    published_on: str | None = Field(None, examples=["2024-12-26"])
    url: str | None = None
    archive_url: str | None = None
    language: str | None = Field(None, examples=["en"])
    text_kind: str | None = Field(None, description="full, excerpt or digest")
    note: str | None = Field(None, description="Why, for the history.")


def checked(number: int) -> int:
    """Return a number that may be an article's.

    Raises:
        NotFound: it can be none.
    """
    if not 0 < number <= MAX_ID:
        raise NotFound("There is no such article.")
    return number


def typed_in(given: GivenArticle) -> dict[str, str]:
    """Return the fields that are to be set, as a form has them."""
    fields = given.model_dump(exclude_unset=True, exclude={"note", "version"})
    return {name: value or "" for name, value in fields.items()}


@router.patch(
    "/articles/{id}",
    name="api_set_article",
    summary="Correct an article",
    response_model=schemas.ArticleDetail,
)
def set_article(
    session: WriteSession, editor: CurrentEditor, number: ArticleId, given: GivenArticle
) -> dict[str, Any]:
    """Set what is known of an article; days and offices that come from it follow."""
    correct_article(
        session,
        checked(number),
        typed_in(given),
        who=editor,
        seen=given.version,
        note=given.note,
    )
    return detail(session, number, whole=True)


@router.post(
    "/articles/{id}/preview",
    name="api_preview_article",
    summary="See what a correction would change",
    response_model=ArticlePreview,
)
def preview(
    session: WriteSession, _editor: CurrentEditor, number: ArticleId, given: GivenArticle
) -> dict[str, Any]:
    """Tell what the same correction would do to the article and its statements; nothing is done."""
    found = preview_article(session, checked(number), typed_in(given), seen=given.version)
    return preview_item(found)


@router.post(
    "/articles/{id}/refetch",
    name="api_refetch",
    summary="Look at the source again",
    response_model=Looked,
)
def look_again(
    database: DatabaseDep,
    editor: CurrentEditor,
    limits: PageLimits,
    count: Count,
    number: ArticleId,
) -> dict[str, Any]:
    """Fetch the source again; where it changed both texts are kept, and quotes go over."""
    with database.reader() as session:
        get_article(session, checked(number))
        gazetteer = gazetteer_from_database(session)
    count(Deed.FETCH)
    done = refetch(database, number, gazetteer, who=editor, limits=limits)
    return asdict(done) | {"url": f"/articles/{done.article_id}"}
