"""Topics: the list of them, and one with the terms that propose it."""

from typing import Any

from fastapi import APIRouter, Request

from app.api import schemas
from app.api.parameters import INVALID, MISSING, Slug
from app.deps import ReadSession
from app.formats.items import topic_item, topic_page_item
from app.kept import kept_json
from app.queries.topics import find_topics, get_topic

router = APIRouter(tags=["topics"])


@router.get("/topics", name="api_topics", summary="List topics", response_model=schemas.TopicList)
@kept_json
def index(request: Request, session: ReadSession) -> dict[str, Any]:
    """Return every topic, in the order of the site."""
    items = [topic_item(row) for row in find_topics(session)]
    return {"items": items, "total": len(items)}


@router.get(
    "/topics/{slug}",
    name="api_topic",
    summary="Show a topic",
    response_model=schemas.TopicDetail,
    responses=MISSING | INVALID,
)
@kept_json
def show(request: Request, session: ReadSession, slug: Slug) -> dict[str, Any]:
    """Return one topic."""
    return topic_page_item(get_topic(session, slug))
