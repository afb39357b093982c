"""API: the stable JSON interface under /api/v1."""

from fastapi import APIRouter, Depends

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

router = APIRouter(dependencies=[Depends(check_token)], responses=TOKEN)
router.include_router(index.router)
for part in (
    statements, corrections, remarks, reports, articles, article_corrections, actors, actor_parts,
    actor_merging, histories, topics, compare, links, link_candidates, outlets, events, briefs,
    saved, review, proposals, feeds, jobs,
):  # fmt: skip
    router.include_router(part.router, prefix=index.PREFIX)
