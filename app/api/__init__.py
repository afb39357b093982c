"""API: the stable JSON interface under /api/v1."""

from fastapi import APIRouter

from app.api import actors, articles, index, statements, topics

router = APIRouter()
router.include_router(index.router)
for part in (statements, articles, actors, topics):
    router.include_router(part.router, prefix=index.PREFIX)
