"""API: the stable JSON interface under /api/v1."""

from fastapi import APIRouter, Depends

from app.api import (
    actors,
    articles,
    briefs,
    compare,
    corrections,
    events,
    feeds,
    index,
    jobs,
    links,
    outlets,
    proposals,
    review,
    statements,
    topics,
)
from app.api.parameters import TOKEN
from app.deps import check_token

router = APIRouter(dependencies=[Depends(check_token)], responses=TOKEN)
router.include_router(index.router)
for part in (
    statements, articles, actors, topics, compare, corrections, outlets, events, feeds, jobs,
    review, proposals, links, briefs,
):  # fmt: skip
    router.include_router(part.router, prefix=index.PREFIX)
