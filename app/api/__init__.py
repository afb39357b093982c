"""API: the stable JSON interface under /api/v1."""

from fastapi import APIRouter, Depends, FastAPI
from starlette.routing import Match
from starlette.types import Scope

from app.api import (
    actor_merging,
    actor_parts,
    actors,
    article_corrections,
    articles,
    briefs,
    compare,
    corrections,
    events,
    feeds,
    histories,
    index,
    jobs,
    link_candidates,
    links,
    outlets,
    proposals,
    remarks,
    reports,
    review,
    saved,
    statements,
    topics,
)
from app.api.parameters import TOKEN
from app.deps import check_token

PARTS = (
    index, statements, corrections, remarks, reports, articles, article_corrections, actors,
    actor_parts, actor_merging, histories, topics, compare, links, link_candidates, outlets, events,
    briefs, saved, review, proposals, feeds, jobs,
)  # fmt: skip


class Programs(APIRouter):
    """What programs may ask; nothing else is compared with any of it."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Say whether the API may answer."""
        if not scope["path"].startswith(index.PREFIX):
            return Match.NONE, {}
        return super().matches(scope)


def add_routes(app: FastAPI) -> None:
    """Let an application answer programs."""
    router = Programs()
    # Not included one by one: a router in a router is looked through twice for each request.
    for part in PARTS:
        router.routes.extend(part.router.routes)
    app.include_router(
        router, prefix=index.PREFIX, dependencies=[Depends(check_token)], responses=TOKEN
    )
