"""Web: the pages, one file a noun."""

from fastapi import FastAPI
from fastapi.routing import APIRoute

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

# The first that fits an address answers: /articles/new before /articles/{number}.
NOUNS = (
    overview, statements, corrections, facets, exports, citations, briefs, additions, drafts,
    spreadsheets, articles, article_corrections, erasure, sources, keeping, merging, actors, topics,
    link_candidates, compare, links, outlets, feeds, ingest, proposals, review, reports,
    about, about_api, health, sign_in, account, accounts,
    saved, sitemaps, language,
)  # fmt: skip


def add_routes(app: FastAPI) -> None:
    """Let an application answer with the pages.

    The routes are the application's own: a router in a router is looked through twice for each
    request, which takes as long as to send a page that is kept.
    """
    for noun in NOUNS:
        for route in noun.router.routes:
            if isinstance(route, APIRoute):
                route.include_in_schema = False
        app.router.routes.extend(noun.router.routes)
