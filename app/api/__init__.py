"""API: the stable JSON interface under /api/v1."""

from fastapi import APIRouter, Depends

from app.api import actors, articles, briefs, compare, index, links, statements, topics
from app.api.parameters import TOKEN
from app.deps import check_token

router = APIRouter(dependencies=[Depends(check_token)], responses=TOKEN)
router.include_router(index.router)
for part in (statements, articles, actors, topics, compare, links, briefs):
    router.include_router(part.router, prefix=index.PREFIX)
