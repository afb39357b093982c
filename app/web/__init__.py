"""Web: the pages, one file a noun."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.routing import Match
from starlette.types import Scope

from app.visitors import API
from app.web import (
    about,
    about_api,
    account,
    accounts,
    actors,
    additions,
    article_corrections,
    articles,
    briefs,
    citations,
    compare,
    corrections,
    drafts,
    erasure,
    exports,
    facets,
    feeds,
    health,
    ingest,
    keeping,
    language,
    link_candidates,
    links,
    merging,
    outlets,
    overview,
    proposals,
    reports,
    review,
    saved,
    sign_in,
    sitemaps,
    sources,
    spreadsheets,
    statements,
    topics,
)


class Pages(APIRouter):
    """The pages' routes.

    Whatever programs ask would be compared with each of them twice, before it comes to the
    API's: that takes as long as to send a page that is kept.
    """

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Say whether a page may answer."""
        if scope["path"].startswith(API):
            return Match.NONE, {}
        return super().matches(scope)


router = Pages(include_in_schema=False, default_response_class=HTMLResponse)
# The first that fits an address answers: /articles/new before /articles/{number}.
for noun in (
    overview, statements, corrections, facets, exports, citations, briefs, additions, drafts,
    spreadsheets, articles, article_corrections, erasure, sources, keeping, merging, actors, topics,
    link_candidates, compare, links, outlets, feeds, ingest, proposals, review, reports,
    about, about_api, health, sign_in, account, accounts,
    saved, sitemaps, language,
):  # fmt: skip
    router.include_router(noun.router)
